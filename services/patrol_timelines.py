"""What happened to a patrol, in its order: from the plan to the sealed log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from db.tables import Patrol
from db.uow import Transaction

_DEEDS = {
    "patrol.published": "published",
    "patrol.changed": "changed",
    "patrol.cancelled": "cancelled",
    "patrol_log.sealed": "sealed",
}


@dataclass(frozen=True, slots=True)
class Step:
    """`kind` names what happened, `facts` who or what, `note_id` the note it leads to."""

    at: datetime
    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    note_id: int | None = None


async def timeline_of(tx: Transaction, patrol: Patrol) -> Sequence[Step]:
    """Every step, the first one first."""
    steps = [Step(patrol.created_at, "drafted")]
    steps += [
        Step(deed.at, _DEEDS[deed.action], {"name": deed.name, "change": deed.change})
        for deed in await tx.timelines.deeds(patrol)
    ]
    if patrol.announced_at is not None:
        steps.append(Step(patrol.announced_at, "announced"))
    steps += [
        Step(row.done_at or row.due_at, f"reminded_{row.kind.name}") for row in await tx.timelines.reminders(patrol)
    ]
    came = await tx.timelines.presences(patrol)
    if came is not None:
        steps.append(Step(came.first_at, "first_arrived"))
        if came.count > 1:
            steps.append(Step(came.last_at, "last_arrived", {"count": came.count}))
    steps += [
        Step(each.at, "noted", {"number": each.note.number}, each.note.id)
        for each in await tx.note_searches.found_on(patrol)
    ]
    log = await tx.timelines.log(patrol)
    if log is not None:
        steps.append(Step(log.drafted_at, "log_drafted"))
    return sorted(steps, key=lambda step: step.at)
