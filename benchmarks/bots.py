"""Our program and its peers, started the way their operators start them."""

import sys
from pathlib import Path

from benchmarks.messenger import TOKEN, Messenger
from benchmarks.processes import Process

PLENTY = 10_000.0
"""Messages a second when the pace is not what is measured."""


def patrolbot(telegram: Messenger, database_url: str, folder: Path, *, messages_per_second: float = PLENTY) -> Process:
    settings = {
        "PATROL_BOT_TOKEN": TOKEN,
        "PATROL_API_URL": telegram.api_url,
        "PATROL_DATABASE_URL": database_url,
        "PATROL_MESSAGES_PER_SECOND": f"{messages_per_second:.0f}",
        "PATROL_WEB_PORT": "0",
        "PATROL_LOG_FORMAT": "json",
    }
    return Process([sys.executable, "-m", "bot", "run"], settings, log=folder / "patrolbot.log")


def echo_bot(telegram: Messenger, framework: str, folder: Path) -> Process:
    """`framework` is "ptb" or "aiogram"."""
    module = f"benchmarks.peers.{framework}_echo"
    return Process([sys.executable, "-m", module, telegram.api_url, TOKEN], log=folder / f"{framework}.log")
