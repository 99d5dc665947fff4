"""Workbooks: what was typed stays text and never becomes a formula or a link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
_NARROWEST, _WIDEST = 8, 48
_NAME_MAX = 31
_NOT_IN_NAMES = str.maketrans("[]:*?/\\", "       ")
_WIDE = 0x1100
"""From here on characters take two columns."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with lines of text above it; cells are text, numbers, days or local wall times."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    above: Sequence[Sequence[Any]] = field(default=())


def workbook(sheets: Iterable[Sheet], made: datetime) -> bytes:
    """The sheets as one XLSX file."""
    import xlsxwriter  # seldom needed, and a start need not wait for it

    target = BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties({"created": made.replace(tzinfo=None)})
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "text_wrap": True}),
            "title": book.add_format({"bold": True}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"}),
            date: book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
            time: book.add_format({"num_format": "hh:mm", "align": "left", "valign": "top"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name.translate(_NOT_IN_NAMES)[:_NAME_MAX]), sheet, formats)
    return target.getvalue()


def _write(page: Any, sheet: Sheet, formats: dict[Any, Any]) -> None:
    for number, line in enumerate(sheet.above):
        for column, cell in enumerate(line):
            _cell(page, (number, column), cell, formats, "title" if column == 0 else "text")
    top = len(sheet.above) + (1 if sheet.above else 0)
    for column, name in enumerate(sheet.columns):
        page.write_string(top, column, name, formats["head"])
        page.set_column(column, column, _width([name, *(row[column] for row in sheet.rows)]))
    for number, row in enumerate(sheet.rows, top + 1):
        for column, cell in enumerate(row):
            _cell(page, (number, column), cell, formats, "text")
    if sheet.columns:
        page.freeze_panes(top + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _cell(page: Any, at: tuple[int, int], cell: Any, formats: dict[Any, Any], form: str) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        page.write_string(*at, cell, formats[form])
    elif isinstance(cell, date | time):
        page.write_datetime(*at, cell, formats[type(cell)])
    else:
        page.write_number(*at, cell, formats[form])


def _width(cells: Iterable[Any]) -> int:
    widest = max(
        sum(2 if ord(character) >= _WIDE else 1 for character in line)
        for cell in cells
        for line in (str(cell).split("\n") or [""])
    )
    return min(max(widest + 2, _NARROWEST), _WIDEST)
