"""Leaving: what stays is said before the one question, and the goodbye takes the keyboard away."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from texts.buttons import Tap
from texts.messages import Button, Keyboard, Message, message_from
from texts.render import Facts, builds
from texts.roles import role_name
from texts.words import Words


class DepartureAction(StrEnum):
    ask = "ask"
    leave = "leave"
    stay = "stay"


@dataclass(frozen=True, slots=True)
class DepartureTap(Tap):
    prefix: ClassVar[str] = "bye1"

    action: DepartureAction


def leave_button(words: Words) -> Button:
    return _button(words, DepartureAction.ask)


def _button(words: Words, action: DepartureAction) -> Button:
    return Button(words.plain(f"departures-{action}_button"), DepartureTap(action).pack())


@builds("departures.ask")
def ask(words: Words, facts: Facts) -> Message:
    parts = [words("departures-ask", presences=facts["presences"], notes=facts["notes"])]
    if facts["posts"]:
        parts.append(words("departures-posts", posts=", ".join(facts["posts"])))
    return message_from("\n\n".join(parts)).with_buttons(
        (_button(words, DepartureAction.leave),), (_button(words, DepartureAction.stay),)
    )


@builds("departures.done")
def done(words: Words, _facts: Facts) -> Message:
    return words.message("departures-done").with_keyboard(Keyboard())


@builds("departures.told")
def told(words: Words, facts: Facts) -> Message:
    return words.message(
        "departures-told", name=facts["name"], place=facts["place"], role=role_name(words, facts["role"])
    )


@builds("departures.application")
def application(words: Words, facts: Facts) -> Message:
    where = facts["organisation"] or facts["city"]
    return words.message("departures-application", name=facts["name"], where=where)
