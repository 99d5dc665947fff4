"""Figures about the database for whoever watches the program: is it there, and how much waits in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func
from sqlmodel import col, select

from core.webhooks import CHANNEL
from db.clocks import database_now
from db.engine import Engines
from db.sessions import Session
from db.tables import FailedUpdate, OutboxRow
from db.tables.outbox import Outcome, Priority


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """Rows that are not done or failed, by (state, priority), and since when the oldest due one waits."""

    rows: Mapping[tuple[str, str], int]
    oldest_due_at: datetime | None
    failed_updates: int


async def database_time(engines: Engines) -> datetime:
    """What the database's clock shows; proof that it answers."""
    async with Session(engines.reading) as session:
        return (await session.exec(select(database_now()))).one()


async def outbox_figures(engines: Engines, at: datetime) -> OutboxFigures:
    """How the outbox stands at `at`."""
    state = case(
        (col(OutboxRow.outcome) == Outcome.failed, "failed"),
        (col(OutboxRow.holder).is_not(None), "sending"),
        (col(OutboxRow.attempts) > 0, "retrying"),
        (col(OutboxRow.due_at) > at, "scheduled"),
        else_="due",
    ).label("state")
    unfinished = col(OutboxRow.done_at).is_(None) | (col(OutboxRow.outcome) == Outcome.failed)
    async with Session(engines.reading) as session:
        counted = await session.execute(
            select(state, col(OutboxRow.priority), func.count())
            .where(unfinished)
            .group_by(state, col(OutboxRow.priority))
        )
        oldest = await session.exec(
            select(func.min(OutboxRow.due_at)).where(
                col(OutboxRow.done_at).is_(None),
                OutboxRow.due_at <= at,
                col(OutboxRow.holder).is_(None),
                # A program of a city that is down says nothing about the health of this one.
                OutboxRow.channel != CHANNEL,
            )
        )
        failed = await session.exec(select(func.count()).select_from(FailedUpdate))
        rows = {(name, _priority_name(priority)): count for name, priority, count in counted}
        return OutboxFigures(rows, oldest.one(), failed.one())


def _priority_name(priority: int) -> str:
    return next((each.name for each in Priority if each == priority), str(priority))
