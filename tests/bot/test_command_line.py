"""The command line: one line for what is wrong, secrets never shown, copies that can be put back."""

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from core.incoming import Address
from db import schema
from db.engine import open_engines
from db.repos.outbox import Message
from db.tables import OutboxRow
from db.uow import UnitOfWork
from tests.postgres import Postgres

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:a-token-that-nobody-has"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but those of the test."""
    for name in os.environ:
        if name.startswith("PATROL_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("settings", "named", "hidden"),
    [
        ({}, "PATROL_BOT_TOKEN", None),
        ({"PATROL_BOT_TOKEN": "s3cret"}, "PATROL_BOT_TOKEN", "s3cret"),
        ({"PATROL_BOT_TOKEN": TOKEN, "PATROL_WEB_PORT": "99999"}, "PATROL_WEB_PORT is '99999'", None),
        ({"PATROL_BOT_TOKEN": TOKEN, "PATROL_TIMEZONE": "Mars/Base"}, "PATROL_TIMEZONE is 'Mars/Base'", None),
        ({"PATROL_BOT_TOKEN": TOKEN, "PATROL_REMINDERS": "1 day"}, "PATROL_REMINDERS is '1 day'", None),
        ({"PATROL_BOT_TOKEN": TOKEN, "PATROL_OWNER_IDS": "me"}, "PATROL_OWNER_IDS is 'me'", None),
        ({"PATROL_BOT_TOKEN": TOKEN, "PATROL_MESSAGES_PER_SECOND": "0"}, "PATROL_MESSAGES_PER_SECOND", None),
        ({"PATROL_BOT_TOKEN": TOKEN, "PATROL_DATABASE_URL": "mysql://u:s3cret@h/d"}, "PATROL_DATABASE_URL", "s3cret"),
        ({"PATROL_BOT_TOKEN": TOKEN, "PATROL_WEBHOOK_URL": "https://x.kr/t"}, "PATROL_WEBHOOK_SECRET is not set", None),
        ({"PATROL_BOT_TOKEN": TOKEN, "PATROL_API_URL": "http://x:99999"}, "PATROL_API_URL is 'http://x:99999'", None),
        ({"PATROL_BOT_TOKEN": TOKEN, "PATROL_API_URL": "http://u:s3cret@x"}, "PATROL_API_URL", "s3cret"),
        (
            {"PATROL_BOT_TOKEN": TOKEN, "PATROL_DATABASE_URL": "postgresql+asyncpg://u:p@h:s3cret/d"},
            "PATROL_DATABASE_URL is malformed; it should be a database URL",
            "s3cret",
        ),
        (
            {"PATROL_BOT_TOKEN": TOKEN, "PATROL_DATABASE_URL": "sqlite+aiosqlite:///nowhere/patrol.db"},
            "PATROL_DATABASE_URL is malformed; it should be a file in a folder that exists",
            None,
        ),
        ({"PATROL_BOT_TOKEN": TOKEN, "PATROL_WEB_HOST": ""}, "PATROL_WEB_HOST", None),
        (
            {"PATROL_BOT_TOKEN": TOKEN, "PATROL_LOG_FORMAT": "xml"},
            "'xml'; it should be auto",
            None,
        ),
    ],
)
def test_a_wrong_setting_is_one_line_and_status_2(settings: dict[str, str], named: str, hidden: str | None) -> None:
    result = CliRunner().invoke(app, ["run"], env=settings)

    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert named in result.stderr
    assert hidden is None or hidden not in result.output + result.stderr


