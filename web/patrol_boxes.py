"""The boxes of a patrol as a browser posts them: read into one entry, for a new patrol and for a change alike."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.datastructures import ImmutableMultiDict

from core.patrol_entries import PatrolEntry, RepeatEntry
from core.recurrence import Frequency

BOXES = ("title", "day", "begins", "ends", "place", "coordinates", "zones", "info")
WEEKDAYS, NTHS = range(7), (1, 2, 3, 4, 5, -1)
LONGEST = 4_000

Fields = ImmutableMultiDict[str, Any]


def entry_from(fields: Fields) -> PatrolEntry:
    """What was filled in; a box that is not there is empty, a choice that is none of ours is none."""
    frequency = text(fields, "repeat")
    return PatrolEntry(
        **{box: text(fields, box) for box in BOXES},
        quotas={int(key): text(fields, f"quota_{key}") for key in _texts(fields, "organisation") if _is_id(key)},
        repeat=RepeatEntry(
            Frequency(frequency) if frequency in Frequency.__members__ else None,
            tuple(day for day in WEEKDAYS if str(day) in _texts(fields, "weekday")),
            tuple(nth for nth in NTHS if str(nth) in _texts(fields, "nth")),
            text(fields, "until"),
            text(fields, "holidays") == "skip",
        ),
    )


def number(fields: Fields, name: str) -> int | None:
    """The id of a row, if one was chosen."""
    value = text(fields, name)
    return int(value) if _is_id(value) else None


def text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    return value[:LONGEST] if isinstance(value, str) else ""


async def posted(request: Request) -> Fields:
    return await request.form()


def kept(entry: PatrolEntry) -> list[tuple[str, str]]:
    """The boxes as hidden fields of a form that confirms them."""
    fields = [(box, getattr(entry, box)) for box in BOXES if box != "title"]
    for organisation_id, quota in entry.quotas.items():
        fields += [("organisation", str(organisation_id)), (f"quota_{organisation_id}", quota)]
    return [(name, value) for name, value in fields if value]


def by_box(problems: list[dict[str, Any]]) -> Mapping[str, dict[str, Any]]:
    """The first thing that is wrong with each box."""
    found: dict[str, dict[str, Any]] = {}
    for problem in problems:
        found.setdefault(str(problem["key"]), problem)
    return found


def _texts(fields: Fields, name: str) -> list[str]:
    return [value for value in fields.getlist(name) if isinstance(value, str)]


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < len(str(2**31))
