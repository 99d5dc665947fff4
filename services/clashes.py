"""Patrols that get in each other's way, named so that a coordinator sees at once whom it would tear apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.geo import Point
from core.patrol_conflicts import Conflict, Slot, conflicts_of, conflicts_with
from db.tables import Patrol
from db.uow import Transaction

Invitations = Mapping[int, Sequence[tuple[int, str, int | None]]]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two patrols."""

    patrol_id: int
    title: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """Two patrols at once: both want these organisations (or everybody), or the same meeting place."""

    first: Side
    second: Side
    place: str
    is_everybody: bool
    organisations: tuple[str, ...]


def slot_of(patrol: Patrol, invitations: Invitations) -> Slot:
    return Slot(
        patrol.id,
        patrol.starts_at,
        patrol.ends_at,
        patrol.place_name,
        Point(patrol.latitude, patrol.longitude),
        frozenset(key for key, _, _ in invitations.get(patrol.id, ())),
    )


def clashes_among(patrols: Sequence[Patrol], invitations: Invitations) -> list[Clash]:
    """Every pair of these patrols that get in each other's way."""
    return _named(conflicts_of(slot_of(each, invitations) for each in patrols), patrols, invitations)


async def clashes_of(tx: Transaction, city_id: int, wanted: Patrol, slots: Sequence[Slot]) -> list[Clash]:
    """Those a patrol would have with what is published, at each of these times; its own number is none of them."""
    if not slots:
        return []
    since, until = min(each.starts_at for each in slots), max(each.ends_at for each in slots)
    others = [each for each in await tx.plans.overlapping(city_id, since, until) if each.id != wanted.id]
    others = [each for each in others if wanted.series_id is None or each.series_id != wanted.series_id]
    invitations = await tx.patrols.invitations([each.id for each in (*others, wanted)])
    found: list[Clash] = []
    for slot in slots:
        conflicts = conflicts_with(slot, [slot_of(each, invitations) for each in others])
        side = Side(wanted.id, wanted.title, slot.starts_at, slot.ends_at)
        found += _named(conflicts, others, invitations, itself=side)
    return found


def _named(
    conflicts: Iterable[Conflict], patrols: Sequence[Patrol], invitations: Invitations, *, itself: Side | None = None
) -> list[Clash]:
    sides = {each.id: Side(each.id, each.title, each.starts_at, each.ends_at) for each in patrols}
    places = {each.id: each.place_name for each in patrols}
    names = {key: name for rows in invitations.values() for key, name, _ in rows}
    if itself is not None:
        sides[itself.patrol_id] = itself
    return [
        Clash(
            sides[each.first_id],
            sides[each.second_id],
            places[each.second_id] if each.is_same_place else "",
            each.is_everybody,
            tuple(names[key] for key in sorted(each.organisation_ids) if key in names),
        )
        for each in conflicts
    ]
