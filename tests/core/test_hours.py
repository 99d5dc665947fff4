"""Hours are those of the planned patrol, counted once, and at most eight a day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checkouts import AlreadyOut, CheckedOut, CheckoutMethod, DutyFacts, NotOnDuty, decide_checkout
from core.hours import MAX_PER_DAY, Span, credit_days, credited_span, hours_in_month, hours_in_year

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2026, 12, 4, 20, 0, tzinfo=SEOUL).astimezone(UTC)
END = START + timedelta(hours=2)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DUTY = DutyFacts(1, START, END, checked_in_at=START - 20 * MINUTE)


@pytest.mark.parametrize(
    ("checked_in_at", "at", "credited"),
    [
        (START - 20 * MINUTE, END - 30 * MINUTE, 90 * MINUTE),
        (START + 15 * MINUTE, END, 105 * MINUTE),
        (START - 20 * MINUTE, START - 10 * MINUTE, timedelta()),
        (START, START + timedelta(minutes=59, seconds=59), 59 * MINUTE),
        (START, END + 3 * HOUR, 2 * HOUR),
    ],
)
def test_time_counts_from_the_start_to_the_planned_end_in_whole_minutes(
    checked_in_at: datetime, at: datetime, credited: timedelta
) -> None:
    duty = DutyFacts(1, START, END, checked_in_at)

    assert decide_checkout([duty], at) == CheckedOut(1, CheckoutMethod.person, min(at, END), credited)


def test_the_duty_that_is_open_ends_and_not_another() -> None:
    earlier = DutyFacts(2, START - 5 * HOUR, START - 3 * HOUR, START - 5 * HOUR, START - 3 * HOUR)

    decision = decide_checkout([DUTY, earlier], END, CheckoutMethod.end)

    assert decision == CheckedOut(1, CheckoutMethod.end, END, 2 * HOUR)


def test_ending_twice_keeps_the_first_end() -> None:
    duty = DutyFacts(1, START, END, START, checked_out_at=START + HOUR)

    assert decide_checkout([duty], END) == AlreadyOut(1, START + HOUR, HOUR)


def test_a_word_said_before_the_automatic_end_counts_when_it_is_heard_later() -> None:
    duty = DutyFacts(1, START, END, START, checked_out_at=END)

    assert decide_checkout([duty], START + HOUR) == CheckedOut(1, CheckoutMethod.person, START + HOUR, HOUR)


def test_time_away_does_not_count() -> None:
    duty = DutyFacts(1, START, END, START - 20 * MINUTE, away=30 * MINUTE)
    long_away = DutyFacts(1, START, END, START, away=3 * HOUR)

    assert decide_checkout([duty], END) == CheckedOut(1, CheckoutMethod.person, END, 90 * MINUTE)
    assert decide_checkout([long_away], END) == CheckedOut(1, CheckoutMethod.person, END, timedelta())


def test_who_never_came_has_nothing_to_end() -> None:
    assert decide_checkout([], END) == NotOnDuty()


def test_a_patrol_across_midnight_counts_on_both_days() -> None:
    night = Span(START + 2 * HOUR, START + 5 * HOUR)

    assert credit_days([night], SEOUL) == {date(2026, 12, 4): 2 * HOUR, date(2026, 12, 5): HOUR}


def test_two_patrols_at_the_same_time_count_once_and_a_day_has_eight_hours() -> None:
    morning = Span(START - 12 * HOUR, START - 6 * HOUR)
    same = Span(START - 11 * HOUR, START - 7 * HOUR)
    evening = Span(START - HOUR, START + 3 * HOUR)

    assert credit_days([evening, morning, same], SEOUL) == {date(2026, 12, 4): MAX_PER_DAY}
    assert credit_days([morning, same], SEOUL) == {date(2026, 12, 4): 6 * HOUR}


def test_months_and_years_are_sums_of_days() -> None:
    days = {date(2026, 12, 4): 2 * HOUR, date(2026, 11, 30): HOUR, date(2027, 12, 1): 8 * HOUR}

    assert hours_in_month(days, 2026, 12) == 2 * HOUR
    assert hours_in_year(days, 2026) == 3 * HOUR
    assert hours_in_month(days, 2026, 1) == timedelta()


def test_a_presence_outside_its_patrol_counts_for_nothing() -> None:
    assert credited_span(START, END, END + HOUR, END + 2 * HOUR) is None


instants = st.integers(0, 60 * 24 * 10).map(lambda minutes: START + minutes * MINUTE)
spans = st.lists(
    st.tuples(instants, st.integers(1, 20 * 60)).map(lambda pair: Span(pair[0], pair[0] + pair[1] * MINUTE))
)


@given(spans)
def test_no_day_counts_more_than_eight_hours_and_none_more_than_was_served(served: list[Span]) -> None:
    days = credit_days(served, SEOUL)

    assert all(timedelta() <= total <= MAX_PER_DAY for total in days.values())
    assert sum(days.values(), timedelta()) <= sum((span.length for span in served), timedelta())
    assert credit_days([*served, *served], SEOUL) == days
