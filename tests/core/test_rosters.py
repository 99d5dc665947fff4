"""A leader's tap says who was there, while the roster is open."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.checkins import PatrolFacts, TooEarly
from core.geo import Point
from core.rosters import AlreadySo, Closed, MarkedAbsent, MarkedPresent, decide_mark, nearness

START = datetime(2026, 12, 4, 11, 0, tzinfo=UTC)
END = START + timedelta(hours=2)
MINUTE = timedelta(minutes=1)
PATROL = PatrolFacts(1, START, END, Point(37.3897, 126.9507), b"secret")
PRESENT = replace(PATROL, checked_in_at=START)


@pytest.mark.parametrize(
    ("at", "late"), [(START - 30 * MINUTE, timedelta()), (START + 5 * MINUTE, 5 * MINUTE), (END, 120 * MINUTE)]
)
def test_in_its_hours_a_mark_is_an_arrival_now(at: datetime, late: timedelta) -> None:
    assert decide_mark(PATROL, at, is_present=True) == MarkedPresent(1, at, late)


def test_after_the_end_a_mark_is_the_whole_patrol() -> None:
    decision = decide_mark(PATROL, END + timedelta(hours=3), is_present=True)

    assert decision == MarkedPresent(1, START, timedelta(), END)


def test_a_presence_can_be_taken_back_for_a_day() -> None:
    assert decide_mark(PRESENT, START + MINUTE, is_present=False) == MarkedAbsent(1)
    assert decide_mark(PRESENT, END + timedelta(hours=24), is_present=False) == MarkedAbsent(1)


def test_two_leaders_who_mean_the_same_mark_it_once() -> None:
    assert decide_mark(PRESENT, START + MINUTE, is_present=True) == AlreadySo(1)
    assert decide_mark(PATROL, START + MINUTE, is_present=False) == AlreadySo(1)


@pytest.mark.parametrize("is_present", [True, False])
def test_before_it_opens_and_a_day_after_the_end_the_roster_stands_still(is_present: bool) -> None:
    late = END + timedelta(hours=24, seconds=1)

    assert decide_mark(PATROL, START - 31 * MINUTE, is_present=is_present) == TooEarly(1, START - 30 * MINUTE)
    assert decide_mark(PRESENT, late, is_present=is_present) == Closed(1, END + timedelta(hours=24))


@pytest.mark.parametrize(
    ("at", "away"), [(START - 5 * MINUTE, 5), (START, 0), (START + MINUTE, 0), (END, 0), (END + 7 * MINUTE, 7)]
)
def test_the_nearest_patrol_is_the_one_that_is_on_or_next_to_it(at: datetime, away: int) -> None:
    assert nearness(START, END, at) == away * MINUTE
