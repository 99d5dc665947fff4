"""Reminders: planned when a patrol is published or moved, sent when due, each moment once.

After a time in which nothing ran, every reminder that fell due is still sent, oldest first, as long as the patrol has
not begun: none is merged into a later one. People were promised each of the configured reminders; two that come
together after an outage are a smaller harm than one that never came, and their words are true at any moment.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from core.quiet_hours import QuietHours
from core.reminders import NotYet, Send, Skip, decide_reminder, plan_question
from core.reminders import plan_reminders as plan_moments
from core.rsvps import PatrolState, RsvpState
from db.repos.outbox import Message
from db.tables import City, Patrol, Reminder
from db.tables.outbox import Priority
from db.tables.rsvps import ReminderKind
from db.uow import Transaction
from services.base import Policy, Service
from services.facts import patrol_facts

BATCH = 200
"""How many moments one tick takes on; the next tick goes on."""
REMINDED = (RsvpState.going, RsvpState.waiting, RsvpState.offered, RsvpState.maybe)
"""Everybody who did not say no, apart from those who said nothing."""

Moment = tuple[ReminderKind, timedelta, datetime]


async def plan_reminders(tx: Transaction, patrol: Patrol, at: datetime, policy: Policy) -> None:
    """Plans what is still to come for a patrol; called again after a change of time it drops what no longer fits."""
    city, told_at = await tx.cities.get(patrol.city_id), _told_at(patrol, at)
    fitting = set(_moments(city, patrol, told_at, policy))
    known: set[Moment] = set()
    for row in await tx.reminders.of(patrol):
        moment = (row.kind, timedelta(seconds=row.offset_seconds), row.due_at)
        if moment in fitting:
            known.add(moment)
        elif row.done_at is None:
            row.done_at, row.result = at, "moved"
    asked = {kind for kind, _, _ in known} - {ReminderKind.before}
    await tx.reminders.plan(
        [
            _row(patrol, moment)
            for moment in _moments(city, patrol, max(told_at, at), policy)
            if moment not in known and moment[0] not in asked
        ]
    )


async def plan_first_reminders(tx: Transaction, patrols: Sequence[Patrol], at: datetime, policy: Policy) -> None:
    """The same for patrols of one city that have none yet, in one statement for all the dates of a series."""
    if not patrols:
        return
    city = await tx.cities.get(patrols[0].city_id)
    await tx.reminders.plan(
        [
            _row(patrol, moment)
            for patrol in patrols
            for moment in _moments(city, patrol, max(_told_at(patrol, at), at), policy)
        ]
    )


async def replan_reminders(tx: Transaction, patrols: Sequence[Patrol], at: datetime, policy: Policy) -> None:
    """The same after the city changed its quiet hours or moments: what was not sent follows, nothing is repeated."""
    for patrol in patrols:
        city, told_at = await tx.cities.get(patrol.city_id), _told_at(patrol, at)
        fitting = set(_moments(city, patrol, told_at, policy))
        for row in await tx.reminders.of(patrol):
            if row.done_at is None and (row.kind, timedelta(seconds=row.offset_seconds), row.due_at) not in fitting:
                await tx.session.delete(row)
        await tx.session.flush()
        await plan_reminders(tx, patrol, at, policy)


def _told_at(patrol: Patrol, at: datetime) -> datetime:
    return max((moment for moment in (patrol.announce_at, patrol.published_at) if moment), default=at)


def _row(patrol: Patrol, moment: Moment) -> dict[str, Any]:
    kind, offset, due_at = moment
    return {
        "city_id": patrol.city_id,
        "patrol_id": patrol.id,
        "kind": kind,
        "offset_seconds": int(offset.total_seconds()),
        "revision": patrol.revision,
        "due_at": due_at,
    }


def _moments(city: City, patrol: Patrol, told_at: datetime, policy: Policy) -> list[Moment]:
    """Every moment after `told_at` at which something is said about a patrol."""
    quiet = QuietHours(city.quiet_from, city.quiet_until)
    offsets = _offsets(city, policy)
    plan = plan_moments(patrol.starts_at, offsets, published_at=told_at, quiet=quiet, zone=policy.zone)
    question = plan_question(patrol.starts_at, published_at=told_at, quiet=quiet, zone=policy.zone)
    moments: list[Moment] = [(ReminderKind.before, each.offset, each.due_at) for each in plan.reminders]
    for kind, due_at in (
        (ReminderKind.unanswered, question.question_at),
        (ReminderKind.leader_list, question.list_at),
    ):
        if due_at is not None:
            moments.append((kind, patrol.starts_at - due_at, due_at))
    return moments


def _offsets(city: City, policy: Policy) -> Sequence[timedelta]:
    if city.reminder_minutes is None:
        return policy.reminder_offsets
    return [timedelta(minutes=minutes) for minutes in city.reminder_minutes]


class Reminders(Service):
    async def send_due(self, at: datetime) -> int:
        """Sends what has fallen due, each moment in a transaction of its own; the number of moments."""
        async with self.uow.read() as tx:
            moments = await tx.reminders.due(at, BATCH)
        for city_id, patrol_id, due_at in moments:
            await self._send(city_id, patrol_id, due_at, at)
        return len(moments)

    async def _send(self, city_id: int, patrol_id: int, due_at: datetime, at: datetime) -> None:
        async with self.uow.write() as tx:
            patrol = await tx.patrols.lock(city_id, patrol_id)
            if patrol is None:
                return
            rows = await tx.reminders.claim(patrol, due_at)
            kinds = {row.kind for row in rows}
            for row in rows:
                is_cancelled = patrol.state is not PatrolState.published
                match decide_reminder(row.due_at, starts_at=patrol.starts_at, now=at, is_cancelled=is_cancelled):
                    case NotYet():
                        continue
                    case Skip(reason):
                        row.result = reason.name
                    case Send():
                        await self._say(tx, patrol, row, kinds, at)
                        row.result = "sent"
                row.done_at = at

    async def _say(
        self, tx: Transaction, patrol: Patrol, row: Reminder, kinds: set[ReminderKind], at: datetime
    ) -> None:
        """`kinds` are told at this same moment: who is asked again is not reminded as well."""
        match row.kind:
            case ReminderKind.before:
                for state in REMINDED:
                    await _tell(tx, patrol, row, state, at)
                if ReminderKind.unanswered not in kinds:
                    await _tell(tx, patrol, row, None, at)
            case ReminderKind.unanswered:
                await _tell(tx, patrol, row, None, at)
            case ReminderKind.leader_list:
                await _list_unanswered(tx, patrol, row, at)


async def _tell(tx: Transaction, patrol: Patrol, row: Reminder, state: RsvpState | None, at: datetime) -> None:
    facts = patrol_facts(patrol) | {"mine": state.name if state else None}
    await tx.outbox.tell(
        tx.rsvps.those_who(patrol, state),
        Message(
            f"reminders.{row.kind.name}",
            facts,
            at,
            Priority.reminder,
            city_id=patrol.city_id,
            key=f"reminder:{row.id}",
            expires_at=patrol.starts_at,
        ),
    )


async def _list_unanswered(tx: Transaction, patrol: Patrol, row: Reminder, at: datetime) -> None:
    """Each leader gets the names of their own organisation, and none of another.

    A leader who is the only one without an answer is asked like anybody else and needs no list.
    """
    names: dict[tuple[int, str], dict[int, str]] = {}
    for organisation_id, organisation, person_id, name in await tx.reminders.unanswered(patrol):
        names.setdefault((organisation_id, organisation), {})[person_id] = name
    for (organisation_id, organisation), silent in names.items():
        facts = patrol_facts(patrol) | {"organisation": organisation, "names": list(silent.values())}
        await tx.outbox.tell(
            tx.reminders.leaders(patrol.city_id, organisation_id, but=next(iter(silent)) if len(silent) == 1 else None),
            Message(
                "reminders.leader_list",
                facts,
                at,
                Priority.reminder,
                city_id=patrol.city_id,
                key=f"reminder:{row.id}:{organisation_id}",
                expires_at=patrol.starts_at,
            ),
        )
