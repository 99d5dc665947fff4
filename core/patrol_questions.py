"""The guided way to a new patrol: one question after the other, each answered by a tap or in the words of the form.

What has been said so far is one value that survives any restart; at the end it is the same form as a pasted one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from core.clocks import ClockRange, TimeProblem, parse_clock_range
from core.days import parse_day
from core.geo import Point
from core.patrol_fields import (
    PLACE_MAX,
    FieldKey,
    FieldProblem,
    FieldReason,
    OrganisationWish,
    Place,
    parse_info,
    parse_place,
    parse_repeat,
    parse_title,
    parse_when,
    parse_zones,
)
from core.patrol_forms import PatrolForm, strip_key
from core.recurrence import Recurrence, from_canonical, to_canonical
from core.times import TimeRange, combine_range, local_day


class Step(StrEnum):
    """The questions in their order; `form` waits for a corrected form, `preview` for a decision."""

    form = "form"
    day = "day"
    clock = "clock"
    place = "place"
    title_line = "title_line"
    organisations = "organisations"
    zones = "zones"
    repeat = "repeat"
    info = "info"
    preview = "preview"


class Move(StrEnum):
    """`skip` leaves a question unanswered, `go_on` keeps what was chosen."""

    back = "back"
    skip = "skip"
    go_on = "go_on"
    cancel = "cancel"


ASKED = (
    Step.day,
    Step.clock,
    Step.place,
    Step.title_line,
    Step.organisations,
    Step.zones,
    Step.repeat,
    Step.info,
    Step.preview,
)
OPTIONAL = frozenset({Step.organisations, Step.zones, Step.repeat, Step.info})
QUOTAS = (None, 3, 5, 10, 15, 20, 30)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was said so far; `place_name` without `point` waits for the place on the map, and the other way round.

    `form` is a pasted form that waits for its correction, `wrong` are the lines of it that were objected to.
    """

    step: Step = Step.day
    day: date | None = None
    clocks: ClockRange | None = None
    place_name: str | None = None
    point: Point | None = None
    title: str | None = None
    organisations: tuple[tuple[int, int | None], ...] = ()
    zones: tuple[str, ...] = ()
    recurrence: Recurrence | None = None
    info: str | None = None
    form: str = ""
    wrong: tuple[FieldKey, ...] = ()

    @property
    def number(self) -> int:
        """Which question this is, from 1."""
        return ASKED.index(self.step) + 1


def answered(draft: Draft, typed: str, *, now: datetime, zone: ZoneInfo) -> Draft | FieldProblem:
    """The draft after a typed answer to its question; organisations are matched by whoever knows their names."""
    match draft.step:
        case Step.day:
            return _day_answered(draft, typed, now, zone)
        case Step.clock:
            return _clock_answered(draft, typed, now, zone)
        case Step.place:
            return _place_answered(draft, typed)
        case Step.title_line:
            title = parse_title(strip_key(FieldKey.title, typed))
            return title if isinstance(title, FieldProblem) else on(replace(draft, title=title))
        case Step.zones:
            zones = parse_zones(strip_key(FieldKey.zones, typed))
            return zones if isinstance(zones, FieldProblem) else on(replace(draft, zones=zones))
        case Step.repeat:
            rule = parse_repeat(strip_key(FieldKey.repeat, typed), now=now, zone=zone)
            return rule if isinstance(rule, FieldProblem) else repeated(draft, rule)
        case Step.info:
            info = parse_info(strip_key(FieldKey.info, typed))
            return info if isinstance(info, FieldProblem) else on(replace(draft, info=info))
        case Step.organisations | Step.form | Step.preview:
            raise ValueError(f"{draft.step} is no question for one value")


def located(draft: Draft, point: Point, name: str | None) -> Draft:
    """The draft after a place on the map, which may carry a name of its own."""
    found = replace(draft, point=point, place_name=name or draft.place_name)
    return on(found) if found.place_name else found


def repeated(draft: Draft, rule: Recurrence) -> Draft | FieldProblem:
    """The draft with this rule, unless it ends before it begins."""
    if rule.until is not None and draft.day is not None and rule.until < draft.day:
        return FieldProblem(FieldReason.until_before_start, rule.until.isoformat())
    return on(replace(draft, recurrence=rule))


def toggled(draft: Draft, organisation_id: int) -> Draft:
    """Invites an organisation, or leaves it out again."""
    chosen = dict(draft.organisations)
    if organisation_id in chosen:
        del chosen[organisation_id]
    else:
        chosen[organisation_id] = None
    return replace(draft, organisations=tuple(chosen.items()))


def with_next_quota(draft: Draft, organisation_id: int) -> Draft:
    """The next of the usual quotas for an invited organisation; after the largest comes none again."""
    quotas = dict(draft.organisations)
    if organisation_id not in quotas:
        return draft
    larger = [quota for quota in QUOTAS if quota is not None and quota > (quotas[organisation_id] or 0)]
    quotas[organisation_id] = larger[0] if larger else None
    return replace(draft, organisations=tuple(quotas.items()))


def moved(draft: Draft, move: Move) -> Draft | None:
    """The draft after a step forward or back; None where that is not possible."""
    if draft.step not in ASKED:
        return None
    if move is Move.back:
        step = ASKED[max(0, ASKED.index(draft.step) - 1)]
        # A name typed now must not meet the coordinates of the place that was to be changed.
        return (
            replace(draft, step=step, place_name=None, point=None) if step is Step.place else replace(draft, step=step)
        )
    if draft.step not in OPTIONAL:
        return None
    return on(_emptied(draft) if move is Move.skip else draft)


