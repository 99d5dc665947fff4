"""A plain drawn map: where things are to each other, with a scale, without anybody else's pictures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 640.0, 480.0, 48.0
METRES_A_DEGREE = 111_320.0
SMALLEST_M = 400.0
"""A single place is shown with this much around it."""
_ROUND = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)

Placed = tuple[int, int, str, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Dot:
    note_id: int
    number: int
    state: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """North is up; `bar` is how long `bar_m` metres are, `lines` where the grid of that width runs."""

    dots: Sequence[Dot]
    bar: float
    bar_m: int
    columns: Sequence[float]
    rows: Sequence[float]


def drawn_map(places: Sequence[Placed]) -> DrawnMap | None:
    """The places in one picture, or None where there are none."""
    known = [(*place[:3], place[3], place[4]) for place in places if place[3] is not None and place[4] is not None]
    if not known:
        return None
    latitudes, longitudes = [float(each[3] or 0) for each in known], [float(each[4] or 0) for each in known]
    north, west = (max(latitudes) + min(latitudes)) / 2, (max(longitudes) + min(longitudes)) / 2
    narrowing = math.cos(math.radians(north))
    across_m = max((max(longitudes) - min(longitudes)) * METRES_A_DEGREE * narrowing, SMALLEST_M)
    down_m = max((max(latitudes) - min(latitudes)) * METRES_A_DEGREE, SMALLEST_M)
    scale = min((WIDTH - 2 * MARGIN) / across_m, (HEIGHT - 2 * MARGIN) / down_m)
    dots = [
        Dot(
            note_id,
            number,
            state,
            round(WIDTH / 2 + (longitude - west) * METRES_A_DEGREE * narrowing * scale, 1),
            round(HEIGHT / 2 - (latitude - north) * METRES_A_DEGREE * scale, 1),
        )
        for (note_id, number, state, _, _), latitude, longitude in zip(known, latitudes, longitudes, strict=True)
    ]
    bar_m = next((each for each in reversed(_ROUND) if each * scale <= WIDTH / 4), _ROUND[0])
    bar = bar_m * scale
    return DrawnMap(dots, round(bar, 1), bar_m, _grid(WIDTH, bar), _grid(HEIGHT, bar))


def _grid(length: float, step: float) -> list[float]:
    first = (length / 2) % step
    return [round(first + step * number, 1) for number in range(int((length - first) // step) + 1)]
