"""Series of patrols fall on the days people mean, and are announced one at a time."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.recurrence import (
    LAST,
    Frequency,
    Recurrence,
    announce_at,
    ended_before,
    from_canonical,
    is_chosen,
    is_more_often_than_weekly,
    next_announcement_at,
    occurrence_times,
    occurrences,
    to_canonical,
    to_rrule,
)
from core.recurrence_forms import RecurrenceProblem, RecurrenceReason, parse_recurrence

SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 23)
CHRISTMAS = date(2026, 12, 25)
FRIDAYS = Recurrence(Frequency.weekly, (4,))
DAILY = Recurrence(Frequency.daily)

weekday_sets = st.lists(st.integers(0, 6), min_size=1, max_size=7).map(tuple)
ends = st.none() | st.dates(date(2026, 1, 1), date(2099, 1, 1))
rules = (
    st.builds(Recurrence, st.just(Frequency.daily), until=ends, skips_holidays=st.booleans())
    | st.builds(Recurrence, st.just(Frequency.weekly), weekday_sets, until=ends, skips_holidays=st.booleans())
    | st.builds(
        Recurrence,
        st.just(Frequency.monthly),
        weekday_sets,
        st.lists(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1).map(tuple),
        ends,
        st.booleans(),
    )
)


def no_holiday(_: date) -> bool:
    return False


def days_of(rule: Recurrence, first: date, last: date, **other: object) -> list[date]:
    skipped = other.get("skipped", ())
    assert isinstance(skipped, tuple)
    return list(
        occurrences(
            rule,
            first_day=first,
            from_day=first,
            to_day=last,
            is_holiday=lambda day: day == CHRISTMAS,
            skipped_days=skipped,
        )
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("매일", DAILY),
        ("매주 금", FRIDAYS),
        ("매주 금요일", FRIDAYS),
        ("매주 월,수,금", Recurrence(Frequency.weekly, (0, 2, 4))),
        ("매주 월·수·금", Recurrence(Frequency.weekly, (0, 2, 4))),
        ("매주 월수금", Recurrence(Frequency.weekly, (0, 2, 4))),
        ("매주 월，수，금", Recurrence(Frequency.weekly, (0, 2, 4))),
        ("매주 평일", Recurrence(Frequency.weekly, (0, 1, 2, 3, 4))),
        ("매월 셋째 금", Recurrence(Frequency.monthly, (4,), (3,))),
        ("매월 세 번째 금요일", Recurrence(Frequency.monthly, (4,), (3,))),
        ("매월 셋째 주 금요일", Recurrence(Frequency.monthly, (4,), (3,))),
        ("매월 첫째, 셋째 금", Recurrence(Frequency.monthly, (4,), (1, 3))),
        ("매달 마지막 토요일", Recurrence(Frequency.monthly, (5,), (LAST,))),
        ("매월 다섯째 월", Recurrence(Frequency.monthly, (0,), (5,))),
        ("매주 금 까지 2027-03-31", Recurrence(Frequency.weekly, (4,), until=date(2027, 3, 31))),
        ("매주 금, 2027년 3월 31일까지", Recurrence(Frequency.weekly, (4,), until=date(2027, 3, 31))),
        ("매주 금 3/31까지", Recurrence(Frequency.weekly, (4,), until=date(2027, 3, 31))),
        ("매일 공휴일 제외", Recurrence(Frequency.daily, skips_holidays=True)),
        (
            "매월 셋째 금 까지 2027-03-31 공휴일 제외",
            Recurrence(Frequency.monthly, (4,), (3,), date(2027, 3, 31), skips_holidays=True),
        ),
        ("every day", DAILY),
        ("Every week on Mon, Wed", Recurrence(Frequency.weekly, (0, 2))),
        ("every friday", FRIDAYS),
        ("every month on the third Fri", Recurrence(Frequency.monthly, (4,), (3,))),
        ("every month on last sat", Recurrence(Frequency.monthly, (5,), (LAST,))),
        (
            "every week on fri until 2027-03-31 except holidays",
            Recurrence(Frequency.weekly, (4,), until=date(2027, 3, 31), skips_holidays=True),
        ),
    ],
)
def test_a_typed_repetition_is_understood(typed: str, expected: Recurrence) -> None:
    assert parse_recurrence(typed, today=TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", RecurrenceReason.unreadable),
        ("가끔", RecurrenceReason.unreadable),
        ("매일 금", RecurrenceReason.unreadable),
        ("매주", RecurrenceReason.no_weekday),
        ("매주 굼", RecurrenceReason.unknown_weekday),
        ("매월 금", RecurrenceReason.no_nth),
        ("매월 15일", RecurrenceReason.no_nth),
        ("매월 여섯째 금", RecurrenceReason.unknown_nth),
        ("매월 셋째", RecurrenceReason.no_weekday),
        ("매주 금 까지 2027-02-30", RecurrenceReason.impossible_until),
        ("매주 금 까지 2020-01-01", RecurrenceReason.impossible_until),
        ("매주 " + "금" * 10_000, RecurrenceReason.unreadable),
    ],
)
def test_a_repetition_that_cannot_be_is_refused_by_name(typed: str, reason: RecurrenceReason) -> None:
    problem = parse_recurrence(typed, today=TODAY)

    assert isinstance(problem, RecurrenceProblem)
    assert problem.reason == reason


@given(rules)
def test_the_stored_form_of_a_rule_is_read_back(rule: Recurrence) -> None:
    assert from_canonical(to_canonical(rule)) == rule


@pytest.mark.parametrize("text", ["", "FREQ", "BYDAY=FR", "FREQ=YEARLY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=3FR"])
def test_a_damaged_stored_rule_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_canonical(text)


def test_a_calendar_file_gets_the_rule_without_our_own_word() -> None:
    rule = Recurrence(Frequency.monthly, (4,), (3,), skips_holidays=True)

    assert to_rrule(rule) == "FREQ=MONTHLY;BYDAY=3FR"


def test_the_first_date_stays_even_where_the_rule_would_not_choose_it() -> None:
    thursday = date(2026, 12, 3)

    assert days_of(FRIDAYS, thursday, date(2026, 12, 12)) == [thursday, date(2026, 12, 4), date(2026, 12, 11)]
    assert not is_chosen(FRIDAYS, thursday)


def test_the_third_friday_is_found_in_each_month() -> None:
    rule = Recurrence(Frequency.monthly, (4,), (3,))

    assert days_of(rule, date(2026, 12, 18), date(2027, 2, 28)) == [
        date(2026, 12, 18),
        date(2027, 1, 15),
        date(2027, 2, 19),
    ]


def test_a_series_can_end_before_one_of_its_dates() -> None:
    ended = ended_before(FRIDAYS, date(2026, 12, 18))

    assert days_of(ended, date(2026, 12, 4), date(2027, 2, 1)) == [date(2026, 12, 4), date(2026, 12, 11)]
    assert ended_before(ended, date(2027, 1, 1)) == ended


def test_holidays_and_single_cancelled_dates_are_left_out() -> None:
    rule = Recurrence(Frequency.weekly, (4,), until=date(2027, 1, 8), skips_holidays=True)

    actual = days_of(rule, date(2026, 12, 11), date(2027, 2, 1), skipped=(date(2027, 1, 1),))

    assert actual == [date(2026, 12, 11), date(2026, 12, 18), date(2027, 1, 8)]


@given(rule=rules, first=st.dates(date(2026, 1, 1), date(2027, 1, 1)), weeks=st.integers(0, 20))
def test_any_part_of_a_series_is_the_part_of_the_whole(rule: Recurrence, first: date, weeks: int) -> None:
    last = first + timedelta(days=250)
    middle = first + timedelta(weeks=weeks)
    whole = list(occurrences(rule, first_day=first, from_day=first, to_day=last, is_holiday=no_holiday))

    part = list(occurrences(rule, first_day=first, from_day=middle, to_day=last, is_holiday=no_holiday))

    assert part == [day for day in whole if day >= middle]
    assert whole == sorted(set(whole))
    assert whole[0] == first
    assert all(is_chosen(rule, day) for day in whole[1:])


@given(rules)
def test_dates_closer_than_a_week_are_known_as_often(rule: Recurrence) -> None:
    first = date(2026, 1, 1)
    days = list(occurrences(rule, first_day=first, from_day=first, to_day=date(2027, 12, 31), is_holiday=no_holiday))[
        1:
    ]
    if any(after - before < timedelta(days=7) for before, after in pairwise(days)):
        assert is_more_often_than_weekly(rule)


@pytest.mark.parametrize(
    ("rule", "starts", "announced"),
    [
        (FRIDAYS, "2026-12-11T20:00", "2026-12-04T20:00"),
        (FRIDAYS, "2026-12-11T10:30", "2026-12-04T10:30"),
        (FRIDAYS, "2026-12-11T22:00", "2026-12-04T20:00"),
        (FRIDAYS, "2026-12-11T06:00", "2026-12-03T20:00"),
        (DAILY, "2026-12-11T19:00", "2026-12-10T19:00"),
        (Recurrence(Frequency.weekly, (0, 4)), "2026-12-11T23:00", "2026-12-10T20:00"),
        (Recurrence(Frequency.monthly, (4,), (1, 3)), "2026-12-18T20:00", "2026-12-11T20:00"),
    ],
)
def test_a_later_date_is_announced_ahead_and_by_day(rule: Recurrence, starts: str, announced: str) -> None:
    starts_at = datetime.fromisoformat(starts).replace(tzinfo=SEOUL)

    assert announce_at(starts_at, rule, SEOUL) == datetime.fromisoformat(announced).replace(tzinfo=SEOUL)


@given(
    rule=rules,
    clock=st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    published_hours=st.integers(0, 24 * 20),
    zone=st.sampled_from([SEOUL, BERLIN]),
)
def test_no_two_dates_of_a_series_are_announced_at_once(
    rule: Recurrence, clock: time, published_hours: int, zone: ZoneInfo
) -> None:
    first = date(2027, 3, 1)
    first_starts = datetime.combine(first, clock, tzinfo=zone).astimezone(UTC)
    days = occurrences(rule, first_day=first, from_day=first, to_day=first + timedelta(days=60), is_holiday=no_holiday)
    previous = first_starts - timedelta(hours=published_hours)
    next(days)
    for day in days:
        starts, _ = occurrence_times(day, begins=clock, duration=timedelta(hours=2), zone=zone)
        at = next_announcement_at(starts, rule, zone, previous_at=previous)

        assert previous < at < starts
        previous = at


@pytest.mark.parametrize(
    ("previous", "announced"),
    [
        ("2026-12-04T19:00", "2026-12-04T20:00"),
        ("2026-12-04T19:30", "2026-12-05T09:00"),
        ("2026-12-04T20:00", "2026-12-05T09:00"),
        ("2026-12-05T06:00", "2026-12-05T09:00"),
        ("2026-12-11T18:00", "2026-12-11T19:00"),
        ("2026-12-11T19:00", "2026-12-11T19:30"),
    ],
)
def test_an_announcement_that_would_meet_the_one_before_is_put_off(previous: str, announced: str) -> None:
    starts_at, previous_at, expected = (
        datetime.fromisoformat(text).replace(tzinfo=SEOUL) for text in ("2026-12-11T20:00", previous, announced)
    )

    assert next_announcement_at(starts_at, FRIDAYS, SEOUL, previous_at=previous_at) == expected


def test_the_hour_on_the_wall_stays_when_the_clocks_change() -> None:
    before, after = (
        occurrence_times(day, begins=time(20), duration=timedelta(hours=5), zone=BERLIN)
        for day in (date(2027, 3, 26), date(2027, 4, 2))
    )

    assert before == (datetime(2027, 3, 26, 19, tzinfo=UTC), datetime(2027, 3, 27, 0, tzinfo=UTC))
    assert after == (datetime(2027, 4, 2, 18, tzinfo=UTC), datetime(2027, 4, 2, 23, tzinfo=UTC))
