"""The list of open notes: one note at a time, its triage buttons, and the way to the others."""

from dataclasses import dataclass
from typing import ClassVar

from core.incidents import IncidentState, OpenNotes
from texts.buttons import Tap
from texts.messages import Button, Message, message_from
from texts.note_cards import card, triage_buttons
from texts.note_words import STATES, state_word
from texts.render import Facts, builds
from texts.words import Words


@dataclass(frozen=True, slots=True)
class BrowseTap(Tap):
    """Another note of the list, or another list."""

    prefix: ClassVar[str] = "inc1"
    which: OpenNotes
    offset: int


@dataclass(frozen=True, slots=True)
class ListedTriageTap(Tap):
    """A triage button in the list, which stays in the list."""

    prefix: ClassVar[str] = "inct1"
    note_id: int
    state: IncidentState
    which: OpenNotes
    offset: int


@dataclass(frozen=True, slots=True)
class WholeTap(Tap):
    """Pictures and all that does not fit the note's message."""

    prefix: ClassVar[str] = "incw1"
    note_id: int


@builds("incidents.card")
def listed(words: Words, facts: Facts) -> Message:
    which, offset, total = OpenNotes[facts["which"]], int(facts["offset"]), int(facts["total"])
    head = words("incidents-head", which=_list_name(words, which), place=str(offset + 1), total=str(total))
    note_id = int(facts["note_id"])
    more = (Button(words.plain("incidents-whole"), WholeTap(note_id).pack()),) if facts["has_more"] else ()
    message = message_from(f"{head}\n\n{card(words, facts)}")
    return message.with_buttons(
        *triage_buttons(words, facts["state"], lambda after: ListedTriageTap(note_id, after, which, offset)),
        more,
        _turning(words, which, offset, total),
        *_lists(words, facts, which),
    )


@builds("incidents.none")
def none(words: Words, facts: Facts) -> Message:
    which = OpenNotes[facts["which"]]
    return words.message("incidents-none", which=_list_name(words, which)).with_buttons(*_lists(words, facts, which))


@builds("incidents.moved")
def moved(words: Words, facts: Facts) -> Message:
    return words.message("incidents-moved", number=facts["number"], state=state_word(words, facts["state"]))


@builds("incidents.already")
def already(words: Words, facts: Facts) -> Message:
    state = state_word(words, facts["state"])
    return words.message("incidents-already", number=facts["number"], state=state, name=facts["name"])


@builds("incidents.not_possible")
def not_possible(words: Words, facts: Facts) -> Message:
    return words.message("incidents-not_possible", number=facts["number"], state=state_word(words, facts["state"]))


def _turning(words: Words, which: OpenNotes, offset: int, total: int) -> tuple[Button, ...]:
    before = Button(words.plain("incidents-before"), BrowseTap(which, offset - 1).pack())
    after = Button(words.plain("incidents-after"), BrowseTap(which, offset + 1).pack())
    return (*([before] if offset > 0 else []), *([after] if offset + 1 < total else []))


def _lists(words: Words, facts: Facts, shown: OpenNotes) -> list[tuple[Button, ...]]:
    """The other lists that hold something, with their numbers."""
    counts = {OpenNotes[name]: int(count) for name, count in facts["counts"].items()}
    counts = {OpenNotes.all: sum(counts.values()), **counts}
    buttons = [
        Button(
            words.plain("incidents-list", name=_list_name(words, which), count=str(counts[which])),
            BrowseTap(which, 0).pack(),
        )
        for which in OpenNotes
        if which is not shown and counts.get(which)
    ]
    return [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]


def _list_name(words: Words, which: OpenNotes) -> str:
    return words("incidents-all") if which is OpenNotes.all else words(STATES[IncidentState[which.name]])
