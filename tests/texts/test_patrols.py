"""What people read of patrols: every mistake has words, every rule reads as people say it, the calendar file is one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from core.patrol_fields import FieldKey, FieldReason
from core.recurrence import Frequency, Recurrence, to_canonical
from texts.calendars import calendar_file
from texts.patrol_drafts import problem_words
from texts.patrol_lines import repetition
from texts.words import LOCALES, Reader, Words

READER = Reader("ko", ZoneInfo("Asia/Seoul"))
THIRD_FRIDAY = Recurrence(Frequency.monthly, (4,), (3,), until=date(2027, 3, 31), skips_holidays=True)
SERVICE_REASONS = ("unknown_organisation", "near_organisation", "no_organisations")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("reason", [*(each.name for each in FieldReason), *SERVICE_REASONS])
def test_every_mistake_has_words(locale: str, reason: str) -> None:
    words = Words(replace(READER, locale=locale))

    assert problem_words(words, {"reason": reason, "piece": "<b>조각</b>", "limit": 9, "near": "가, 나"})


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", [each.name for each in FieldKey])
def test_every_line_has_a_name_and_an_example(locale: str, key: str) -> None:
    words = Words(replace(READER, locale=locale))

    assert words(f"example-{key}").split(":")[0] == words(f"problem-key_{key}")


@pytest.mark.parametrize(
    ("rule", "korean", "english"),
    [
        (Recurrence(Frequency.daily), "매일", "every day"),
        (Recurrence(Frequency.weekly, (0, 4)), "매주 월, 금", "every Mon, Fri"),
        (
            THIRD_FRIDAY,
            "매월 셋째 금, 3월 31일(수)까지, 공휴일 제외",
            "every third Fri of the month, until Wed 31 Mar, not on public holidays",
        ),
        (Recurrence(Frequency.monthly, (5,), (-1,)), "매월 마지막 토", "every last Sat of the month"),
    ],
)
def test_rules_read_as_people_say_them(rule: Recurrence, korean: str, english: str) -> None:
    for locale, expected in (("ko", korean), ("en", english)):
        assert repetition(Words(replace(READER, locale=locale)), to_canonical(rule)) == expected


def test_the_calendar_file_holds_the_patrol_and_replaces_itself_after_a_change() -> None:
    facts = {
        "patrol_id": 12,
        "revision": 3,
        "at": "2026-12-01T03:00:00+00:00",
        "starts_at": "2026-12-04T11:00:00+00:00",
        "ends_at": "2026-12-04T13:00:00+00:00",
        "title": "순찰; 첫째, <b>",
        "place": "범계역\\n2번",
        "latitude": 37.3897,
        "longitude": 126.9507,
        "zones": ["로데오거리"],
        "info": "형광조끼",
    }
    (event,) = Calendar.from_ical(calendar_file(facts, host="patrol_bot")).walk("VEVENT")

    assert event["uid"] == "patrol-12@patrol_bot"
    assert event["sequence"] == 2
    assert event["dtstart"].dt == datetime(2026, 12, 4, 11, tzinfo=UTC)
    assert event["summary"] == "순찰; 첫째, <b>"
    assert event["description"] == "로데오거리\n형광조끼"
