"""The schema's versions: where a database stands, and how it gets to today's."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from db.engine import Engines

_MIGRATION_LOCK = 7_081_320_231_123
"""PostgreSQL's advisory lock that lets several `migrate` at once wait for each other."""


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return ScriptDirectory.from_config(config)


def head() -> str | None:
    """The version this program expects."""
    return _scripts().get_current_head()


def versions() -> frozenset[str]:
    """Every version this program knows the way from."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


async def version(engines: Engines) -> str | None:
    """The version the database is at; None when it is empty."""
    async with engines.reading.connect() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


def start_at(connection: Connection, wanted: str) -> None:
    """Makes the tables as they were at a version, in place of those of an empty database."""
    config = alembic_config(connection)
    if MigrationContext.configure(connection).get_current_revision() is not None:
        command.downgrade(config, "base")
    command.upgrade(config, wanted)


def upgrade(connection: Connection) -> None:
    """Brings the database behind this connection to today's version, within the connection's own transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    command.upgrade(alembic_config(connection), "head")


async def migrate(engines: Engines) -> None:
    """Brings the database to this program's version; safe to run from several processes at once."""
    async with engines.writing.begin() as connection:
        await connection.run_sync(upgrade)
