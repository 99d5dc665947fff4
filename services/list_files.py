"""Reading an uploaded list, XLSX or CSV, as lines of text: formulas stay words, and no file can swell on its way in."""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from itertools import islice

from core.member_lists import LARGEST_FILE, MOST_LINES, Entry, Heads, ListFault, entry_of, heads_of

MOST_CELLS, LONGEST_CELL = 40, 400
LARGEST_UNPACKED = 30_000_000
"""Bytes that the parts of a workbook may come to; a thousand lines are far below."""
_ENCODINGS = ("utf-8-sig", "cp949")
_SEPARATORS = ",;\t"

Lines = tuple[Heads, tuple[Entry, ...]]


def read_list(content: bytes) -> Lines | ListFault:
    """The columns and lines of a list, whatever it is called; blocking."""
    if len(content) > LARGEST_FILE:
        return ListFault.too_large
    rows = _of_workbook(content) if content.startswith(b"PK") else _of_text(content)
    return rows if isinstance(rows, ListFault) else _lines(rows)


def _lines(rows: Iterable[list[str]]) -> Lines | ListFault:
    numbered = ((number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row))
    first = next(numbered, None)
    if first is None:
        return ListFault.empty
    heads = heads_of(first[1])
    if isinstance(heads, ListFault):
        return heads
    rest = list(islice(numbered, MOST_LINES + 1))
    if len(rest) > MOST_LINES:
        return ListFault.too_long
    entries = tuple(entry for number, row in rest if (entry := entry_of(number, row, heads)) is not None)
    return (heads, entries) if entries else ListFault.empty


def _of_text(content: bytes) -> list[list[str]] | ListFault:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _of_csv(text)
    return ListFault.unreadable


def _of_csv(text: str) -> list[list[str]] | ListFault:
    if "\x00" in text:
        return ListFault.unreadable
    head = text.strip().partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    try:
        return [_cut(row) for row in csv.reader(StringIO(text, newline=""), delimiter=separator)]
    except csv.Error:
        return ListFault.unreadable


def _of_workbook(content: bytes) -> list[list[str]] | ListFault:
    from openpyxl import load_workbook  # seldom needed, and a start need not wait for it
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                return ListFault.too_large
        # With formulas as they were typed: a computed cell is not what somebody wrote down.
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            page = book.worksheets[0]
            return list(_rows(page.iter_rows(max_row=MOST_LINES + 200, max_col=MOST_CELLS, values_only=True)))
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError, OSError):
        # Whatever is wrong inside a file that somebody sent: it is not a list that can be read.
        return ListFault.unreadable


def _rows(rows: Iterable[tuple[object, ...]]) -> Iterator[list[str]]:
    for row in rows:
        yield _cut(["" if cell is None else str(cell) for cell in row])


def _cut(row: list[str]) -> list[str]:
    return [cell[:LONGEST_CELL].strip() for cell in row[:MOST_CELLS]]
