"""The month of a city in numbers: patrols, people, hours, zones, and what became of its notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from core.areas import Spot
from core.incidents import OPEN_STATES, IncidentCategory, IncidentState
from core.volunteer_hours import ServiceLine, total


@dataclass(frozen=True, slots=True)
class MonthPatrol:
    """A patrol that took place, with everybody who was there by organisation."""

    patrol_id: int
    day: date
    zones: tuple[str, ...]
    present: Mapping[int | None, frozenset[int]]


@dataclass(frozen=True, slots=True)
class OrganisationMonth:
    """What one organisation did: different people, how often they came in all, and their hours."""

    organisation_id: int | None
    people: int
    presences: int
    served: timedelta


@dataclass(frozen=True, slots=True)
class NotesMonth:
    """What became of the notes written in the month; `time_to_triage` is the median, None where none was taken up."""

    written: int
    open: int
    handed_to_112: int
    categories: Mapping[IncidentCategory | None, int]
    time_to_triage: timedelta | None
    facilities_reported: int
    facilities_fixed: int


@dataclass(frozen=True, slots=True)
class Month:
    """All numbers of a report."""

    patrols: int
    people: int
    presences: int
    served: timedelta
    days: Mapping[date, int]
    organisations: tuple[OrganisationMonth, ...]
    zones: Mapping[str, int]
    missed_zones: tuple[str, ...]
    notes: NotesMonth


def month_of(
    patrols: Sequence[MonthPatrol],
    lines: Mapping[int, Sequence[ServiceLine]],
    notes: NotesMonth,
    known_zones: Iterable[str],
) -> Month:
    """Sums a month up; `lines` are the hours by person, `known_zones` those of the months before."""
    came = {person for patrol in patrols for people in patrol.present.values() for person in people}
    zones = Counter(zone for patrol in patrols for zone in dict.fromkeys(patrol.zones))
    days: Counter[date] = Counter()
    for patrol in patrols:
        days[patrol.day] += sum(len(people) for people in patrol.present.values())
    return Month(
        patrols=len(patrols),
        people=len(came),
        presences=sum(days.values()),
        served=sum((total(each) for each in lines.values()), timedelta()),
        days=dict(sorted(days.items())),
        organisations=_organisations(patrols, lines),
        zones=dict(sorted(zones.items(), key=lambda each: (-each[1], each[0]))),
        missed_zones=tuple(sorted(set(known_zones) - set(zones))),
        notes=notes,
    )


def _organisations(
    patrols: Sequence[MonthPatrol], lines: Mapping[int, Sequence[ServiceLine]]
) -> tuple[OrganisationMonth, ...]:
    people: dict[int | None, set[int]] = {}
    presences: Counter[int | None] = Counter()
    came_with: dict[tuple[int, int], int | None] = {}
    for patrol in patrols:
        for organisation_id, present in patrol.present.items():
            people.setdefault(organisation_id, set()).update(present)
            presences[organisation_id] += len(present)
            came_with |= {(patrol.patrol_id, person): organisation_id for person in present}
    served: dict[int | None, timedelta] = dict.fromkeys(people, timedelta())
    for person, theirs in lines.items():
        for line in theirs:
            organisation_id = came_with.get((line.patrol_id, person))
            served[organisation_id] = served.get(organisation_id, timedelta()) + line.credited
    rows = [OrganisationMonth(each, len(people.get(each, ())), presences[each], served[each]) for each in served]
    return tuple(sorted(rows, key=lambda row: (-row.presences, row.organisation_id or 0)))


def notes_of(spots: Sequence[Spot]) -> NotesMonth:
    """Sums notes up."""
    waits = [spot.waited_s for spot in spots if spot.waited_s is not None]
    states = Counter(spot.state for spot in spots)
    facilities = Counter(spot.state for spot in spots if spot.category is IncidentCategory.facility)
    return NotesMonth(
        written=len(spots),
        open=sum(states[state] for state in OPEN_STATES),
        handed_to_112=states[IncidentState.handed_to_112],
        categories=dict(Counter(spot.category for spot in spots).most_common()),
        time_to_triage=timedelta(seconds=median(waits)) if waits else None,
        facilities_reported=facilities.total(),
        facilities_fixed=facilities[IncidentState.done],
    )
