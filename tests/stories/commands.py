"""The operator's commands as they are typed: each a process of its own, beside a program that may be running."""

import asyncio
import os
import sys
from dataclasses import dataclass

from bot.settings import Settings
from tests.stories.programs import ROOT


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


async def patrolbot(settings: Settings, *arguments: str) -> Ended:
    process = await begun(settings, *arguments)
    out, err = await process.communicate()
    return Ended(process.returncode or 0, out.decode(), err.decode())


async def begun(settings: Settings, *arguments: str) -> asyncio.subprocess.Process:
    """A command that may be killed before its end."""
    environment = os.environ | {
        "PATROL_BOT_TOKEN": settings.bot_token,
        "PATROL_API_URL": settings.api_url,
        "PATROL_DATABASE_URL": settings.database_url,
        "PATROL_LOG_FORMAT": "json",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "bot", *arguments]
    return await asyncio.create_subprocess_exec(
        *command, env=environment, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
