"""Sealed entries in a chain: each hash covers its entry and the hash before it, so a later change shows.

An entry is kept as the very text that was sealed. Whoever changes, removes or reorders entries has to change every
hash after them, and those stand on papers that others hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64
"""Stands before the first entry of a chain."""


class BreakReason(StrEnum):
    """What does not fit: a number is left out, the text is another, or the entry before it is."""

    missing = "missing"
    changed = "changed"
    unlinked = "unlinked"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One entry of a chain; numbers count from 1."""

    number: int
    entry: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry of a chain that does not prove itself."""

    number: int
    reason: BreakReason


def canonical(entry: Mapping[str, Any]) -> str:
    """The one text of these facts: sorted keys, no blanks, no NaN."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sealed_after(previous: Sealed | None, entry: Mapping[str, Any]) -> Sealed:
    """The entry as the next of a chain; its number is sealed with it."""
    number = previous.number + 1 if previous else 1
    previous_hash = previous.hash if previous else GENESIS
    text = canonical({**entry, "number": number})
    return Sealed(number, text, previous_hash, _hash(previous_hash, text))


def first_break(chain: Iterable[Sealed]) -> Break | None:
    """The first entry, in the order of numbers, that does not follow from those before it; None when all do."""
    previous_hash = GENESIS
    for number, sealed in enumerate(chain, 1):
        if sealed.number != number:
            return Break(number, BreakReason.missing)
        if sealed.previous_hash != previous_hash:
            return Break(number, BreakReason.unlinked)
        if sealed.hash != _hash(previous_hash, sealed.entry) or not _is_numbered(sealed):
            return Break(number, BreakReason.changed)
        previous_hash = sealed.hash
    return None


def _hash(previous_hash: str, entry: str) -> str:
    return sha256(f"{previous_hash}\n{entry}".encode()).hexdigest()


def _is_numbered(sealed: Sealed) -> bool:
    try:
        return bool(json.loads(sealed.entry).get("number") == sealed.number)
    except (ValueError, AttributeError):
        return False
