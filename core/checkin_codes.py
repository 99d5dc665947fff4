"""The leader's check-in code: four digits, new every five minutes, the last one still accepted.

The digits are those of RFC 4226 over the number of the five-minute window, so nothing has to be stored but one
secret a patrol, and every process shows the same code.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

CODE_DIGITS = 4
CODE_WINDOW = timedelta(minutes=5)
MAX_WRONG_TRIES = 5
TRIES_WINDOW = timedelta(minutes=10)
"""Five guesses in ten minutes at two valid codes of ten thousand: one chance in a thousand, told to nobody."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def code_at(secret: bytes, at: datetime) -> str:
    """The code to show at this instant."""
    return _code(secret, _window(at))


def code_changes_at(at: datetime) -> datetime:
    """When the code shown now is replaced (it is accepted for one window more)."""
    return _EPOCH + (_window(at) + 1) * CODE_WINDOW


def is_code_accepted(secret: bytes, typed: str, at: datetime) -> bool:
    """Whether what a person typed is the code of this window or the one before, in constant time."""
    digits = "".join(unicodedata.normalize("NFKC", typed[: CODE_DIGITS * 4]).split()).encode("utf-8", "replace")
    window = _window(at)
    is_current = hmac.compare_digest(_code(secret, window).encode(), digits)
    is_previous = hmac.compare_digest(_code(secret, window - 1).encode(), digits)
    return is_current or is_previous


@dataclass(frozen=True, slots=True)
class Tries:
    """What wrong codes cost: how many are left, or until when no code is looked at."""

    left: int
    locked_until: datetime | None


def tries_left(wrong_at: Iterable[datetime], at: datetime) -> Tries:
    """Judge the wrong codes of one person, of which only the last minutes count."""
    recent = sorted(moment for moment in wrong_at if at - TRIES_WINDOW < moment <= at)
    left = max(0, MAX_WRONG_TRIES - len(recent))
    return Tries(left, None if left else recent[-MAX_WRONG_TRIES] + TRIES_WINDOW)


def _window(at: datetime) -> int:
    return (at - _EPOCH) // CODE_WINDOW


def _code(secret: bytes, window: int) -> str:
    digest = hmac.new(secret, window.to_bytes(8, "big", signed=True), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**CODE_DIGITS).zfill(CODE_DIGITS)
