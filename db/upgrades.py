"""From one version of the schema to another, by Alembic, which is loaded by whoever has to go that way."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

_MIGRATION_LOCK = 7_081_320_231_123
"""PostgreSQL's advisory lock that lets several `migrate` at once wait for each other."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def alembic_config(connection: Connection) -> Config:
    config = _config()
    config.attributes["connection"] = connection
    return config


def versions() -> tuple[str, ...]:
    """Every version this program knows the way from, the newest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())


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
