"""A patrol becomes known: every invited person is told once, and the groups get their board."""

from datetime import datetime
from typing import Any

from db.repos.outbox import Message
from db.tables import Patrol
from db.tables.outbox import Priority
from db.uow import Transaction
from services import boards
from services.facts import patrol_cards


async def announce(tx: Transaction, patrol: Patrol, at: datetime) -> None:
    """Tells those who have not been told yet; after a change of the invited that is only who is new."""
    patrol.announced_at = patrol.announced_at or at
    await tx.outbox.tell(
        tx.patrols.invited(patrol, told_only=True),
        Message(
            "patrols.announced",
            await _facts(tx, patrol),
            at,
            Priority.broadcast,
            city_id=patrol.city_id,
            key=announcement_key(patrol),
            expires_at=patrol.ends_at,
        ),
    )
    await boards.announce(tx, patrol, at)


async def correct_announcement(tx: Transaction, patrol: Patrol) -> None:
    """Announcements that are still waiting to be sent say what is true now."""
    await tx.outbox.correct(announcement_key(patrol), await _facts(tx, patrol))


def announcement_key(patrol: Patrol) -> str:
    """What makes the announcement of a patrol unique for each person."""
    return f"announce:{patrol.id}"


async def _facts(tx: Transaction, patrol: Patrol) -> dict[str, Any]:
    (facts,) = await patrol_cards(tx, [patrol])
    if patrol.series_id is not None:
        series = await tx.series.get(patrol.city_id, patrol.series_id)
        facts["repeat"] = series.recurrence if series is not None else None
    return facts
