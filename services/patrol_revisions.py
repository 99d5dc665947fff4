"""A new value for a published patrol: what it would mean, and making it true; the same for the chat and for a desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.patrol_changes import ANNOUNCED, Changeable, Scope, moved_rule, objection_to_change
from core.recurrence import from_canonical
from core.times import local_day
from db.tables import Patrol
from db.uow import Transaction
from services.base import Policy
from services.facts import patrol_facts
from services.patrol_alterations import Alteration, alter
from services.patrol_previews import Planner
from services.patrol_values import Value, present_value


@dataclass(frozen=True, slots=True)
class Revised:
    """What was changed: from which value, and of how many patrols."""

    patrol: Patrol
    old: Value
    touched: int


def objection(patrol: Patrol, at: datetime) -> str | None:
    """The kind of why a patrol stays as it is."""
    refusal = objection_to_change(patrol.state, starts_at=patrol.starts_at, at=at)
    return f"patrols.{refusal.name}" if refusal is not None else None


def is_past(value: Value, at: datetime) -> bool:
    """Whether the new value is a time that has come while it was thought over."""
    return bool(value.get("starts_at", "~") <= at.isoformat())


async def revision_facts(
    tx: Transaction, policy: Policy, patrol: Patrol, change: Changeable, value: Value
) -> dict[str, Any]:
    """Old and new, whether all that follow can change alike, and how many would be told."""
    return patrol_facts(patrol) | {
        "change": change.name,
        "old": await present_value(tx, patrol, change),
        "new": value,
        "may_follow": await _may_follow(tx, policy, patrol, value),
        "recipients": await tx.patrols.count(tx.patrols.answered([patrol])) if change in ANNOUNCED else 0,
    }


async def revise(
    tx: Transaction,
    planner: Planner,
    policy: Policy,
    patrol: Patrol,
    *,
    change: Changeable,
    value: Value,
    scope: Scope,
    at: datetime,
) -> Revised | str:
    """Makes the value true of a locked patrol, with `scope` of all that follow; or the kind of why it stays."""
    if refusal := objection(patrol, at):
        return refusal
    old = await present_value(tx, patrol, change)
    touched = await alter(tx, Alteration(planner, policy, at, change, value, old), patrol, scope)
    return Revised(patrol, old, touched)


async def _may_follow(tx: Transaction, policy: Policy, patrol: Patrol, value: Value) -> bool:
    if patrol.series_id is None or patrol.series_day is None:
        return False
    series = await tx.series.get(patrol.city_id, patrol.series_id)
    if series is None or "starts_at" not in value:
        return series is not None
    day = local_day(Alteration.instant(value["starts_at"]), policy.zone)
    return moved_rule(from_canonical(series.recurrence), from_day=patrol.series_day, to_day=day) is not None
