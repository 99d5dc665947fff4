"""Places are on the globe, and distances are those of the ground."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.geo import EARTH_RADIUS_M, Point, distance_m

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(("lat", "lon"), [(90.1, 0), (-91, 0), (0, 180.5), (math.nan, 0), (0, math.inf)])
def test_a_place_that_is_not_on_the_globe_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="globe"):
        Point(lat, lon)


def test_two_places_of_one_city_are_as_far_apart_as_on_a_map() -> None:
    rodeo, station = Point(37.3897, 126.9507), Point(37.4016, 126.9227)

    assert distance_m(rodeo, station) == pytest.approx(2_805, abs=15)


@given(points, points)
def test_the_way_back_is_as_long_and_never_longer_than_half_the_globe(a: Point, b: Point) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-6)
    assert 0 <= distance_m(a, b) <= math.pi * EARTH_RADIUS_M + 1e-6
    assert distance_m(a, a) == 0
