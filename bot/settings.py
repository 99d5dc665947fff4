"""Settings from the environment or `.env`; a wrong one ends the program with one line that says what would be right."""

import os
import re
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import Field, TypeAdapter, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot import watchers

PREFIX = "PATROL_"
TELEGRAM = "https://api.telegram.org"
_SECRET = frozenset({"bot_token", "webhook_secret", "database_url", "sentry_dsn"})
_DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg", "postgresql+psycopg")


class WrongSetting(Exception):  # noqa: N818 (what it is)
    """One line for the operator: which setting, what it holds, what it should hold."""


class Settings(BaseSettings):
    """All settings, documented one by one in `.env.example`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", hide_input_in_errors=True)

    bot_token: str
    api_url: str = TELEGRAM
    database_url: str = "sqlite+aiosqlite:///patrol.db"
    owner_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    timezone: str = "Asia/Seoul"
    webhook_url: str | None = None
    webhook_secret: str | None = None
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=0, le=65535)
    web_url: str | None = None
    trusted_proxies: Annotated[frozenset[str], NoDecode] = frozenset()
    messages_per_second: float = Field(default=30, gt=0, le=10_000)
    reminders: Annotated[tuple[timedelta, ...], NoDecode] = (
        timedelta(days=1),
        timedelta(hours=2),
        timedelta(minutes=30),
    )
    map_tiles: str = ""
    map_credit: str = ""
    private_webhooks: bool = False
    dev_clock_url: str | None = None
    sentry_dsn: str | None = None
    log_format: Literal["auto", "console", "json"] = "auto"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def console_url(self) -> str:
        return (self.web_url or f"http://{self.web_host}:{self.web_port}").rstrip("/")

    @property
    def rehearsal_url(self) -> str:
        """The simulated messenger whose clock is followed, if it is one."""
        return self.api_url.rstrip("/") if self.dev_clock_url else ""

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: str) -> str:
        if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value):
            raise ValueError("a bot token as BotFather gives it, NUMBER:LETTERS")
        return value

    @field_validator("api_url", "web_url", "webhook_url", "dev_clock_url")
    @classmethod
    def _url(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None or value == "":
            return TELEGRAM if info.field_name == "api_url" else None
        wanted = "an address that begins with http:// or https://, without user and password"
        try:
            parts = urlsplit(value)
            is_address = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:  # a port that is none, a bracket too many
            is_address = False
        if not is_address or "@" in value:
            raise ValueError(wanted)
        return value.rstrip("/")

    @field_validator("map_tiles")
    @classmethod
    def _tiles(cls, value: str) -> str:
        is_address = re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[A-Za-z0-9._~/?&=%{}:@,+-]*", value)
        words = sorted(re.findall(r"\{.*?\}|[{}]", value))
        if value and (not is_address or words != ["{x}", "{y}", "{z}"]):
            raise ValueError("an address with {z}, {x} and {y}, such as https://tiles.example.org/{z}/{x}/{y}.png")
        return value

    @field_validator("sentry_dsn")
    @classmethod
    def _dsn(cls, value: str | None) -> str | None:
        if not value:
            return None
        if not re.fullmatch(r"https?://[^@/\s]+@[^@/\s]+/\S+", value):
            raise ValueError("the address of a Sentry project, https://KEY@HOST/NUMBER")
        if not watchers.is_installed():
            raise ValueError("unset, or the program installed with its part for it: pip install 'patrolbot[sentry]'")
        return value

    @field_validator("web_host")
    @classmethod
    def _host(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9._:-]+", value):
            raise ValueError("a host name or an IP address such as 127.0.0.1")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        try:
            url = make_url(value)
        except (ArgumentError, ValueError):  # the reason may quote what is wrong, a password for example
            raise ValueError("a database URL such as sqlite+aiosqlite:///patrol.db") from None
        if url.drivername not in _DRIVERS:
            raise ValueError(f"a database URL that begins with {', '.join(f'{driver}://' for driver in _DRIVERS)}")
        if url.query.get("prepared_statements", "on") not in ("on", "off"):
            raise ValueError("a database URL with prepared_statements=on or off")
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").absolute().parent.is_dir():
            raise ValueError("a file in a folder that exists")
        return value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _proxies(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        try:
            return frozenset(str(ip_address(part)) for part in parts)
        except ValueError:
            raise ValueError("IP addresses separated by commas, such as 127.0.0.1,::1") from None

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _owners(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        ids = [part.strip() for part in value.split(",") if part.strip()]
        if not all(re.fullmatch(r"\d{1,18}", part) for part in ids):
            raise ValueError("Telegram user ids (numbers) separated by commas")
        return frozenset(int(part) for part in ids)

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("a time zone name such as Asia/Seoul") from error
        return value

    @field_validator("reminders", mode="before")
    @classmethod
    def _durations(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        try:
            durations = [TypeAdapter(timedelta).validate_python(part) for part in parts if part.startswith("P")]
        except ValidationError as error:
            raise ValueError("ISO 8601 durations separated by commas, such as P1D,PT2H,PT30M") from error
        if len(durations) != len(parts) or any(duration <= timedelta(0) for duration in durations):
            raise ValueError("ISO 8601 durations separated by commas, such as P1D,PT2H,PT30M")
        return tuple(sorted(set(durations), reverse=True))

    @model_validator(mode="after")
    def _dev_clock(self) -> "Settings":
        if self.dev_clock_url and self.api_url == TELEGRAM:
            raise ValueError("dev_clock_url|unset: a borrowed clock goes with a simulated messenger only")
        return self

    @model_validator(mode="after")
    def _webhook(self) -> "Settings":
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("webhook_secret|1 to 256 letters, digits, _ or - when PATROL_WEBHOOK_URL is set")
        if self.webhook_url and not self.webhook_url.startswith("https://") and self.api_url == TELEGRAM:
            raise ValueError("webhook_url|an https address: Telegram posts to no other")
        if self.webhook_secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", self.webhook_secret):
            raise ValueError("webhook_secret|1 to 256 letters, digits, _ or -")
        return self


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        WrongSetting: one is missing or malformed.
    """
    try:
        return Settings()  # type: ignore[call-arg]  # the environment fills them
    except ValidationError as error:
        raise WrongSetting(_explain(error)) from None


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    wanted = first["msg"].removeprefix("Value error, ")
    if first["loc"]:
        name = str(first["loc"][0])
    else:
        name, _, wanted = wanted.partition("|")
    setting = PREFIX + name.upper()
    wanted = _MEANING.get(name, wanted)
    held = _held(setting)
    if first["type"] == "missing" or not held:
        return f"{setting} is not set; it should be {wanted}"
    is_secret = name in _SECRET or "@" in held
    return f"{setting} is {'malformed' if is_secret else repr(held)}; it should be {wanted}"


_MEANING = {
    "bot_token": "the token that @BotFather gave your bot, NUMBER:LETTERS",
    "private_webhooks": "true or false",
    "web_port": "a port number from 0 to 65535",
    "messages_per_second": "a number above 0 and up to 10000",
    "log_format": "auto, console or json",
}


def _held(setting: str) -> str:
    return os.environ.get(setting) or dotenv_values(".env").get(setting) or ""
