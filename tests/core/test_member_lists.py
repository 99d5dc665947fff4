"""A list is read line by line: what is wrong is named, what is right is not lost, resident numbers are not kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.member_lists import (
    Column,
    Entry,
    Fate,
    Heads,
    Judged,
    Known,
    ListFault,
    entry_of,
    heads_of,
    is_the_expected,
    judge_lines,
)
from core.names import has_resident_number

UNITS = {"평촌자율방범대": 1, "안양상인연합회": 2}
MEMBER = Known(1, "박대장", "+821011112222", is_member=True)
WAITED_FOR = Known(1, "김하나", None, is_member=False)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["이름", "단체", "전화번호"], Heads({Column.name: 0, Column.organisation: 1, Column.phone: 2}, (), ())),
        (["연락처", " 성 명 "], Heads({Column.phone: 0, Column.name: 1}, (), ())),
        (["Name", "비고"], Heads({Column.name: 0}, (), ("비고",))),
        (["이름", "주민등록번호"], Heads({Column.name: 0}, ("주민등록번호",), ())),
        (["이름", "주민번호 앞자리", "RRN"], Heads({Column.name: 0}, ("주민번호 앞자리", "RRN"), ())),
        (["단체", "전화"], ListFault.no_name_column),
        (["주민등록 이름"], ListFault.no_name_column),
        ([], ListFault.no_name_column),
    ],
)
def test_columns_are_known_by_what_people_call_them(cells: list[str], expected: Heads | ListFault) -> None:
    assert heads_of(cells) == expected


@pytest.mark.parametrize(
    ("entry", "fate"),
    [
        (Entry(2, "이두리", "평촌자율방범대", "010-1234-5678"), Fate.expected),
        (Entry(2, "이두리", "평촌 자율방범대", ""), Fate.expected),
        (Entry(2, "이두리", "평촌자율방범대", "1012345678"), Fate.expected),
        (Entry(2, "이두리", "평촌자율방범대", "+82 10-1234-5678"), Fate.expected),
        (Entry(2, "박대장", "평촌자율방범대", "010-1111-2222"), Fate.already_in),
        (Entry(2, "박 대장", "평촌자율방범대", ""), Fate.already_in),
        (Entry(2, "박대장", "평촌자율방범대", "010-3333-4444"), Fate.expected),
        (Entry(2, "박대장", "안양상인연합회", "010-1111-2222"), Fate.expected),
        (Entry(2, "김하나", "평촌자율방범대", "010-1234-5678"), Fate.expected_before),
        (Entry(2, "", "평촌자율방범대"), Fate.no_name),
        (Entry(2, "1234", "평촌자율방범대"), Fate.no_name),
        (Entry(2, "이두리", "없는 단체"), Fate.unknown_organisation),
        (Entry(2, "이두리"), Fate.unknown_organisation),
        (Entry(2, "이두리", "평촌자율방범대", "1588"), Fate.wrong_phone),
        (Entry(2, "=HYPERLINK(1)", "평촌자율방범대"), Fate.formula),
        (Entry(2, "이두리", "@SUM(A1)"), Fate.formula),
        (Entry(2, "이두리", "평촌자율방범대", "=1+1"), Fate.formula),
        (Entry(2, "이두리", "평촌자율방범대", "900101-1234567"), Fate.resident_number),
        (Entry(2, "이두리 900101-1234567", "평촌자율방범대"), Fate.resident_number),
    ],
)
def test_each_line_has_one_fate(entry: Entry, fate: Fate) -> None:
    (judged,) = judge_lines([entry], UNITS, [MEMBER, WAITED_FOR])

    assert judged.fate is fate


def test_a_line_without_an_organisation_is_meant_for_the_one_the_list_was_given_to() -> None:
    (judged,) = judge_lines([Entry(2, "이두리")], UNITS, [], default_id=2)

    assert judged == Judged(2, Fate.expected, "이두리", "안양상인연합회", 2, None)


def test_who_is_in_the_list_twice_is_expected_once() -> None:
    entries = [
        Entry(2, "이두리", "평촌자율방범대"),
        Entry(3, "이 두리", "평촌자율방범대"),
        Entry(4, "이두리", "안양상인연합회"),
    ]

    assert [each.fate for each in judge_lines(entries, UNITS, [])] == [
        Fate.expected,
        Fate.twice_in_list,
        Fate.expected,
    ]


def test_what_stands_in_a_refused_column_is_not_read() -> None:
    heads = heads_of(["이름", "주민등록번호"])
    assert isinstance(heads, Heads)

    assert entry_of(2, ["이두리", "900101-1234567"], heads) == Entry(2, "이두리")
    assert entry_of(3, ["900101-1234567", ""], heads) == Entry(3, "", has_resident_number=True)
    assert entry_of(4, [" ", ""], heads) is None


cells = st.lists(
    st.text(max_size=12)
    | st.sampled_from(
        ["이두리", "평촌자율방범대", "010-1234-5678", "900101-1234567", "９００１０１１２３４５６７", "=1+1", "+1", ""]
    ),
    max_size=5,
)


@given(rows=st.lists(cells, max_size=8))
def test_no_line_is_lost_or_breaks_the_list_and_no_resident_number_comes_through(rows: list[list[str]]) -> None:
    heads = Heads({Column.name: 0, Column.organisation: 1, Column.phone: 2}, (), ())
    entries = [entry for number, row in enumerate(rows, 2) if (entry := entry_of(number, row, heads))]
    judged = judge_lines(entries, UNITS, [MEMBER], default_id=1)

    assert [each.number for each in judged] == [entry.number for entry in entries]
    assert not any(has_resident_number(f"{each.name}|{each.organisation}|{each.phone}") for each in judged)
    assert all(each.organisation_id in {1, 2} for each in judged if each.fate is Fate.expected)


@given(
    rows=st.lists(
        st.builds(Entry, st.integers(2, 99), st.sampled_from(["가", "나", "다"]), st.sampled_from(sorted(UNITS)))
    )
)
def test_reading_a_list_again_after_it_was_taken_over_expects_nobody_new(rows: list[Entry]) -> None:
    first = judge_lines(rows, UNITS, [])
    taken = [Known(e.organisation_id or 0, e.name, e.phone, is_member=False) for e in first if e.fate is Fate.expected]
    again = judge_lines(rows, UNITS, taken)

    assert not any(each.fate is Fate.expected for each in again)


@pytest.mark.parametrize(
    ("organisation_id", "name", "phone", "is_meant"),
    [
        (1, "김하나", None, True),
        (1, "김 하나", "+821099999999", True),
        (1, "하나", "+821012345678", True),
        (1, "남", None, False),
        (1, "남", "+821099999999", False),
        (2, "김하나", "+821012345678", False),
    ],
)
def test_who_comes_by_a_personal_link_is_known_by_number_or_name(
    organisation_id: int, name: str, phone: str | None, *, is_meant: bool
) -> None:
    expected = Known(1, "김하나", "+821012345678", is_member=False)

    assert is_the_expected(expected, organisation_id=organisation_id, name=name, phone=phone) is is_meant
