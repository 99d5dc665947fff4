"""Patrolbot: a messenger bot for joint safety patrols. Settings come from the environment or `.env`."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url

from bot.cli_ends import fail, run_or_exit, trouble_of
from bot.cli_repairs import outbox, updates
from bot.cli_run import run
from bot.cli_seals import verify
from bot.cli_settings import settings_or_exit
from bot.settings import Settings

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)
app.add_typer(outbox, name="outbox")
app.add_typer(updates, name="updates")
app.command()(run)
app.command()(verify)

File = Annotated[Path, typer.Argument(dir_okay=False, help="a zip that only its owner may read")]


@app.command()
def migrate() -> None:
    """Bring the database to this version; safe to run from several machines at once."""
    from db import schema
    from db.engine import open_engines

    async def bring_up_to_date(settings: Settings) -> None:
        engines = open_engines(settings.database_url)
        try:
            await schema.migrate(engines)
            print(f"database is at version {await schema.version(engines)}")
        finally:
            await engines.dispose()

    run_or_exit(lambda: bring_up_to_date(settings_or_exit()))


@app.command()
def check() -> None:
    """Prove the set-up: one line each, status 1 if one fails."""
    from bot.checkup import Checkup, Unfit
    from bot.clock import SystemClock
    from db.engine import open_engines

    async def look(settings: Settings) -> bool:
        engines = open_engines(settings.database_url)
        is_fit = True
        try:
            for name, ask in Checkup(settings, engines, SystemClock()).checks().items():
                try:
                    print(f"ok    {name}: {await ask()}")
                except Unfit as fault:
                    is_fit = False
                    print(f"FAIL  {name}: {fault}")
                except Exception as error:  # noqa: BLE001 (a check that breaks is a line, too)
                    is_fit = False
                    print(f"FAIL  {name}: {trouble_of(error) or type(error).__name__}")
        finally:
            await engines.dispose()
        return is_fit

    if not run_or_exit(lambda: look(settings_or_exit())):
        raise typer.Exit(1)


@app.command()
def backup(file: File) -> None:
    """Copy the database into one file, while the program runs."""
    from bot.clock import SystemClock
    from db import schema
    from db.backups import back_up
    from db.engine import open_engines

    async def copy(settings: Settings) -> None:
        engines = open_engines(settings.database_url)
        try:
            if await schema.version(engines) is None:
                fail("the database is empty: there is nothing to copy")
            counts = await back_up(engines, file, SystemClock().now())
        except OSError as error:
            if isinstance(error, ConnectionError | TimeoutError):  # the database's, not the disk's
                raise
            fail(f"{file} cannot be written: {error.strerror or error}; nothing was left there")
        finally:
            await engines.dispose()
        print(f"{sum(counts.values())} rows of {len(counts)} tables are in {file}")

    settings = settings_or_exit()
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        fail(f"there is no database at {url.database}")
    run_or_exit(lambda: copy(settings))


@app.command()
def restore(file: File) -> None:
    """Fill an empty database from such a copy; the kind of database may differ."""
    from db.backups import NotEmpty, UnusableBackup
    from db.backups import restore as put_back
    from db.engine import open_engines

    async def fill(settings: Settings) -> None:
        engines = open_engines(settings.database_url)
        try:
            counts = await put_back(engines, file)
        except NotEmpty:
            fail(
                "the database holds data already; a copy is put back into an empty one only: "
                "name another in PATROL_DATABASE_URL, or move this one away"
            )
        except UnusableBackup as error:
            fail(f"{file} cannot be used: {error}")
        finally:
            await engines.dispose()
        print(f"{sum(counts.values())} rows of {len(counts)} tables were put back")

    run_or_exit(lambda: fill(settings_or_exit()))
