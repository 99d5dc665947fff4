"""Figures about the database for whoever watches the program: is it there, and how much waits in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func
from sqlmodel import col, select

from core.webhooks import CHANNEL
from db.clocks import database_now
from db.engine import Engines
from db.repos.outbox import FAILED
from db.sessions import Session
from db.tables import Bucket, FailedUpdate, OutboxRow
from db.tables.outbox import Priority


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """Rows that are not done or failed, by (state, priority), and since when the oldest due one waits."""

    rows: Mapping[tuple[str, str], int]
    oldest_due_at: datetime | None
    failed_updates: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """In how many chats something has been due for too long, since when, and whether it was tried in all of them."""

    chats: int
    since: datetime | None
    is_tried: bool


async def database_time(engines: Engines) -> datetime:
    """What the database's clock shows; proof that it answers."""
    async with Session(engines.reading) as session:
        return (await session.exec(select(database_now()))).one()


async def outbox_figures(engines: Engines, at: datetime) -> OutboxFigures:
    """How the outbox stands at `at`."""
    pending = col(OutboxRow.done_at).is_(None)
    state = case(
        (col(OutboxRow.holder).is_not(None), "sending"),
        (col(OutboxRow.attempts) > 0, "retrying"),
        (col(OutboxRow.due_at) > at, "scheduled"),
        else_="due",
    ).label("state")
    by_priority = col(OutboxRow.priority)
    async with Session(engines.reading) as session:
        # Apart, because asked for together both would be looked for among all that was ever sent.
        waiting = await session.execute(
            select(state, by_priority, func.count()).where(pending).group_by(state, by_priority)
        )
        failed = await session.execute(select(by_priority, func.count()).where(FAILED).group_by(by_priority))
        oldest = await session.exec(
            select(func.min(OutboxRow.due_at)).where(
                pending,
                OutboxRow.due_at <= at,
                col(OutboxRow.holder).is_(None),
                # A program of a city that is down says nothing about the health of this one.
                OutboxRow.channel != CHANNEL,
            )
        )
        updates = await session.exec(select(func.count()).select_from(FailedUpdate))
        rows = {(name, _priority_name(priority)): count for name, priority, count in waiting}
        rows |= {("failed", _priority_name(priority)): count for priority, count in failed}
        return OutboxFigures(rows, oldest.one(), updates.one())


async def overdue(engines: Engines, due_before: datetime) -> Overdue:
    """What should have been said to people by `due_before`, also what is being tried.

    Without the chats that the messenger asked to leave alone for a while, and without programs of cities: that they are
    down says nothing about the health of this one.
    """
    is_blocked = (
        select(Bucket.address)
        .where(
            Bucket.channel == OutboxRow.channel,
            Bucket.address == OutboxRow.address,
            col(Bucket.blocked_until) > database_now(),
        )
        .exists()
    )
    chats = (
        select(func.min(OutboxRow.due_at).label("since"), func.max(OutboxRow.attempts).label("attempts"))
        .where(
            col(OutboxRow.done_at).is_(None),
            OutboxRow.due_at <= due_before,
            OutboxRow.channel != CHANNEL,
            ~is_blocked,
        )
        .group_by(col(OutboxRow.channel), col(OutboxRow.address))
        .subquery()
    )
    async with Session(engines.reading) as session:
        found = await session.exec(select(func.count(), func.min(chats.c.since), func.min(chats.c.attempts)))
        count, since, attempts = found.one()
    return Overdue(count, since, is_tried=bool(attempts))


def _priority_name(priority: int) -> str:
    return next((each.name for each in Priority if each == priority), str(priority))