def patrolbot(*arguments: str, database: Path | str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, because it sets up logging for all of it."""
    environment = os.environ | {
        "PATROL_BOT_TOKEN": TOKEN,
        "PATROL_API_URL": "http://127.0.0.1:1",
        "PATROL_DATABASE_URL": f"sqlite+aiosqlite:///{database}" if isinstance(database, Path) else database,
        "PATROL_WEB_PORT": "0",
        "PATROL_LOG_FORMAT": "json",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def make_database(file: Path) -> None:
    async def make() -> None:
        engines = open_engines(f"sqlite+aiosqlite:///{file}")
        await schema.migrate(engines)
        at = datetime(2026, 12, 4, 11, 0, tzinfo=UTC)
        async with UnitOfWork(engines).write() as tx:
            await tx.outbox.say(Address("telegram", "1"), Message("x.y", {"name": "김민수"}, at), locale="ko")
            row = await tx.session.get(OutboxRow, 1)
            if row is not None:
                row.attempts, row.error = 3, "NotSent"
        await engines.dispose()

    asyncio.run(make())


def test_a_copy_is_made_and_put_back_and_what_is_stuck_is_listed_and_dropped(tmp_path: Path) -> None:
    make_database(tmp_path / "patrol.db")
    made = patrolbot("backup", str(tmp_path / "copy"), database=tmp_path / "patrol.db")
    put_back = patrolbot("restore", str(tmp_path / "copy"), database=tmp_path / "new.db")
    twice = patrolbot("restore", str(tmp_path / "copy"), database=tmp_path / "new.db")
    listed = patrolbot("outbox", database=tmp_path / "new.db")
    dropped = patrolbot("outbox", "drop", "1", database=tmp_path / "new.db")
    after = patrolbot("outbox", database=tmp_path / "new.db")

    assert (made.returncode, put_back.returncode, twice.returncode) == (0, 0, 1)
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    assert "holds data already" in twice.stderr
    assert "x.y" in listed.stdout
    assert "NotSent" in listed.stdout
    assert "김민수" not in listed.stdout
    assert dropped.stdout == "1 dropped\n"
    assert after.stdout == "0 stuck\n"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("outbox", "retry", "4711"), 1, "no such message is stuck: see the list\n"),
        (("outbox", "drop", "4711"), 1, "no such message is stuck: see the list\n"),
        (("outbox", "retry", "all"), 0, "0 to be sent again\n"),
        (("outbox", "retry", "first"), 2, "a number from the list, or: all"),
        (("updates", "drop", "4711"), 1, "there is no such update\n"),
    ],
)
def test_a_number_that_is_not_there_is_said_so_with_status_1(
    tmp_path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    make_database(tmp_path / "patrol.db")
    ended = patrolbot(*arguments, database=tmp_path / "patrol.db")

    assert ended.returncode == status
    assert said in ended.stdout + ended.stderr


def test_an_update_that_cannot_be_handled_without_the_messenger_stays_and_that_is_one_line(tmp_path: Path) -> None:
    make_database(tmp_path / "patrol.db")
    ended = patrolbot("updates", "retry", "4711", database=tmp_path / "patrol.db")

    assert ended.returncode == 1
    assert ended.stderr == "the Bot API cannot be used (NothingSent): see patrolbot check; nothing was changed\n"


def test_what_the_setup_lacks_is_named_and_the_token_is_not(tmp_path: Path) -> None:
    result = patrolbot("check", database=tmp_path / "patrol.db")

    assert result.returncode == 1
    assert "FAIL  api" in result.stdout
    assert "ok    database" in result.stdout
    assert TOKEN not in result.stdout + result.stderr


def test_a_setup_whose_database_is_away_says_where_to_look() -> None:
    result = patrolbot("check", database="postgresql+asyncpg://u:secret@127.0.0.1:1/x")
    found = [line for line in result.stdout.splitlines() if line.startswith("FAIL  database")]

    assert result.returncode == 1
    assert found == [
        "FAIL  database: the database cannot be reached (DatabaseUnreachable): see PATROL_DATABASE_URL",
    ]
    assert "secret" not in result.stdout + result.stderr


def test_there_is_no_copy_of_a_database_that_is_not_there(tmp_path: Path) -> None:
    result = patrolbot("backup", str(tmp_path / "copy"), database=tmp_path / "nothing.db")

    assert result.returncode == 1
    assert not (tmp_path / "nothing.db").exists()


def test_a_postgresql_database_that_was_not_prepared_is_one_line_and_status_1(postgres: Postgres) -> None:
    result = patrolbot("run", database=postgres.url("psycopg", postgres.new_database()))
    events = [line for line in result.stderr.splitlines() if line.startswith("{")]
    (told,) = [line for line in result.stderr.splitlines() if line not in events]

    assert result.returncode == 1
    assert "run patrolbot migrate" in told


@pytest.mark.parametrize("command", ["outbox", "updates", "verify"])
def test_a_database_that_was_not_prepared_is_one_line_that_says_what_prepares_it(tmp_path: Path, command: str) -> None:
    ended = patrolbot(command, database=tmp_path / "new.db")

    assert ended.returncode == 1
    assert ended.stderr == "the database is empty: run patrolbot migrate\n"


@pytest.mark.parametrize("command", ["run", "migrate", "outbox", "backup"])
def test_a_file_that_is_no_database_is_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "list.db").write_text("이름,전화번호\n" * 200)
    ended = patrolbot(
        command, *([str(tmp_path / "copy")] if command == "backup" else []), database=tmp_path / "list.db"
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == "the file is no database of this program: see PATROL_DATABASE_URL"
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_server_that_lets_nobody_in_is_one_line(postgres: Postgres, command: str) -> None:
    ended = patrolbot(command, database=postgres.url("asyncpg", "nowhere"))

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("the database server has no database of this name")
    assert "Traceback" not in ended.stderr


def test_a_copy_that_cannot_be_written_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    make_database(tmp_path / "patrol.db")
    ended = patrolbot("backup", str(tmp_path / "nowhere" / "copy"), database=tmp_path / "patrol.db")

    assert ended.returncode == 1
    assert "copy cannot be written: No such file or directory" in ended.stderr
    assert not (tmp_path / "nowhere").exists()


def test_what_is_written_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    patrolbot("migrate", database=tmp_path / "new.db")

    assert (tmp_path / "new.db").stat().st_mode & 0o077 == 0
