"""Presence is taken at the place or with the code, in the hours of the patrol, and once."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checkin_codes import (
    CODE_WINDOW,
    MAX_WRONG_TRIES,
    TRIES_WINDOW,
    Tries,
    code_at,
    code_changes_at,
    is_code_accepted,
    tries_left,
)
from core.checkins import (
    AlreadyIn,
    Awaited,
    ByCode,
    ByLocation,
    CheckedIn,
    CheckinMethod,
    NoPatrol,
    PatrolFacts,
    Resumed,
    TooEarly,
    TooFar,
    TooManyTries,
    WrongCode,
    decide_checkin,
    decide_question,
)
from core.geo import Point

START = datetime(2026, 12, 4, 11, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MEETING = Point(37.3897, 126.9507)
SECRET = b"12345678901234567890"
PATROL = PatrolFacts(1, START, START + timedelta(hours=2), MEETING, SECRET)
HERE = ByLocation(MEETING)


def north(metres: float) -> Point:
    return Point(MEETING.lat + metres / 111_195.08, MEETING.lon)


def test_at_the_meeting_place_in_time_one_is_in() -> None:
    assert decide_checkin([PATROL], HERE, START) == CheckedIn(1, CheckinMethod.location, timedelta(), 0)


@pytest.mark.parametrize(
    ("at", "late_minutes"),
    [
        (START - 30 * MINUTE, 0),
        (START + timedelta(seconds=59), 0),
        (START + 12 * MINUTE, 12),
        (START + 120 * MINUTE, 120),
    ],
)
def test_the_doors_are_open_from_half_an_hour_before_to_the_end_and_late_is_counted(
    at: datetime, late_minutes: int
) -> None:
    decision = decide_checkin([PATROL], HERE, at)

    assert isinstance(decision, CheckedIn)
    assert decision.late_minutes == late_minutes


def test_too_early_tells_when_it_opens_and_after_the_end_there_is_no_patrol() -> None:
    second = replace(PATROL, patrol_id=2, starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=2))

    assert decide_checkin([second, PATROL], HERE, START - 31 * MINUTE) == TooEarly(1, START - 30 * MINUTE)
    assert decide_checkin([PATROL], HERE, PATROL.ends_at + timedelta(seconds=1)) == NoPatrol()
    assert decide_checkin([], HERE, START) == NoPatrol()


@pytest.mark.parametrize(
    ("metres", "accuracy_m", "is_in"),
    [
        (149, None, True),
        (152, None, False),
        (180, 40.0, True),
        (180, 20.0, False),
        (199, 1_500.0, True),
        (210, 1_500.0, False),
        (180, -40.0, False),
        (180, math.nan, False),
    ],
)
def test_of_the_phones_uncertainty_at_most_fifty_metres_are_believed(
    metres: float, accuracy_m: float | None, is_in: bool
) -> None:
    decision = decide_checkin([PATROL], ByLocation(north(metres), accuracy_m), START)

    assert isinstance(decision, CheckedIn if is_in else TooFar)
    assert isinstance(decision, CheckedIn | TooFar)
    assert decision.distance_m == pytest.approx(metres, abs=1)


def test_too_far_never_says_a_distance_within_the_radius() -> None:
    assert decide_checkin([PATROL], ByLocation(north(150.3)), START) == TooFar(1, 151, 150)


def test_the_citys_own_radius_and_opening_count() -> None:
    patrol = replace(PATROL, radius_m=500, opens_before=timedelta(hours=1))

    assert isinstance(decide_checkin([patrol], ByLocation(north(400)), START - 50 * MINUTE), CheckedIn)


def test_a_second_check_in_changes_nothing() -> None:
    patrol = replace(PATROL, checked_in_at=START)

    assert decide_checkin([patrol], HERE, START + MINUTE) == AlreadyIn(1, START)


@pytest.mark.parametrize(("left", "back", "away"), [(20, 50, 30), (-10, 15, 15), (-20, -10, 0)])
def test_who_left_may_come_back_and_misses_only_time_of_the_patrol(left: int, back: int, away: int) -> None:
    patrol = replace(PATROL, checked_in_at=START - 25 * MINUTE, checked_out_at=START + left * MINUTE)

    decision = decide_checkin([patrol], HERE, START + back * MINUTE)

    assert decision == Resumed(1, CheckinMethod.location, away * MINUTE, 0)


def test_a_word_from_before_the_written_end_finds_the_person_on_duty() -> None:
    patrol = replace(PATROL, checked_in_at=START, checked_out_at=PATROL.ends_at)

    assert decide_checkin([patrol], HERE, START + 30 * MINUTE) == AlreadyIn(1, START)


@pytest.mark.parametrize(
    ("left_at", "expected"),
    [
        (START + 30 * MINUTE, Resumed(1, CheckinMethod.location, timedelta(), 0)),
        (PATROL.ends_at, AlreadyIn(1, START)),
    ],
)
def test_who_comes_back_in_the_second_of_leaving_is_back_and_only_the_end_itself_ends_nobodys_presence(
    left_at: datetime, expected: Resumed | AlreadyIn
) -> None:
    patrol = replace(PATROL, checked_in_at=START, checked_out_at=left_at)

    assert decide_checkin([patrol], HERE, left_at) == expected


def test_a_new_patrol_is_meant_before_one_that_was_left() -> None:
    left = replace(PATROL, checked_in_at=START, checked_out_at=START + MINUTE, is_going=True)
    following = replace(PATROL, patrol_id=2, starts_at=START + 20 * MINUTE)

    decision = decide_checkin([left, following], HERE, START + 2 * MINUTE)

    assert isinstance(decision, CheckedIn)
    assert decision.patrol_id == 2


def test_a_person_is_asked_only_when_there_is_something_to_show() -> None:
    on_duty = replace(PATROL, checked_in_at=START)

    assert decide_question([], START) == NoPatrol()
    assert decide_question([PATROL], START - 31 * MINUTE) == TooEarly(1, START - 30 * MINUTE)
    assert decide_question([PATROL], START) == Awaited(1)
    assert decide_question([on_duty], START + MINUTE) == AlreadyIn(1, START)
    assert decide_question([replace(on_duty, checked_out_at=START)], START + MINUTE) == Awaited(1)


def test_of_two_patrols_at_one_place_the_promised_one_is_meant() -> None:
    other = replace(PATROL, patrol_id=2, starts_at=START + 10 * MINUTE, is_going=True)

    decision = decide_checkin([PATROL, other], HERE, START)

    assert isinstance(decision, CheckedIn)
    assert decision.patrol_id == 2


def test_of_two_patrols_at_two_places_the_one_nearby_is_meant() -> None:
    far = replace(PATROL, patrol_id=2, point=north(3_000), is_going=True)

    decision = decide_checkin([far, PATROL], HERE, START)

    assert isinstance(decision, CheckedIn)
    assert decision.patrol_id == 1


@pytest.mark.parametrize(("is_going", "patrol_id"), [(False, 1), (True, 2)])
def test_on_duty_one_joins_the_next_patrol_only_if_promised(is_going: bool, patrol_id: int) -> None:
    now = replace(PATROL, checked_in_at=START)
    following = replace(
        PATROL, patrol_id=2, starts_at=PATROL.ends_at, ends_at=PATROL.ends_at + timedelta(hours=2), is_going=is_going
    )

    decision = decide_checkin([now, following], HERE, PATROL.ends_at - 20 * MINUTE)

    assert isinstance(decision, CheckedIn if is_going else AlreadyIn)
    assert isinstance(decision, CheckedIn | AlreadyIn)
    assert decision.patrol_id == patrol_id


def test_the_leaders_code_counts_anywhere() -> None:
    decision = decide_checkin([PATROL], ByCode(code_at(SECRET, START)), START + MINUTE)

    assert decision == CheckedIn(1, CheckinMethod.code, MINUTE, None)


def test_a_code_tells_which_of_two_patrols_is_meant() -> None:
    other = replace(PATROL, patrol_id=2, code_secret=b"another secret", is_going=True)

    decision = decide_checkin([other, PATROL], ByCode(code_at(SECRET, START)), START)

    assert isinstance(decision, CheckedIn)
    assert decision.patrol_id == 1


def test_wrong_codes_are_counted_and_then_refused_for_a_while() -> None:
    wrong = ByCode("0000", wrong_at=tuple(START + n * MINUTE for n in range(4)))
    locked = replace(wrong, typed=code_at(SECRET, START), wrong_at=(*wrong.wrong_at, START + 4 * MINUTE))

    assert decide_checkin([PATROL], wrong, START + 4 * MINUTE) == WrongCode(0)
    assert decide_checkin([PATROL], locked, START + 4 * MINUTE) == TooManyTries(START + TRIES_WINDOW)


def test_the_lock_ends_by_itself() -> None:
    wrong_at = tuple(START + n * MINUTE for n in range(MAX_WRONG_TRIES))

    assert tries_left(wrong_at, START + 5 * MINUTE) == Tries(0, START + TRIES_WINDOW)
    assert tries_left(wrong_at, START + TRIES_WINDOW) == Tries(1, None)


@pytest.mark.parametrize(("window", "digits"), [(0, "5224"), (1, "7082"), (2, "9152"), (9, "0489")])
def test_codes_are_the_last_digits_of_the_published_test_values(window: int, digits: str) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + window * CODE_WINDOW

    assert code_at(SECRET, at) == digits


@given(seconds=st.integers(0, 10**10), secret=st.binary(min_size=16, max_size=32))
def test_a_code_is_accepted_through_its_own_window_and_the_next(seconds: int, secret: bytes) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    shown = code_at(secret, at)

    assert len(shown) == 4
    assert is_code_accepted(secret, shown, at)
    assert is_code_accepted(secret, f" {shown[:2]} {shown[2:]} ", at + CODE_WINDOW)
    assert at < code_changes_at(at) <= at + CODE_WINDOW


def test_a_code_two_windows_old_is_refused_as_is_any_other_text() -> None:
    assert not is_code_accepted(SECRET, code_at(SECRET, START), START + 2 * CODE_WINDOW)
    assert not is_code_accepted(SECRET, "", START)
    assert not is_code_accepted(SECRET, "\ud800가나다" * 3_000, START)
