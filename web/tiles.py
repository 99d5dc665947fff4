"""A street map below the drawn one, in tiles of a server the operator chose: which of them, and where each belongs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

DRAWN_AT = 256.0
"""Units of the drawing a tile is about as wide as: what tiles are drawn for."""
DEEPEST = 19


@dataclass(frozen=True, slots=True)
class TileSource:
    """`template` names a tile by {z}, {x} and {y}; `credit` is what its server wants to be read beside the map."""

    template: str
    credit: str = ""

    @property
    def origin(self) -> str:
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}"

    def address(self, zoom: int, column: int, row: int) -> str:
        words = {"{z}": zoom, "{x}": column, "{y}": row}
        address = self.template
        for word, number in words.items():
            address = address.replace(word, str(number))
        return address


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a picture lies in the drawing."""

    href: str
    x: float
    y: float
    width: float
    height: float


class Projection(Protocol):
    """Where a place is in a drawing of this size, and the other way round."""

    @property
    def size(self) -> tuple[float, float]: ...

    def drawn(self, latitude: float, longitude: float) -> tuple[float, float]: ...

    def place(self, x: float, y: float) -> tuple[float, float]: ...


def tiles_below(projection: Projection, source: TileSource) -> Sequence[Tile]:
    """The tiles that fill the drawing, each where the drawing has what it shows."""
    width, height = projection.size
    (top, left), (bottom, right) = projection.place(0, 0), projection.place(width, height)
    zoom = max(0, min(DEEPEST, round(math.log2(360 / (right - left) * width / DRAWN_AT))))
    last = 2**zoom - 1
    columns = range(max(0, math.floor(_column(left, zoom))), min(last, math.floor(_column(right, zoom))) + 1)
    rows = range(max(0, math.floor(_row(top, zoom))), min(last, math.floor(_row(bottom, zoom))) + 1)
    return [_tile(projection, source, (zoom, column, row)) for row in rows for column in columns]


def _tile(projection: Projection, source: TileSource, name: tuple[int, int, int]) -> Tile:
    zoom, column, row = name
    x, y = projection.drawn(_latitude(row, zoom), _longitude(column, zoom))
    beyond_x, beyond_y = projection.drawn(_latitude(row + 1, zoom), _longitude(column + 1, zoom))
    return Tile(
        source.address(zoom, column, row), round(x, 1), round(y, 1), round(beyond_x - x, 1), round(beyond_y - y, 1)
    )


def _column(longitude: float, zoom: int) -> float:
    return float((longitude + 180) / 360 * 2**zoom)


def _row(latitude: float, zoom: int) -> float:
    return float((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2**zoom)


def _longitude(column: int, zoom: int) -> float:
    return float(column / 2**zoom * 360 - 180)


def _latitude(row: int, zoom: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**zoom))))
