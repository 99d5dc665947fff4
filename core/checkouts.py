"""The end of duty: by oneself, by the leader, or by itself when the patrol ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from core.hours import Span, credited_span


class CheckoutMethod(StrEnum):
    """Who ended the duty; `end` is the end of the patrol itself."""

    person = "person"
    leader = "leader"
    end = "end"


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """One presence of one person; `away` is the time between leaving and coming back."""

    patrol_id: int
    starts_at: datetime
    ends_at: datetime
    checked_in_at: datetime
    checked_out_at: datetime | None = None
    away: timedelta = timedelta()

    def is_open(self, at: datetime) -> bool:
        """An end that was written for a later moment than this one was not the person's word."""
        return self.checked_in_at <= at and (self.checked_out_at is None or self.checked_out_at > at)


@dataclass(frozen=True, slots=True)
class NotOnDuty:
    """Nothing to end: never checked in, or long ended."""


@dataclass(frozen=True, slots=True)
class AlreadyOut:
    """Duty ended before; the hours stay as they were."""

    patrol_id: int
    checked_out_at: datetime
    credited: timedelta


@dataclass(frozen=True, slots=True)
class CheckedOut:
    """Duty ends; `credited` is what counts of it, before the day's limit."""

    patrol_id: int
    method: CheckoutMethod
    checked_out_at: datetime
    credited: timedelta


CheckoutDecision: TypeAlias = NotOnDuty | AlreadyOut | CheckedOut


def decide_checkout(
    duties: Iterable[DutyFacts], at: datetime, method: CheckoutMethod = CheckoutMethod.person
) -> CheckoutDecision:
    """End the latest duty that is open; with none open, say when the last one ended."""
    known = sorted(duties, key=lambda duty: (duty.checked_in_at, duty.patrol_id))
    still_open = [duty for duty in known if duty.checked_out_at is None or duty.is_open(at)]
    if still_open:
        duty = still_open[-1]
        # A tap after the end, before the automatic end was written, is the automatic end's hour.
        ended_at = max(duty.checked_in_at, min(at, duty.ends_at))
        return CheckedOut(duty.patrol_id, method, ended_at, credited(duty, ended_at))
    for duty in reversed(known):
        if duty.checked_out_at is not None:
            return AlreadyOut(duty.patrol_id, duty.checked_out_at, credited(duty, duty.checked_out_at))
    return NotOnDuty()


def credited(duty: DutyFacts, ended_at: datetime) -> timedelta:
    """The time of this duty that counts."""
    span = duty_span(duty, ended_at)
    return timedelta() if span is None else span.length


def duty_span(duty: DutyFacts, ended_at: datetime) -> Span | None:
    """The part of this duty that counts, in one piece: the time away is taken from its beginning."""
    span = credited_span(duty.starts_at, duty.ends_at, duty.checked_in_at, ended_at)
    if span is None or not duty.away:
        return span
    if span.begins_at + duty.away >= span.ends_at:
        return None
    return Span(span.begins_at + duty.away, span.ends_at)
