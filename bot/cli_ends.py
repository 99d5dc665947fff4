"""How a command ends that cannot do its work: one line that names the cause and what helps, and status 1."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeVar

import typer

T = TypeVar("T")


def fail(reason: str) -> NoReturn:
    print(reason, file=sys.stderr)
    raise typer.Exit(1)


def trouble_of(error: BaseException) -> str | None:
    """What keeps the database from answering, and where to look; None where it is something else."""
    from db.engine import is_outage, refusal  # slow to load, and --help need not wait for it

    if (reason := refusal(error)) is not None:
        return reason
    if is_outage(error):
        return f"the database cannot be reached ({type(error).__name__}): see PATROL_DATABASE_URL"
    return None


def run_or_exit(work: Callable[[], Awaitable[T]]) -> T:
    """Runs it; a database that is away, lets nobody in or was not prepared is one line."""
    from bot.app import NotMigrated  # slow to load, as above

    async def go() -> T:
        return await work()

    try:
        return asyncio.run(go())
    except NotMigrated as fault:
        fail(str(fault))
    except Exception as error:
        reason = trouble_of(error)
        if reason is None:
            raise
        fail(reason)
