"""Who was not seen is asked by day, answers once or again, and a leader hears at the second time in a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.absences import (
    ANSWER_WITHIN,
    ASK_AFTER,
    ASK_WITHIN,
    CALL_AFTER,
    AbsenceFacts,
    AbsenceReply,
    Excused,
    Settled,
    TooLate,
    WasThere,
    decide_reply,
    is_worth_a_call,
    may_ask,
    may_suggest_calls,
    unexcused_in_a_row,
)
from core.quiet_hours import QuietHours, is_quiet
from core.standings import ExcuseReason

SEOUL = ZoneInfo("Asia/Seoul")
NOON = datetime(2026, 12, 4, 12, 0, tzinfo=SEOUL).astimezone(UTC)
QUIET = QuietHours()
FACTS = AbsenceFacts(NOON, is_present=False, reason=None, excused_by_others=False, is_roster_open=True)
LATER = NOON + timedelta(hours=20)


def test_people_are_asked_an_hour_after_the_end_and_not_after_a_long_outage() -> None:
    asked = [
        may_ask(NOON, NOON + after, quiet=QUIET, zone=SEOUL)
        for after in (ASK_AFTER - timedelta(seconds=1), ASK_AFTER, ASK_WITHIN - timedelta(seconds=1), ASK_WITHIN)
    ]

    assert asked == [False, True, True, False]


@given(st.integers(0, 24 * 60), st.integers(0, 80 * 60))
def test_nobody_is_asked_and_no_leader_told_in_the_night(end_minute: int, later_minute: int) -> None:
    ends_at = NOON + timedelta(minutes=end_minute)
    at = ends_at + timedelta(minutes=later_minute)

    if is_quiet(at, QUIET, SEOUL):
        assert not may_ask(ends_at, at, quiet=QUIET, zone=SEOUL)
        assert not may_suggest_calls(ends_at, at, quiet=QUIET, zone=SEOUL)


def test_a_patrol_of_the_evening_is_asked_about_in_the_morning() -> None:
    ends_at = NOON + timedelta(hours=10)

    assert not may_ask(ends_at, ends_at + timedelta(hours=1), quiet=QUIET, zone=SEOUL)
    assert may_ask(ends_at, ends_at + timedelta(hours=10), quiet=QUIET, zone=SEOUL)


def test_a_leader_hears_a_day_after_the_question() -> None:
    assert not may_suggest_calls(NOON, NOON + CALL_AFTER - timedelta(seconds=1), quiet=QUIET, zone=SEOUL)
    assert may_suggest_calls(NOON, NOON + CALL_AFTER, quiet=QUIET, zone=SEOUL)


@pytest.mark.parametrize(
    ("reply", "decision"),
    [
        (AbsenceReply.illness, Excused(ExcuseReason.illness)),
        (AbsenceReply.came_up, Excused(ExcuseReason.came_up)),
        (AbsenceReply.words, Excused(ExcuseReason.other)),
        (AbsenceReply.was_there, Excused(ExcuseReason.was_there, asks_for_mark=True)),
    ],
)
def test_every_answer_is_kept_and_who_came_is_passed_on(reply: AbsenceReply, decision: Excused) -> None:
    assert decide_reply(FACTS, reply, LATER) == decision


def test_once_the_roster_is_closed_nobody_can_be_asked_for_a_mark() -> None:
    closed = replace(FACTS, is_roster_open=False)

    assert decide_reply(closed, AbsenceReply.was_there, LATER) == Excused(ExcuseReason.was_there)


def test_the_same_answer_again_asks_no_leader_twice_and_another_one_takes_the_request_back() -> None:
    had_asked = replace(FACTS, reason=ExcuseReason.was_there)

    assert decide_reply(had_asked, AbsenceReply.was_there, LATER) == Excused(ExcuseReason.was_there)
    assert decide_reply(had_asked, AbsenceReply.illness, LATER) == Excused(ExcuseReason.illness, withdraws=True)


@pytest.mark.parametrize("reply", list(AbsenceReply))
def test_who_is_marked_by_now_has_nothing_to_excuse(reply: AbsenceReply) -> None:
    assert decide_reply(replace(FACTS, is_present=True), reply, LATER) == WasThere()


@pytest.mark.parametrize("reply", list(AbsenceReply))
def test_what_somebody_above_wrote_down_stays(reply: AbsenceReply) -> None:
    excused = replace(FACTS, reason=ExcuseReason.family, excused_by_others=True)

    assert decide_reply(excused, reply, LATER) == Settled()


def test_seven_days_are_left_for_an_answer() -> None:
    end = NOON + ANSWER_WITHIN

    assert decide_reply(FACTS, AbsenceReply.illness, end) == Excused(ExcuseReason.illness)
    assert decide_reply(FACTS, AbsenceReply.illness, end + timedelta(seconds=1)) == TooLate()


@pytest.mark.parametrize(
    ("latest_first", "in_a_row"),
    [([], 0), ([False, True, True], 0), ([True], 1), ([True, False, True], 1), ([True, True, False], 2)],
)
def test_only_what_follows_each_other_counts(latest_first: list[bool], in_a_row: int) -> None:
    assert unexcused_in_a_row(latest_first) == in_a_row


def test_a_call_is_suggested_at_the_second_time_and_not_again_at_the_third() -> None:
    assert [is_worth_a_call([True] * times) for times in range(5)] == [False, False, True, False, False]
