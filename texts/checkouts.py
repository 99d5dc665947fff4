"""The end of duty: the button that ends it, and the hours that came of it."""

from dataclasses import dataclass
from typing import ClassVar

from texts.buttons import Tap
from texts.messages import Button
from texts.words import Words


@dataclass(frozen=True, slots=True)
class CheckoutTap(Tap):
    prefix: ClassVar[str] = "out1"

    patrol_id: int


def checkout_row(words: Words, patrol_id: int) -> tuple[Button, ...]:
    """The button under the answer to a check-in."""
    return (Button(words.plain("checkouts-button"), CheckoutTap(patrol_id).pack()),)
