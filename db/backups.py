"""A copy of a database in one file, and a database from such a copy; the kind of database does not matter.

The file is a zip: `manifest.json` names the schema's version, and each table is a file of JSON lines. Rows are read in
one snapshot, so that the program may go on meanwhile. They are put back into a database of the version they come from,
which is then brought up to date like any other.
"""

import os
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    RowMapping,
    Table,
    Time,
    func,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from db import upgrades
from db.engine import Engines

FORMAT = 1
BATCH = 1000
_OF_THE_MOMENT = frozenset({"leases", "buckets"})
"""What only the running processes need."""


class UnusableBackup(Exception):  # noqa: N818 (what it is)
    """Why a file cannot be put back, in one line."""


class NotEmpty(Exception):  # noqa: N818 (what it is)
    """The database to restore into holds rows already."""


async def back_up(engines: Engines, file: Path, at: datetime) -> dict[str, int]:
    """Writes the copy, readable by its owner only, and returns how many rows of each table it holds."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    counts: dict[str, int] = {}
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(descriptor, "wb") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as copy,
        ):
            async with _snapshot(engines) as connection:
                version = await connection.scalar(text("SELECT version_num FROM alembic_version"))
                for table in await _tables(connection):
                    counts[str(table.name)] = await _dump(connection, table, copy)
            manifest = {"format": FORMAT, "schema": version, "made_at": at.isoformat(), "tables": counts}
            copy.writestr("manifest.json", orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


@asynccontextmanager
async def _snapshot(engines: Engines) -> AsyncIterator[AsyncConnection]:
    """A connection that sees one moment, whatever is written meanwhile. SQLite's readers do so by themselves."""
    async with engines.reading.connect() as plain:
        connection = plain if engines.is_sqlite else await plain.execution_options(isolation_level="REPEATABLE READ")
        async with connection.begin():
            yield connection


async def _tables(connection: AsyncConnection) -> list[Table]:
    def reflected(sync: Connection) -> list[Table]:
        found = MetaData()
        found.reflect(sync)
        return [table for table in found.sorted_tables if table.name != "alembic_version"]

    return await connection.run_sync(reflected)


async def _dump(connection: AsyncConnection, table: Table, copy: zipfile.ZipFile) -> int:
    count = 0
    if table.name in _OF_THE_MOMENT:
        return count
    with copy.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
        async with connection.stream(select(table).order_by(*table.primary_key.columns)) as rows:
            async for batch in rows.mappings().partitions(BATCH):
                for row in batch:
                    lines.write(orjson.dumps(_plain(row), option=orjson.OPT_APPEND_NEWLINE))
                count += len(batch)
    return count


def _plain(row: RowMapping) -> dict[str, Any]:
    return {
        str(name): value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC).isoformat()
        if isinstance(value, datetime)
        else value
        for name, value in row.items()
    }


async def restore(engines: Engines, file: Path) -> dict[str, int]:
    """Fills an empty database from a copy, all of it or nothing, and brings it up to date.

    Raises:
        UnusableBackup: no copy of ours, damaged, or of a later version.
        NotEmpty: there are rows in the way.
    """
    try:
        with zipfile.ZipFile(file) as copy:
            damaged = copy.testzip()
            if damaged is not None:
                raise UnusableBackup(f"{damaged} in it is damaged")
            return await _restore(engines, copy)
    except (zipfile.BadZipFile, OSError) as error:
        raise UnusableBackup(str(error)) from error


async def _restore(engines: Engines, copy: zipfile.ZipFile) -> dict[str, int]:
    version = _version(copy)
    async with engines.writing.begin() as connection:
        if await _holds_rows(connection):
            raise NotEmpty
        await connection.run_sync(lambda sync: upgrades.start_at(sync, version))
        counts = {str(table.name): await _load(connection, table, copy) for table in await _tables(connection)}
        await connection.execute(text("UPDATE outbox SET holder = NULL, not_before = NULL WHERE done_at IS NULL"))
        await connection.run_sync(upgrades.upgrade)
    return counts


def _version(copy: zipfile.ZipFile) -> str:
    try:
        manifest = orjson.loads(copy.read("manifest.json"))
        form, version = manifest["format"], manifest["schema"]
    except (KeyError, orjson.JSONDecodeError) as error:
        raise UnusableBackup("it has no manifest of ours") from error
    if form != FORMAT or version not in upgrades.versions():
        raise UnusableBackup(f"it was made by another version of this program (schema {version})")
    return str(version)


async def _holds_rows(connection: AsyncConnection) -> bool:
    for table in await _tables(connection):
        if table.name in _OF_THE_MOMENT:
            continue
        if (
            await connection.execute(select(func.count()).select_from(table.select().limit(1).subquery()))
        ).scalar_one():
            return True
    return False


async def _load(connection: AsyncConnection, table: Table, copy: zipfile.ZipFile) -> int:
    name = f"{table.name}.jsonl"
    if name not in copy.namelist():
        return 0
    is_sqlite, count = connection.dialect.name == "sqlite", 0
    with copy.open(name) as lines:
        for batch in _batches(lines):
            await connection.execute(table.insert(), [_typed(table, orjson.loads(line), is_sqlite) for line in batch])
            count += len(batch)
    if not is_sqlite and "id" in table.c and isinstance(table.c.id.type, Integer) and count:
        sequence = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"  # noqa: S608 (names of our own tables)
        await connection.execute(text(sequence))
    return count


def _batches(lines: Any) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _typed(table: Table, row: dict[str, Any], is_sqlite: bool) -> dict[str, Any]:
    return {name: _value(table.c[name].type, value, is_sqlite) for name, value in row.items()}


def _value(kind: TypeEngine[Any], value: Any, is_sqlite: bool) -> Any:
    """A value as the driver wants it for a column of this kind."""
    if value is None:
        return None
    match kind:
        case DateTime():
            moment = datetime.fromisoformat(value)
            return moment.replace(tzinfo=None) if is_sqlite else moment
        case Date():
            return date.fromisoformat(value)
        case Time():
            return time.fromisoformat(value)
        case Boolean():
            return bool(value)
        case _:
            return value
