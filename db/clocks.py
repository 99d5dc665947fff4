"""The database's own clock: the one clock that all processes on one database share."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from db.types import UTCDateTime


class database_now(FunctionElement[datetime]):  # noqa: N801 (reads like the SQL function it is)
    """This moment by the database's clock; on PostgreSQL not the transaction's start but the statement's own moment."""

    type = UTCDateTime()
    inherit_cache = True
    name = "database_now"


@compiles(database_now)
def _standard(_element: database_now, _compiler: Any, **_options: Any) -> str:
    return "clock_timestamp()"


@compiles(database_now, "sqlite")
def _sqlite(_element: database_now, _compiler: Any, **_options: Any) -> str:
    # Three digits of a second are all SQLite tells; the rest is filled up because they are read as microseconds.
    return "(strftime('%Y-%m-%d %H:%M:%f', 'now') || '000')"
