"""Every check-in and every tick asks these questions; an index answers them, however much has happened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import event

from core.incoming import Address
from db.engine import Engines
from db.repos.checkins import Checkins
from db.sessions import Session

AT = datetime(2026, 12, 4, 11, 0, tzinfo=UTC)


@asynccontextmanager
async def listening(engines: Engines) -> AsyncIterator[list[tuple[str, Any]]]:
    """The statements that are run in the block, as the driver gets them."""
    asked: list[tuple[str, Any]] = []

    def listen(*call: Any) -> None:
        asked.append((call[2], call[3]))

    event.listen(engines.reading.sync_engine, "before_cursor_execute", listen)
    yield asked
    event.remove(engines.reading.sync_engine, "before_cursor_execute", listen)


async def plan_of(session: Session, engines: Engines, statement: str, values: Any) -> str:
    connection = await session.connection()
    if engines.is_sqlite:
        steps = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return "\n".join(str(step[3]) for step in steps)
    # With a handful of rows the planner would rather read them all; the question is whether it has to.
    await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    steps = await connection.exec_driver_sql(f"EXPLAIN {statement}", values)
    return "\n".join(str(step[0]) for step in steps)


async def test_no_question_of_the_street_reads_a_whole_table(engines: Engines) -> None:
    async with Session(engines.reading) as session:
        checkins = Checkins(session)
        async with listening(engines) as asked:
            await checkins.situation(Address("telegram", "1"), AT)
            await checkins.wrong_codes(1, AT)
            await checkins.lock_recent(1, AT - timedelta(days=2))
            await checkins.lock_on_duty(1)
            await checkins.duties_of([1, 2], AT)
            await checkins.ended_patrols(AT)
        questions = [(statement, values) for statement, values in asked if statement.lstrip().startswith("SELECT")]
        plans = [await plan_of(session, engines, *question) for question in questions]

    assert len(plans) == 7
    for plan in plans:
        whole_tables = [step for step in plan.splitlines() if _reads_all(step)]
        assert not whole_tables, plan


def _reads_all(step: str) -> bool:
    """A scan of an index that holds only who is on duty now is no scan of a table."""
    return "Seq Scan" in step or (
        step.startswith("SCAN") and "ix_checkins_on_duty" not in step and "CONSTANT" not in step
    )
