"""Engines that keep their word: writers queue up instead of failing, readers see one moment, keys are checked.

SQLite: the driver's own transactions are switched off and begun by us. A writer begins with BEGIN IMMEDIATE, so two
read-modify-writes can never interleave, and there is one writer connection, so that waiting is a fair queue here
and not a race for the file. Readers begin deferred and never wait. PostgreSQL needs none of this: one pool serves both.
An error that is logged shows its statement without the values: they are what people typed.
"""

import socket
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as SQLAlchemyTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.sqlite import enter_wal, open_file, shorten_ways

BUSY_TIMEOUT_MS = 10_000
POOL_SIZE = 8

_SQLITE_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
)


@dataclass(frozen=True, slots=True)
class Engines:
    """Where writers and where readers get their connections; the same engine twice on PostgreSQL."""

    writing: AsyncEngine
    reading: AsyncEngine

    @property
    def is_sqlite(self) -> bool:
        return self.writing.dialect.name == "sqlite"

    async def dispose(self) -> None:
        await self.writing.dispose()
        if self.reading is not self.writing:
            await self.reading.dispose()


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _sqlite_engine(url: URL, *, begin: str, **pool: Any) -> AsyncEngine:
    engine = create_async_engine(
        url,
        connect_args={"isolation_level": None, "async_creator_fn": open_file},
        hide_parameters=True,
        json_serializer=_to_json,
        json_deserializer=orjson.loads,
        **pool,
    )

    shorten_ways(engine)

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in _SQLITE_PRAGMAS:
            cursor.execute(pragma)
        enter_wal(cursor)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_by_hand(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def open_engines(database_url: str) -> Engines:
    """Engines for a URL as in PATROL_DATABASE_URL; nothing is connected yet."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return Engines(
            writing=_sqlite_engine(url, begin="BEGIN IMMEDIATE", pool_size=1, max_overflow=0, pool_timeout=60),
            reading=_sqlite_engine(url, begin="BEGIN", pool_size=4, max_overflow=0, pool_timeout=60),
        )
    url, arguments = _postgresql_options(url)
    engine = create_async_engine(
        url,
        connect_args=arguments,
        hide_parameters=True,
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_timeout=60,
        pool_pre_ping=True,
        json_serializer=_to_json,
        json_deserializer=orjson.loads,
    )
    _tell_unreachable(engine)
    return Engines(writing=engine, reading=engine)


PREPARED_STATEMENTS = "prepared_statements"
"""An option of ours in a PostgreSQL URL: with `off` nothing is prepared on the server, for poolers like pgbouncer that
give every transaction another connection."""


def _postgresql_options(url: URL) -> tuple[URL, dict[str, Any]]:
    """The URL without our own option, and what that means to the driver."""
    wish = url.query.get(PREPARED_STATEMENTS)
    url = url.difference_update_query([PREPARED_STATEMENTS])
    if wish != "off":
        return url, {}
    if url.drivername == "postgresql+psycopg":
        return url, {"prepare_threshold": None}
    # Statements without a name last until the next one, and so never meet those of another client.
    return url, {
        "statement_cache_size": 0,
        "prepared_statement_cache_size": 0,
        "prepared_statement_name_func": lambda: "",
    }


class DatabaseUnreachable(ConnectionError):  # noqa: N818 (what it is)
    """No connection came about, for whatever reason the system gave: a missing socket, a host without a way to it."""


def _tell_unreachable(engine: AsyncEngine) -> None:
    """Tells errors of connecting, which waiting can mend, from other errors of the system, which are faults."""

    @event.listens_for(engine.sync_engine, "do_connect")
    def connect(dialect: Any, _record: object, arguments: Any, named: Any) -> Any:
        try:
            return dialect.connect(*arguments, **named)
        except OSError as error:
            raise DatabaseUnreachable(str(error)) from error


_TRANSIENT_STATES = ("08", "40", "53", "57P", "58", "25006", "55P03")
"""SQLSTATEs of lost connections, collisions, exhausted resources, shutdowns, and a primary that is none any more."""
_TRANSIENT_SQLITE = frozenset({5, 6, 7, 8, 10, 13, 14, 15})
"""SQLite's codes of a file that is busy, read-only, full, or cannot be read or opened now."""


_REFUSALS = {
    "28": "the database refuses this user or password",
    "3D": "the database server has no database of this name",
    "42501": "the database does not allow this user what the program needs",
}
_NO_DATABASE = 26
"""SQLite's code of a file that is something else."""


def refusal(error: BaseException) -> str | None:
    """Why the database lets nobody in, where waiting does not help; None for everything else."""
    cause: Any = getattr(error, "orig", None) or error
    if getattr(cause, "sqlite_errorcode", 0) & 0xFF == _NO_DATABASE:
        return "the file is no database of this program: see PATROL_DATABASE_URL"
    state = str(getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None) or "")
    reason = next((words for begin, words in _REFUSALS.items() if state.startswith(begin)), None)
    return reason and f"{reason}: see PATROL_DATABASE_URL"


def is_outage(error: BaseException) -> bool:
    """Whether this means "the database is not there now" rather than a fault of ours: waiting can mend it."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, ConnectionError | TimeoutError | socket.gaierror | SQLAlchemyTimeoutError)
    if error.connection_invalidated:
        return True
    cause: Any = error.orig
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _TRANSIENT_SQLITE
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    if state:
        return str(state).startswith(_TRANSIENT_STATES)
    # Drivers have no state to tell when they could not connect at all, or lost the connection in the middle.
    return isinstance(error, OperationalError | InterfaceError)