def on(draft: Draft) -> Draft:
    """The draft at its next question."""
    return replace(draft, step=ASKED[ASKED.index(draft.step) + 1])


def form_of(draft: Draft, names: Mapping[int, str], *, now: datetime, zone: ZoneInfo) -> PatrolForm | FieldProblem:
    """The finished form; the start may have passed while the questions were answered."""
    if draft.day is None or draft.clocks is None:
        return FieldProblem(FieldReason.when_no_date)
    if draft.place_name is None or draft.point is None:
        return FieldProblem(FieldReason.no_coordinates)
    if draft.title is None:
        return FieldProblem(FieldReason.missing)
    when = combine_range(draft.day, draft.clocks, now=now, zone=zone)
    if isinstance(when, TimeProblem):
        return when_problem(when)
    return PatrolForm(
        title=draft.title,
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        place_name=draft.place_name,
        point=draft.point,
        organisations=tuple(OrganisationWish(names[key], quota) for key, quota in draft.organisations if key in names),
        zones=draft.zones,
        recurrence=draft.recurrence,
        info=draft.info,
    )


def to_json(draft: Draft) -> dict[str, Any]:
    """The draft as an open question keeps it."""
    return {
        "step": draft.step.name,
        "day": draft.day and draft.day.isoformat(),
        "clocks": draft.clocks and [draft.clocks.begins.isoformat(), draft.clocks.ends.isoformat()],
        "place_name": draft.place_name,
        "point": draft.point and [draft.point.lat, draft.point.lon],
        "title": draft.title,
        "organisations": [list(pair) for pair in draft.organisations],
        "zones": list(draft.zones),
        "recurrence": draft.recurrence and to_canonical(draft.recurrence),
        "info": draft.info,
        "form": draft.form,
        "wrong": [key.name for key in draft.wrong],
    }


def from_json(facts: Mapping[str, Any]) -> Draft:
    """Back from `to_json`."""
    return Draft(
        step=Step[facts["step"]],
        day=date.fromisoformat(facts["day"]) if facts.get("day") else None,
        clocks=ClockRange(*map(time.fromisoformat, facts["clocks"])) if facts.get("clocks") else None,
        place_name=facts.get("place_name"),
        point=Point(*facts["point"]) if facts.get("point") else None,
        title=facts.get("title"),
        organisations=tuple((key, quota) for key, quota in facts.get("organisations", ())),
        zones=tuple(facts.get("zones", ())),
        recurrence=from_canonical(facts["recurrence"]) if facts.get("recurrence") else None,
        info=facts.get("info"),
        form=facts.get("form", ""),
        wrong=tuple(FieldKey[name] for name in facts.get("wrong", ())),
    )


def when_problem(problem: TimeProblem) -> FieldProblem:
    """What is wrong with a time, said as of the line for it."""
    return FieldProblem(FieldReason(f"when_{problem.reason.name}"), problem.piece)


def _emptied(draft: Draft) -> Draft:
    match draft.step:
        case Step.organisations:
            return replace(draft, organisations=())
        case Step.zones:
            return replace(draft, zones=())
        case Step.repeat:
            return replace(draft, recurrence=None)
        case _:
            return replace(draft, info=None)


def _day_answered(draft: Draft, typed: str, now: datetime, zone: ZoneInfo) -> Draft | FieldProblem:
    """A day; whoever types the hours as well is not asked for them."""
    value = strip_key(FieldKey.when, typed)
    whole = parse_when(value, now=now, zone=zone)
    if isinstance(whole, TimeRange):
        begins, ends = whole.starts_at.astimezone(zone), whole.ends_at.astimezone(zone)
        clocks = ClockRange(begins.time(), ends.time())
        return replace(draft, day=begins.date(), clocks=clocks, step=Step.place)
    if whole.reason not in {FieldReason.when_no_time, FieldReason.empty}:
        return whole
    day = parse_day(value, today=local_day(now, zone))
    return when_problem(day) if isinstance(day, TimeProblem) else on(replace(draft, day=day))


def _clock_answered(draft: Draft, typed: str, now: datetime, zone: ZoneInfo) -> Draft | FieldProblem:
    clocks = parse_clock_range(strip_key(FieldKey.when, typed))
    if isinstance(clocks, TimeProblem):
        return when_problem(clocks)
    if draft.day is not None:
        when = combine_range(draft.day, clocks, now=now, zone=zone)
        if isinstance(when, TimeProblem):
            return when_problem(when)
    return on(replace(draft, clocks=clocks))


def _place_answered(draft: Draft, typed: str) -> Draft | FieldProblem:
    """A name with coordinates; a name alone is kept until the place is shared on the map."""
    value = strip_key(FieldKey.place, typed)
    place = parse_place(value)
    if isinstance(place, Place):
        return on(replace(draft, place_name=place.name, point=place.point))
    if place.reason is not FieldReason.no_coordinates:
        return place
    if len(place.piece) > PLACE_MAX:
        return FieldProblem(FieldReason.too_long, place.piece, PLACE_MAX)
    named = replace(draft, place_name=place.piece)
    return on(named) if draft.point is not None else named
