"""Hours as they are written down: line by line, and never more in all than the day counts."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checkouts import DutyFacts, duty_span
from core.hours import MAX_PER_DAY, credit_days
from core.volunteer_hours import Days, Period, month_before, month_days, period_days, service_lines, total

SEOUL = ZoneInfo("Asia/Seoul")
ALWAYS = Days(date(2026, 1, 1), date(2027, 12, 31))


def _at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, second, tzinfo=SEOUL).astimezone(UTC)


def _duty(patrol_id: int, begins: datetime, ends: datetime) -> DutyFacts:
    return DutyFacts(patrol_id, begins, ends, begins, ends)


def test_a_patrol_across_midnight_has_a_line_on_both_days() -> None:
    lines = service_lines([_duty(1, _at(4, 22), _at(5, 1))], ALWAYS, SEOUL)

    assert [(line.day, line.credited) for line in lines] == [
        (date(2026, 12, 4), timedelta(hours=2)),
        (date(2026, 12, 5), timedelta(hours=1)),
    ]


def test_the_last_lines_of_a_day_lose_what_is_beyond_eight_hours() -> None:
    lines = service_lines([_duty(1, _at(4, 8), _at(4, 14)), _duty(2, _at(4, 15), _at(4, 20))], ALWAYS, SEOUL)

    assert [line.credited for line in lines] == [timedelta(hours=6), timedelta(hours=2)]


def test_common_time_of_two_patrols_stands_in_the_earlier_line() -> None:
    lines = service_lines([_duty(2, _at(4, 21), _at(4, 23)), _duty(1, _at(4, 20), _at(4, 22))], ALWAYS, SEOUL)

    assert [(line.patrol_id, line.credited) for line in lines] == [(1, timedelta(hours=2)), (2, timedelta(hours=1))]


def test_days_outside_the_period_have_no_line() -> None:
    lines = service_lines([_duty(1, _at(31, 22), _at(31, 22) + timedelta(hours=4))], month_days(2026, 12), SEOUL)

    assert [line.credited for line in lines] == [timedelta(hours=2)]


def test_a_duty_that_still_goes_on_has_no_line() -> None:
    assert service_lines([DutyFacts(1, _at(4, 20), _at(4, 22), _at(4, 20))], ALWAYS, SEOUL) == ()


_SPANS = st.lists(st.tuples(st.integers(0, 3 * 86_400), st.integers(1, 20 * 3_600)), max_size=6)


@given(_SPANS)
def test_the_lines_of_a_day_add_up_to_what_the_day_counts(spans: list[tuple[int, int]]) -> None:
    first = _at(1, 0)
    duties = [
        _duty(number, first + timedelta(seconds=begins), first + timedelta(seconds=begins + lasts))
        for number, (begins, lasts) in enumerate(spans)
    ]
    lines = service_lines(duties, ALWAYS, SEOUL)
    found = [span for duty in duties if duty.checked_out_at and (span := duty_span(duty, duty.checked_out_at))]
    counted = {day: hours for day, hours in credit_days(found, SEOUL).items() if hours}

    assert {day: total(line for line in lines if line.day == day) for day in counted} == counted
    assert total(lines) == sum(counted.values(), timedelta())
    assert all(hours <= MAX_PER_DAY for hours in counted.values())


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.this_month, date(2027, 1, 1), date(2027, 1, 31)),
        (Period.last_month, date(2026, 12, 1), date(2026, 12, 31)),
        (Period.this_year, date(2027, 1, 1), date(2027, 12, 31)),
        (Period.last_year, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_are_whole_months_and_years(period: Period, first: date, last: date) -> None:
    assert period_days(period, date(2027, 1, 15)) == Days(first, last)


def test_before_january_comes_december() -> None:
    assert month_before(2027, 1) == (2026, 12)
