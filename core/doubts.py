"""Which kinds of messages are said again when nobody knows whether they arrived.

Almost everything is: an appointment heard twice is a nuisance, one not heard is a person missing in the street. The
courtesies named here are not: whoever misses one asks again by themselves and gets it.
"""

from __future__ import annotations

from core.retries import OnDoubt

SAID_ONCE = frozenset({"common.not_understood", "common.nothing_open", "common.stale_button"})


def on_doubt(kind: str) -> OnDoubt:
    """What this kind of message prefers when a send may or may not have arrived."""
    return OnDoubt.give_up if kind in SAID_ONCE else OnDoubt.repeat
