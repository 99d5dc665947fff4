"""Where something is on the globe, and how far two places are apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_RADIUS_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Point:
    """A place in degrees (WGS 84); refuses with ValueError what is not on the globe."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        # NaN compares false with everything, so it is refused here as well.
        if not -90 <= self.lat <= 90:
            raise ValueError(f"latitude {self.lat} is not between -90 and 90")
        if not -180 <= self.lon <= 180:
            raise ValueError(f"longitude {self.lon} is not between -180 and 180")


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance in metres (haversine, exact to about 0.5 %)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = math.sin((lat_b - lat_a) / 2) ** 2
    half_lon = math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    h = half_lat + math.cos(lat_a) * math.cos(lat_b) * half_lon
    # Rounding can push h a hair above 1 for opposite points.
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))
