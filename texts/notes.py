"""Incident notes as their reporters know them: the receipt and its buttons, and what became of what they saw."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from core.facilities import OPEN_FACILITY_STATES, FacilityState
from core.incidents import FacilityKind, IncidentCategory, IncidentState
from texts.buttons import Tap
from texts.menu import main_keyboard
from texts.messages import Button, Key, Keyboard, Message, message_from
from texts.note_words import CATEGORIES, FACILITIES, about_words, noon, state_word
from texts.render import Facts, builds
from texts.words import Words


@dataclass(frozen=True, slots=True)
class CategoryTap(Tap):
    prefix: ClassVar[str] = "ncat1"
    note_id: int
    category: IncidentCategory


@dataclass(frozen=True, slots=True)
class FacilityTap(Tap):
    prefix: ClassVar[str] = "nfac1"
    note_id: int
    facility: FacilityKind


@dataclass(frozen=True, slots=True)
class PlaceTap(Tap):
    prefix: ClassVar[str] = "nplc1"
    note_id: int


@dataclass(frozen=True, slots=True)
class MoreTap(Tap):
    prefix: ClassVar[str] = "nadd1"
    note_id: int


@builds("notes.received")
def received(words: Words, facts: Facts) -> Message:
    """The reporter's receipt, with what can still be said about the note."""
    lines = [words("notes-received", number=facts["number"])]
    about = about_words(words, facts)
    lines += [about] if about else []
    lines += [words("notes-masked")] if facts["is_masked"] else []
    lines += [words("notes-long")] if facts["is_long"] else []
    lines.append(words("notes-call_112"))
    note_id = int(facts["note_id"])
    add = (
        Button(words.plain("notes-add_place"), PlaceTap(note_id).pack()),
        Button(words.plain("notes-add_more"), MoreTap(note_id).pack()),
    )
    return message_from("\n".join(lines)).with_buttons(*_choices(words, facts, note_id), add)


def _choices(words: Words, facts: Facts, note_id: int) -> list[tuple[Button, ...]]:
    """Categories to choose from; once a facility was chosen, which one; nothing once all is said."""
    if facts["category"] is None:
        buttons = [Button(words.plain(name), CategoryTap(note_id, each).pack()) for each, name in CATEGORIES.items()]
    elif facts["category"] == IncidentCategory.facility.name and facts["facility"] is None:
        buttons = [Button(words.plain(name), FacilityTap(note_id, each).pack()) for each, name in FACILITIES.items()]
    else:
        return []
    return [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]


@builds("notes.added")
def added(words: Words, facts: Facts) -> Message:
    lines = [words("notes-added", number=facts["number"])]
    lines += [words("notes-masked")] if facts["is_masked"] else []
    return message_from("\n".join(lines)).with_keyboard(main_keyboard(words))


@builds("notes.ask_place")
def ask_place(words: Words, facts: Facts) -> Message:
    keys = (
        (Key(words.plain("notes-share_place"), requests="location"),),
        (Key(words.plain("notes-no_place_key")),),
    )
    return words.message("notes-ask_place", number=facts["number"]).with_keyboard(Keyboard(keys, one_time=True))


@builds("notes.no_place")
def no_place(words: Words, facts: Facts) -> Message:  # noqa: ARG001 (every builder is given facts)
    return words.message("notes-no_place").with_keyboard(main_keyboard(words))


@builds("notes.ask")
def ask(words: Words, facts: Facts) -> Message:  # noqa: ARG001 (as above)
    """The keys of whatever was asked before give way to the main menu."""
    return words.message("notes-ask").with_keyboard(main_keyboard(words))


@builds("notes.placed")
def placed(words: Words, facts: Facts) -> Message:
    return words.message("notes-placed", number=facts["number"]).with_keyboard(main_keyboard(words))


@builds("notes.moved")
def moved(words: Words, facts: Facts) -> Message:
    """To the reporter: how far their note is."""
    lines = [
        words("notes-moved", number=facts["number"], state=state_word(words, facts["state"])),
        words(_TO_REPORTER[IncidentState[facts["state"]]]),
        words("notes-call_112"),
    ]
    return message_from("\n".join(lines))


@builds("notes.moved_with")
def moved_with(words: Words, facts: Facts) -> Message:
    """To somebody whose note is part of another: how far that one is."""
    lines = [
        words("notes-moved", number=facts["number"], state=state_word(words, facts["state"])),
        words("notes-goes_with", kept=facts["kept"]),
        words(_TO_REPORTER[IncidentState[facts["state"]]]),
        words("notes-call_112"),
    ]
    return message_from("\n".join(lines))


@builds("notes.merged")
def merged(words: Words, facts: Facts) -> Message:
    lines = [
        words("notes-merged", number=facts["number"], kept=facts["kept"]),
        words("notes-stands", state=state_word(words, facts["state"])),
        words("notes-call_112"),
    ]
    return message_from("\n".join(lines))


_TO_REPORTER: Mapping[IncidentState, str] = {
    IncidentState.open: "notes-told_open",
    IncidentState.accepted: "notes-told_accepted",
    IncidentState.in_progress: "notes-told_in_progress",
    IncidentState.done: "notes-told_done",
    IncidentState.handed_to_112: "notes-told_handed_to_112",
}


@builds("notes.facility_requested")
def facility_requested(words: Words, facts: Facts) -> Message:
    return _told_by_desk(words, facts, FacilityState.requested)


@builds("notes.facility_accepted")
def facility_accepted(words: Words, facts: Facts) -> Message:
    return _told_by_desk(words, facts, FacilityState.accepted)


@builds("notes.facility_fixed")
def facility_fixed(words: Words, facts: Facts) -> Message:
    return _told_by_desk(words, facts, FacilityState.fixed)


@builds("notes.facility_refused")
def facility_refused(words: Words, facts: Facts) -> Message:
    return _told_by_desk(words, facts, FacilityState.refused)


def _told_by_desk(words: Words, facts: Facts, state: FacilityState) -> Message:
    """To who found it: what the city's desk did, on which day, under which reference, and why not."""
    is_open = state in OPEN_FACILITY_STATES
    lines = [words(_TO_FINDER[state], number=facts["number"], on=noon(facts["on"]))]
    lines += [words("notes-desk_reference", reference=facts["reference"])] if facts["reference"] and is_open else []
    lines += [words("notes-desk_remark", remark=facts["remark"])] if facts["remark"] else []
    return message_from("\n".join([*lines, words("notes-call_112")]))


_TO_FINDER: Mapping[FacilityState, str] = {
    FacilityState.requested: "notes-desk_requested",
    FacilityState.accepted: "notes-desk_accepted",
    FacilityState.fixed: "notes-desk_fixed",
    FacilityState.refused: "notes-desk_refused",
}
