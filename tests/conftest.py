"""What all tests share: a clean database each, and settings that hold no one's secrets."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from db import schema
from db.engine import Engines, open_engines


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """An empty database of the test's own."""
    return f"sqlite+aiosqlite:///{tmp_path / 'patrol.db'}"


@pytest.fixture
async def engines(database_url: str) -> AsyncIterator[Engines]:
    """Engines on a migrated database."""
    engines = open_engines(database_url)
    await schema.migrate(engines)
    yield engines
    await engines.dispose()
