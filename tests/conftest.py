"""What all tests share: a clean database each, on each kind of database that matters to them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from db import schema
from db.engine import Engines, open_engines
from tests.postgres import Postgres, running_postgres

EVERY_DATABASE = ("sqlite", "asyncpg", "psycopg")
_FOLDERS = {"db", "services"}
"""Tests in these folders run on every database; others when they are marked `every_database`."""


structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        # Plain, because traces with the values of all variables take seconds.
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if isinstance(reporter, pytest.TerminalReporter):
        config.pluginmanager.register(_TellsAtOnce(reporter))


class _TellsAtOnce:
    """Names what failed when it fails: a run that is ended from outside never comes to its summary."""

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self._reporter = reporter

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._reporter.ensure_newline()
            self._reporter.line(f"FAILED {report.nodeid} ({report.when})")
            self._reporter.line(report.longreprtext[-2000:])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" not in metafunc.fixturenames:
        return
    if metafunc.definition.path.parent.name in _FOLDERS or metafunc.definition.get_closest_marker("every_database"):
        metafunc.parametrize("database_url", EVERY_DATABASE, indirect=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """A database that was migrated once, to be copied."""

    async def migrate(name: str) -> None:
        engines = open_engines(postgres.url("psycopg", name))
        try:
            await schema.migrate(engines)
        finally:
            await engines.dispose()

    name = postgres.new_database()
    asyncio.run(migrate(name))
    return name


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own: on PostgreSQL with all tables, on SQLite an empty file."""
    driver = getattr(request, "param", "sqlite")
    if driver == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'patrol.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.new_database(request.getfixturevalue("postgres_template"))
    yield server.url(driver, name)
    server.drop(name)


@pytest.fixture
async def engines(database_url: str) -> AsyncIterator[Engines]:
    """Engines on a migrated database."""
    engines = open_engines(database_url)
    await schema.migrate(engines)
    yield engines
    await engines.dispose()
