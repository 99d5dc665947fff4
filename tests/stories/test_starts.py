"""A start loads what its work needs, and nothing that a console, a paper or another command needs."""

import pytest

from bot.settings import Settings
from db import schema
from db.engine import open_engines
from tests.stories.programs import started

LATER = {
    "alembic": "an existing database stands where it should",
    "fastapi": "the console is loaded beside the work",
    "jinja2": "as above",
    "openpyxl": "lists of members come seldom",
    "icalendar": "calendars are asked for",
    "xlsxwriter": "papers are asked for",
    "holidays": "public holidays are asked for when a series is planned",
    "sentry_sdk": "nobody watches",
    "rich.console": "no traceback is coloured",
    "typer": "there is nothing to parse",
    "telegram.ext": "the framework beside the library is not used",
    "simulator": "only rehearsals need it",
}
"""Modules whose loading takes a noticeable part of a start, and why it can do without."""


@pytest.mark.every_database
async def test_nothing_is_loaded_before_the_first_question_for_updates_that_it_does_not_need(
    settings: Settings, database_url: str
) -> None:
    engines = open_engines(database_url)
    await schema.migrate(engines)
    await engines.dispose()
    async with started(settings, PYTHONPROFILEIMPORTTIME="1") as program:
        await program.says('"web.pages_served"')
        lines = program.lines
    begins = next(number for number, line in enumerate(lines) if '"serving"' in line)
    loaded = _modules(lines[:begins])

    assert "telegram" in loaded
    assert loaded & LATER.keys() == set()
    assert "fastapi" in _modules(lines[begins:])


def _modules(lines: list[str]) -> set[str]:
    """What Python tells of modules while it loads them: `import time: 12 | 345 | name`."""
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}
