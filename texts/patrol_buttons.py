"""What the buttons of patrols carry, and the rows that stand under every message about one."""

from dataclasses import dataclass
from typing import ClassVar

from core.patrol_changes import Changeable, Scope
from core.patrol_questions import Move, Step
from texts.buttons import Tap
from texts.messages import Button
from texts.words import Words


@dataclass(frozen=True, slots=True)
class PlaceTap(Tap):
    prefix: ClassVar[str] = "map1"
    patrol_id: int


@dataclass(frozen=True, slots=True)
class CalendarTap(Tap):
    prefix: ClassVar[str] = "ics1"
    patrol_id: int


@dataclass(frozen=True, slots=True)
class MoreTap(Tap):
    prefix: ClassVar[str] = "patrols1"
    offset: int


@dataclass(frozen=True, slots=True)
class ChoiceTap(Tap):
    """A suggestion under a question of the guided dialog."""

    prefix: ClassVar[str] = "draft1"
    step: Step
    value: str


@dataclass(frozen=True, slots=True)
class MoveTap(Tap):
    """Back, on, or out of the guided dialog."""

    prefix: ClassVar[str] = "move1"
    step: Step
    move: Move


@dataclass(frozen=True, slots=True)
class PublishTap(Tap):
    prefix: ClassVar[str] = "publish1"
    patrol_id: int


@dataclass(frozen=True, slots=True)
class DiscardTap(Tap):
    prefix: ClassVar[str] = "discard1"
    patrol_id: int


@dataclass(frozen=True, slots=True)
class ChangeTap(Tap):
    prefix: ClassVar[str] = "change1"
    patrol_id: int


@dataclass(frozen=True, slots=True)
class FieldTap(Tap):
    """What of a patrol is to be changed."""

    prefix: ClassVar[str] = "field1"
    patrol_id: int
    change: Changeable


@dataclass(frozen=True, slots=True)
class ConfirmTap(Tap):
    """`number` names the value that was shown: an older preview must not confirm a newer one."""

    prefix: ClassVar[str] = "confirm1"
    patrol_id: int
    number: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class LeaveTap(Tap):
    """Everything stays as it is."""

    prefix: ClassVar[str] = "leave1"
    patrol_id: int


@dataclass(frozen=True, slots=True)
class CancelTap(Tap):
    prefix: ClassVar[str] = "cancel1"
    patrol_id: int


@dataclass(frozen=True, slots=True)
class CallOffTap(Tap):
    """Yes, cancel it."""

    prefix: ClassVar[str] = "calloff1"
    patrol_id: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class KeepTap(Tap):
    prefix: ClassVar[str] = "keep1"
    patrol_id: int


def find_row(words: Words, patrol_id: int) -> tuple[Button, ...]:
    """The place on a map, and a file for the calendar."""
    return (
        Button(words.plain("patrols-place_button"), PlaceTap(patrol_id).pack()),
        Button(words.plain("patrols-calendar_button"), CalendarTap(patrol_id).pack()),
    )


def change_row(words: Words, patrol_id: int) -> tuple[Button, ...]:
    """What only coordinators see."""
    return (
        Button(words.plain("patrols-change_button"), ChangeTap(patrol_id).pack()),
        Button(words.plain("patrols-cancel_button"), CancelTap(patrol_id).pack()),
    )
