"""Training, absences and reports as the act counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.standings import (
    TRAINING,
    AbsenceStanding,
    TrainingDay,
    TrainingFault,
    absence_standing,
    read_training,
    report_until,
    training_standing,
)

JOINED = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("today", "first", "last", "is_basic"),
    [
        (date(2024, 2, 29), date(2024, 2, 29), date(2026, 2, 27), True),
        (date(2026, 2, 27), date(2024, 2, 29), date(2026, 2, 27), True),
        (date(2026, 2, 28), date(2026, 2, 28), date(2027, 2, 27), False),
        (date(2028, 2, 28), date(2027, 2, 28), date(2028, 2, 28), False),
        (date(2028, 2, 29), date(2028, 2, 29), date(2029, 2, 27), False),
    ],
)
def test_two_years_of_basic_training_are_followed_by_one_period_a_year(
    today: date, first: date, last: date, is_basic: bool
) -> None:
    standing = training_standing(JOINED, today, [])

    assert (standing.first, standing.last, standing.is_basic) == (first, last, is_basic)


def test_only_what_lies_in_the_period_counts() -> None:
    days = [TrainingDay(day, timedelta(hours=5)) for day in (date(2025, 1, 1), date(2026, 3, 1), date(2026, 9, 1))]
    standing = training_standing(date(2024, 1, 1), date(2026, 10, 1), days)

    assert standing.done == timedelta(hours=10)
    assert standing.missing == timedelta(hours=2)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 20_000))
def test_every_day_lies_in_the_period_it_is_judged_by(joined_on: date, days: int) -> None:
    today = joined_on + timedelta(days=days)
    standing = training_standing(joined_on, today, [])

    assert standing.first <= today <= standing.last
    assert standing.missing == TRAINING


@pytest.mark.parametrize(
    ("day", "hours", "read"),
    [
        ("2026-11-01", "4", TrainingDay(date(2026, 11, 1), timedelta(hours=4))),
        ("2026-11-01", "2,5", TrainingDay(date(2026, 11, 1), timedelta(hours=2, minutes=30))),
        ("", "4", TrainingFault.no_day),
        ("2026-12-05", "4", TrainingFault.to_come),
        ("2026-11-01", "0", TrainingFault.no_hours),
        ("2026-11-01", "13", TrainingFault.no_hours),
        ("2026-11-01", "1.25", TrainingFault.no_hours),
        ("2026-11-01", "넷", TrainingFault.no_hours),
        ("2026-11-01", "-1", TrainingFault.no_hours),
    ],
)
def test_hours_of_training_are_read_as_people_write_them(
    day: str, hours: str, read: TrainingDay | TrainingFault
) -> None:
    assert read_training(day, hours, today=date(2026, 12, 4)) == read


def test_two_absences_warn_and_three_are_for_people_to_decide() -> None:
    assert [absence_standing(times) for times in range(5)] == [
        AbsenceStanding.fine,
        AbsenceStanding.fine,
        AbsenceStanding.warned,
        AbsenceStanding.reached,
        AbsenceStanding.reached,
    ]


def test_a_change_is_reported_within_ten_days() -> None:
    assert report_until(datetime(2026, 11, 24, 9, tzinfo=UTC)) == datetime(2026, 12, 4, 9, tzinfo=UTC)
