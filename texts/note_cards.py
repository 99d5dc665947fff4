"""A note as those see it who work through it: its card, its triage buttons, its files and its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, cast

from core.facilities import FacilityState
from core.incidents import IncidentState, next_states
from texts.buttons import Tap
from texts.messages import Button, Message, Place, StoredMedia, message_from
from texts.note_words import about_words, noon, state_word
from texts.render import Facts, builds
from texts.words import Words


@dataclass(frozen=True, slots=True)
class TriageTap(Tap):
    """A triage button under a note's own message."""

    prefix: ClassVar[str] = "tri1"
    note_id: int
    state: IncidentState


def card(words: Words, facts: Facts) -> str:
    """A note as those see it who work through it: what, where, who, and its history."""
    about = about_words(words, facts)
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
