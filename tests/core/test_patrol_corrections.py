"""What takes the place of what when lines of a form are sent again."""

import pytest

from core.geo import Point
from core.patrol_corrections import corrected, placed
from core.patrol_fields import FieldKey

FORM = "\n제목: 합동순찰\n일시: 25:00\n장소: 범계역 37.38970,126.95070\n단체: 평촌 10"


@pytest.mark.parametrize(
    ("sent", "wrong", "expected"),
    [
        ("일시: 내일 20:00-22:00", [FieldKey.when], FORM.replace("25:00", "내일 20:00-22:00")),
        ("내일 20:00-22:00", [FieldKey.when], FORM.replace("25:00", "내일 20:00-22:00")),
        ("when: 내일 20:00-22:00", [FieldKey.when], FORM.replace("일시: 25:00", "when: 내일 20:00-22:00")),
        ("안내: 조끼", [FieldKey.when], FORM + "\n안내: 조끼"),
        ("아무 말", [FieldKey.when, FieldKey.place], "아무 말"),
        ("두 줄의\n아무 말", [FieldKey.when], "두 줄의\n아무 말"),
        ("제목: 가\n일시: 나\n장소: 다", [FieldKey.when], "제목: 가\n일시: 나\n장소: 다"),
        ("일시: 나\n비고 없음", [FieldKey.when], FORM.replace("25:00", "나") + "\n비고 없음"),
    ],
)
def test_what_is_sent_again_takes_the_place_of_its_line(sent: str, wrong: list[FieldKey], expected: str) -> None:
    assert corrected(FORM, sent, wrong) == expected


def test_a_new_key_takes_the_place_of_a_line_that_nobody_understood() -> None:
    mistyped = FORM.replace("장소:", "장수:")

    assert corrected(mistyped, "장소: 범계역 37.38970,126.95070", [FieldKey.place]) == FORM


def test_a_doubled_line_is_there_once_after_its_correction() -> None:
    assert corrected(FORM + "\n단체: 범계 5", "단체: 범계 5", [FieldKey.organisations]) == FORM.replace(
        "평촌 10", "범계 5"
    )


@pytest.mark.parametrize(
    ("place", "name", "expected"),
    [
        ("범계역", None, "장소: 범계역 37.40000,126.90000"),
        ("범계역", "안양역", "장소: 안양역 37.40000,126.90000"),
        ("범계역 2번 출구 91,200", None, "장소: 범계역 2번 출구 37.40000,126.90000"),
        ("", None, "장소:  37.40000,126.90000"),
    ],
)
def test_a_place_from_the_map_completes_its_line(place: str, name: str | None, expected: str) -> None:
    form = f"제목: 가\n장소: {place}"

    assert placed(form, Point(37.4, 126.9), name) == f"제목: 가\n{expected}"
