"""The bot as its own process, just as it runs in earnest, against the simulated messenger and an example database."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from demo.city import OWNER_CHAT, ZONE
from simulator.client import Telegram

LINES_SHOWN = 20
LOOK_EVERY_SECONDS = 0.1
PATIENCE_SECONDS = 90


class BotDied(Exception):  # noqa: N818 (what happened)
    """The bot has ended by itself or never began; the text says which, with the end of its log."""


class BotProcess:
    """A running bot and its log."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    async def polls(self, telegram: Telegram) -> None:
        """Waits until the bot asks for updates.

        Raises:
            BotDied: it ended before, or has been trying for too long.
        """
        looks = 0
        while "getUpdates" not in (await telegram.counters())["calls"]:
            if self._process.returncode is not None:
                raise self._death()
            looks += 1
            if looks * LOOK_EVERY_SECONDS > PATIENCE_SECONDS:
                raise BotDied(f"봇이 {PATIENCE_SECONDS}초 동안 시작하지 못했어요. 마지막 기록:\n{self._end_of_log()}")
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def dies(self) -> None:
        """Waits for the end of the process, which raises `BotDied`."""
        await self._process.wait()
        raise self._death()

    async def stop(self) -> None:
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        await self._process.wait()

    def _death(self) -> BotDied:
        return BotDied(f"봇이 스스로 끝났어요 (상태 {self._process.returncode}). 마지막 기록:\n{self._end_of_log()}")

    def _end_of_log(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES_SHOWN:]
        return "\n".join(f"  {line}" for line in lines) or "  (아무것도 적지 않았어요)"


@asynccontextmanager
async def running_bot(telegram: Telegram, database_url: str, folder: Path) -> AsyncIterator[BotProcess]:
    """A bot that follows the simulator's clock; it is stopped at the end of the block."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PATROL_")} | {
        "PATROL_BOT_TOKEN": telegram.token,
        "PATROL_API_URL": telegram.api_url,
        "PATROL_DATABASE_URL": database_url,
        "PATROL_OWNER_IDS": str(OWNER_CHAT),
        "PATROL_TIMEZONE": ZONE,
        "PATROL_DEV_CLOCK_URL": f"{telegram.api_url}/control/clock",
        "PATROL_WEB_PORT": str(_free_port()),
    }
    log = folder / "bot.log"
    with log.open("wb") as log_file:
        # It stays in the demo's process group, so that whatever ends the group ends the bot too.
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "demo.child", str(os.getpid())), env=environment, stdout=log_file, stderr=log_file
        )
        bot = BotProcess(process, log)
        try:
            yield bot
        finally:
            await bot.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
