"""What a coordinator can tap instead of typing: the next days, and what earlier patrols of the city were like."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from core.geo import Point
from core.patrol_fields import FieldProblem
from core.patrol_questions import Draft, Step, answered, on, toggled, with_next_quota
from core.recurrence import Frequency, Recurrence, from_canonical, to_canonical
from core.times import local_day
from db.tables import Patrol
from db.uow import Transaction
from services.patrol_previews import Planner, names_in

DAYS = 14
USUAL_CLOCKS = ("19:00-21:00", "20:00-22:00", "21:00-23:00", "22:00-00:00")
FEW = 6
MANY = 45
"""A message holds a hundred buttons, an organisation takes two."""


async def suggestions(tx: Transaction, planner: Planner, draft: Draft, at: datetime) -> list[Any]:
    """Values for the buttons of the open question; those that are too long for a button are named by a patrol's id."""
    match draft.step:
        case Step.day:
            today = local_day(at, planner.zone)
            return [(today + timedelta(days=ahead)).isoformat() for ahead in range(DAYS)]
        case Step.clock:
            used = [_clock(patrol, planner) for patrol in await tx.patrols.recent(planner.city_id)]
            return list(dict.fromkeys([*used[:FEW], *USUAL_CLOCKS]))[:FEW]
        case Step.place:
            return await _earlier(tx, planner, lambda patrol: patrol.place_name)
        case Step.title_line:
            return await _earlier(tx, planner, lambda patrol: patrol.title)
        case Step.organisations:
            names = await names_in(tx, planner.city_id)
            return [[key, name] for key, name in names.items()][:MANY]
        case Step.zones:
            return await _earlier(tx, planner, lambda patrol: ", ".join(patrol.zones))
        case Step.repeat:
            return [to_canonical(rule) for rule in _usual_rules(draft)]
        case Step.info:
            return await _earlier(tx, planner, lambda patrol: patrol.info)
        case Step.form | Step.preview:
            return []


async def chosen(
    tx: Transaction, planner: Planner, draft: Draft, value: str, at: datetime
) -> Draft | FieldProblem | None:
    """What a tapped suggestion makes of the draft; None for a value that no button of ours carries."""
    match draft.step:
        case Step.day | Step.clock:
            return answered(draft, value, now=at, zone=planner.zone)
        case Step.repeat:
            try:
                return on(replace(draft, recurrence=from_canonical(value)))
            except ValueError:
                return None
        case Step.organisations:
            key, cycles, _ = value.partition("+")
            if not key.isdecimal() or await tx.organisations.get(planner.city_id, int(key)) is None:
                return None
            return with_next_quota(draft, int(key)) if cycles else toggled(draft, int(key))
        case Step.form | Step.preview:
            return None
        case _:
            return await _as_before(tx, planner, draft, value)


async def _as_before(tx: Transaction, planner: Planner, draft: Draft, value: str) -> Draft | None:
    """The same as in an earlier patrol of this city."""
    earlier = await tx.patrols.get(planner.city_id, int(value)) if value.isdecimal() else None
    if earlier is None:
        return None
    match draft.step:
        case Step.place:
            return on(replace(draft, place_name=earlier.place_name, point=Point(earlier.latitude, earlier.longitude)))
        case Step.title_line:
            return on(replace(draft, title=earlier.title))
        case Step.zones:
            return on(replace(draft, zones=tuple(earlier.zones)))
        case _:
            return on(replace(draft, info=earlier.info or None))


async def _earlier(tx: Transaction, planner: Planner, text: Callable[[Patrol], str]) -> list[Any]:
    return _distinct((text(patrol), patrol.id) for patrol in await tx.patrols.recent(planner.city_id))


def _distinct(pairs: Iterable[tuple[str, int]]) -> list[Any]:
    latest: dict[str, int] = {}
    for text, patrol_id in pairs:
        if text:
            latest.setdefault(text, patrol_id)
    return [[text, str(patrol_id)] for text, patrol_id in latest.items()][:FEW]


def _clock(patrol: Patrol, planner: Planner) -> str:
    begins, ends = (at.astimezone(planner.zone) for at in (patrol.starts_at, patrol.ends_at))
    return f"{begins:%H:%M}-{ends:%H:%M}"


def _usual_rules(draft: Draft) -> list[Recurrence]:
    if draft.day is None:
        return []
    weekday, nth = draft.day.weekday(), (draft.day.day - 1) // 7 + 1
    return [
        Recurrence(Frequency.weekly, (weekday,)),
        Recurrence(Frequency.weekly, (weekday,), skips_holidays=True),
        Recurrence(Frequency.monthly, (weekday,), (nth,)),
        Recurrence(Frequency.daily),
    ]
