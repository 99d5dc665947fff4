"""How fast messages may leave (GCRA: the time of the next free slot is all that is remembered).

In any window of length T at most `burst + T / interval` messages leave. Nothing is saved up beyond the burst, so
a start or a long silence is followed by no volley. Only a sender that was held up amid its work, and is the only one,
makes up for the slots of a moment; its own window of a second keeps those from being too many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Bucket:
    """One slot every `interval`, `burst` of them at once at most (1: evenly spaced)."""

    interval: timedelta
    burst: int = 1

    def __post_init__(self) -> None:
        if self.interval <= timedelta() or self.burst < 1:
            raise ValueError("a bucket needs a positive interval and a burst of at least one")


PRIVATE_CHAT = Bucket(timedelta(seconds=1), burst=3)
GROUP_CHAT = Bucket(timedelta(seconds=60) / 17, burst=3)
"""Three at once and seventeen a minute: at most 20 in any minute, edits included."""

SOS_OVERDRAFT = 10
_NONE = timedelta()
MADE_UP_FOR = timedelta(milliseconds=500)
"""How long a busy sender may be held up and still reach its pace; after longer it goes on from where it is."""
ALONE_AFTER = timedelta(seconds=2)
"""A second in which others' sends would count, and what they had reserved ahead and were still sending."""


def token_bucket(messages_per_second: float) -> Bucket:
    """The rate of one bot token, evenly spaced: two messages in one slot already exceed a limit told per second."""
    return Bucket(timedelta(seconds=1) / messages_per_second)


@dataclass(frozen=True, slots=True)
class Pace:
    """What a messenger allows one bot: in all, to one person's chat, to one group."""

    token: Bucket
    private: Bucket = PRIVATE_CHAT
    group: Bucket = GROUP_CHAT


@dataclass(frozen=True, slots=True)
class Go:
    """Send now and remember `next_free_at`."""

    next_free_at: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing leaves before `until`; remember nothing."""

    until: datetime


SlotDecision: TypeAlias = Go | Wait


def decide_slot(next_free_at: datetime | None, bucket: Bucket, at: datetime, *, overdraft: int = 0) -> SlotDecision:
    """Judge one message; `overdraft` lets the urgent take that many slots of the future, paid back by the rest."""
    due = at if next_free_at is None else max(next_free_at, at)
    allowed_at = due - bucket.interval * (bucket.burst - 1 + overdraft)
    if at < allowed_at:
        return Wait(allowed_at)
    return Go(due + bucket.interval)


@dataclass(frozen=True, slots=True)
class Held:
    """A sender's own last claim: what it left the bucket at, and for how long it has been the only one to claim.

    `has_more`: more was due than could leave, so a moment without a claim was a moment lost.
    """

    next_free_at: datetime
    alone_for: timedelta
    has_more: bool

    def makes_up_for(self, next_free_at: datetime) -> timedelta:
        """How late slots may be used now: none as soon as anybody else has taken some in the last second and more."""
        is_alone = next_free_at == self.next_free_at and self.alone_for >= ALONE_AFTER
        return MADE_UP_FOR if is_alone and self.has_more else _NONE


@dataclass(frozen=True, slots=True)
class Slots:
    """Moments at which messages may leave, and what to remember."""

    at: tuple[datetime, ...]
    next_free_at: datetime | None


def reserve_slots(
    next_free_at: datetime | None, bucket: Bucket, at: datetime, *, wanted: int, within: timedelta
) -> Slots:
    """Reserve up to `wanted` slots, none later than `within` from now: a claim takes a batch, its sender spaces it."""
    slots: list[datetime] = []
    remembered = next_free_at
    while len(slots) < wanted:
        moment = at if remembered is None else max(at, remembered - bucket.interval * (bucket.burst - 1))
        if moment > at + within:
            break
        slots.append(moment)
        remembered = (moment if remembered is None else max(remembered, moment)) + bucket.interval
    return Slots(tuple(slots), remembered)


def assign_slots(
    next_free_at: datetime | None,
    bucket: Bucket,
    at: datetime,
    *,
    urgent: Sequence[bool],
    within: timedelta,
    late: timedelta = _NONE,
) -> Slots:
    """Give messages in this order their moments until none is left `within` from now.

    The urgent leave at once as long as their overdraft lasts; whoever comes after them pays it back by waiting. A
    sender that was held up for less than `late` makes up for the slots it missed; after a longer silence it does not.
    """
    slots: list[datetime] = []
    free_at = _first_slot(next_free_at, at, late)
    for is_urgent in urgent:
        moment = max(at, free_at - bucket.interval * (bucket.burst - 1 + (SOS_OVERDRAFT if is_urgent else 0)))
        if moment > at + within:
            break
        slots.append(moment)
        free_at += bucket.interval
    return Slots(tuple(slots), free_at)


def most_slots(
    next_free_at: datetime | None, bucket: Bucket, at: datetime, *, within: timedelta, late: timedelta = _NONE
) -> int:
    """The most messages that `assign_slots` could place, however urgent they are: more need not be looked at."""
    ahead = _first_slot(next_free_at, at, late) - at
    return max(0, (within - ahead) // bucket.interval + 1) + bucket.burst + SOS_OVERDRAFT


def _first_slot(next_free_at: datetime | None, at: datetime, late: timedelta) -> datetime:
    return at if next_free_at is None or next_free_at < at - late else next_free_at
