"""Notes at a desk: the list with its map, one note with all that is known of it, and the next step taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.duplicates import LONGEST_WINDOW, Likeness, Sighting, kept_of, likely_duplicates
from core.facilities import next_facility_states
from core.geo import Point
from core.incidents import (
    AlreadySo,
    IncidentState,
    NotPossible,
    Triaged,
    decide_triage,
    next_states,
)
from core.note_deeds import DeedKind
from core.note_filters import NoteFilter
from core.roles import NotAllowed
from db.repos.note_searches import FoundNote
from db.tables import FacilityRequest, Note, NoteDeed
from db.uow import Transaction
from services.incidents import move
from services.note_merges import mergeable
from services.overviews import NoteLine, note_line
from services.visits import Visitor, VisitService

PAGE = 50
"""As many notes as a list shows at once."""
ZONES_OF = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note in the list: who looks after it, how many others are part of it, how many files it has."""

    line: NoteLine
    assignee: str
    parts: int
    files: int


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who can look after a note."""

    person_id: int
    name: str
    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class NoteList:
    """One page of what was looked for, of `total`, and what it can be narrowed to."""

    notes: Sequence[ListedNote]
    total: int
    page: int
    last_page: int
    zones: Sequence[str]
    helpers: Sequence[Helper]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a note's history: `what` is a state or a deed, the rest what is known of it."""

    what: str
    name: str
    at: datetime
    whom: str = ""
    other: int | None = None
    on: date | None = None
    reference: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class NoteFile:
    file_id: int
    kind: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A note that may be about the same thing; `is_kept` when this would become part of it, not it of this."""

    line: NoteLine
    likeness: Likeness
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Facility:
    """How far the city's desk is with it."""

    state: str
    on: date
    office: str
    reference: str
    remark: str


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """A note as a coordinator reads it; `kept` is the note it is part of, `parts` are those that are part of it."""

    line: NoteLine
    facility_kind: str
    reporter: str
    organisation: str
    files: Sequence[NoteFile]
    history: Sequence[HistoryLine]
    next_states: Sequence[str]
    assignee_id: int | None
    assignee: str
    helpers: Sequence[Helper]
    kept: NoteLine | None
    parts: Sequence[NoteLine]
    suggestions: Sequence[Suggestion]
    facility: Facility | None
    next_facility_states: Sequence[str]


class NoteSheets(VisitService):
    async def listed(self, visitor: Visitor, wanted: NoteFilter, page: int, at: datetime) -> NoteList:
        """A page of the city's notes that fit, the newest first; pages count from 1."""
        period = self._start_of(wanted.since), self._start_of(wanted.until and wanted.until + timedelta(days=1))
        number = max(1, page)
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            found, total = await tx.note_searches.found(visitor.city_id, wanted, period, ((number - 1) * PAGE, PAGE))
            zones = await tx.note_searches.zones(visitor.city_id, at - ZONES_OF)
            helpers = await _helpers(tx, visitor.city_id)
        return NoteList([_listed(each) for each in found], total, number, max(1, -(-total // PAGE)), zones, helpers)

    async def show(self, visitor: Visitor, note_id: int) -> NoteSheet:
        """One note of the city.

        Raises:
            NotAllowed: there is none in this city.
        """
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            note = await tx.notes.get(visitor.city_id, note_id)
            if note is None:
                raise NotAllowed(f"note:{note_id}")
            return await _sheet(tx, note)

    async def triage(self, visitor: Visitor, note_id: int, wished: IncidentState, at: datetime) -> str:
        """The next step, by the same rule as in the chat: the kind of the answer."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            note = await tx.notes.lock(visitor.city_id, note_id)
            if note is None:
                raise NotAllowed(f"note:{note_id}")
            if note.merged_into_id is not None:
                return "merge_merged_before"
            decision = decide_triage(IncidentState(note.state), wished)
            match decision:
                case Triaged():
                    await move(tx, actor, note, decision, at)
                    return "moved"
                case AlreadySo():
                    return "already"
                case NotPossible():
                    return "not_possible"

    def _start_of(self, day: date | None) -> datetime | None:
        return datetime(day.year, day.month, day.day, tzinfo=self.policy.zone) if day else None


async def _sheet(tx: Transaction, note: Note) -> NoteSheet:
    reporter, organisation = await tx.notes.reporter_of(note)
    kept = await tx.notes.get(note.city_id, note.merged_into_id) if note.merged_into_id else None
    request = await tx.note_deeds.facility(note.city_id, note.id)
    is_part = kept is not None
    return NoteSheet(
        note_line(note),
        note.facility.name if note.facility else "",
        reporter,
        organisation or "",
        [
            NoteFile(file.id, file.kind.name, file.hidden_at is not None)
            for file in await tx.notes.all_attachments(note.city_id, note.id)
        ],
        await _history(tx, note, reporter),
        [] if is_part else [state.name for state in next_states(IncidentState(note.state))],
        note.assignee_id,
        await tx.note_deeds.name_of(note.assignee_id) if note.assignee_id else "",
        await _helpers(tx, note.city_id),
        note_line(kept) if kept else None,
        [note_line(part) for part in await tx.note_searches.parts_of(note)],
        [] if is_part else await _suggestions(tx, note),
        _facility(request),
        [] if is_part else [state.name for state in next_facility_states(request.state if request else None)],
    )


async def _helpers(tx: Transaction, city_id: int) -> list[Helper]:
    return [
        Helper(person_id, name, role.name, organisation or "")
        for person_id, name, role, organisation in await tx.note_deeds.assignable(city_id)
    ]


async def _history(tx: Transaction, note: Note, reporter: str) -> list[HistoryLine]:
    """The way from state to state and everything beside it, in the order it happened."""
    lines = [HistoryLine("written", reporter, note.created_at)]
    lines += [
        HistoryLine(event.state.name, name, event.at)
        for event, name in await tx.notes.history(note.city_id, note.id)
        if event.state is not IncidentState.open
    ]
    lines += [_deed_line(*row) for row in await tx.note_deeds.of(note)]
    return sorted(lines, key=lambda line: line.at)


def _deed_line(deed: NoteDeed, who: str, whom: str | None, number: int | None) -> HistoryLine:
    kind = DeedKind(deed.kind)
    what = f"facility_{deed.facility_state.name}" if deed.facility_state else kind.name
    return HistoryLine(what, who, deed.at, whom or "", number, deed.on_day, deed.reference, deed.remark)


async def _suggestions(tx: Transaction, note: Note) -> list[Suggestion]:
    around = {each.id: each for each in await tx.note_searches.around(note, LONGEST_WINDOW)}
    likely = likely_duplicates(_sighting(note), [_sighting(each) for each in around.values()])
    this = mergeable(note)
    return [
        Suggestion(
            note_line(around[like.note_id]), like, kept_of(this, mergeable(around[like.note_id])).note_id != note.id
        )
        for like in likely
    ]


def _sighting(note: Note) -> Sighting:
    has_place = note.latitude is not None and note.longitude is not None
    place = Point(note.latitude or 0.0, note.longitude or 0.0) if has_place else None
    return Sighting(note.id, note.created_at, note.category, note.facility, place, note.place or "")


def _facility(request: FacilityRequest | None) -> Facility | None:
    if request is None:
        return None
    return Facility(request.state.name, request.on_day, request.office, request.reference, request.remark)


def _listed(found: FoundNote) -> ListedNote:
    return ListedNote(note_line(found.note), found.assignee or "", found.parts, found.files)
