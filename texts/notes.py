"""Incident notes: what the reporter reads, what those read who work through them, and the buttons of both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, cast

from core.facilities import OPEN_FACILITY_STATES, FacilityState
from core.incidents import FacilityKind, IncidentCategory, IncidentState, next_states
from texts.buttons import Tap
from texts.menu import main_keyboard
from texts.messages import Button, Key, Keyboard, Message, Place, StoredMedia, message_from
from texts.render import Facts, builds
from texts.words import Words

CATEGORIES: Mapping[IncidentCategory, str] = {
    IncidentCategory.suspicious: "notes-category_suspicious",
    IncidentCategory.facility: "notes-category_facility",
    IncidentCategory.hidden_camera: "notes-category_hidden_camera",
    IncidentCategory.lost_or_aid: "notes-category_lost_or_aid",
    IncidentCategory.traffic: "notes-category_traffic",
    IncidentCategory.other: "notes-category_other",
}
FACILITIES: Mapping[FacilityKind, str] = {
    FacilityKind.lamp: "notes-facility_lamp",
    FacilityKind.cctv: "notes-facility_cctv",
    FacilityKind.blind_spot: "notes-facility_blind_spot",
    FacilityKind.other: "notes-facility_other",
}
STATES: Mapping[IncidentState, str] = {
    IncidentState.open: "notes-state_open",
    IncidentState.accepted: "notes-state_accepted",
    IncidentState.in_progress: "notes-state_in_progress",
    IncidentState.done: "notes-state_done",
    IncidentState.handed_to_112: "notes-state_handed_to_112",
}


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


@dataclass(frozen=True, slots=True)
class TriageTap(Tap):
    """A triage button under a note's own message."""

    prefix: ClassVar[str] = "tri1"
    note_id: int
    state: IncidentState


@builds("notes.received")
def received(words: Words, facts: Facts) -> Message:
    """The reporter's receipt, with what can still be said about the note."""
    lines = [words("notes-received", number=facts["number"])]
    about = _about(words, facts)
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


def _about(words: Words, facts: Facts) -> str:
    """What a note is about, in a word or two."""
    if facts["category"] is None:
        return ""
    category = words(CATEGORIES[IncidentCategory[facts["category"]]])
    if facts["facility"] is None:
        return category
    return f"{category} · {words(FACILITIES[FacilityKind[facts['facility']]])}"


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


def state_word(words: Words, state: str) -> str:
    return words(STATES[IncidentState[state]])


def card(words: Words, facts: Facts) -> str:
    """A note as those see it who work through it: what, where, who, and its history."""
    about = _about(words, facts)
    lines = [
        words("notes-head", number=facts["number"], state=state_word(words, facts["state"])),
        words("notes-who", name=facts["reporter"], organisation=facts["organisation"] or "-", at=facts["at"]),
        *([words("notes-about", about=about)] if about else []),
        *([words("notes-where", place=facts["place"])] if facts["place"] else []),
        *([words("notes-pinned")] if facts["has_pin"] and not facts["place"] else []),
    ]
    lines += [words("notes-assignee", name=facts["assignee"])] if facts["assignee"] else []
    if facts["request"]:
        lines.append(words(_REQUESTS[FacilityState[facts["request"]["state"]]], on=noon(facts["request"]["on"])))
    lines += [words("notes-part_of", kept=facts["kept"])] if facts["kept"] else []
    lines += [words("notes-parts", numbers=", ".join(f"#{each}" for each in facts["parts"]))] if facts["parts"] else []
    if facts["text"]:
        lines += ["", words("notes-text", text=facts["text"])]
    lines += [words("notes-goes_on")] if facts["is_cut"] else []
    history = [
        words("notes-step", state=state_word(words, step["state"]), name=step["name"], at=step["at"])
        for step in facts["history"]
    ]
    return "\n".join([*lines, *(["", *history] if history else [])])


_REQUESTS: Mapping[FacilityState, str] = {
    FacilityState.requested: "notes-request_requested",
    FacilityState.accepted: "notes-request_accepted",
    FacilityState.fixed: "notes-request_fixed",
    FacilityState.refused: "notes-request_refused",
}


def noon(day: str) -> str:
    """A day as a moment that is that day wherever cities are."""
    return f"{day}T12:00:00+00:00"


def triage_buttons(words: Words, state: str, tap_to: Callable[[IncidentState], Tap]) -> list[tuple[Button, ...]]:
    """The states a note can come to from here, two buttons a row."""
    buttons = [Button(words.plain(BUTTONS[after]), tap_to(after).pack()) for after in next_states(IncidentState[state])]
    return [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]


BUTTONS: Mapping[IncidentState, str] = {
    IncidentState.accepted: "notes-to_accepted",
    IncidentState.in_progress: "notes-to_in_progress",
    IncidentState.done: "notes-to_done",
    IncidentState.handed_to_112: "notes-to_handed_to_112",
}


@builds("notes.triage")
def triage(words: Words, facts: Facts) -> Message:
    return message_from(card(words, facts)).with_buttons(*_steps(words, facts))


def _steps(words: Words, facts: Facts) -> list[tuple[Button, ...]]:
    """A note that is part of another has no steps of its own."""
    note_id = int(facts["note_id"])
    return [] if facts["kept"] else triage_buttons(words, facts["state"], lambda after: TriageTap(note_id, after))


@builds("notes.assigned")
def assigned(words: Words, facts: Facts) -> Message:
    """To who was given a note: the note itself, and what can be done about it."""
    head = words("notes-assigned", number=facts["number"], by=facts["by"])
    lines = [head, "", card(words, facts), "", words("notes-call_112")]
    return message_from("\n".join(lines)).with_buttons(*_steps(words, facts))


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


@builds("notes.file")
def file(words: Words, facts: Facts) -> Message:
    kind = cast("Literal['photo', 'video', 'voice', 'document']", facts["media"])
    caption = words.message("notes-file", number=facts["number"])
    return caption.with_attachment(StoredMedia(kind, facts["file_id"]))


@builds("notes.pin")
def pin(words: Words, facts: Facts) -> Message:
    name = words.plain("notes-pin", number=facts["number"])
    return Message(name).with_attachment(place_named(name, facts["latitude"], facts["longitude"]))


def place_named(name: str, latitude: float, longitude: float) -> Place:
    """A pin whose second line is what a map or a radio understands: the coordinates."""
    return Place(latitude, longitude, name, f"{latitude:.5f}, {longitude:.5f}")
