"""Times people type become the instants they mean, or a named problem."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clocks import ClockRange, TimeProblem, TimeReason, parse_clock, parse_clock_range
from core.days import parse_day
from core.times import TimeRange, day_bounds, local_day, parse_range, to_utc

SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=SEOUL).astimezone(UTC)  # a Monday


def seoul(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL).astimezone(UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-04 20:00-22:00",
        "2026.12.04. 20:00-22:00",
        "2026/12/4 20:00~22:00",
        "26.12.4 20:00-22:00",
        "12/4 20:00-22:00",
        "12/4  20:00 – 22:00",
        "12/4 20:00～22:00",
        "12월 4일 20시-22시",
        "12월4일 20시~22시",
        "12월 4일(금) 20시-22시",
        "2026년 12월 4일 금요일 20:00-22:00",
        "12월 4일 20：00-22：00",
        "１２/４ ２０:００-２２:００",
        "12월 4일 오후 8시-10시",
        "12월 4일 오후 8시부터 10시까지",
        "12월 4일 저녁 8시 - 밤 10시",
        "12/4 8pm-10pm",
        "12/4 20-22",
        "12/4 20:00 - 12/4 22:00",
        "다음 주 금 20:00-22:00",
    ],
)
def test_many_spellings_mean_the_same_evening(typed: str) -> None:
    actual = parse_range(typed, now=NOW, zone=SEOUL)

    assert actual == TimeRange(seoul("2026-12-04T20:00"), seoul("2026-12-04T22:00"))


@pytest.mark.parametrize(
    ("typed", "starts", "ends"),
    [
        ("오늘 20:00-22:00", "2026-11-23T20:00", "2026-11-23T22:00"),
        ("내일 20:00-22:00", "2026-11-24T20:00", "2026-11-24T22:00"),
        ("모레 20시30분-22시", "2026-11-25T20:30", "2026-11-25T22:00"),
        ("tomorrow 20:00-22:00", "2026-11-24T20:00", "2026-11-24T22:00"),
        ("금 20:00-22:00", "2026-11-27T20:00", "2026-11-27T22:00"),
        ("금요일 20시반-22시", "2026-11-27T20:30", "2026-11-27T22:00"),
        ("월 20:00-22:00", "2026-11-23T20:00", "2026-11-23T22:00"),
        ("월 09:00-10:00", "2026-11-30T09:00", "2026-11-30T10:00"),
        ("friday 20:00-22:00", "2026-11-27T20:00", "2026-11-27T22:00"),
        ("12/4 22:00-01:00", "2026-12-04T22:00", "2026-12-05T01:00"),
        ("12/4 20:00-24:00", "2026-12-04T20:00", "2026-12-05T00:00"),
        ("12/4 22:00-12/5 01:00", "2026-12-04T22:00", "2026-12-05T01:00"),
        ("12/4 오후 10시-1시", "2026-12-04T22:00", "2026-12-05T01:00"),
        ("12/4 오전 10시-12시", "2026-12-04T10:00", "2026-12-04T12:00"),
        ("12/4 밤 11시-새벽 1시", "2026-12-04T23:00", "2026-12-05T01:00"),
        ("12/4 정오-오후 2시", "2026-12-04T12:00", "2026-12-04T14:00"),
        ("1/5 20:00-22:00", "2027-01-05T20:00", "2027-01-05T22:00"),
        ("2/29 20:00-22:00", "2028-02-29T20:00", "2028-02-29T22:00"),
    ],
)
def test_days_and_halves_of_the_day_are_understood(typed: str, starts: str, ends: str) -> None:
    assert parse_range(typed, now=NOW, zone=SEOUL) == TimeRange(seoul(starts), seoul(ends))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", TimeReason.no_date),
        ("20:00-22:00", TimeReason.no_date),
        ("저녁에 봅시다", TimeReason.no_date),
        ("12/4", TimeReason.no_time),
        ("12/4 20:00", TimeReason.no_end),
        ("12/4 20:00-", TimeReason.no_end),
        ("12/4 20:00-20:00", TimeReason.end_equals_start),
        ("12/4 오후 8시-8시", TimeReason.end_equals_start),
        ("2/30 20:00-22:00", TimeReason.impossible_date),
        ("2027-02-29 20:00-22:00", TimeReason.impossible_date),
        ("13/1 20:00-22:00", TimeReason.impossible_date),
        ("0/0 20:00-22:00", TimeReason.impossible_date),
        ("12/4 25:00-26:00", TimeReason.impossible_time),
        ("12/4 20:60-22:00", TimeReason.impossible_time),
        ("12/4 20:00-9999:00", TimeReason.impossible_time),
        ("12/4 오전 13시-14시", TimeReason.impossible_time),
        ("12/4 24:00-25:00", TimeReason.impossible_time),
        ("12/4 20:00-19:00", TimeReason.too_long),
        ("12/4 20:00-12/7 21:00", TimeReason.too_long),
        ("오늘 10:00-11:00", TimeReason.past_start),
        ("2020-01-01 10:00-11:00", TimeReason.past_start),
        ("9999-12-31 23:00-01:00", TimeReason.too_far_ahead),
        ("12월 4일(토) 20:00-22:00", TimeReason.wrong_weekday),
        ("12/4 20:00-22:00 그리고", TimeReason.unreadable),
        ("12/4 언젠가", TimeReason.unreadable),
        ("12/4 " + "9" * 10_000, TimeReason.unreadable),
        ("가" * 10_000, TimeReason.unreadable),
        ("12/4 20:00-22:00" + " " * 5_000 + "x", TimeReason.unreadable),
    ],
)
def test_what_cannot_be_is_refused_by_name(typed: str, reason: TimeReason) -> None:
    problem = parse_range(typed, now=NOW, zone=SEOUL)

    assert isinstance(problem, TimeProblem)
    assert problem.reason == reason


def test_a_patrol_may_start_this_very_minute() -> None:
    assert parse_range("오늘 12:00-13:00", now=NOW, zone=SEOUL) == TimeRange(NOW, NOW + timedelta(hours=1))


def test_an_hour_the_clocks_skip_is_refused_by_name() -> None:
    problem = parse_range("2027-03-28 02:30-04:00", now=NOW, zone=BERLIN)

    assert problem == TimeProblem(TimeReason.skipped_time, "2027-03-28 02:30")


def test_an_hour_that_comes_twice_is_the_first() -> None:
    assert to_utc(datetime(2027, 10, 31, 2, 30), BERLIN) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)  # noqa: DTZ001


@given(
    starts=st.datetimes(datetime(2026, 11, 24), datetime(2030, 1, 1)),  # noqa: DTZ001
    minutes=st.integers(1, 16 * 60),
)
def test_every_range_written_out_is_read_back(starts: datetime, minutes: int) -> None:
    begins = starts.replace(second=0, microsecond=0)
    ends = begins + timedelta(minutes=minutes)

    actual = parse_range(f"{begins:%Y-%m-%d %H:%M}-{ends:%H:%M}", now=NOW, zone=SEOUL)

    assert actual == TimeRange(begins.replace(tzinfo=SEOUL).astimezone(UTC), ends.replace(tzinfo=SEOUL).astimezone(UTC))


@given(
    text=st.text(alphabet="0123456789:-~/.월일시분반오전후내금 ()pm", max_size=60),
    zone=st.sampled_from([SEOUL, BERLIN]),
)
def test_whatever_is_typed_gives_a_future_range_or_a_problem(text: str, zone: ZoneInfo) -> None:
    outcome = parse_range(text, now=NOW, zone=zone)

    if isinstance(outcome, TimeRange):
        assert NOW <= outcome.starts_at < outcome.ends_at <= outcome.starts_at + timedelta(hours=16)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("20:30", time(20, 30)),
        ("오후 8시 반", time(20, 30)),
        ("8:30pm", time(20, 30)),
        ("낮 12시", time(12)),
        ("밤 12시", time(0)),
        ("자정", time(0)),
        ("9", time(9)),
        ("25:00", TimeProblem(TimeReason.impossible_time, "25:00")),
        ("soon", TimeProblem(TimeReason.unreadable, "soon")),
    ],
)
def test_a_single_time_is_read(typed: str, expected: time | TimeProblem) -> None:
    assert parse_clock(typed) == expected


def test_a_range_of_clocks_says_when_it_ends_on_the_next_day() -> None:
    clocks = parse_clock_range("22:00-01:00")

    assert clocks == ClockRange(time(22), time(1))
    assert clocks.ends_next_day


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12/4", date(2026, 12, 4)),
        ("내일", date(2026, 11, 24)),
        ("월", date(2026, 11, 23)),
        ("이번 주 금요일", date(2026, 11, 27)),
        ("next fri", date(2026, 12, 4)),
        ("11/22", date(2027, 11, 22)),
        ("2026-11-22", TimeProblem(TimeReason.past_day, "2026-11-22")),
        ("12/4 20:00", TimeProblem(TimeReason.unreadable, "20:00")),
    ],
)
def test_a_single_day_is_read(typed: str, expected: date | TimeProblem) -> None:
    assert parse_day(typed, today=date(2026, 11, 23)) == expected


def test_a_local_day_lasts_from_midnight_to_midnight() -> None:
    bounds = day_bounds(date(2026, 11, 23), SEOUL)

    assert bounds == TimeRange(seoul("2026-11-23T00:00"), seoul("2026-11-24T00:00"))
    assert local_day(bounds.starts_at, SEOUL) == date(2026, 11, 23)
