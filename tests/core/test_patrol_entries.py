"""The boxes of the desk and the pasted form are understood alike, and object alike."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.patrol_entries import Entered, PatrolEntry, RepeatEntry, read_entry
from core.patrol_fields import FieldKey, FieldReason
from core.patrol_forms import PatrolForm, parse_patrol_form
from core.recurrence import Frequency, Recurrence

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
NAMES = {3: "평촌자율방범대", 4: "안양상인연합회"}
ENTRY = PatrolEntry(
    title="범계역 합동순찰",
    day="2026-12-04",
    begins="20:00",
    ends="22:00",
    place="범계역 2번 출구",
    coordinates="37.38970,126.95070",
    zones="범계역 로데오거리, 여성안심귀갓길",
    info="형광조끼 착용",
    quotas={3: "10", 4: ""},
    repeat=RepeatEntry(Frequency.weekly, (4,), until="2027-03-31", skips_holidays=True),
)
PASTED = """제목: 범계역 합동순찰
일시: 2026-12-04 20:00-22:00
장소: 범계역 2번 출구 37.38970,126.95070
단체: 평촌자율방범대 10, 안양상인연합회
구역: 범계역 로데오거리, 여성안심귀갓길
반복: 매주 금 까지 2027-03-31 공휴일 제외
안내: 형광조끼 착용"""


def changed(**boxes: object) -> PatrolEntry:
    return PatrolEntry(**{name: getattr(ENTRY, name) for name in PatrolEntry.__slots__} | boxes)  # type: ignore[arg-type]


def reasons(entry: PatrolEntry) -> list[tuple[FieldKey | None, FieldReason]]:
    found = read_entry(entry, NAMES, now=NOW, zone=SEOUL)
    assert not isinstance(found, Entered)
    return [(problem.key, problem.reason) for problem in found]


def test_boxes_and_the_pasted_form_make_the_same_patrol() -> None:
    entered = read_entry(ENTRY, NAMES, now=NOW, zone=SEOUL)

    assert isinstance(entered, Entered)
    assert entered.form == parse_patrol_form(PASTED, now=NOW, zone=SEOUL)
    assert [(each.organisation_id, each.quota) for each in entered.invited] == [(3, 10), (4, None)]


def test_empty_boxes_are_named_all_at_once() -> None:
    assert reasons(PatrolEntry()) == [
        (FieldKey.title, FieldReason.empty),
        (FieldKey.when, FieldReason.empty),
        (FieldKey.place, FieldReason.empty),
    ]


@pytest.mark.parametrize(
    ("boxes", "key", "reason"),
    [
        ({"day": "2026-11-30"}, FieldKey.when, FieldReason.when_past_start),
        ({"day": ""}, FieldKey.when, FieldReason.when_no_date),
        ({"begins": "", "ends": ""}, FieldKey.when, FieldReason.when_no_time),
        ({"ends": ""}, FieldKey.when, FieldReason.when_no_end),
        ({"ends": "20:00"}, FieldKey.when, FieldReason.when_end_equals_start),
        ({"coordinates": ""}, FieldKey.place, FieldReason.no_coordinates),
        ({"place": ""}, FieldKey.place, FieldReason.no_place_name),
        ({"coordinates": "137.1,126.9"}, FieldKey.place, FieldReason.impossible_coordinates),
        ({"quotas": {3: "0"}}, FieldKey.organisations, FieldReason.impossible_quota),
        ({"quotas": {3: "many"}}, FieldKey.organisations, FieldReason.impossible_quota),
        ({"quotas": {99: ""}}, FieldKey.organisations, FieldReason.no_organisation_name),
        ({"zones": "가, 가"}, FieldKey.zones, FieldReason.named_twice),
        ({"info": "가" * 1001}, FieldKey.info, FieldReason.too_long),
        ({"repeat": RepeatEntry(Frequency.weekly)}, FieldKey.repeat, FieldReason.repeat_no_weekday),
        ({"repeat": RepeatEntry(Frequency.monthly, (4,))}, FieldKey.repeat, FieldReason.repeat_no_nth),
        (
            {"repeat": RepeatEntry(Frequency.daily, until="2026-12-03")},
            FieldKey.repeat,
            FieldReason.until_before_start,
        ),
        (
            {"repeat": RepeatEntry(Frequency.daily, until="2026-02-30")},
            FieldKey.repeat,
            FieldReason.repeat_impossible_until,
        ),
    ],
)
def test_each_box_objects_in_the_words_of_the_form(
    boxes: dict[str, object], key: FieldKey, reason: FieldReason
) -> None:
    assert reasons(changed(**boxes)) == [(key, reason)]


@pytest.mark.parametrize(
    ("repeat", "rule"),
    [
        (RepeatEntry(), None),
        (RepeatEntry(Frequency.daily, (1,), (2,)), Recurrence(Frequency.daily)),
        (RepeatEntry(Frequency.weekly, (0, 2), (1,)), Recurrence(Frequency.weekly, (0, 2))),
        (RepeatEntry(Frequency.monthly, (4,), (3, -1)), Recurrence(Frequency.monthly, (4,), (3, -1))),
        (RepeatEntry(Frequency.daily, until="2027-01-31"), Recurrence(Frequency.daily, until=date(2027, 1, 31))),
    ],
)
def test_every_rule_the_chat_knows_can_be_chosen(repeat: RepeatEntry, rule: Recurrence | None) -> None:
    entered = read_entry(changed(repeat=repeat), NAMES, now=NOW, zone=SEOUL)

    assert isinstance(entered, Entered)
    assert entered.form.recurrence == rule


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20), st.text(max_size=40), st.text(max_size=10))
def test_whatever_is_typed_is_understood_or_named(
    title: str, day: str, begins: str, coordinates: str, quota: str
) -> None:
    entry = changed(title=title, day=day, begins=begins, coordinates=coordinates, quotas={3: quota})
    found = read_entry(entry, NAMES, now=NOW, zone=SEOUL)

    assert isinstance(found.form, PatrolForm) if isinstance(found, Entered) else found
