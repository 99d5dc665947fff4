"""Patrols in each other's way: at overlapping times for the same organisation, or at the same meeting place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from core.geo import Point, distance_m

SAME_PLACE_M = 50
"""Two exits of one station are two meeting places, two names for one lamp post are one."""


@dataclass(frozen=True, slots=True)
class Slot:
    """When, where and for whom a patrol is planned; without `organisation_ids` it invites the whole city."""

    patrol_id: int
    starts_at: datetime
    ends_at: datetime
    place: str
    point: Point
    organisation_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two patrols, the earlier first, and what they want at the same time.

    `is_everybody`: both invite the whole city; otherwise `organisation_ids` are those that both want.
    """

    first_id: int
    second_id: int
    is_same_place: bool
    is_everybody: bool
    organisation_ids: frozenset[int] = frozenset()


def conflicts_of(slots: Iterable[Slot]) -> tuple[Conflict, ...]:
    """Every pair that gets in each other's way, in the order of their beginning."""
    return tuple(_found(slots))


def conflicts_with(wanted: Slot, slots: Iterable[Slot]) -> tuple[Conflict, ...]:
    """Those that one slot would have with the others; itself under its own number is none of them."""
    others = (slot for slot in slots if slot.patrol_id != wanted.patrol_id and _overlap(slot, wanted))
    return tuple(conflict for slot in others if (conflict := _between(wanted, slot)) is not None)


def _found(slots: Iterable[Slot]) -> Iterator[Conflict]:
    running: list[Slot] = []
    for slot in sorted(slots, key=lambda each: (each.starts_at, each.patrol_id)):
        running = [each for each in running if each.ends_at > slot.starts_at]
        for earlier in running:
            conflict = _between(earlier, slot)
            if conflict is not None:
                yield conflict
        running.append(slot)


def _overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _between(one: Slot, other: Slot) -> Conflict | None:
    shared = one.organisation_ids & other.organisation_ids
    if not one.organisation_ids or not other.organisation_ids:
        shared = one.organisation_ids | other.organisation_ids
    is_everybody = not one.organisation_ids and not other.organisation_ids
    is_same_place = _folded(one.place) == _folded(other.place) or distance_m(one.point, other.point) <= SAME_PLACE_M
    if not shared and not is_everybody and not is_same_place:
        return None
    return Conflict(one.patrol_id, other.patrol_id, is_same_place, is_everybody, shared)


def _folded(place: str) -> str:
    return "".join(place.casefold().split())
