"""A phone number has one stored form, `+8210…`, however it was typed, and one masked form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

# Significant Korean numbers without the leading 0: mobiles, Seoul, provinces, internet, personal.
_KOREAN = re.compile(r"10\d{8}|1[16-9]\d{7,8}|2\d{7,8}|50\d{8,9}|70\d{8}|[3-6][1-9]\d{7,8}")
_PUNCTUATION = re.compile(r"[\s\-.()/\u2010-\u2015\u2212]")
_SHORTEST_FOREIGN, _LONGEST_FOREIGN = 8, 15
_LONGEST_TYPED = 40


class PhoneReason(StrEnum):
    """Why something typed is not a phone number."""

    not_a_number = "not_a_number"
    no_country = "no_country"
    wrong_length = "wrong_length"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in international form, `+` and digits."""

    number: str


@dataclass(frozen=True, slots=True)
class NotAPhone:
    """What was typed is no phone number, and why."""

    reason: PhoneReason


def normalise_phone(text: str, *, is_international: bool = False) -> Phone | NotAPhone:
    """Read a number; `is_international` says that digits without `+` begin with a country code.

    Messengers share contacts that way. A resident registration number (13 digits) fits no branch.
    """
    digits = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text[:_LONGEST_TYPED]))
    if len(text) > _LONGEST_TYPED or not re.fullmatch(r"\+?[0-9]+", digits):
        return NotAPhone(PhoneReason.not_a_number)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+"):
        return _with_country(digits[1:])
    if digits.startswith("0"):
        return _korean(digits[1:])
    if is_international or (digits.startswith("82") and _KOREAN.fullmatch(digits[2:])):
        return _with_country(digits)
    return NotAPhone(PhoneReason.no_country)


def mask_phone(number: str) -> str:
    """Hide the middle: enough to recognise one's own number, too little to call it."""
    shown = national_phone(number)
    last, head = shown[-4:], shown[:-4]
    area, dash, middle = head.partition("-")
    if not dash:
        return head[:3] + "*" * len(head[3:]) + last
    return f"{area}-{re.sub('[0-9]', '*', middle)}{last}"


def national_phone(number: str) -> str:
    """`+821012345678` as Koreans write it, `010-1234-5678`; foreign numbers unchanged."""
    if not number.startswith("+82"):
        return number
    digits = number[3:]
    area = 1 if digits.startswith("2") else 2
    return f"0{digits[:area]}-{digits[area:-4]}-{digits[-4:]}"


def _with_country(digits: str) -> Phone | NotAPhone:
    if digits.startswith("82"):
        return _korean(digits[2:].removeprefix("0"))
    if digits.startswith("0"):
        return NotAPhone(PhoneReason.no_country)
    if not _SHORTEST_FOREIGN <= len(digits) <= _LONGEST_FOREIGN:
        return NotAPhone(PhoneReason.wrong_length)
    return Phone("+" + digits)


def _korean(significant: str) -> Phone | NotAPhone:
    if not _KOREAN.fullmatch(significant):
        return NotAPhone(PhoneReason.wrong_length)
    return Phone("+82" + significant)
