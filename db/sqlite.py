"""One way to SQLite's thread and back for each statement, where the driver as it comes takes four.

aiosqlite goes to its thread to make a cursor, to execute, to fetch and to close. Here a statement is executed and its
rows are fetched in one go, which also leaves nothing of the cursor to be closed.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Sequence
from typing import Any

import aiosqlite
from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.ext.asyncio import AsyncEngine


def shorten_ways(engine: AsyncEngine) -> None:
    """Makes connections of this engine fetch what they execute."""

    @event.listens_for(engine.sync_engine, "do_connect")
    def connect(dialect: Any, _record: object, arguments: Any, named: Any) -> Any:
        usual = dialect.connect(*arguments, **named)
        return _Connection(usual.dbapi, usual._connection)  # noqa: SLF001 (the driver's own connection, in another coat)


async def open_file(*arguments: Any, **named: Any) -> aiosqlite.Connection:
    """A connection of the driver; where none comes about, its thread has ended too.

    The driver itself does not wait for that, and a thread that outlives the loop breaks on the terminal of whoever only
    wanted to know that the file is not there.
    """
    connection = aiosqlite.connect(*arguments, **named)
    thread = connection._thread  # noqa: SLF001 (nothing else of it can be waited for)
    thread.daemon = True
    try:
        return await connection
    except BaseException:
        await asyncio.to_thread(thread.join)
        raise


def enter_wal(cursor: Any) -> None:
    """Puts the file into WAL mode; with several processes at it each waits its turn.

    Asked for plainly, SQLite climbs from a reader's lock to the whole file's and, wherever that could be a deadlock,
    answers "database is locked" without waiting (https://sqlite.org/c3ref/busy_handler.html). So the whole file is
    locked first, which does wait, and the lock kept past the end of the transaction, in which the mode cannot change.
    """
    if _is_wal(cursor):
        return
    cursor.execute("BEGIN EXCLUSIVE")
    if _is_wal(cursor):  # whoever was before us did it
        cursor.execute("COMMIT")
        return
    cursor.execute("PRAGMA locking_mode=EXCLUSIVE")
    cursor.execute("COMMIT")
    cursor.execute("PRAGMA locking_mode=NORMAL")  # lets go with the next statement, which still has the lock
    cursor.execute("PRAGMA journal_mode=WAL")


def _is_wal(cursor: Any) -> bool:
    cursor.execute("PRAGMA journal_mode")
    return bool(cursor.fetchone() == ("wal",))


class _NoCursor:
    """Stands in until something was executed."""

    description = None
    rowcount = -1
    lastrowid = None
    arraysize = 1


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection  # noqa: SLF001 (as its base class does)
        self._cursor: Any = _NoCursor()
        self._soft_closed_memoized: Any = {}
        self._rows: deque[Any] = deque()

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        async with self._adapt_connection._execute_mutex:  # noqa: SLF001
            connection: Any = self._connection
            self._cursor, rows = await connection._execute(_run, connection._conn, operation, parameters)  # noqa: SLF001
        self._rows = deque(rows)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        async with self._adapt_connection._execute_mutex:  # noqa: SLF001
            connection: Any = self._connection
            self._cursor = await connection._execute(connection._conn.executemany, operation, seq_of_parameters)  # noqa: SLF001

    async def _async_soft_close(self) -> None:
        """Nothing is open: all rows have been fetched."""

    def close(self) -> None:
        self._rows.clear()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = _Cursor


def _run(connection: sqlite3.Connection, statement: str, parameters: Any) -> tuple[sqlite3.Cursor, Sequence[Any]]:
    cursor = connection.execute(statement, parameters or ())
    return cursor, cursor.fetchall() if cursor.description else ()
