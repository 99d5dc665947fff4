"""A list of people who are expected to join: what becomes of each line, and who turns out to be on it.

A list makes nobody a member. A messenger begins no conversation, and consent comes from the person: whoever is on the
list is expected, and what they answer when they register is what counts. A resident registration number is refused
wherever it stands, by column or by value, and nothing of such a line is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from core.names import Clean, clean_name, has_resident_number, redact_resident_numbers
from core.phones import Phone, normalise_phone

MOST_LINES = 1_000
LARGEST_FILE = 1_000_000
"""Bytes of what is uploaded."""
KEPT_FOR = timedelta(days=90)
"""Who has not come by then is forgotten."""


class Column(StrEnum):
    """What is read of a list."""

    name = "name"
    organisation = "organisation"
    phone = "phone"


_HEADS: Mapping[Column, frozenset[str]] = {
    Column.name: frozenset({"이름", "성명", "성함", "name", "fullname"}),
    Column.organisation: frozenset({"단체", "단체명", "소속", "조직", "organisation", "organization", "unit"}),
    Column.phone: frozenset({"전화", "전화번호", "휴대전화", "휴대폰", "핸드폰", "연락처", "phone", "mobile"}),
}
_RESIDENT_HEAD = re.compile(r"주민|resident|rrn|외국인등록|여권|passport", re.IGNORECASE)
_FORMULA = ("=", "@", "\t", "\r", "+", "-")
_PHONE_FORMULA = ("=", "@", "\t", "\r", "-")


class ListFault(StrEnum):
    """Why a list cannot be read at all."""

    empty = "empty"
    too_large = "too_large"
    too_long = "too_long"
    unreadable = "unreadable"
    no_name_column = "no_name_column"


class Fate(StrEnum):
    """What becomes of a line: it is expected, or why it is left out."""

    expected = "expected"
    already_in = "already_in"
    expected_before = "expected_before"
    twice_in_list = "twice_in_list"
    no_name = "no_name"
    unknown_organisation = "unknown_organisation"
    wrong_phone = "wrong_phone"
    formula = "formula"
    resident_number = "resident_number"


@dataclass(frozen=True, slots=True)
class Heads:
    """Which column is what, counted from 0; `refused` and `ignored` are the names of columns that are not read."""

    columns: Mapping[Column, int]
    refused: tuple[str, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it was written, by column; `number` is where it stands in the file."""

    number: int
    name: str
    organisation: str = ""
    phone: str = ""
    has_resident_number: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Who is in an organisation or expected there already; a phone number is kept in its one form."""

    organisation_id: int
    name: str
    phone: str | None
    is_member: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with its fate; of one with a resident number nothing but where it stands is left."""

    number: int
    fate: Fate
    name: str = ""
    organisation: str = ""
    organisation_id: int | None = None
    phone: str | None = None


def heads_of(cells: Sequence[str]) -> Heads | ListFault:
    """Reads the first line of a list."""
    columns: dict[Column, int] = {}
    refused, ignored = [], []
    for index, cell in enumerate(cells):
        head = _folded(cell)
        if _RESIDENT_HEAD.search(head):
            refused.append(redact_resident_numbers(" ".join(cell.split()))[:40])
            continue
        column = next((column for column, names in _HEADS.items() if head in names), None)
        if column is not None and column not in columns:
            columns[column] = index
        elif head and not has_resident_number(cell):
            ignored.append(" ".join(cell.split())[:40])
    if Column.name not in columns:
        return ListFault.no_name_column
    return Heads(columns, tuple(refused), tuple(ignored))


def entry_of(number: int, cells: Sequence[str], heads: Heads) -> Entry | None:
    """Reads one line; None where nothing stands in it."""
    if not any(cell.strip() for cell in cells):
        return None
    read = {column: cells[index].strip() if index < len(cells) else "" for column, index in heads.columns.items()}
    # Only what is read is looked at: what stands in a refused column is dropped with it.
    if any(has_resident_number(value) for value in read.values()):
        return Entry(number, "", has_resident_number=True)
    return Entry(number, read[Column.name], read.get(Column.organisation, ""), read.get(Column.phone, ""))


