"""A copy holds one moment of the database and makes the same database again, of whichever kind."""

import asyncio
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from core.incoming import Address
from db import schema
from db.backups import NotEmpty, UnusableBackup, back_up, restore
from db.engine import Engines, open_engines
from db.repos.outbox import Message
from db.tables import City, OutboxRow
from db.uow import UnitOfWork

NOW = datetime(2026, 12, 4, 11, 0, 0, 123456, tzinfo=UTC)


@asynccontextmanager
async def opened(file: Path) -> AsyncIterator[Engines]:
    engines = open_engines(f"sqlite+aiosqlite:///{file}")
    try:
        yield engines
    finally:
        await engines.dispose()


async def fill(engines: Engines, cities: int = 3) -> None:
    async with UnitOfWork(engines).write() as tx:
        for number in range(cities):
            await tx.cities.added(City(name=f"도시 {number} <b>", created_at=NOW))
        await tx.outbox.say(Address("telegram", "1"), Message("a.b", {"이름": "김민수", "n": 1}, NOW), locale="ko")


async def contents(engines: Engines) -> tuple[list[tuple[str, datetime]], list[object]]:
    async with UnitOfWork(engines).read() as tx:
        cities = await tx.session.exec(select(City.name, City.created_at).order_by(col(City.id)))
        said = await tx.session.exec(select(OutboxRow.facts))
        return [tuple(city) for city in cities], list(said)


async def test_a_copy_makes_the_same_database_again(engines: Engines, tmp_path: Path) -> None:
    await fill(engines)
    await back_up(engines, tmp_path / "copy", NOW)
    async with opened(tmp_path / "other.db") as other:
        counts = await restore(other, tmp_path / "copy")
        before, after = await contents(engines), await contents(other)
        version = await schema.version(other)

    assert counts["cities"] == 3
    assert before == after
    assert version == schema.head()


async def test_ids_go_on_where_they_were(engines: Engines, tmp_path: Path) -> None:
    async with opened(tmp_path / "source.db") as source:
        await schema.migrate(source)
        await fill(source)
        await back_up(source, tmp_path / "copy", NOW)
    await restore(engines, tmp_path / "copy")
    async with UnitOfWork(engines).write() as tx:
        city = await tx.cities.added(City(name="새 도시", created_at=NOW))

    assert city.id == 4


async def test_a_copy_made_while_others_write_holds_one_moment(engines: Engines, tmp_path: Path) -> None:
    await fill(engines, cities=200)

    async def keep_writing() -> None:
        for number in range(20):
            async with UnitOfWork(engines).write() as tx:
                await tx.cities.added(City(name=f"나중 {number}", created_at=NOW))
                await tx.outbox.say(Address("telegram", str(number)), Message("later", {}, NOW), locale="ko")

    await asyncio.gather(back_up(engines, tmp_path / "copy", NOW), keep_writing())
    with zipfile.ZipFile(tmp_path / "copy") as copy:
        cities = copy.read("cities.jsonl").count(b"\n")
        said = copy.read("outbox.jsonl").count(b"\n")

    assert cities - 200 == said - 1


async def test_rows_in_the_way_are_never_overwritten(engines: Engines, tmp_path: Path) -> None:
    await fill(engines)
    await back_up(engines, tmp_path / "copy", NOW)
    with pytest.raises(NotEmpty):
        await restore(engines, tmp_path / "copy")


@pytest.mark.parametrize("damage", ["no zip", "no manifest", "another version"])
async def test_a_file_that_is_no_copy_changes_nothing(engines: Engines, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "copy"
    if damage == "no zip":
        file.write_bytes(b"SQLite format 3")
    else:
        with zipfile.ZipFile(file, "w") as copy:
            copy.writestr("manifest.json" if damage == "another version" else "x", '{"format": 1, "schema": "9999"}')
    with pytest.raises(UnusableBackup):
        await restore(engines, file)

    assert await schema.version(engines) == schema.head()
