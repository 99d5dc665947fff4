"""On which terms a sender claims, and how far a clock or a row is believed."""

from dataclasses import dataclass
from datetime import timedelta

from core.pacing import Bucket as Rate
from core.pacing import Pace

LONGEST_HOLD = timedelta(minutes=15)
"""No row waits longer between attempts. One that would is a sign that the clock was set back: it is due."""
STEP = timedelta(minutes=1)
"""No pace is reserved so far ahead, and no clock is so late by itself: the database's clock was set."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a sender claims: `within` is how far ahead it reserves, `quiet_kinds` make no bubble in a chat."""

    channel: str
    holder: str
    pace: Pace
    within: timedelta
    quiet_kinds: frozenset[str] = frozenset()


def slack(rate: Rate) -> timedelta:
    """How far a bucket may be ahead of the clock with a message still allowed."""
    return rate.interval * (rate.burst - 1)
