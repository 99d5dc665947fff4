"""A release's rows as a file of plain SQL: written from SQLite, read into whatever database.

Each value stands in quotes: every database takes that for whatever its column holds.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, MetaData, create_engine, text

from db import upgrades

FOLDER = Path(__file__).parents[1] / "db" / "releases"
_HEAD = "-- schema "
_OF_THE_MOMENT = {"leases", "buckets", "alembic_version"}
"""What only the processes needed that were running."""


def written(database: Path) -> str:
    """Everything in an SQLite file, beginning with the version of its schema."""
    found = MetaData()
    engine = create_engine(f"sqlite:///{database}")
    found.reflect(engine)
    engine.dispose()
    names = [table.name for table in found.sorted_tables if table.name not in _OF_THE_MOMENT]
    with closing(sqlite3.connect(database)) as connection:
        ((version,),) = connection.execute("SELECT version_num FROM alembic_version")
        lines = [line for name in names for line in _inserts(connection, name)]
    return "\n".join([f"{_HEAD}{version}", *lines, ""])


def _inserts(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    rows = connection.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 (a table of ours)
    columns = ", ".join(f'"{column[0]}"' for column in rows.description)
    for row in rows:
        yield f"INSERT INTO {table} ({columns}) VALUES ({', '.join(map(_quoted, row))});"  # noqa: S608 (as above)


def _quoted(value: str | float | None) -> str:
    return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"


def read(connection: Connection, file: Path) -> set[str]:
    """Makes an empty database into one of that release, with its rows; the names of the tables that have some."""
    head, _, rows = file.read_text("utf-8").partition("\n")
    upgrades.start_at(connection, head.removeprefix(_HEAD))
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    is_formatted = connection.dialect.paramstyle in {"format", "pyformat"}
    tables = set()
    for order in _orders(rows):
        connection.exec_driver_sql(order.replace("%", "%%") if is_formatted else order)
        tables.add(order.split()[2])
    if connection.dialect.name == "postgresql":
        _count_on(connection, tables)
    return tables


def _orders(rows: str) -> Iterator[str]:
    """Whole statements: what somebody typed may go over several lines."""
    order = ""
    for line in rows.splitlines(keepends=True):
        order += line
        if sqlite3.complete_statement(order):
            yield order
            order = ""


def _count_on(connection: Connection, tables: set[str]) -> None:
    """Numbers of new rows come after those that were put in; SQLite sees to that by itself."""
    for table in sorted(tables):
        sequence = connection.execute(
            text(
                "SELECT pg_get_serial_sequence(table_name, column_name) FROM information_schema.columns"
                " WHERE table_name = :table AND column_name = 'id'"
            ),
            {"table": table},
        ).scalar()
        if sequence is not None:
            connection.exec_driver_sql(f"SELECT setval('{sequence}', (SELECT max(id) FROM {table}))")  # noqa: S608 (as above)
