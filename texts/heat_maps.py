"""Squares of a heat map laid out for a picture a hundred units wide, north up, with a bar for the scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.areas import METRES_A_DEGREE

WIDTH = 100.0
_MARGIN, _LEAST_HEIGHT, _MOST_HEIGHT = 4.0, 30.0, 75.0
_LEAST_ACROSS_M = 2_500.0
_BARS_M = (10_000, 5_000, 2_000, 1_000, 500)
_PALEST = 0.12

Square = tuple[int, float, float, float, float, int]
"""Size in metres; south, west, north, east in degrees; notes."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One square; `shade` is from 0 to 1 by notes an area, the densest is 1. A large one may lie below others."""

    x: float
    y: float
    width: float
    height: float
    shade: float
    notes: int
    is_large: bool


@dataclass(frozen=True, slots=True)
class HeatMap:
    height: float
    cells: Sequence[Cell]
    bar: float
    bar_m: int


def heat_map(squares: Sequence[Square]) -> HeatMap | None:
    """The squares in one picture, the large ones below; None where there are none."""
    if not squares:
        return None
    south, west = min(each[1] for each in squares), min(each[2] for each in squares)
    north, east = max(each[3] for each in squares), max(each[4] for each in squares)
    narrowing = math.cos(math.radians((south + north) / 2))
    across_m = max((east - west) * METRES_A_DEGREE * narrowing, _LEAST_ACROSS_M)
    down_m = (north - south) * METRES_A_DEGREE
    scale = min((WIDTH - 2 * _MARGIN) / across_m, (_MOST_HEIGHT - 2 * _MARGIN) / down_m)
    height = max(down_m * scale + 2 * _MARGIN, _LEAST_HEIGHT)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    most = max(_density(each) for each in squares)
    smallest = min(each[0] for each in squares)
    cells = [
        Cell(
            x=round(WIDTH / 2 + (its_west - middle_x) * METRES_A_DEGREE * narrowing * scale, 2),
            y=round(height / 2 - (its_north - middle_y) * METRES_A_DEGREE * scale, 2),
            width=round((its_east - its_west) * METRES_A_DEGREE * narrowing * scale, 2),
            height=round((its_north - its_south) * METRES_A_DEGREE * scale, 2),
            shade=round(_PALEST + (1 - _PALEST) * notes / size_m**2 / most, 3),
            notes=notes,
            is_large=size_m > smallest,
        )
        for size_m, its_south, its_west, its_north, its_east, notes in sorted(squares, key=lambda each: -each[0])
    ]
    bar_m = next((each for each in _BARS_M if each * scale <= WIDTH / 3), _BARS_M[-1])
    return HeatMap(round(height, 2), cells, round(bar_m * scale, 2), bar_m)


def _density(square: Square) -> float:
    return square[5] / square[0] ** 2
