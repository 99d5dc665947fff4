"""A drawn map: where things are to each other, with a scale; streets below it only where a server of them is set."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from web.tiles import Tile, TileSource, tiles_below

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
    """North is up; `bar` is how long `bar_m` metres are, `lines` where the grid of that width runs.

    With a source of tiles there are `tiles` instead of the grid, and whom to thank for them.
    """

    dots: Sequence[Dot]
    bar: float
    bar_m: int
    columns: Sequence[float] = ()
    rows: Sequence[float] = ()
    tiles: Sequence[Tile] = ()
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of the city around its middle: small enough that a degree is as long everywhere in it."""

    latitude: float
    longitude: float
    units_a_metre: float

    @property
    def size(self) -> tuple[float, float]:
        return WIDTH, HEIGHT

    @property
    def _units_a_degree(self) -> tuple[float, float]:
        down = METRES_A_DEGREE * self.units_a_metre
        return down, down * math.cos(math.radians(self.latitude))

    def drawn(self, latitude: float, longitude: float) -> tuple[float, float]:
        down, across = self._units_a_degree
        return WIDTH / 2 + (longitude - self.longitude) * across, HEIGHT / 2 - (latitude - self.latitude) * down

    def place(self, x: float, y: float) -> tuple[float, float]:
        down, across = self._units_a_degree
        return self.latitude - (y - HEIGHT / 2) / down, self.longitude + (x - WIDTH / 2) / across


def drawn_map(places: Sequence[Placed], source: TileSource | None = None) -> DrawnMap | None:
    """The places in one picture, or None where there are none."""
    known = [(*place[:3], place[3], place[4]) for place in places if place[3] is not None and place[4] is not None]
    if not known:
        return None
    frame = frame_of([(each[3], each[4]) for each in known])
    dots = []
    for note_id, number, state, latitude, longitude in known:
        x, y = frame.drawn(latitude, longitude)
        dots.append(Dot(note_id, number, state, round(x, 1), round(y, 1)))
    scale = frame.units_a_metre
    bar_m = next((each for each in reversed(_ROUND) if each * scale <= WIDTH / 4), _ROUND[0])
    bar = bar_m * scale
    if source is not None:
        return DrawnMap(dots, round(bar, 1), bar_m, tiles=tiles_below(frame, source), credit=source.credit)
    return DrawnMap(dots, round(bar, 1), bar_m, _grid(WIDTH, bar), _grid(HEIGHT, bar))


def frame_of(places: Sequence[tuple[float, float]]) -> Frame:
    """The smallest frame that shows these places (latitude, longitude) with a margin around them."""
    latitudes, longitudes = [place[0] for place in places], [place[1] for place in places]
    latitude, longitude = (max(latitudes) + min(latitudes)) / 2, (max(longitudes) + min(longitudes)) / 2
    narrowing = math.cos(math.radians(latitude))
    across_m = max((max(longitudes) - min(longitudes)) * METRES_A_DEGREE * narrowing, SMALLEST_M)
    down_m = max((max(latitudes) - min(latitudes)) * METRES_A_DEGREE, SMALLEST_M)
    return Frame(latitude, longitude, min((WIDTH - 2 * MARGIN) / across_m, (HEIGHT - 2 * MARGIN) / down_m))


def _grid(length: float, step: float) -> list[float]:
    first = (length / 2) % step
    return [round(first + step * number, 1) for number in range(int((length - first) // step) + 1)]
