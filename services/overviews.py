"""Today at a glance: who is where, and what waits for the coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.incidents import OPEN_STATES, IncidentState
from core.roles import may_decide
from db.repos.overviews import Presence
from db.tables import Note, Patrol
from db.uow import Transaction
from services.visits import Visitor, VisitService

AHEAD = timedelta(days=7)
SHOWN_PATROLS = 6
SHOWN_NOTES = 6
SHOWN_APPLICATIONS = 20
DELIVERIES_OF = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PatrolGlance:
    """A patrol in numbers. `is_on`: check-in is open; `has_begun`: who is going and not there is missing."""

    patrol_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    state: str
    is_on: bool
    has_begun: bool
    organisations: Sequence[Presence]

    @property
    def going(self) -> int:
        return sum(each.going for each in self.organisations)

    @property
    def there(self) -> int:
        return sum(each.there for each in self.organisations)

    @property
    def late(self) -> int:
        return sum(each.late for each in self.organisations)

    @property
    def missing(self) -> int:
        return sum(each.missing for each in self.organisations)


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    application_id: int
    name: str
    role: str
    organisation: str
    applied_at: datetime
    is_recommended: bool
    is_expected: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note in a list; `latitude` and `longitude` are where it was seen, if that was told."""

    note_id: int
    number: int
    state: str
    category: str
    text: str
    place: str
    latitude: float | None
    longitude: float | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Today:
    on: Sequence[PatrolGlance]
    coming: Sequence[PatrolGlance]
    applications: Sequence[ApplicationLine]
    notes: Sequence[NoteLine]
    open_notes: int
    waiting: int
    sent: int
    unreachable: int
    failed: int


class Overviews(VisitService):
    async def today(self, visitor: Visitor, at: datetime) -> Today:
        """What is on, what comes within a week, and what waits for an answer."""
        async with self.uow.read() as tx:
            actor = await self.coordinator(tx, visitor)
            patrols = await tx.patrols.coming(visitor.city_id, None, at, SHOWN_PATROLS, until=at + AHEAD)
            glances = await glances_at(tx, visitor.city_id, patrols, at)
            applications = [
                ApplicationLine(
                    row.id,
                    name,
                    row.role.name,
                    organisation or "",
                    row.applied_at,
                    row.recommended_at is not None,
                    row.is_expected,
                )
                for row, name, organisation in await tx.overviews.waiting(visitor.city_id)
                if may_decide(actor, applied_for=row.role, city_id=row.city_id, organisation_id=row.organisation_id)
            ]
            notes = await tx.overviews.notes(visitor.city_id, OPEN_STATES, None, SHOWN_NOTES)
            counted = await tx.notes.counted(visitor.city_id)
            deliveries = await tx.overviews.deliveries(visitor.city_id, at - DELIVERIES_OF, at)
        return Today(
            [each for each in glances if each.is_on],
            [each for each in glances if not each.is_on],
            applications[:SHOWN_APPLICATIONS],
            [note_line(note) for note in notes],
            sum(counted.get(state, 0) for state in OPEN_STATES),
            deliveries.waiting,
            deliveries.sent,
            deliveries.unreachable,
            deliveries.failed,
        )


async def glances_at(tx: Transaction, city_id: int, patrols: Sequence[Patrol], at: datetime) -> list[PatrolGlance]:
    opens_before = timedelta(minutes=(await tx.cities.get(city_id)).checkin_opens_minutes)
    presences = await tx.overviews.presences(patrols, at)
    return [
        PatrolGlance(
            patrol.id,
            patrol.title,
            patrol.starts_at,
            patrol.ends_at,
            patrol.place_name,
            patrol.state.name,
            patrol.starts_at - opens_before <= at <= patrol.ends_at,
            patrol.starts_at <= at,
            presences[patrol.id],
        )
        for patrol in patrols
    ]


def note_line(note: Note) -> NoteLine:
    return NoteLine(
        note.id,
        note.number,
        IncidentState(note.state).name,
        note.category.name if note.category else "",
        note.text,
        note.place or "",
        note.latitude,
        note.longitude,
        note.created_at,
    )
