"""`patrolbot outbox` and `patrolbot updates`: what did not get through, and what to do about it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_ends import fail, run_or_exit
from bot.cli_settings import settings_or_exit

if TYPE_CHECKING:
    from bot.app import App

outbox = typer.Typer(help="Messages that are stuck: list, retry, drop.", invoke_without_command=True)
updates = typer.Typer(help="Updates that broke their handler: list, retry, drop.", invoke_without_command=True)

RowId = Annotated[str, typer.Argument(metavar="ID|all")]
Reference = Annotated[str, typer.Argument(help="the number people were told, or that the list shows")]


@asynccontextmanager
async def _app() -> AsyncIterator["App"]:
    from bot.app import open_app  # slow to load, and --help need not wait for it

    async with open_app(settings_or_exit()) as app:
        await app.expect_migrated()
        yield app


def _run(work: Callable[["App"], Awaitable[bool]]) -> None:
    """Runs it with the program's parts; False is status 1."""

    async def go() -> bool:
        async with _app() as app:
            return await work(app)

    if not run_or_exit(go):
        raise typer.Exit(1)


@outbox.callback()
def list_outbox(context: typer.Context) -> None:
    """Messages that failed, wait for another attempt, or are overdue, and why. Nothing in it names a person."""
    if context.invoked_subcommand is not None:
        return

    async def show(app: "App") -> bool:
        rows = await app.services.deliveries.stuck(app.clock.now())
        for row in rows:
            state = row.outcome.name if row.outcome else "waiting"
            print(
                f"{row.id}\t{state}\t{row.kind}\tpriority {row.priority}\tattempts {row.attempts}"
                f"\tdue {row.due_at:%Y-%m-%d %H:%M:%S}Z\t{row.error or 'not sent yet'}"
            )
        print(f"{len(rows)} stuck")
        return True

    _run(show)


def _number(row_id: str) -> int | None:
    if row_id == "all":
        return None
    if not row_id.isdigit():
        raise typer.BadParameter("a number from the list, or: all")
    return int(row_id)


def _told(count: int, number: int | None, done: str) -> bool:
    """Says what was done; a number that named nothing that is stuck is a mistake."""
    is_done = count > 0 or number is None
    print(f"{count} {done}" if is_done else "no such message is stuck: see the list")
    return is_done


@outbox.command("retry")
def retry_row(row_id: RowId) -> None:
    """Send a stuck message as if for the first time; `all` means everything that failed."""
    number = _number(row_id)

    async def retry(app: "App") -> bool:
        count = await app.services.deliveries.retry(app.clock.now(), number)
        return _told(count, number, "to be sent again")

    _run(retry)


@outbox.command("drop")
def drop_row(row_id: RowId) -> None:
    """Give up a stuck message for good; `all` means everything that failed."""
    number = _number(row_id)

    async def drop(app: "App") -> bool:
        count = await app.services.deliveries.drop(app.clock.now(), number)
        return _told(count, number, "dropped")

    _run(drop)


@updates.callback()
def list_updates(context: typer.Context) -> None:
    """Updates kept aside: the number people were told, what broke, when. Their words are not shown."""
    if context.invoked_subcommand is not None:
        return

    async def show(app: "App") -> bool:
        found = await app.services.updates.aside()
        for failed in found:
            print(
                f"{failed.reference}\tupdate {failed.update_id}\t{failed.error}\t{failed.failed_at:%Y-%m-%d %H:%M:%S}Z"
            )
        print(f"{len(found)} kept aside")
        return True

    _run(show)


@updates.command("retry")
def retry_update(reference: Reference) -> None:
    """Handle an update once more; its answers are sent by the program that is running."""
    from telegram.error import TelegramError

    async def retry(app: "App") -> bool:
        try:
            is_handled = await app.retry_update(reference)
        except TelegramError as error:
            fail(f"the Bot API cannot be used ({type(error).__name__}): see patrolbot check; nothing was changed")
        print("handled" if is_handled else "there is no such update, or it broke again: see the list")
        return is_handled

    _run(retry)


@updates.command("drop")
def drop_update(reference: Reference) -> None:
    """Forget an update for good."""

    async def drop(app: "App") -> bool:
        is_dropped = await app.services.updates.drop(reference)
        print("dropped" if is_dropped else "there is no such update")
        return is_dropped

    _run(drop)
