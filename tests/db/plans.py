"""How a database answers what is asked of it: listened to, explained, and looked through for tables read as a whole."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

from sqlalchemy import event, text

from db.engine import Engines

GROWING = {
    *("outbox", "taken_updates", "buckets", "dialogs", "people", "identities", "consents", "memberships"),
    *("patrols", "patrol_organisations", "rsvps", "checkins", "reminders", "broadcasts", "notes", "audit_entries"),
    *("broadcast_confirmations", "note_events", "note_attachments", "note_deeds", "patrol_logs", "absence_rounds"),
    *("alerts", "alert_responses", "excuses", "roster_changes", "expected_people", "chat_languages", "code_attempts"),
}
"""Tables that grow with members and with time; the others are small for ever, or not looked at that often."""
PARTIAL = {"ix_checkins_on_duty"} | {f"ix_outbox_{name}" for name in ("turn", "pending", "due", "chat", "failed")}
"""Indexes of what is still to be sent or failed, and of duties that go on."""

LARGEST = {"outbox", "checkins", "memberships"}
"""Of smaller tables PostgreSQL may well take all, where it wants many of their rows anyway."""
ENOUGH = 200

Statement = tuple[str, Any]


@contextmanager
def heard(engines: Engines) -> Iterator[list[Statement]]:
    """What is asked of the database within the block."""
    statements: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if not many and re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", statement):
            statements.append((statement, parameters))

    listening = {engines.writing.sync_engine, engines.reading.sync_engine}
    for engine in listening:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in listening:
            event.remove(engine, "before_cursor_execute", note)


async def plans(engines: Engines, statements: list[Statement]) -> list[tuple[str, list[str]]]:
    """Each statement with the lines of its plan."""
    found = []
    async with engines.reading.connect() as connection:
        if not engines.is_sqlite:
            for way in ("seqscan", "hashjoin", "mergejoin"):
                await connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        explain = "EXPLAIN QUERY PLAN " if engines.is_sqlite else "EXPLAIN "
        for statement, parameters in statements:
            plan = (await connection.exec_driver_sql(explain + statement, parameters or None)).all()
            found.append((statement, [row[-1].strip() for row in plan]))
    return found


async def scans(engines: Engines, statements: list[Statement]) -> list[str]:
    """The statements that read a growing table from end to end, with the line of the plan that says so."""
    filled = await _filled(engines)
    return [
        f"{line} in {statement}"
        for statement, plan in await plans(engines, statements)
        for line, condition in zip_longest(plan, plan[1:], fillvalue="")
        if _is_scan(line) or _walked(line, condition) in filled
    ]


async def _filled(engines: Engines) -> set[str]:
    """Of the largest tables those with enough rows for PostgreSQL to tell a good index from any other."""
    async with engines.reading.connect() as connection:
        counts = {name: await connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in LARGEST}  # noqa: S608 (names of our own)
    return {name for name, count in counts.items() if count >= ENOUGH}


async def plan_of(engines: Engines, statements: list[Statement], table: str) -> str:
    """How the one statement that reads mainly from this table is answered."""
    of_table = [each for each in statements if re.search(rf"FROM {table}\b", each[0])]
    ((_, plan),) = await plans(engines, of_table)
    return "\n".join(plan)


def _is_scan(line: str) -> bool:
    """An index may be read as a whole only where it holds nothing but what the question is about."""
    match = re.search(r"^\s*SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?|Seq Scan on (\w+)", line)
    return match is not None and (match[1] or match[3]) in GROWING and match[2] not in PARTIAL


def _walked(line: str, condition: str) -> str | None:
    """The table whose index PostgreSQL, told not to scan, walks through without a condition: a scan in disguise."""
    match = re.search(r"Index (?:Only )?Scan (?:Backward )?(?:using|on) ((?:ix|pk|uq)_\w+)", line)
    if match is None or match[1] in PARTIAL or condition.startswith("Index Cond"):
        return None
    return next((table for table in LARGEST if match[1][3:].startswith(table)), None)
