"""One page of a roster as facts: who is on it, in an order that does not move when somebody is marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.roles import Actor, NotAllowed
from core.rosters import Mode
from core.rsvps import PatrolState, RsvpState
from db.repos.rosters import RosterLine
from db.tables import City, Organisation, Patrol
from db.uow import Transaction
from services.facts import patrol_facts
from services.pages import page_of
from services.visits import SAME_LOOK

A_ROW = 2
"""Names beside each other: a page of eight rows holds sixteen people."""

ORDER = (RsvpState.going, RsvpState.offered, RsvpState.waiting, RsvpState.maybe, None, RsvpState.not_going)
_WAITING = {RsvpState.waiting, RsvpState.offered}


class PatrolCancelled(NotAllowed):
    """There is no roster any more: the patrol was cancelled after the button was shown."""

    kind = "rosters.cancelled"


@dataclass(frozen=True, slots=True)
class Place:
    """Where on which roster a leader is: what a button under it says."""

    patrol_id: int
    organisation_id: int
    page: int = 0
    mode: Mode = Mode.marking


@dataclass(frozen=True, slots=True)
class Sheet:
    """A roster this actor may see and change."""

    actor: Actor
    city: City
    patrol: Patrol
    organisation: Organisation
    lines: Sequence[RosterLine]

    def line(self, person_id: int) -> RosterLine:
        """One person of this roster.

        Raises:
            NotAllowed: the person is not on it.
        """
        for line in self.lines:
            if line.person_id == person_id:
                return line
        raise NotAllowed("roster")


async def open_sheet(tx: Transaction, actor: Actor, city_id: int, place: Place) -> Sheet:
    """The roster of this place.

    Raises:
        NotAllowed: not of this city, not invited, or not led by this person.
        PatrolCancelled: it would be theirs to see, had it not been cancelled.
    """
    patrol = await tx.patrols.get(city_id, place.patrol_id)
    if patrol is None or patrol.state is PatrolState.draft:
        raise NotAllowed("roster")
    invited = {each.id: each for each, _ in await tx.patrols.invited_organisations(patrol)}
    organisation = invited.get(place.organisation_id)
    if organisation is None or not actor.may_lead(city_id, organisation.id):
        raise NotAllowed("roster")
    if patrol.state is PatrolState.cancelled:
        raise PatrolCancelled("roster")
    lines = await tx.rosters.lines(patrol, organisation.id)
    return Sheet(actor, await tx.cities.get(city_id), patrol, organisation, lines)


async def record_look(tx: Transaction, sheet: Sheet, at: datetime) -> None:
    """Keeps that this person saw who is on this roster; turning its pages and marking within minutes is one look.

    At the desk all organisations of a patrol are on one page: a look there, which names none, covers each of them.
    """
    patrol, organisation_id, person_id = sheet.patrol, sheet.organisation.id, sheet.actor.person_id
    subject = f"patrol:{patrol.id}"
    looks = await tx.audits.recorded("roster.seen", subject, person_id, at - SAME_LOOK)
    if any(look.facts.get("organisation_id") in (None, organisation_id) for look in looks):
        return
    tx.audits.record(
        "roster.seen", subject, at, city_id=patrol.city_id, actor_id=person_id, organisation_id=organisation_id
    )


def sheet_facts(sheet: Sheet, place: Place) -> dict[str, Any]:
    """The wanted page, with the numbers of the whole organisation."""
    lines = sheet.lines
    ordered = sorted(lines, key=lambda line: ORDER.index(line.answer))
    shown = ordered if place.mode is Mode.marking else [line for line in ordered if line.is_on_duty]
    found = page_of([shown[start : start + A_ROW] for start in range(0, len(shown), A_ROW)], place.page)
    return patrol_facts(sheet.patrol) | {
        "organisation_id": sheet.organisation.id,
        "organisation": sheet.organisation.name,
        "mode": place.mode.value,
        "page": found.number,
        "last_page": found.last,
        "rows": [[_person(line) for line in row] for row in found.lines],
        "going": sum(line.answer is RsvpState.going for line in lines),
        "present": sum(line.arrived_at is not None for line in lines),
        "late": sum(line.late_minutes > 0 for line in lines),
        "waiting": sum(line.answer in _WAITING for line in lines),
        "unanswered": sum(line.answer is None for line in lines),
    }


def _person(line: RosterLine) -> dict[str, Any]:
    return {
        "person_id": line.person_id,
        "name": line.name,
        "answer": line.answer.value if line.answer else "none",
        "is_present": line.arrived_at is not None,
        "arrived_at": line.arrived_at.isoformat() if line.arrived_at else None,
        "left_at": line.left_at.isoformat() if line.left_at else None,
        "late_minutes": line.late_minutes,
        "excuse": line.excuse.value if line.excuse else "",
        "excuse_words": line.excuse_words,
    }
