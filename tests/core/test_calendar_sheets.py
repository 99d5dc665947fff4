"""A sheet of the calendar holds whole weeks, and every day is on exactly one sheet of its kind."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.calendar_sheets import MONDAY, SUNDAY, Spread, sheet_of

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def test_december_2026_begins_on_the_last_sunday_of_november() -> None:
    sheet = sheet_of(date(2026, 12, 9), Spread.month, begins_on=SUNDAY)

    assert (sheet.days[0], sheet.days[-1]) == (date(2026, 11, 29), date(2027, 1, 2))
    assert (sheet.first, sheet.last) == (date(2026, 12, 1), date(2026, 12, 31))
    assert (sheet.previous, sheet.next) == (date(2026, 11, 30), date(2027, 1, 1))


def test_a_week_may_begin_on_monday() -> None:
    sheet = sheet_of(date(2026, 12, 6), Spread.week, begins_on=MONDAY)

    assert sheet.days == tuple(date(2026, 11, 30) + timedelta(days=number) for number in range(7))


@given(days, st.sampled_from(Spread), st.sampled_from([MONDAY, SUNDAY]))
def test_a_sheet_is_whole_weeks_around_its_day(day: date, spread: Spread, begins_on: int) -> None:
    sheet = sheet_of(day, spread, begins_on=begins_on)

    assert sheet.is_about(day)
    assert len(sheet.days) % 7 == 0
    assert sheet.days[0].weekday() == begins_on
    assert set(sheet.days) >= {sheet.first, sheet.last, day}


@given(days, st.sampled_from(Spread))
def test_turning_the_sheet_and_back_leads_to_the_same_one(day: date, spread: Spread) -> None:
    sheet = sheet_of(day, spread, begins_on=SUNDAY)
    after = sheet_of(sheet.next, spread, begins_on=SUNDAY)

    assert sheet_of(after.previous, spread, begins_on=SUNDAY) == sheet
    assert after.first == sheet.last + timedelta(days=1)
