"""Reminders come at their time, never in the night without need, never of the past, never two at once."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.quiet_hours import QuietHours, is_quiet, quiet_begin, quiet_end
from core.reminders import (
    CLOSE_TO_START,
    Dropped,
    DropReason,
    NotYet,
    QuestionPlan,
    Reminder,
    Send,
    Skip,
    SkipReason,
    decide_reminder,
    plan_question,
    plan_reminders,
)

SEOUL = ZoneInfo("Asia/Seoul")
QUIET = QuietHours()
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
OFFSETS = (DAY, 2 * HOUR, 30 * MINUTE)


def seoul(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL).astimezone(UTC)


PUBLISHED = seoul("2026-11-20T12:00")


def moments(
    starts: str, offsets: tuple[timedelta, ...] = OFFSETS, published_at: datetime = PUBLISHED
) -> list[datetime]:
    plan = plan_reminders(seoul(starts), offsets, published_at=published_at, quiet=QUIET, zone=SEOUL)
    return [reminder.due_at for reminder in plan.reminders]


@pytest.mark.parametrize(
    ("starts", "due"),
    [
        ("2026-12-04T20:00", ["2026-12-03T20:00", "2026-12-04T18:00", "2026-12-04T19:30"]),
        ("2026-12-04T23:00", ["2026-12-04T08:00", "2026-12-04T21:00", "2026-12-04T22:30"]),
        ("2026-12-04T01:00", ["2026-12-03T08:00", "2026-12-03T23:00", "2026-12-04T00:30"]),
        ("2026-12-04T06:00", ["2026-12-03T08:00", "2026-12-04T04:00", "2026-12-04T05:30"]),
    ],
)
def test_in_the_night_only_what_is_close_to_the_start_is_sent(starts: str, due: list[str]) -> None:
    assert moments(starts) == [seoul(text) for text in due]


def test_where_the_morning_would_be_too_late_the_evening_before_is_taken() -> None:
    assert moments("2026-12-04T07:00", (3 * HOUR,)) == [seoul("2026-12-03T21:30")]
    assert moments("2026-12-04T10:00", (3 * HOUR,)) == [seoul("2026-12-04T08:00")]


def test_what_lies_before_the_publication_is_dropped_by_name() -> None:
    starts = seoul("2026-12-04T20:00")

    plan = plan_reminders(starts, OFFSETS, published_at=starts - HOUR, quiet=QUIET, zone=SEOUL)

    assert plan.reminders == (Reminder(starts - 30 * MINUTE, 30 * MINUTE),)
    assert plan.dropped == (Dropped(2 * HOUR, DropReason.past), Dropped(DAY, DropReason.past))


def test_a_reminder_due_at_the_publication_itself_is_the_announcement() -> None:
    starts = seoul("2026-12-04T20:00")

    plan = plan_reminders(starts, (DAY,), published_at=starts - DAY, quiet=QUIET, zone=SEOUL)

    assert plan.dropped == (Dropped(DAY, DropReason.past),)


def test_two_that_fall_together_are_one() -> None:
    starts = seoul("2026-12-04T23:00")

    plan = plan_reminders(starts, (DAY, 20 * HOUR, DAY), published_at=PUBLISHED, quiet=QUIET, zone=SEOUL)

    assert plan.reminders == (Reminder(seoul("2026-12-04T08:00"), 20 * HOUR),)
    assert plan.dropped == (Dropped(DAY, DropReason.merged),)


@given(
    offsets=st.lists(st.integers(1, 7 * 24 * 60).map(lambda n: n * MINUTE), max_size=6),
    start_minutes=st.integers(0, 24 * 60),
    begins=st.times(),
    ends=st.times(),
)
def test_every_planned_moment_is_before_the_start_and_awake_or_close_to_it(
    offsets: list[timedelta], start_minutes: int, begins: time, ends: time
) -> None:
    starts, quiet = seoul("2026-12-04T00:00") + start_minutes * MINUTE, QuietHours(begins, ends)

    plan = plan_reminders(starts, offsets, published_at=PUBLISHED, quiet=quiet, zone=SEOUL)

    due = [reminder.due_at for reminder in plan.reminders]
    assert due == sorted(set(due))
    assert len(plan.reminders) + len(plan.dropped) == len(set(offsets))
    for reminder in plan.reminders:
        assert PUBLISHED < reminder.due_at < starts
        evening_is_quiet = quiet.covers(
            (datetime.combine(starts.date(), begins) - 30 * MINUTE).time()  # hours that leave no evening at all
        )
        assert reminder.offset <= CLOSE_TO_START or not is_quiet(reminder.due_at, quiet, SEOUL) or evening_is_quiet


def test_who_never_answered_is_asked_once_more_a_day_before() -> None:
    starts = seoul("2026-12-04T20:00")

    plan = plan_question(starts, published_at=PUBLISHED, quiet=QUIET, zone=SEOUL)

    assert plan == QuestionPlan(starts - DAY, starts - DAY)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-12-04T09:00", QuestionPlan(None, seoul("2026-12-04T18:00"))),
        ("2026-12-04T19:00", QuestionPlan(None, None)),
    ],
)
def test_a_patrol_published_on_its_day_asks_no_second_time(published: str, expected: QuestionPlan) -> None:
    starts = seoul("2026-12-04T20:00")

    assert plan_question(starts, published_at=seoul(published), quiet=QUIET, zone=SEOUL) == expected


def test_what_fell_due_while_nothing_ran_is_sent_unless_the_patrol_has_begun() -> None:
    starts = seoul("2026-12-04T20:00")
    due = starts - 2 * HOUR

    assert decide_reminder(due, starts_at=starts, now=due - MINUTE) == NotYet()
    assert decide_reminder(due, starts_at=starts, now=due) == Send(timedelta())
    assert decide_reminder(due, starts_at=starts, now=starts - MINUTE) == Send(119 * MINUTE)
    assert decide_reminder(due, starts_at=starts, now=starts) == Skip(SkipReason.begun)
    assert decide_reminder(due, starts_at=starts, now=due, is_cancelled=True) == Skip(SkipReason.cancelled)
    assert decide_reminder(due, starts_at=starts, now=due, has_moved=True) == Skip(SkipReason.moved)


@pytest.mark.parametrize(
    ("at", "begins", "ends"),
    [
        ("2026-12-04T23:00", "2026-12-04T22:00", "2026-12-05T08:00"),
        ("2026-12-04T07:59", "2026-12-03T22:00", "2026-12-04T08:00"),
        ("2026-12-04T12:00", "2026-12-04T12:00", "2026-12-04T12:00"),
    ],
)
def test_a_night_lasts_across_midnight(at: str, begins: str, ends: str) -> None:
    assert quiet_begin(seoul(at), QUIET, SEOUL) == seoul(begins)
    assert quiet_end(seoul(at), QUIET, SEOUL) == seoul(ends)


def test_quiet_hours_can_be_switched_off_and_lie_within_a_day() -> None:
    assert not is_quiet(seoul("2026-12-04T03:00"), QuietHours(time(0), time(0)), SEOUL)
    assert is_quiet(seoul("2026-12-04T13:30"), QuietHours(time(13), time(14)), SEOUL)
    assert not is_quiet(seoul("2026-12-04T14:00"), QuietHours(time(13), time(14)), SEOUL)
