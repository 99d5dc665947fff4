"""SOS: what the person in need reads, and the alarm with its two answers."""

from dataclasses import dataclass
from typing import ClassVar

from texts.buttons import Tap
from texts.menu import main_keyboard
from texts.messages import Button, Key, Keyboard, Message, message_from
from texts.note_cards import place_named
from texts.render import Facts, builds
from texts.words import Words


@dataclass(frozen=True, slots=True)
class RespondTap(Tap):
    prefix: ClassVar[str] = "sos1"
    alert_id: int
    is_coming: bool


def _keyboard(words: Words) -> Keyboard:
    return Keyboard(
        (
            (Key(words.plain("alerts-share_place"), requests="location"),),
            (Key(words.plain("alerts-call_off")),),
        )
    )


@builds("alerts.raised")
def raised(words: Words, facts: Facts) -> Message:
    """112 first, then who was told, then what else helps."""
    told = words("alerts-told", count=facts["told"]) if facts["told"] else words("alerts-nobody")
    if facts["told"] and not facts["is_new"]:
        told = words("alerts-told_already", count=facts["told"])
    lines = [words("alerts-call_112"), told, *([words("alerts-what_helps")] if facts["told"] else [])]
    return message_from("\n\n".join(lines)).with_keyboard(_keyboard(words))


@builds("alerts.passed_on")
def passed_on(words: Words, facts: Facts) -> Message:  # noqa: ARG001 (every builder is given facts)
    return words.message("alerts-passed_on").with_keyboard(_keyboard(words))


@builds("alerts.ask_place")
def ask_place(words: Words, facts: Facts) -> Message:  # noqa: ARG001 (as above)
    return words.message("alerts-ask_place").with_keyboard(_keyboard(words))


@builds("alerts.over")
def over(words: Words, facts: Facts) -> Message:  # noqa: ARG001 (as above)
    return words.message("alerts-over").with_keyboard(main_keyboard(words))


@builds("alerts.alarm")
def alarm(words: Words, facts: Facts) -> Message:
    lines = [
        words("alerts-alarm_over" if facts["is_over"] else "alerts-alarm", name=facts["name"]),
        words("alerts-since", at=facts["at"]),
        *([words("alerts-organisation", organisation=facts["organisation"])] if facts["organisation"] else []),
        *([words("alerts-patrol", title=facts["patrol"])] if facts["patrol"] else []),
        *([words("alerts-phone", phone=facts["phone"])] if facts["phone"] else []),
    ]
    lines += [] if facts["is_over"] else ["", words("alerts-alarm_112")]
    answers = [
        words("alerts-line_coming" if each["is_coming"] else "alerts-line_seen", name=each["name"])
        for each in facts["responses"]
    ]
    message = message_from("\n".join([*lines, *(["", *answers] if answers else [])]))
    if facts["is_over"]:
        return message
    alert_id = int(facts["alert_id"])
    return message.with_buttons(
        (Button(words.plain("alerts-button_coming"), RespondTap(alert_id, is_coming=True).pack()),),
        (Button(words.plain("alerts-button_seen"), RespondTap(alert_id, is_coming=False).pack()),),
    )


@builds("alerts.place")
def place(words: Words, facts: Facts) -> Message:
    name = words.plain("alerts-place", name=facts["name"])
    return Message(name).with_attachment(place_named(name, facts["latitude"], facts["longitude"]))
