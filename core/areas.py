"""Where notes were seen, coarse enough that no home can be singled out.

The rule: places become squares of 500 m; a square with fewer than three notes is joined with what lies around it into
one of 1 km, then of 2 km; what is alone even there keeps no place at all. Squares are counted by whole months that are
over, a kind of note is named in a square only when it occurs there three times, and nothing else is told.

Why these numbers: a square of 500 m holds some thousand homes where Korean cities are built up, and a few where they
are not, which is why the second condition stands beside the first. The British police's public crime map asks for eight
addresses around each of its points; a number told from three cases on tells nothing new to whoever knows of one of
them. Whole months, because two tables that differ by a day tell what happened on that day.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from core.incidents import IncidentCategory, IncidentState

SIZES_M = (500, 1000, 2000)
AT_LEAST = 3
METRES_A_DEGREE = 111_320.0
_NARROWEST = 0.01
"""Near the poles a degree of longitude has no width; squares stop narrowing there."""


class Spot(NamedTuple):
    """A note as far as a month is concerned; a month has thousands, so it is the lightest of things."""

    lat: float | None
    lon: float | None
    category: IncidentCategory | None
    state: IncidentState
    waited_s: int | None = None
    """Until somebody took it up; None while nobody has."""


@dataclass(frozen=True, slots=True)
class Area:
    """A square with enough notes in it, its edges in degrees; `categories` holds only kinds that are often enough."""

    size_m: int
    south: float
    west: float
    north: float
    east: float
    notes: int
    settled: int
    categories: Mapping[IncidentCategory, int]


@dataclass(frozen=True, slots=True)
class Areas:
    """All squares, the fullest first, and how many notes keep no place."""

    squares: tuple[Area, ...]
    elsewhere: int


def coarse(spots: Iterable[Spot]) -> Areas:
    """The notes by squares; each note is counted once, in the smallest square that is full enough."""
    known = list(spots)
    left = [(spot, spot.lat, spot.lon) for spot in known if spot.lat is not None and spot.lon is not None]
    squares: list[Area] = []
    for size_m in SIZES_M:
        held: dict[tuple[int, int], list[tuple[Spot, float, float]]] = {}
        height = _height(size_m)
        for located in left:
            _, lat, lon = located
            # The globe's fixed grid: the same place is in the same square every month.
            row = math.floor(lat / height)
            held.setdefault((row, math.floor(lon / _width(row, size_m))), []).append(located)
        full = {key: inside for key, inside in held.items() if len(inside) >= AT_LEAST}
        squares += [_area(size_m, key, [each[0] for each in inside]) for key, inside in full.items()]
        left = [each for key, inside in held.items() if key not in full for each in inside]
    told = sum(area.notes for area in squares)
    order = sorted(squares, key=lambda area: (-area.notes, area.size_m, area.south, area.west))
    return Areas(tuple(order), len(known) - told)


def _height(size_m: int) -> float:
    return size_m / METRES_A_DEGREE


@lru_cache(maxsize=4096)
def _width(row: int, size_m: int) -> float:
    """In degrees; a city has some hundred rows, and thousands of notes in them."""
    return _height(size_m) / max(math.cos(math.radians((row + 0.5) * _height(size_m))), _NARROWEST)


def _area(size_m: int, key: tuple[int, int], inside: Sequence[Spot]) -> Area:
    row, column = key
    height, width = _height(size_m), _width(row, size_m)
    kinds = Counter(spot.category for spot in inside if spot.category is not None)
    return Area(
        size_m=size_m,
        south=round(row * height, 6),
        west=round(column * width, 6),
        north=round((row + 1) * height, 6),
        east=round((column + 1) * width, 6),
        notes=len(inside),
        settled=sum(spot.state in (IncidentState.done, IncidentState.handed_to_112) for spot in inside),
        categories={kind: count for kind, count in kinds.most_common() if count >= AT_LEAST},
    )
