"""Keeping the database small, and what was deleted from it gone."""

from datetime import timedelta

from sqlalchemy import text

from db.engine import Engines
from db.repos.deliveries import Deliveries
from db.sessions import Session

SILENT_CHATS = timedelta(hours=1)


async def tidy(engines: Engines) -> None:
    """Forgets chats that were silent, and on SQLite writes the log back, so that no old page lingers in it."""
    async with Session(engines.writing) as session, session.begin():
        await Deliveries(session).forget_buckets(before=SILENT_CHATS)
    if engines.is_sqlite:
        async with engines.reading.connect() as connection:
            plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await plain.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
