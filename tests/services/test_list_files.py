"""Files as offices write them are read: each encoding, separator, workbook; what is no list is said, not raised."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from core.member_lists import LARGEST_FILE, MOST_LINES, Column, Entry, ListFault
from services.list_files import LARGEST_UNPACKED, read_list

LINES = "이름,단체,전화번호\n이두리,평촌자율방범대,010-1234-5678\n\n정세찬,안양상인연합회,\n"
READ = (Entry(2, "이두리", "평촌자율방범대", "010-1234-5678"), Entry(4, "정세찬", "안양상인연합회", ""))


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_text_is_read_however_it_was_saved(encoding: str, separator: str, ending: str) -> None:
    read = read_list(LINES.replace(",", separator).replace("\n", ending).encode(encoding))

    assert not isinstance(read, ListFault)
    assert read[1] == READ


def test_a_workbook_is_read_and_its_formulas_stay_words() -> None:
    read = read_list(
        workbook(("이름", "단체", "전화번호"), ("이두리", "평촌자율방범대", 1012345678), ("=1+1", None, "=A1"))
    )

    assert not isinstance(read, ListFault)
    assert read[1] == (Entry(2, "이두리", "평촌자율방범대", "1012345678"), Entry(3, "=1+1", "", "=A1"))


def test_a_resident_numbers_column_is_dropped_before_anything_is_judged() -> None:
    heads, entries = read_list(workbook(("이름", "주민등록번호"), ("이두리", "900101-1234567")))  # type: ignore[misc]

    assert heads.refused == ("주민등록번호",)
    assert heads.columns == {Column.name: 0}
    assert "1234567" not in repr(entries)


def _swelling() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", b" " * (LARGEST_UNPACKED + 1))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", ListFault.empty),
        (b"\n,,\n", ListFault.empty),
        ("이름\n".encode(), ListFault.empty),
        ("단체,전화\n가,나\n".encode(), ListFault.no_name_column),
        (b"x" * (LARGEST_FILE + 1), ListFault.too_large),
        (_swelling(), ListFault.too_large),
        (("이름\n" + "이두리\n" * (MOST_LINES + 1)).encode(), ListFault.too_long),
        (b"\xff\xfe\x00\x01\xff\xff", ListFault.unreadable),
        (b"\x00" * 100, ListFault.unreadable),
        (b"PK\x03\x04 this is no workbook", ListFault.unreadable),
        (("이름\n" + '"' + "가" * 200_000).encode(), ListFault.unreadable),
    ],
    ids=lambda each: each.name if isinstance(each, ListFault) else "",
)
def test_what_cannot_be_read_is_said(content: bytes, fault: ListFault) -> None:
    assert read_list(content) is fault


def test_a_workbook_of_something_else_is_said() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as parts:
        parts.writestr("word/document.xml", "<document/>")

    assert read_list(target.getvalue()) is ListFault.unreadable
