"""What becomes of a message that could not be delivered, told as data.

Waiting as long as the messenger asks is no attempt and never ends in giving up. Anything else that may pass is
repeated with a growing pause and ends in a state somebody sees. A send that timed out may have arrived: its kind
says whether twice is better than not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)
MAX_ATTEMPTS = 40
"""With pauses growing to five minutes these are about two and a half hours of a messenger that is down."""


class Scope(StrEnum):
    """What has to wait."""

    message = "message"
    chat = "chat"
    token = "token"  # noqa: S105 - the limit of a whole bot, not a secret


class UnreachableReason(StrEnum):
    """Why nothing reaches this address until the person acts."""

    blocked = "blocked"
    deactivated = "deactivated"
    kicked = "kicked"
    never_started = "never_started"
    chat_not_found = "chat_not_found"


class GiveUpReason(StrEnum):
    """Why a message ends undelivered."""

    rejected = "rejected"
    may_have_arrived = "may_have_arrived"
    too_many_attempts = "too_many_attempts"


class OnDoubt(StrEnum):
    """What a kind of message prefers when a send may or may not have arrived."""

    repeat = "repeat"
    give_up = "give_up"


@dataclass(frozen=True, slots=True)
class RateLimited:
    """The messenger asks to wait, for one chat or for the whole token."""

    retry_after: timedelta
    scope: Scope = Scope.chat


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The messenger refuses this address."""

    reason: UnreachableReason


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group lives at another address now."""

    new_address: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The messenger will never take this message; `description` is its reason."""

    description: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """It has surely not arrived: no connection, or the messenger said it failed (5xx)."""

    description: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """It may have arrived: the answer is missing."""

    description: str


Failure: TypeAlias = RateLimited | Unreachable | Migrated | Rejected | NotSent | InDoubt


@dataclass(frozen=True, slots=True)
class RetryIn:
    """Again after `delay`; until then `scope` waits. `counts` says whether this was an attempt."""

    delay: timedelta
    scope: Scope
    counts: bool = True


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Undelivered for good, visible to whoever operates the bot."""

    reason: GiveUpReason


@dataclass(frozen=True, slots=True)
class MarkUnreachable:
    """The person is shown as unreachable to their leader until they write again."""

    reason: UnreachableReason


@dataclass(frozen=True, slots=True)
class FollowMigration:
    """Store the new address and send there at once."""

    new_address: str


RetryDecision: TypeAlias = RetryIn | GiveUp | MarkUnreachable | FollowMigration


def decide_after_failure(
    failure: Failure, *, attempts: int, on_doubt: OnDoubt = OnDoubt.repeat, jitter: float = 0.0
) -> RetryDecision:
    """Judge a failed send; `attempts` counts this one (from 1), `jitter` is drawn from 0 to 1 by the caller."""
    match failure:
        case RateLimited(retry_after, scope):
            return RetryIn(retry_after, scope, counts=False)
        case Unreachable(reason):
            return MarkUnreachable(reason)
        case Migrated(new_address):
            return FollowMigration(new_address)
        case Rejected():
            return GiveUp(GiveUpReason.rejected)
        case InDoubt() if on_doubt is OnDoubt.give_up:
            return GiveUp(GiveUpReason.may_have_arrived)
        case InDoubt() | NotSent():
            return _again(attempts, jitter)


def retry_pause(attempts: int, *, jitter: float = 0.0) -> timedelta:
    """1, 2, 4 … seconds to five minutes, stretched by up to a quarter so that many do not come back at once."""
    doublings = min(max(attempts, 1) - 1, 16)
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << doublings)) * (1 + jitter / 4)


def _again(attempts: int, jitter: float) -> RetryDecision:
    if attempts >= MAX_ATTEMPTS:
        return GiveUp(GiveUpReason.too_many_attempts)
    return RetryIn(retry_pause(attempts, jitter=jitter), Scope.message)
