"""What other programs may read with a token, how much at once, and how they go on where they stopped."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from core.pacing import Bucket

TOKEN_BEGINS = "patrol_"  # noqa: S105 (how a token is recognised, not one)
CHANNEL = "api"
"""Under which the pace of each token is kept, by its number."""
NAME_MAX = 60
A_MINUTE = timedelta(minutes=1)
REQUESTS_A_MINUTE = 120
PACE = Bucket(A_MINUTE / REQUESTS_A_MINUTE, burst=REQUESTS_A_MINUTE)
"""A minute's requests at once, then two a second."""
PORTION = 10
"""A process takes so many requests from the bucket of all at a time, so that not each of them waits for a commit."""
SEEN_EVERY = timedelta(minutes=5)
"""Reading with a token writes at most this often that it was used."""
PAGE, LARGEST_PAGE = 50, 200
_LARGEST_ID = 2**31 - 1
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class ApiScope(StrEnum):
    """What a token opens."""

    patrols_read = "patrols:read"
    notes_read = "notes:read"
    notes_text = "notes:text"
    hours_read = "hours:read"
    members_read = "members:read"
    months_read = "months:read"


PERSONAL = frozenset({ApiScope.notes_text, ApiScope.hours_read, ApiScope.members_read})
"""Scopes with which personal data are read."""


def cursor_after(row_id: int) -> str:
    """Where the next page begins, in a form that nobody takes for a number to count with."""
    digits = ""
    while row_id:
        row_id, digit = divmod(row_id, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits or "0"


def row_after(cursor: str | None) -> int:
    """The id that a page begins after; a cursor beyond every row begins an empty page."""
    return min(int(cursor, len(_DIGITS)), _LARGEST_ID) if cursor else 0
