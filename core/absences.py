"""Somebody said yes and nobody saw them: when they are asked about it, what they answer, and when a leader calls them.

Nobody is blamed: a mark that was forgotten looks the same as somebody who did not come. An hour after the end those who
were there have been marked; a day later the roster is closed, and whoever was silent until then stays unexcused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import TypeAlias
from zoneinfo import ZoneInfo

from core.quiet_hours import QuietHours, is_quiet
from core.standings import ExcuseReason

ASK_AFTER = timedelta(hours=1)
"""After the end of a patrol: a leader has marked who has no phone by then."""
ASK_WITHIN = timedelta(days=3)
"""After an outage longer than this nobody is asked any more: they would not know which evening is meant."""
CALL_AFTER = timedelta(hours=24)
"""After the question: time to answer it before a leader hears of it."""
ANSWER_WITHIN = timedelta(days=7)
"""After the end of the patrol: the time the act leaves for an answer."""
CALL_AT = 2
"""Unexcused absences in a row."""
WORDS_MAX = 200


class AbsenceReply(StrEnum):
    """What somebody can answer; `words` asks for their own."""

    illness = "illness"
    came_up = "came_up"
    words = "words"
    was_there = "was_there"


_REASONS = {
    AbsenceReply.illness: ExcuseReason.illness,
    AbsenceReply.came_up: ExcuseReason.came_up,
    AbsenceReply.words: ExcuseReason.other,
    AbsenceReply.was_there: ExcuseReason.was_there,
}


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """One person and one patrol that is over; `excused_by_others`: somebody above them wrote down why."""

    ends_at: datetime
    is_present: bool
    reason: ExcuseReason | None
    excused_by_others: bool
    is_roster_open: bool


@dataclass(frozen=True, slots=True)
class WasThere:
    """They are marked present by now: there is nothing to excuse."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Somebody above wrote down why; that stays."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """It was too long ago to be answered here."""


@dataclass(frozen=True, slots=True)
class Excused:
    """The reason is kept. `asks_for_mark`: a leader is asked to mark them, `withdraws`: no longer."""

    reason: ExcuseReason
    asks_for_mark: bool = False
    withdraws: bool = False


ReplyDecision: TypeAlias = WasThere | Settled | TooLate | Excused


def decide_reply(facts: AbsenceFacts, reply: AbsenceReply, at: datetime) -> ReplyDecision:
    """One answer; a later one takes its place. Who says they were there cannot be marked once the roster is closed."""
    if facts.is_present:
        return WasThere()
    if facts.excused_by_others:
        return Settled()
    if at > facts.ends_at + ANSWER_WITHIN:
        return TooLate()
    reason = _REASONS[reply]
    had_asked = facts.reason is ExcuseReason.was_there
    asks = reason is ExcuseReason.was_there
    return Excused(
        reason, asks_for_mark=asks and facts.is_roster_open and not had_asked, withdraws=had_asked and not asks
    )


def is_absence(*, ends_at: datetime, at: datetime, had_said_yes: bool, is_present: bool) -> bool:
    """Whether there is a reason to write down: a yes to a patrol that is over, and nobody seen."""
    return at >= ends_at and had_said_yes and not is_present


def may_ask(ends_at: datetime, at: datetime, *, quiet: QuietHours, zone: ZoneInfo) -> bool:
    """Whether those who were not seen at a patrol are asked now: not in the night, and not after a long outage."""
    return ends_at + ASK_AFTER <= at < ends_at + ASK_WITHIN and not is_quiet(at, quiet, zone)


def may_suggest_calls(asked_at: datetime, at: datetime, *, quiet: QuietHours, zone: ZoneInfo) -> bool:
    """Whether leaders hear now of those who stayed silent."""
    return asked_at + CALL_AFTER <= at and not is_quiet(at, quiet, zone)


def unexcused_in_a_row(is_unexcused: Iterable[bool]) -> int:
    """How many of the patrols somebody had said yes to, the latest first, they missed without a word."""
    return sum(1 for _ in takewhile(bool, is_unexcused))


def is_worth_a_call(is_unexcused: Iterable[bool]) -> bool:
    """At the second in a row; for the third the leader knows already."""
    return unexcused_in_a_row(is_unexcused) == CALL_AT
