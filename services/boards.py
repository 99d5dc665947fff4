"""Group boards: one message per patrol and linked group with live counts by organisation, never a name.

A board is sent once and edited from then on. An edit waits a moment, and what changes meanwhile joins the one that
waits: a group of hundreds answering at once makes a handful of edits, and none of them is put off for ever.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from core.incoming import Address
from core.rsvps import PatrolState
from db.repos.outbox import Message
from db.tables import Group, Patrol
from db.tables.outbox import Priority
from db.uow import Transaction
from services.facts import patrol_facts

DEBOUNCE = timedelta(seconds=3)


async def announce(tx: Transaction, patrol: Patrol, at: datetime) -> None:
    """Puts the board of a published patrol into every linked group of the organisations it invites, once."""
    groups = await tx.groups.of(patrol)
    if not groups:
        return
    facts = await _facts(tx, patrol, at)
    for group in groups:
        await _say(tx, group, facts, at, slot=_slot(patrol), key=f"board:{patrol.id}:{group.channel}:{group.address}")


async def announce_in(tx: Transaction, group: Group, patrols: Sequence[Patrol], at: datetime) -> None:
    """Brings a group that was linked just now up to date with what has been announced, as often as it is linked."""
    for patrol in patrols:
        if patrol.announced_at is not None:
            await _say(tx, group, await _facts(tx, patrol, at), at, slot=_slot(patrol))


async def refresh(tx: Transaction, patrol: Patrol, at: datetime) -> None:
    """Brings the boards of a patrol up to date after an answer, a change or a cancellation."""
    if patrol.announced_at is None:
        return
    groups = await tx.groups.of(patrol)
    if not groups:
        return
    slot, facts = _slot(patrol), await _facts(tx, patrol, at)
    renewed = await tx.groups.renew_waiting(groups, slot, facts)
    for group in groups:
        if group.id not in renewed:
            await _say(tx, group, facts, at, slot=slot, due_at=at + DEBOUNCE)


async def _say(tx: Transaction, group: Group, facts: Mapping[str, Any], at: datetime, **handling: Any) -> None:
    message = Message("boards.patrol", facts, at, Priority.reminder, city_id=group.city_id, **handling)
    await tx.outbox.say(Address(group.channel, group.address), message, locale=group.locale)


def _slot(patrol: Patrol) -> str:
    return f"board:{patrol.id}"


async def _facts(tx: Transaction, patrol: Patrol, at: datetime) -> dict[str, Any]:
    lines = await tx.rsvps.lines(patrol)
    facts = patrol_facts(patrol)
    return {name: facts[name] for name in ("patrol_id", "title", "starts_at", "ends_at", "place")} | {
        "is_cancelled": patrol.state is PatrolState.cancelled,
        "is_open": patrol.state is PatrolState.published and at < patrol.starts_at,
        "lines": [
            {
                "organisation": line.organisation.name,
                "going": line.places.going,
                "waiting": line.places.waiting + line.places.offered,
                "quota": line.places.quota,
            }
            for line in lines.values()
        ],
    }
