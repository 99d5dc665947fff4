"""What people type as a name, a title or a note is kept as typed, less what nobody can see.

Invisible characters let two names look alike, turn the reading direction of a whole message, or
make an empty name; they go. Everything visible stays, `<b>` and `*` included.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

NAME_MAX = 40
TITLE_MAX = 100
NOTE_MAX = 4_000
RESIDENT_NUMBER_MASK = "******-*******"

_JOINER = "\u200d"
# Visible to Unicode, blank to the eye: Hangul fillers, the grapheme joiner.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5")
_BLANK_LOOKALIKES = frozenset("\u2800")
# Code points that are promised never to become characters.
_LAST_OF_PLANE = 0xFFFE
_ARABIC_NONCHARACTERS = range(0xFDD0, 0xFDF0)
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
# A day of birth, at most three signs between, and seven digits of which the first tells century and sex (1-8 today).
_RESIDENT_NUMBER = re.compile(
    r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[\s\-\u2010-\u2015\u2212~.·_/]{0,3}[1-8]\d{6}(?!\d)"
)


class UncleanReason(StrEnum):
    """Why something typed cannot be used."""

    empty = "empty"
    too_short = "too_short"
    too_long = "too_long"
    no_letter = "no_letter"


@dataclass(frozen=True, slots=True)
class Clean:
    """Typed text that can be stored and shown."""

    text: str


@dataclass(frozen=True, slots=True)
class Unclean:
    """Typed text that cannot be used; `limit` is the bound that was missed, in characters."""

    reason: UncleanReason
    limit: int | None = None


def clean_line(text: str, *, max_length: int = TITLE_MAX, min_length: int = 1) -> Clean | Unclean:
    """One line: blanks of every kind and line breaks collapse to one blank."""
    visible = _without_hidden(re.sub(r"\s", " ", text))
    return _bounded(" ".join(visible.split()), min_length, max_length)


def clean_text(text: str, *, max_length: int = NOTE_MAX) -> Clean | Unclean:
    """Several lines: breaks stay, more than one empty line in a row collapses."""
    unified = re.sub(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", text)
    lines = (" ".join(_without_hidden(line).split()) for line in unified.split("\n"))
    return _bounded(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), 1, max_length)


def clean_name(text: str) -> Clean | Unclean:
    """A person's or an organisation's name: one line in which at least one letter stands."""
    outcome = clean_line(text, max_length=NAME_MAX)
    if isinstance(outcome, Clean) and not any(c.isalpha() for c in outcome.text):
        return Unclean(UncleanReason.no_letter)
    return outcome


def redact_resident_numbers(text: str) -> str:
    """Blacken what looks like a resident registration number, so that it is never stored."""
    found = [match.span() for match in _RESIDENT_NUMBER.finditer(_with_plain_digits(text))]
    for start, end in reversed(found):
        text = f"{text[:start]}{RESIDENT_NUMBER_MASK}{text[end:]}"
    return text


def has_resident_number(text: str) -> bool:
    """Whether something in the text looks like a resident registration number."""
    return _RESIDENT_NUMBER.search(_with_plain_digits(text)) is not None


def _with_plain_digits(text: str) -> str:
    """Full-width and other digits as 0-9, every character in its place."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _bounded(text: str, min_length: int, max_length: int) -> Clean | Unclean:
    if not text:
        return Unclean(UncleanReason.empty)
    if len(text) < min_length:
        return Unclean(UncleanReason.too_short, min_length)
    if len(text) > max_length:
        return Unclean(UncleanReason.too_long, max_length)
    return Clean(text)


def _without_hidden(line: str) -> str:
    """Drop hidden characters first and compose afterwards, so that doing it twice changes nothing."""
    kept: list[str] = []
    for index, char in enumerate(line):
        if char in _BLANK_LOOKALIKES or char.isspace():
            kept.append(" ")
        elif char == _JOINER:
            if _joins_emoji(kept, line[index + 1 : index + 2]):
                kept.append(char)
        elif not _is_hidden(char):
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _is_hidden(char: str) -> bool:
    if unicodedata.category(char) in _HIDDEN_CATEGORIES or char in _FILLERS:
        return True
    return ord(char) & _LAST_OF_PLANE == _LAST_OF_PLANE or ord(char) in _ARABIC_NONCHARACTERS


def _joins_emoji(before: list[str], after: str) -> bool:
    """A joiner inside an emoji (a family, a police officer) is part of a picture people see."""
    if not before or not after or unicodedata.category(after) != "So":
        return False
    return before[-1] == "\ufe0f" or unicodedata.category(before[-1]) in {"So", "Sk"}
