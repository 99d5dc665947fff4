"""Where something is on the globe, and how far two places are apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_RADIUS_M = 6_371_008.8
MAX_LAT = 90.0
MAX_LON = 180.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place in degrees (WGS 84); refuses with ValueError what is not on the globe."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        # "not <=" rather than ">": NaN compares false with everything and is refused as well.
        if not abs(self.lat) <= MAX_LAT:
            raise ValueError(f"latitude {self.lat} is not on the globe")
        if not abs(self.lon) <= MAX_LON:
            raise ValueError(f"longitude {self.lon} is not on the globe")


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance in metres (haversine, exact to about 0.5 %)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = math.sin((lat_b - lat_a) / 2) ** 2
    half_lon = math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    h = half_lat + math.cos(lat_a) * math.cos(lat_b) * half_lon
    # Rounding can push h a hair above 1 for opposite points.
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))
