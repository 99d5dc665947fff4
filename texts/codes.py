"""The leader's check-in code, with a button that shows the one of this moment."""

from dataclasses import dataclass
from typing import ClassVar

from texts.buttons import Tap
from texts.messages import Button, Message
from texts.render import Facts, builds, plain
from texts.words import Words


@dataclass(frozen=True, slots=True)
class CodeTap(Tap):
    prefix: ClassVar[str] = "code1"

    patrol_id: int


@builds("codes.shown")
def shown(words: Words, facts: Facts) -> Message:
    button = Button(words.plain("codes-refresh_button"), CodeTap(facts["patrol_id"]).pack())
    return plain(words, "codes.shown", facts).with_buttons((button,))
