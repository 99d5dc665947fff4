"""Linking a group chat to an organisation."""

from dataclasses import dataclass
from typing import ClassVar

from texts.buttons import Tap
from texts.messages import Button, Message
from texts.render import Facts, builds
from texts.words import Words


@dataclass(frozen=True, slots=True)
class GroupTap(Tap):
    """The organisation chosen for a group chat."""

    prefix: ClassVar[str] = "group1"

    organisation_id: int
    chat: str


@builds("groups.choice")
def choice(words: Words, facts: Facts) -> Message:
    return words.message("groups-choice", title=facts["title"]).with_buttons(
        *((Button(each["name"], GroupTap(each["id"], facts["chat"]).pack()),) for each in facts["choices"])
    )
