"""An empty database of each kind, migrated, gone at the end of the block. PostgreSQL keeps what it acknowledges."""

import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from db import schema
from db.engine import Engines, open_engines
from tests.postgres import Postgres, running_postgres

KINDS = ("sqlite", "asyncpg", "psycopg")
NAMES = {"sqlite": "SQLite", "asyncpg": "PostgreSQL, asyncpg", "psycopg": "PostgreSQL, psycopg"}


class Databases:
    """Databases in one folder; the server of PostgreSQL starts with the first that needs it."""

    def __init__(self, folder: Path, held: contextlib.ExitStack) -> None:
        self._folder = folder
        self._held = held
        self._server: Postgres | None = None
        self._count = 0

    def new_url(self, kind: str) -> str:
        self._count += 1
        if kind == "sqlite":
            return f"sqlite+aiosqlite:///{self._folder / f'bench{self._count}.db'}"
        if self._server is None:
            self._server = self._held.enter_context(running_postgres(durable=True))
        return self._server.url(kind, self._server.new_database())

    @contextlib.asynccontextmanager
    async def new(self, kind: str) -> AsyncIterator[tuple[str, Engines]]:
        """The URL of a new database, and engines to fill it."""
        url = self.new_url(kind)
        engines = open_engines(url)
        try:
            await schema.migrate(engines)
            yield url, engines
        finally:
            await engines.dispose()


@contextlib.contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    with contextlib.ExitStack() as held:
        yield Databases(folder, held)
