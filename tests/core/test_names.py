"""What people type is kept as typed, less what nobody can see."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import (
    Clean,
    Unclean,
    UncleanReason,
    clean_line,
    clean_name,
    clean_text,
    has_resident_number,
    redact_resident_numbers,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  홍\t길동\n", "홍 길동"),
        ("홍\u200b길\ufeff동", "홍길동"),
        ("\u202e동길홍\u202c", "동길홍"),
        ("홍길동\x00\x1b[31m", "홍길동[31m"),
        ("홍\u3164길동\u2800", "홍길동"),
        (unicodedata.normalize("NFD", "홍길동"), "홍길동"),
        ("<b>홍</b> *길*", "<b>홍</b> *길*"),
        ("\ud800홍", "홍"),
        ("👮\u200d♀\ufe0f 순찰", "👮\u200d♀\ufe0f 순찰"),
    ],
)
def test_the_visible_stays_and_the_hidden_goes(typed: str, kept: str) -> None:
    assert clean_line(typed) == Clean(kept)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", UncleanReason.empty),
        ("\u200b\u3164 \u202e", UncleanReason.empty),
        ("12345", UncleanReason.no_letter),
        ("가" * 10_000, UncleanReason.too_long),
    ],
)
def test_a_name_nobody_could_read_is_refused_by_name(typed: str, reason: UncleanReason) -> None:
    outcome = clean_name(typed)

    assert isinstance(outcome, Unclean)
    assert outcome.reason == reason


def test_a_note_keeps_its_lines() -> None:
    assert clean_text("가로등 고장\r\n\r\n\r\n\r\n 범계역 \u202e앞") == Clean("가로등 고장\n\n범계역 앞")


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for clean in (clean_line, clean_text):
        once = clean(text)
        if isinstance(once, Clean):
            assert clean(once.text) == once


@given(st.text())
def test_no_control_or_direction_character_ever_stays(text: str) -> None:
    outcome = clean_line(text, max_length=10_000)

    if isinstance(outcome, Clean):
        assert not {unicodedata.category(char) for char in outcome.text} & {"Cc", "Cs", "Zl", "Zp"}
        assert not set(outcome.text) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u200b")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("번호 900101-1234567 입니다", "번호 ******-******* 입니다"),
        ("0001013234567", "******-*******"),
        ("010-1234-5678", "010-1234-5678"),
        ("991399-1234567", "991399-1234567"),
        ("900101 - 2234567", "******-*******"),
        ("900101—1234567", "******-*******"),
        ("９００１０１－１２３４５６７".replace("－", "-"), "******-*******"),
        ("900101-1234567과 850505-2345678", "******-*******과 ******-*******"),
        ("900101-9234567", "900101-9234567"),
        ("주문 12900101-12345678", "주문 12900101-12345678"),
    ],
)
def test_a_resident_registration_number_is_blackened(typed: str, kept: str) -> None:
    assert redact_resident_numbers(typed) == kept
    assert has_resident_number(typed) == (typed != kept)
