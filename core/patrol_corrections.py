"""A form that was wrong in places and its correction: only the wrong lines are sent again, the rest stands."""

from __future__ import annotations

from collections.abc import Collection

from core.geo import Point
from core.patrol_fields import FieldKey, FieldProblem, FieldReason, parse_place
from core.patrol_forms import REQUIRED, lines_of, name_of, split_line


def corrected(form: str, sent: str, wrong: Collection[FieldKey]) -> str:
    """The form with the lines that were sent in place of its own.

    A line takes the place of the one with its key. One with a key that the form did not have takes the place of the
    first line that nobody understood, since that is what its sender meant to write. What is a whole form of its own,
    or names no line at all, counts as the whole form; except that a single line without a key is the value of the
    only wrong one.
    """
    lines = [line for line in lines_of(sent) if line.strip()]
    keys = [split_line(line)[0] for line in lines]
    if not any(keys):
        if len(lines) != 1 or len(wrong) != 1:
            return sent
        (only,) = wrong
        lines, keys = [f"{name_of(only)}: {lines[0].strip()}"], [only]
    if all(key in keys for key in REQUIRED):
        return sent
    page = lines_of(form)
    for key, line in zip(keys, lines, strict=True):
        page = _with_line(page, key, line)
    return "\n".join(page)


def placed(form: str, point: Point, name: str | None) -> str:
    """The form with a place from the map; without a name of its own it keeps the one that was typed."""
    words = name or _typed_place(form)
    line = f"{name_of(FieldKey.place)}: {words} {point.lat:.5f},{point.lon:.5f}"
    return "\n".join(_with_line(lines_of(form), FieldKey.place, line))


def _typed_place(form: str) -> str:
    """The name of the place as typed, without coordinates that could not be used."""
    typed = next((value for key, value in map(split_line, lines_of(form)) if key is FieldKey.place), "")
    outcome = parse_place(typed)
    if isinstance(outcome, FieldProblem) and outcome.reason is FieldReason.no_coordinates:
        return typed
    return typed.rpartition(" ")[0]


def _with_line(page: list[str], key: FieldKey | None, line: str) -> list[str]:
    """The lines with this one in its place; a second line of the same key is gone."""
    of_key = [number for number, each in enumerate(page) if key is not None and split_line(each)[0] is key]
    unread = [number for number, each in enumerate(page) if each.strip() and split_line(each)[0] is None]
    places = of_key or (unread[:1] if key is not None else [])
    if not places:
        return [*page, line]
    kept = [line if number == places[0] else each for number, each in enumerate(page)]
    return [each for number, each in enumerate(kept) if number not in places[1:]]