def judge_lines(
    entries: Sequence[Entry], organisations: Mapping[str, int], known: Sequence[Known], default_id: int | None = None
) -> tuple[Judged, ...]:
    """What becomes of each line. `organisations` are the city's by name, `default_id` is meant where none is named."""
    ids = {_folded(name): organisation_id for name, organisation_id in organisations.items()}
    names = {organisation_id: name for name, organisation_id in organisations.items()}
    seen: list[Known] = []
    judged = []
    for entry in entries:
        found = _judge(entry, ids, default_id)
        if found.fate is Fate.expected and found.organisation_id is not None:
            this = Known(found.organisation_id, found.name, found.phone, is_member=False)
            fate = _met_before(this, known, seen)
            found = Judged(
                entry.number, fate, found.name, names[found.organisation_id], found.organisation_id, found.phone
            )
            if fate is Fate.expected:
                seen.append(this)
        judged.append(found)
    return tuple(judged)


def _judge(entry: Entry, ids: Mapping[str, int], default_id: int | None) -> Judged:
    if entry.has_resident_number or any(
        has_resident_number(value) for value in (entry.name, entry.organisation, entry.phone)
    ):
        return Judged(entry.number, Fate.resident_number)
    if entry.name.startswith(_FORMULA) or entry.organisation.startswith(_FORMULA):
        return Judged(entry.number, Fate.formula)
    if entry.phone.startswith(_PHONE_FORMULA):
        return Judged(entry.number, Fate.formula)
    name = clean_name(entry.name)
    if not isinstance(name, Clean):
        return Judged(entry.number, Fate.no_name)
    organisation_id = ids.get(_folded(entry.organisation)) if entry.organisation else default_id
    if organisation_id is None:
        return Judged(entry.number, Fate.unknown_organisation, name.text, entry.organisation[:40])
    phone = normalise_phone(_with_zero(entry.phone)) if entry.phone else None
    if phone is not None and not isinstance(phone, Phone):
        return Judged(entry.number, Fate.wrong_phone, name.text, entry.organisation[:40], organisation_id)
    return Judged(
        entry.number,
        Fate.expected,
        name.text,
        entry.organisation,
        organisation_id,
        phone.number if phone else None,
    )


def _with_zero(phone: str) -> str:
    """Spreadsheets take a number for a number: 01012345678 comes back as 1012345678, or with a ".0"."""
    digits = phone.removesuffix(".0")
    return f"0{digits}" if re.fullmatch(r"1\d{8,9}", digits) else digits


def _met_before(this: Known, known: Sequence[Known], seen: Sequence[Known]) -> Fate:
    if any(_is_same(this, other) for other in known if other.is_member):
        return Fate.already_in
    if any(_is_same(this, other) for other in known):
        return Fate.expected_before
    return Fate.twice_in_list if any(_is_same(this, other) for other in seen) else Fate.expected


def _is_same(this: Known, other: Known) -> bool:
    """One organisation and one number; or, where a number is missing, one name. Two of a name have two numbers."""
    if this.organisation_id != other.organisation_id:
        return False
    if this.phone and other.phone:
        return this.phone == other.phone
    return _folded(this.name) == _folded(other.name)


def is_the_expected(expected: Known, *, organisation_id: int | None, name: str, phone: str | None) -> bool:
    """Whether who registered by the personal link of `expected` is who was meant: by number, or else by name."""
    if organisation_id != expected.organisation_id:
        return False
    is_same_number = phone is not None and phone == expected.phone
    return is_same_number or _folded(name) == _folded(expected.name)


def _folded(words: str) -> str:
    return "".join(words.split()).casefold()
