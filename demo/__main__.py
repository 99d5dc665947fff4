"""`make demo`: simulator, bot and example city on 127.0.0.1, until Ctrl-C. No token, no network, nothing kept."""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from db import schema
from db.engine import open_engines
from db.uow import UnitOfWork
from demo.city import OWNER_CHAT, Inhabitant, fill, inhabitants
from demo.play import Play
from simulator.client import Simulator

ZONE = "Asia/Seoul"
PORT = 8765


async def main(*, port: int, pace: float, leave: bool) -> None:
    people = inhabitants()
    async with Simulator(port=port, username="anyang_patrol_bot", timeout=30) as telegram:
        with tempfile.TemporaryDirectory() as folder:
            database_url = f"sqlite+aiosqlite:///{folder}/patrol.db"
            await _fill(database_url, people)
            play = Play(telegram, ZoneInfo(ZONE), pace=pace)
            await play.settle(people)
            async with _bot(telegram, database_url, Path(folder)):
                print(f"open {telegram.api_url}   (Ctrl-C ends everything)", flush=True)
                await _until_interrupted(play, leave=leave)


async def _fill(database_url: str, people: tuple[Inhabitant, ...]) -> None:
    engines = open_engines(database_url)
    await schema.migrate(engines)
    async with UnitOfWork(engines).write() as tx:
        await fill(tx, people, datetime.now(UTC))
    await engines.dispose()


@asynccontextmanager
async def _bot(telegram: Simulator, database_url: str, folder: Path) -> AsyncIterator[None]:
    """The bot as its own process, just as it runs in earnest; its log goes to a file."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PATROL_")} | {
        "PATROL_BOT_TOKEN": telegram.token,
        "PATROL_API_URL": telegram.api_url,
        "PATROL_DATABASE_URL": database_url,
        "PATROL_OWNER_IDS": str(OWNER_CHAT),
        "PATROL_TIMEZONE": ZONE,
        "PATROL_DEV_CLOCK_URL": f"{telegram.api_url}/control/clock",
        "PATROL_WEB_PORT": "0",
    }
    with (folder / "bot.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, stderr=log, start_new_session=True
        )
        try:
            yield
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            await process.wait()


async def _until_interrupted(play: Play, *, leave: bool) -> None:
    interrupted = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, interrupted.set)
    playing = asyncio.create_task(play.run())
    waiting = asyncio.create_task(interrupted.wait())
    done, _ = await asyncio.wait((playing, waiting), return_when=asyncio.FIRST_COMPLETED)
    if playing in done:
        playing.result()
        if not leave:
            await waiting
    playing.cancel()
    waiting.cancel()
    await asyncio.gather(playing, waiting, return_exceptions=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="0 takes any free port")
    parser.add_argument("--pace", type=float, default=1.0, help="how slowly people act: 0 is as fast as they can")
    parser.add_argument("--leave", action="store_true", help="end when the patrol has been played")
    return parser.parse_args()


if __name__ == "__main__":
    arguments = _arguments()
    asyncio.run(main(port=arguments.port, pace=arguments.pace, leave=arguments.leave))
