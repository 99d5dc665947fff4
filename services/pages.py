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


def nearest(wanted: int, total: int, size: int) -> tuple[int, int]:
    """The wanted page of `total` lines, or the nearest there is, and the last: lists shrink under somebody's thumb."""
    last = max(0, (total - 1) // size)
    return min(max(wanted, 0), last), last


def page_of(lines: Sequence[T], wanted: int, size: int = LINES) -> Page[T]:
    """The wanted page, or the nearest there is."""
    number, last = nearest(wanted, len(lines), size)
    return Page(lines[number * size : (number + 1) * size], number, last)
