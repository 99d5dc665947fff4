"""Two patrols are in each other's way when they want the same people or the same place at the same time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from core.geo import Point
from core.patrol_conflicts import Slot, conflicts_of, conflicts_with

START = datetime(2026, 12, 4, 11, tzinfo=UTC)
HERE, THERE = Point(37.3897, 126.9507), Point(37.4016, 126.9227)


def slot(number: int, organisations: set[int], *, hours: int = 0, place: str = "범계역", point: Point = HERE) -> Slot:
    begins = START + timedelta(hours=hours)
    return Slot(number, begins, begins + timedelta(hours=2), place, point, frozenset(organisations))


def test_the_same_organisation_cannot_be_at_two_places() -> None:
    (found,) = conflicts_of([slot(1, {7, 8}), slot(2, {8, 9}, hours=1, place="안양일번가", point=THERE)])

    assert (found.first_id, found.second_id) == (1, 2)
    assert found.organisation_ids == {8}
    assert not found.is_same_place
    assert not found.is_everybody


def test_a_patrol_for_everybody_wants_every_organisation() -> None:
    (found,) = conflicts_of([slot(1, set()), slot(2, {8}, place="안양일번가", point=THERE)])
    (both,) = conflicts_of([slot(1, set()), slot(2, set(), place="안양일번가", point=THERE)])

    assert found.organisation_ids == {8}
    assert both.is_everybody
    assert both.organisation_ids == frozenset()


def test_one_meeting_place_holds_one_patrol_however_it_is_spelt() -> None:
    by_name = conflicts_of([slot(1, {7}), slot(2, {8}, place="범계 역", point=THERE)])
    by_point = conflicts_of([slot(1, {7}), slot(2, {8}, place="2번 출구", point=Point(37.38975, 126.9507))])

    assert [each.is_same_place for each in (*by_name, *by_point)] == [True, True]


def test_one_that_begins_when_the_other_ends_is_in_nobodys_way() -> None:
    assert conflicts_of([slot(1, {7}), slot(2, {7}, hours=2)]) == ()


def test_different_people_at_different_places_are_in_nobodys_way() -> None:
    assert conflicts_of([slot(1, {7}), slot(2, {8}, place="안양일번가", point=THERE)]) == ()


def test_a_patrol_is_never_in_its_own_way() -> None:
    wanted = slot(1, {7})

    assert conflicts_with(replace(wanted, starts_at=START + timedelta(minutes=5)), [wanted]) == ()


slots = st.lists(
    st.builds(
        slot,
        st.integers(),
        st.sets(st.integers(1, 3), max_size=2),
        hours=st.integers(0, 9),
        place=st.sampled_from(["범계역", "안양일번가"]),
        point=st.sampled_from([HERE, THERE]),
    ),
    unique_by=lambda each: each.patrol_id,
    max_size=9,
)


@given(slots)
def test_no_pair_is_missed_and_none_is_told_twice(found: list[Slot]) -> None:
    pairs = {frozenset((each.first_id, each.second_id)) for each in conflicts_of(found)}
    expected = {
        frozenset((one.patrol_id, other.patrol_id))
        for one, other in combinations(found, 2)
        if conflicts_with(one, [other])
    }

    assert pairs == expected
    assert len(conflicts_of(found)) == len(pairs)
