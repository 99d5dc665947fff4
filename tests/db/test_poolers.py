"""Behind a pooler that gives each transaction another connection nothing may stay prepared on the server."""

import pytest
from sqlalchemy import text

from bot.settings import load_settings
from db.engine import open_engines
from tests.postgres import Postgres


@pytest.mark.parametrize("driver", ["asyncpg", "psycopg"])
@pytest.mark.parametrize(("option", "stays"), [("&prepared_statements=off", False), ("", True)])
async def test_with_the_option_nothing_stays_prepared(
    postgres: Postgres, postgres_template: str, driver: str, option: str, stays: bool
) -> None:
    name = postgres.new_database(postgres_template)
    engines = open_engines(postgres.url(driver, name) + option)
    prepared = 0
    for _ in range(12):  # one driver prepares what it was asked often
        async with engines.writing.begin() as connection:
            await connection.execute(text("SELECT count(*) FROM cities WHERE id > :least"), {"least": 1})
            prepared = (await connection.execute(text("SELECT count(*) FROM pg_prepared_statements"))).scalar_one()
    await engines.dispose()
    postgres.drop(name)

    assert (prepared > (1 if driver == "asyncpg" else 0)) is stays


@pytest.mark.parametrize(("value", "is_right"), [("off", True), ("on", True), ("maybe", False)])
def test_the_option_is_on_or_off(monkeypatch: pytest.MonkeyPatch, value: str, is_right: bool) -> None:
    monkeypatch.setenv("PATROL_BOT_TOKEN", "42:abc")
    monkeypatch.setenv("PATROL_DATABASE_URL", f"postgresql+asyncpg://u@h/d?prepared_statements={value}")
    try:
        load_settings()
    except Exception as error:  # noqa: BLE001 (its words are what matters)
        found = str(error)
    else:
        found = ""

    assert (found == "") is is_right
    assert is_right or "prepared_statements" in found
