"""A pasted form is understood completely, or every wrong line of it is named."""

import time as stopwatch
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clocks import TimeReason
from core.geo import Point
from core.patrol_fields import (
    FieldKey,
    FieldProblem,
    FieldReason,
    OrganisationWish,
    Place,
    parse_field,
    parse_organisations,
    parse_place,
    parse_zones,
)
from core.patrol_forms import MAX_TOLD, FormProblem, FormProblems, PatrolForm, parse_patrol_form, strip_key
from core.recurrence import Frequency, Recurrence
from core.recurrence_forms import RecurrenceReason

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LINES = [
    "제목: 범계역 합동순찰",
    "일시: 2026-12-04 20:00-22:00",
    "장소: 범계역 2번 출구 37.38970,126.95070",
    "단체: 평촌자율방범대 10, 안양상인연합회 5, 동안시민경찰연합회",
    "구역: 범계역 로데오거리, 여성안심귀갓길",
    "반복: 매주 금",
    "안내: 형광조끼 착용",
]
FORM = PatrolForm(
    title="범계역 합동순찰",
    starts_at=datetime(2026, 12, 4, 11, 0, tzinfo=UTC),
    ends_at=datetime(2026, 12, 4, 13, 0, tzinfo=UTC),
    place_name="범계역 2번 출구",
    point=Point(37.3897, 126.9507),
    organisations=(
        OrganisationWish("평촌자율방범대", 10),
        OrganisationWish("안양상인연합회", 5),
        OrganisationWish("동안시민경찰연합회"),
    ),
    zones=("범계역 로데오거리", "여성안심귀갓길"),
    recurrence=Recurrence(Frequency.weekly, (4,)),
    info="형광조끼 착용",
)


def parse(text: str) -> PatrolForm | FormProblems:
    return parse_patrol_form(text, now=NOW, zone=SEOUL)


def problems_of(text: str) -> tuple[FormProblem, ...]:
    outcome = parse(text)
    assert isinstance(outcome, FormProblems)
    return outcome.problems


@given(st.permutations(LINES), st.sampled_from(["/newpatrol\n", "/newpatrol@patrol_bot\n", "", "/newpatrol "]))
def test_lines_come_in_any_order_after_the_command_or_without_it(lines: list[str], head: str) -> None:
    assert parse(head + "\n".join(lines)) == FORM


def test_full_width_colons_blanks_bullets_and_empty_lines_do_not_matter() -> None:
    text = "\r\n\r\n".join(f"  - {line.replace(': ', ' ：  ')}  " for line in LINES)

    assert parse(text) == FORM


def test_the_form_is_understood_in_english() -> None:
    text = """/newpatrol
Title: Night walk
when: 12/4 22:00-01:00
PLACE: Exit 2 (37.38970, 126.95070)
organisations: Pyeongchon patrol unit 10
zones: Rodeo street
repeat: every month on third fri until 2027-03-31 except holidays
info: bring a vest: yellow"""

    actual = parse(text)

    assert isinstance(actual, PatrolForm)
    assert (actual.title, actual.place_name, actual.info) == ("Night walk", "Exit 2", "bring a vest: yellow")
    assert actual.ends_at - actual.starts_at == timedelta(hours=3)
    assert actual.organisations == (OrganisationWish("Pyeongchon patrol unit", 10),)


def test_the_command_is_dropped_at_the_beginning_only() -> None:
    actual = parse("\n".join([*LINES[:3], "안내: 다음에도 /newpatrol 로"]))

    assert isinstance(actual, PatrolForm)
    assert actual.info == "다음에도 /newpatrol 로"


def test_three_lines_are_enough_and_every_organisation_is_meant() -> None:
    actual = parse("\n".join(LINES[:3]))

    assert isinstance(actual, PatrolForm)
    assert (actual.organisations, actual.zones, actual.recurrence, actual.info) == ((), (), None, None)


def test_what_is_typed_stays_as_typed() -> None:
    actual = parse("\n".join(["제목: <b>굵게</b> *별* & _밑줄_", *LINES[1:]]))

    assert isinstance(actual, PatrolForm)
    assert actual.title == "<b>굵게</b> *별* & _밑줄_"


def test_every_wrong_line_is_named_at_once() -> None:
    text = """/newpatrol
제목:
일시: 2026-02-30 20:00-22:00
장소: 범계역
준비물: 손전등
안내: 하나
안내: 둘
단체: 평촌자율방범대 0
반복: 매주
모두 와 주세요"""

    actual = [(problem.line_number, problem.key, problem.reason) for problem in problems_of(text)]

    assert actual == [
        (2, FieldKey.title, FieldReason.empty),
        (3, FieldKey.when, FieldReason.when_impossible_date),
        (4, FieldKey.place, FieldReason.no_coordinates),
        (5, None, FieldReason.unknown_line),
        (7, FieldKey.info, FieldReason.duplicate),
        (8, FieldKey.organisations, FieldReason.impossible_quota),
        (9, FieldKey.repeat, FieldReason.repeat_no_weekday),
        (10, None, FieldReason.unknown_line),
    ]
    assert problems_of(text)[3].line == "준비물: 손전등"


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_required_line_that_is_missing_is_named(missing: int) -> None:
    lines = [line for number, line in enumerate(LINES) if number != missing]
    key = [FieldKey.title, FieldKey.when, FieldKey.place][missing]

    assert problems_of("\n".join(lines)) == (FormProblem(None, "", key, FieldReason.missing),)


