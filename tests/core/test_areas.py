"""Squares: enough notes in each, the same square every month, and no note told twice or lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.areas import AT_LEAST, SIZES_M, Spot, coarse
from core.geo import Point, distance_m
from core.incidents import IncidentCategory, IncidentState

PLACES = st.builds(Point, st.floats(37.30, 37.45), st.floats(126.85, 127.05))
SPOTS = st.lists(
    st.builds(
        lambda place, kind, state: Spot(place and place.lat, place and place.lon, kind, state),
        st.none() | PLACES,
        st.none() | st.sampled_from(IncidentCategory),
        st.sampled_from(IncidentState),
    ),
    max_size=40,
)


@given(SPOTS)
def test_no_square_tells_of_fewer_than_three_and_no_note_is_lost(spots: list[Spot]) -> None:
    areas = coarse(spots)

    assert all(area.notes >= AT_LEAST for area in areas.squares)
    assert all(count >= AT_LEAST for area in areas.squares for count in area.categories.values())
    assert sum(area.notes for area in areas.squares) + areas.elsewhere == len(spots)


@given(SPOTS, SPOTS)
def test_a_place_is_in_the_same_square_whatever_else_happened(spots: list[Spot], others: list[Spot]) -> None:
    def edges(found: list[Spot]) -> set[tuple[float, float, float, float]]:
        return {(area.south, area.west, area.north, area.east) for area in coarse(found).squares}

    smallest = SIZES_M[0]
    full = {(area.south, area.west, area.north, area.east) for area in coarse(spots).squares if area.size_m == smallest}

    assert full <= edges([*spots, *others])


@given(PLACES)
def test_a_square_is_as_large_as_it_says_and_around_its_notes(place: Point) -> None:
    spot = Spot(place.lat, place.lon, None, IncidentState.open)
    (area,) = coarse([spot] * AT_LEAST).squares
    height = distance_m(Point(area.south, area.west), Point(area.north, area.west))
    width = distance_m(Point(area.south, area.west), Point(area.south, area.east))

    assert area.south - 1e-6 <= place.lat <= area.north + 1e-6
    assert area.west - 1e-6 <= place.lon <= area.east + 1e-6
    assert abs(height - area.size_m) < area.size_m / 50
    assert abs(width - area.size_m) < area.size_m / 50


def test_few_notes_go_into_a_larger_square_and_one_alone_has_no_place() -> None:
    together = [Spot(37.3901 + step * 0.0001, 126.9501, None, IncidentState.open) for step in range(2)]
    near = Spot(37.3960, 126.9501, None, IncidentState.open)
    alone = Spot(37.60, 127.20, None, IncidentState.open)
    areas = coarse([*together, near, alone])

    assert [area.notes for area in areas.squares] == [3]
    assert areas.squares[0].size_m in SIZES_M[1:]
    assert areas.elsewhere == 1
