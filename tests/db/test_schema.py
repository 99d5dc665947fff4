"""The schema and its migrations say the same, and every step can be taken back."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlmodel import select

from core.incidents import IncidentState
from db import schema, upgrades
from db.engine import Engines, open_engines
from db.tables import City, Note, metadata
from db.uow import UnitOfWork
from tests.postgres import Postgres
from tests.services.small_city import small_city


async def test_models_and_migrations_describe_the_same_tables(engines: Engines) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))

    async with engines.writing.connect() as connection:
        found = await connection.run_sync(differences)

    assert found == []


async def test_every_migration_goes_down_and_up_again(engines: Engines) -> None:
    def back_and_forth(connection: Connection) -> tuple[list[str], list[str], list[str]]:
        before = sorted(inspect(connection).get_table_names())
        config = upgrades.alembic_config(connection)
        command.downgrade(config, "base")
        empty = inspect(connection).get_table_names()
        command.upgrade(config, "head")
        return before, empty, sorted(inspect(connection).get_table_names())

    async with engines.writing.begin() as connection:
        before, empty, after = await connection.run_sync(back_and_forth)

    assert empty == ["alembic_version"]
    assert before == after
    assert await schema.version(engines) == schema.head()


async def test_how_long_old_notes_waited_is_reckoned_as_it_is_for_new_ones(engines: Engines) -> None:
    city = await small_city(engines)
    member = await city.person("김하나", await city.organisation("평촌자율방범대"))
    begun = datetime(2026, 12, 4, 14, 59, 30, tzinfo=UTC)
    moves = {
        1: [],
        2: [(IncidentState.accepted, 20), (IncidentState.done, 90)],
        3: [(IncidentState.handed_to_112, 1500)],
    }
    for number, steps in moves.items():
        async with city.uow.write() as tx:
            written = Note(city_id=city.city_id, number=number, reporter_id=member, created_at=begun)
            note = await tx.notes.added(written)
            await tx.notes.move(note, IncidentState.open, member, begun)
            for state, minutes in steps:
                await tx.notes.move(note, state, member, begun + timedelta(minutes=minutes))

    async def waits() -> dict[int, int | None]:
        async with city.uow.read() as tx:
            return {note.number: note.waited_s for note in await tx.session.exec(select(Note))}

    new = await waits()
    async with engines.writing.begin() as connection:
        await connection.run_sync(lambda held: command.downgrade(upgrades.alembic_config(held), "0001"))
    await schema.migrate(engines)

    assert new == {1: None, 2: 1200, 3: 90_000}
    assert await waits() == new


def test_the_version_a_start_looks_for_is_the_last_step_of_the_migrations() -> None:
    """A start reads it from the names of files, because Alembic takes longer to load than to be right."""
    assert schema.head() == upgrades.versions()[0]


async def test_the_number_of_a_deleted_row_is_never_given_again(engines: Engines) -> None:
    """Numbers live on in keys of what was said and in buttons under old messages."""
    at = datetime(2026, 12, 4, tzinfo=UTC)
    numbers = []
    for _ in range(2):
        async with UnitOfWork(engines).write() as tx:
            city = await tx.cities.added(City(name="안양시", created_at=at))
            numbers.append(city.id)
            await tx.session.delete(city)

    assert numbers[0] < numbers[1]


def test_every_table_with_numbers_of_its_own_counts_on(tmp_path: Path) -> None:
    asyncio.run(_migrated(f"sqlite+aiosqlite:///{tmp_path / 'patrol.db'}"))
    with closing(sqlite3.connect(tmp_path / "patrol.db")) as connection:
        made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))

    counting = {table.name for table in metadata.tables.values() if "id" in table.primary_key.columns}
    assert counting == {name for name, order in made.items() if "AUTOINCREMENT" in order}


async def _migrated(url: str) -> None:
    engines = open_engines(url)
    await schema.migrate(engines)
    await engines.dispose()


async def test_several_processes_may_migrate_at_once(database_url: str) -> None:
    several = [open_engines(database_url) for _ in range(3)]
    await asyncio.gather(*(schema.migrate(engines) for engines in several))
    versions = [await schema.version(engines) for engines in several]
    for engines in several:
        await engines.dispose()

    assert versions == [schema.head()] * 3


async def test_several_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    """Asked for its WAL mode by several, SQLite refuses some without waiting; thirty files, to meet that moment."""
    for number in range(30):
        several = [open_engines(f"sqlite+aiosqlite:///{tmp_path / f'{number}.db'}") for _ in range(4)]
        modes = await asyncio.gather(*(_journal_mode(engines) for engines in several))
        for engines in several:
            await engines.dispose()

        assert modes == ["wal"] * 4


async def _journal_mode(engines: Engines) -> object:
    async with engines.reading.connect() as connection:
        return await connection.scalar(text("PRAGMA journal_mode"))


@pytest.mark.parametrize("driver", ["asyncpg", "psycopg"])
async def test_several_may_prepare_an_empty_postgresql_at_once(postgres: Postgres, driver: str) -> None:
    name = postgres.new_database()
    several = [open_engines(postgres.url(driver, name)) for _ in range(4)]
    await asyncio.gather(*(schema.migrate(engines) for engines in several))
    versions = [await schema.version(engines) for engines in several]
    for engines in several:
        await engines.dispose()
    postgres.drop(name)

    assert versions == [schema.head()] * 4
