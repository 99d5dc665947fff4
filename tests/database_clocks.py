"""A PostgreSQL whose clock can be set on any machine: what the database calls its clock is a function of the test's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import make_url, text
from sqlmodel import select

from db.clocks import database_now
from db.engine import Engines, open_engines
from db.sessions import Session

_ITS_CLOCK = """
CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS
'SELECT pg_catalog.clock_timestamp() + (SELECT ahead FROM public.clock_steps)'
"""


@asynccontextmanager
async def clock_in_our_hands(database_url: str) -> AsyncIterator[Engines]:
    """Engines on this database, of which every connection from now on believes `set_clock`."""
    engines = open_engines(database_url)
    async with engines.writing.begin() as connection:
        await connection.exec_driver_sql("CREATE TABLE clock_steps (ahead interval NOT NULL)")
        await connection.exec_driver_sql("INSERT INTO clock_steps VALUES ('0')")
        await connection.exec_driver_sql(_ITS_CLOCK)
        name = make_url(database_url).database
        await connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET search_path = public, pg_catalog')
    await engines.dispose()
    yield engines
    await engines.dispose()


async def set_clock(engines: Engines, ahead: timedelta) -> timedelta:
    """How far the clock is ahead of ours then, as the program sees it."""
    async with Session(engines.writing) as session, session.begin():
        await session.execute(text("UPDATE clock_steps SET ahead = :ahead"), {"ahead": ahead})
        found = (await session.exec(select(database_now()))).one()
    return found - datetime.now(UTC)