def test_a_series_that_ends_before_it_begins_is_refused() -> None:
    (problem,) = problems_of("\n".join([*LINES[:3], "반복: 매주 금 까지 2026-12-01"]))

    assert (problem.line_number, problem.reason) == (4, FieldReason.until_before_start)


def test_a_series_may_end_on_its_first_date() -> None:
    actual = parse("\n".join([*LINES[:3], "반복: 매주 금 까지 2026-12-04"]))

    assert isinstance(actual, PatrolForm)


def test_very_many_wrong_lines_are_counted_rather_than_listed() -> None:
    actual = parse("\n".join(LINES[:3] + ["x"] * 4_000))

    assert isinstance(actual, FormProblems)
    assert len(actual.problems) == MAX_TOLD
    assert actual.left_out == 4_000 - MAX_TOLD


@pytest.mark.parametrize(
    "text",
    [
        "가" * 10_000,
        "제목:" + " " * 10_000,
        "장소: " + "1." * 5_000,
        "장소: " + "1 " * 5_000,
        "단체: " + "1" * 10_000,
        "단체: " + "( " * 5_000,
        "단체: " + "가," * 5_000,
        "일시: " + "12월 4일 " * 1_500,
        "반복: 매주 " + "금 " * 5_000,
        ":" * 10_000,
        "/newpatrol" * 1_000,
    ],
)
def test_ten_thousand_characters_are_refused_quickly(text: str) -> None:
    begun = stopwatch.process_time()

    outcome = parse(text)

    assert isinstance(outcome, FormProblems)
    assert stopwatch.process_time() - begun < 0.2


@given(st.text(max_size=300))
def test_any_text_gives_problems_that_fit_a_message(text: str) -> None:
    outcome = parse("\n".join(LINES[:3]) + "\n" + text)

    if isinstance(outcome, FormProblems):
        assert 1 <= len(outcome.problems) <= MAX_TOLD
        assert all(len(problem.line) <= 80 for problem in outcome.problems)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("범계역 2번 출구 37.38970,126.95070", Place("범계역 2번 출구", Point(37.3897, 126.9507))),
        ("범계역 2번 출구 37.38970, 126.95070", Place("범계역 2번 출구", Point(37.3897, 126.9507))),
        ("범계역, 37.38970 126.95070", Place("범계역", Point(37.3897, 126.9507))),
        ("범계역(37.38970,126.95070)", Place("범계역", Point(37.3897, 126.9507))),
        ("Bondi -33.89,151.27", Place("Bondi", Point(-33.89, 151.27))),
        ("범계역", FieldProblem(FieldReason.no_coordinates, "범계역")),
        ("37.38970,126.95070", FieldProblem(FieldReason.no_place_name, "37.38970,126.95070")),
        ("범계역 126.95070,37.38970", FieldProblem(FieldReason.impossible_coordinates, "126.95070,37.38970")),
        ("범계역 37°23'22\"", FieldProblem(FieldReason.unreadable_coordinates, "범계역 37°23'22\"")),
        ("범계역 1237.3,126.9", FieldProblem(FieldReason.unreadable_coordinates, "범계역 1237.3,126.9")),
        ("", FieldProblem(FieldReason.empty)),
    ],
)
def test_a_place_has_a_name_and_coordinates(typed: str, expected: Place | FieldProblem) -> None:
    assert parse_place(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "평촌자율방범대 10명、 안양상인연합회(5)",
            (OrganisationWish("평촌자율방범대", 10), OrganisationWish("안양상인연합회", 5)),
        ),
        ("안양1동자율방범대", (OrganisationWish("안양1동자율방범대"),)),
        ("방범대 -5", FieldProblem(FieldReason.impossible_quota, "방범대 -5", 9_999)),
        ("방범대 99999", FieldProblem(FieldReason.impossible_quota, "방범대 99999", 9_999)),
        ("10", FieldProblem(FieldReason.no_organisation_name, "10")),
        ("방범대 3, 방범대 5", FieldProblem(FieldReason.named_twice, "방범대")),
        (" , ,", FieldProblem(FieldReason.empty)),
    ],
)
def test_organisations_have_an_optional_number_of_people(
    typed: str, expected: tuple[OrganisationWish, ...] | FieldProblem
) -> None:
    assert parse_organisations(typed) == expected


def test_zones_are_names_and_none_comes_twice() -> None:
    assert parse_zones("가, 나") == ("가", "나")
    assert parse_zones("가, 가") == FieldProblem(FieldReason.named_twice, "가")


def test_one_value_of_a_change_is_read_like_a_line_of_the_form() -> None:
    typed = strip_key(FieldKey.place, "장소: 안양일번가 37.4016,126.9227")

    assert parse_field(FieldKey.place, typed, now=NOW, zone=SEOUL) == Place("안양일번가", Point(37.4016, 126.9227))


def test_every_reason_of_times_and_repetitions_has_its_name_in_the_form() -> None:
    named = set(FieldReason)

    assert {f"when_{reason.name}" for reason in TimeReason} <= named
    assert {f"repeat_{reason.name}" for reason in RecurrenceReason} <= named
