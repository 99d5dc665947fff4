"""`patrolbot check`: everything the set-up needs, one line each, said before anything depends on it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp

import texts
from bot.clock import Clock
from bot.settings import Settings
from db import schema
from db.engine import Engines
from db.vitals import database_time

MOST_SKEW = timedelta(seconds=30)
PATIENCE_S = 15.0
FONTS = Path(texts.__file__).parent / "fonts"
_FONT_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"ttcf", b"true")


class Unfit(Exception):  # noqa: N818 (what it is)
    """What is wrong and what would be right, in one line."""


@dataclass(slots=True)
class Checkup:
    settings: Settings
    engines: Engines
    clock: Clock
    _messenger_time: datetime | None = None

    def checks(self) -> dict[str, Callable[[], Awaitable[str]]]:
        """Each returns what it found, or raises: Unfit with words for people, anything else for what broke."""
        return {
            "api": self._api,
            "token": self._token,
            "database": self._database,
            "schema": self._schema,
            "clock": self._clock,
            "fonts": self._fonts,
        }

    async def _api(self) -> str:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_S)) as session:
            try:
                async with session.get(self.settings.api_url) as answer:
                    self._messenger_time = parsedate_to_datetime(answer.headers.get("Date", ""))
            except ValueError:
                self._messenger_time = None
            except (aiohttp.ClientError, TimeoutError) as error:
                raise Unfit(f"{self.settings.api_url} cannot be reached ({type(error).__name__})") from error
        return self.settings.api_url

    async def _token(self) -> str:
        url = f"{self.settings.api_url}/bot{self.settings.bot_token}/getMe"
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_S)) as session:
            try:
                async with session.get(url) as answer:
                    found = await answer.json(content_type=None)
            except (aiohttp.ClientError, TimeoutError, ValueError) as error:
                raise Unfit(f"not checked: no answer from the Bot API ({type(error).__name__})") from None
        if not isinstance(found, dict) or not found.get("ok"):
            raise Unfit("the Bot API does not know this token; ask @BotFather for the right one")
        return f"@{found['result'].get('username', '?')}"

    async def _database(self) -> str:
        await database_time(self.engines)
        return self.engines.writing.dialect.name

    async def _schema(self) -> str:
        version, wanted = await schema.version(self.engines), schema.head()
        if version == wanted:
            return f"version {version}"
        if version is None and self.engines.is_sqlite:
            return f"empty; version {wanted} is made at the first start"
        raise Unfit(f"version {version or 'none'}, this program needs {wanted}: run patrolbot migrate")

    async def _clock(self) -> str:
        others = {"the database's": await database_time(self.engines), "Telegram's": self._messenger_time}
        now = datetime.now(UTC)
        for whose, time in others.items():
            if time is not None and abs(time - now) > MOST_SKEW:
                raise Unfit(f"{abs(time - now).total_seconds():.0f} s away from {whose}: set this machine's clock")
        return f"{now:%Y-%m-%d %H:%M:%S} UTC"

    async def _fonts(self) -> str:
        files = sorted(FONTS.glob("*.[ot]t[fc]")) if FONTS.is_dir() else []
        for file in files:
            if not file.read_bytes()[:4].startswith(_FONT_SIGNATURES):
                raise Unfit(f"{file.name} is damaged: install the program again")
        if not files:
            raise Unfit(f"{FONTS.name}/ is empty, papers could not be set: install the program again")
        return f"{len(files)} files"
