"""`patrolbot verify`: one line a city, and status 1 when a sealed log was changed."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from core.roles import Role
from db import schema
from db.engine import open_engines
from services.patrol_logs import PatrolLogs
from tests.services.small_city import POLICY, START, small_city

ROOT = Path(__file__).parents[2]
OVER = START + timedelta(hours=3)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """안양시 with two signed logs."""

    async def fill() -> None:
        engines = open_engines(f"sqlite+aiosqlite:///{tmp_path / 'patrol.db'}")
        await schema.migrate(engines)
        city = await small_city(engines)
        await city.organisation("평촌자율방범대")
        coordinator = await city.person("이조정", role=Role.coordinator)
        for _ in range(2):
            patrol_id = await city.patrol(coordinator)
            await PatrolLogs(city.uow, POLICY).sign(city.tap(coordinator, OVER), patrol_id)
        await engines.dispose()

    asyncio.run(fill())
    return tmp_path / "patrol.db"


def _verify(database: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PATROL_BOT_TOKEN": "123456789:a-token-that-nobody-has",
        "PATROL_DATABASE_URL": f"sqlite+aiosqlite:///{database}",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "bot", "verify"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=database.parent)


def test_sealed_logs_are_proved_with_their_last_hash(database: Path) -> None:
    proved = _verify(database)

    assert proved.returncode == 0, proved.stderr
    assert "안양시: 2 sealed logs" in proved.stdout


def test_the_first_log_that_was_changed_is_named_and_the_status_is_1(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE patrol_logs SET entry = replace(entry, '범계역', '다른 역') WHERE number = 2")
    connection.close()

    broken = _verify(database)

    assert broken.returncode == 1
    assert "BROKEN  안양시: log 2" in broken.stdout
    assert "not what was sealed" in broken.stdout
