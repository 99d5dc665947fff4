"""`patrolbot`: run, migrate, check, backup, restore."""

import asyncio
import sys

import typer

from bot.logs import configure_logs
from bot.settings import Settings, WrongSetting, load_settings

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)


def settings_or_exit() -> Settings:
    """The settings; a wrong one ends the program with status 2 and one line."""
    try:
        settings = load_settings()
    except WrongSetting as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    secrets = tuple(secret for secret in (settings.bot_token, settings.webhook_secret) if secret)
    configure_logs(settings.log_format, secrets=secrets)
    return settings


@app.command()
def run() -> None:
    """Serve until SIGTERM or SIGINT."""
    from bot.run import run as serve

    serve(settings_or_exit())


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

    asyncio.run(bring_up_to_date(settings_or_exit()))
