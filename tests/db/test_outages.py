"""A database that is away is told apart from a fault of ours, whatever the driver calls it."""

import asyncio
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from db.engine import is_outage, open_engines
from db.tables import City
from db.uow import UnitOfWork
from tests.postgres import running_postgres


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+asyncpg://u@127.0.0.1:1/x",
        "postgresql+psycopg://u@127.0.0.1:1/x",
        "postgresql+asyncpg://u@/x?host=/nowhere/at/all",
        "postgresql+psycopg://u@/x?host=/nowhere/at/all",
        "postgresql+asyncpg://u@no-such-host.invalid/x",
        "sqlite+aiosqlite:////nowhere/at/all/patrol.db",
    ],
)
async def test_what_cannot_be_reached_is_an_outage(url: str) -> None:
    engines = open_engines(url)
    with pytest.raises(Exception) as caught:  # noqa: PT011 (which one it is differs by driver)
        async with UnitOfWork(engines).read() as tx:
            await tx.session.exec(select(City))
    await engines.dispose()

    assert is_outage(caught.value)


def test_a_file_that_cannot_be_opened_leaves_nothing_running_when_the_loop_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Many times, since what is left ends by itself a moment later, and breaks only where the loop was quicker."""
    broken: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", broken.append)

    async def looks() -> None:
        engines = open_engines("sqlite+aiosqlite:////nowhere/at/all/patrol.db")
        with pytest.raises(OperationalError):
            async with UnitOfWork(engines).read() as tx:
                await tx.session.exec(select(City))
        await engines.dispose()

    for _ in range(50):
        asyncio.run(looks())
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            thread.join()

    assert broken == []


async def test_a_wrong_statement_is_none(database_url: str) -> None:
    engines = open_engines(database_url)
    with pytest.raises(Exception) as caught:  # noqa: PT011 (as above)
        async with engines.writing.begin() as connection:
            await connection.execute(text("SELECT nothing FROM nowhere"))
    await engines.dispose()

    assert not is_outage(caught.value)


def test_a_missing_file_is_none() -> None:
    assert not is_outage(FileNotFoundError("a font"))


@pytest.mark.parametrize("driver", ["asyncpg", "psycopg"])
async def test_a_connection_that_is_cut_is_an_outage_and_the_next_one_works(driver: str) -> None:
    with running_postgres(durable=True) as server:
        engines = open_engines(server.url(driver, "postgres"))
        with pytest.raises(Exception) as cut:  # noqa: PT011, PT012 (as above; the cut comes in between)
            async with engines.writing.begin() as connection:
                await connection.execute(text("SELECT 1"))
                server.cut_connections()
                await connection.execute(text("SELECT 1"))
        async with engines.writing.begin() as connection:
            again = (await connection.execute(text("SELECT 2"))).scalar_one()
        await engines.dispose()

    assert is_outage(cut.value)
    assert again == 2
