"""When coordinators hear that hours have to be entered."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.volunteer_hours import months_to_remind_of, portal_deadline

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize(
    ("month", "months", "last"),
    [((2026, 10), 1, date(2026, 11, 30)), ((2026, 11), 3, date(2027, 2, 28)), ((2026, 12), 1, date(2027, 1, 31))],
)
def test_a_deadline_is_the_end_of_a_month(month: tuple[int, int], months: int, last: date) -> None:
    assert portal_deadline(*month, months) == last


@pytest.mark.parametrize(
    ("local", "months", "due"),
    [
        ("2026-11-20 09:59", 1, ()),
        ("2026-11-20 10:00", 1, ((2026, 10, date(2026, 11, 30)),)),
        ("2026-11-30 23:59", 1, ((2026, 10, date(2026, 11, 30)),)),
        ("2026-12-01 10:00", 1, ()),
        ("2026-11-25 10:00", 3, ((2026, 8, date(2026, 11, 30)),)),
    ],
)
def test_the_list_is_due_in_the_last_ten_days(local: str, months: int, due: tuple[object, ...]) -> None:
    assert months_to_remind_of(datetime.fromisoformat(local).replace(tzinfo=SEOUL), months, SEOUL) == due
