"""The schema's version: where a database stands, and where it should.

Nearly always it stands where it should, and then a start need not wait for Alembic to be loaded.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from db.engine import Engines

_STEPS = Path(__file__).parent / "migrations" / "versions"


@cache
def head() -> str:
    """The version this program expects: the number that the name of the last step begins with."""
    return max(step.name.partition("_")[0] for step in _STEPS.glob("[0-9]*_*.py"))


async def version(engines: Engines) -> str | None:
    """The version the database is at; None when it is empty."""
    async with engines.reading.connect() as connection:
        return await connection.run_sync(_version)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


async def migrate(engines: Engines) -> None:
    """Brings the database to this program's version; safe to run from several processes at once."""
    found = await version(engines)
    if found is not None and found >= head():
        return  # where it should be, or beyond: another release's business
    from db import upgrades  # Alembic takes its time

    async with engines.writing.begin() as connection:
        await connection.run_sync(upgrades.upgrade)
