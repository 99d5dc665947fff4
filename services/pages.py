"""Long lists in short pages: as many lines as a person takes in at one look, and where in the list they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
LINES = 8


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`number` counts from 0; `last` is the number of the last page."""

    lines: Sequence[T]
    number: int
    last: int


def page_of(lines: Sequence[T], wanted: int) -> Page[T]:
    """The wanted page, or the nearest there is: a list may have become shorter under somebody's thumb."""
    last = max(0, (len(lines) - 1) // LINES)
    number = min(max(wanted, 0), last)
    return Page(lines[number * LINES : (number + 1) * LINES], number, last)
