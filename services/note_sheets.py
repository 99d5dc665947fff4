"""Notes at a desk: the list with its map, one note with its history, and the next step taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.incidents import (
    OPEN_STATES,
    AlreadySo,
    IncidentCategory,
    IncidentState,
    NotPossible,
    Triaged,
    decide_triage,
    next_states,
)
from core.roles import NotAllowed
from services.incidents import move
from services.overviews import NoteLine, note_line
from services.visits import Visitor, VisitService

MOST = 200
"""More notes than anybody reads in a list; the filters find the others."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a note's history."""

    state: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """A note as a coordinator reads it; `files` are kept by the messenger and named by their kind."""

    line: NoteLine
    facility: str
    reporter: str
    organisation: str
    files: Sequence[str]
    history: Sequence[Step]
    next_states: Sequence[str]


class NoteSheets(VisitService):
    async def listed(self, visitor: Visitor, *, is_open: bool, category: IncidentCategory | None) -> Sequence[NoteLine]:
        """The city's notes that wait for somebody, or those that are through; the newest first."""
        states = OPEN_STATES if is_open else tuple(each for each in IncidentState if each not in OPEN_STATES)
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            notes = await tx.overviews.notes(visitor.city_id, states, category, MOST)
        return [note_line(note) for note in notes]

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
            reporter, organisation = await tx.notes.reporter_of(note)
            history = await tx.notes.history(visitor.city_id, note.id)
            files = await tx.notes.attachments(visitor.city_id, note.id)
            return NoteSheet(
                note_line(note),
                note.facility.name if note.facility else "",
                reporter,
                organisation or "",
                [file.kind.name for file in files],
                [Step(event.state.name, name, event.at) for event, name in history],
                [state.name for state in next_states(IncidentState(note.state))],
            )

    async def triage(self, visitor: Visitor, note_id: int, wished: IncidentState, at: datetime) -> str:
        """The next step, by the same rule as in the chat: the kind of the answer."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            note = await tx.notes.lock(visitor.city_id, note_id)
            if note is None:
                raise NotAllowed(f"note:{note_id}")
            decision = decide_triage(IncidentState(note.state), wished)
            match decision:
                case Triaged():
                    await move(tx, actor, note, decision, at)
                    return "moved"
                case AlreadySo():
                    return "already"
                case NotPossible():
                    return "not_possible"
