"""How the work is spread: how often each member was asked, said yes and came, and whose turn it is to be asked.

Being asked is being told of a patrol of one's organisation: a patrol that was announced before somebody joined did not
ask them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest, nsmallest
from typing import NamedTuple

SUGGESTED = 10
BUSY_SHARE = 10
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asking:
    """A patrol of the period: when it was announced, and whom it invited; without `organisation_ids` everybody."""

    announced_at: datetime
    organisation_ids: frozenset[int] = frozenset()


class Joined(NamedTuple):
    """A member of one or several organisations, each with when they were let in.

    A tuple, as `Load` is: of a large city there are thousands, and a frozen dataclass takes five times as long to make.
    """

    person_id: int
    name: str
    since: Mapping[int, datetime]
    rests: bool = False


class Load(NamedTuple):
    """What one member was asked and did in a period; the times are the latest, None for never."""

    person_id: int
    name: str
    organisation_ids: tuple[int, ...]
    asked: int = 0
    going: int = 0
    came: int = 0
    last_asked_at: datetime | None = None
    last_came_at: datetime | None = None
    rests: bool = False


def loads_of(
    members: Iterable[Joined],
    askings: Sequence[Asking],
    going: Mapping[int, int],
    came: Mapping[int, tuple[int, datetime]],
) -> tuple[Load, ...]:
    """Everybody's load; `going` and `came` by person, the latter with the latest arrival."""
    per_organisation: dict[int, list[datetime]] = {}
    ordered = sorted(askings, key=lambda asking: asking.announced_at)

    def asked_of(organisation_id: int) -> list[datetime]:
        if organisation_id not in per_organisation:
            per_organisation[organisation_id] = [
                each.announced_at
                for each in ordered
                if not each.organisation_ids or organisation_id in each.organisation_ids
            ]
        return per_organisation[organisation_id]

    loads = []
    for member in members:
        if len(member.since) == 1:
            ((organisation_id, since),) = member.since.items()
            moments = asked_of(organisation_id)
            asked = len(moments) - bisect_left(moments, since)
            last_asked_at = moments[-1] if asked else None
        else:
            mine = [each.announced_at for each in ordered if _asks(each, member)]
            asked, last_asked_at = len(mine), mine[-1] if mine else None
        times, last_came_at = came.get(member.person_id, (0, None))
        loads.append(
            Load(
                member.person_id,
                member.name,
                tuple(sorted(member.since)),
                asked,
                going.get(member.person_id, 0),
                times,
                last_asked_at,
                last_came_at,
                member.rests,
            )
        )
    return tuple(loads)


def whose_turn(loads: Iterable[Load], count: int = SUGGESTED) -> tuple[Load, ...]:
    """Those to ask first: longest not asked, then longest not there, then who said yes least; nobody who rests."""
    return tuple(nsmallest(count, (load for load in loads if not load.rests), key=_turn))


def busiest_first(loads: Iterable[Load]) -> tuple[Load, ...]:
    return tuple(sorted(loads, key=lambda load: (-load.came, -load.going, -load.asked, load.name, load.person_id)))


def share_of_busiest(loads: Sequence[Load], count: int = BUSY_SHARE) -> int:
    """How many of a hundred presences were those of the busiest few; 0 where nobody came."""
    presences = sum(load.came for load in loads)
    theirs = sum(nlargest(count, (load.came for load in loads)))
    return round(100 * theirs / presences) if presences else 0


def _asks(asking: Asking, member: Joined) -> bool:
    return any(
        since <= asking.announced_at and (not asking.organisation_ids or organisation_id in asking.organisation_ids)
        for organisation_id, since in member.since.items()
    )


def _turn(load: Load) -> tuple[datetime, datetime, int, str, int]:
    return (load.last_asked_at or _LONG_AGO, load.last_came_at or _LONG_AGO, load.going, load.name, load.person_id)
