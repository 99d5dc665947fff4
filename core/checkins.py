"""Who was there: check-in by place or by the leader's code, and coming back after having left.

A place counts when the distance, less what the phone itself calls uncertain, is within the radius. Of that
allowance at most 50 m are believed, because a phone may claim any uncertainty. Whoever did not answer may come,
and whoever left before the end may come back: the time between does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from core.checkin_codes import is_code_accepted, tries_left
from core.geo import Point, distance_m

RADIUS_M = 150
OPENS_BEFORE = timedelta(minutes=30)
MAX_ACCURACY_M = 50.0


class CheckinMethod(StrEnum):
    """How a presence was shown."""

    location = "location"
    code = "code"
    roster = "roster"


@dataclass(frozen=True, slots=True)
class PatrolFacts:
    """One published, not cancelled patrol this person is invited to, and what they did about it."""

    patrol_id: int
    starts_at: datetime
    ends_at: datetime
    point: Point
    code_secret: bytes
    radius_m: int = RADIUS_M
    opens_before: timedelta = OPENS_BEFORE
    is_going: bool = False
    checked_in_at: datetime | None = None
    checked_out_at: datetime | None = None

    @property
    def opens_at(self) -> datetime:
        return self.starts_at - self.opens_before

    def is_open(self, at: datetime) -> bool:
        """From the opening to the end, both included."""
        return self.opens_at <= at <= self.ends_at

    def is_on_duty(self, at: datetime) -> bool:
        """Whether the person was there then; the end may have been written before this was heard of.

        A messenger's date is a whole second, and of two deeds in one second the later update is the later deed:
        whoever left in this second has left. Only the end itself is written without anybody's word.
        """
        if self.checked_in_at is None or self.checked_out_at is None:
            return self.checked_in_at is not None
        return self.checked_out_at > at or self.checked_out_at == self.ends_at == at


@dataclass(frozen=True, slots=True)
class ByLocation:
    """A shared place; `accuracy_m` is the phone's own radius of uncertainty, if it told one."""

    point: Point
    accuracy_m: float | None = None


@dataclass(frozen=True, slots=True)
class ByCode:
    """Digits as typed, and when this person last typed wrong ones."""

    typed: str
    wrong_at: tuple[datetime, ...] = ()


Attempt: TypeAlias = ByLocation | ByCode


@dataclass(frozen=True, slots=True)
class NoPatrol:
    """Nothing to check in to, now or later."""


@dataclass(frozen=True, slots=True)
class TooEarly:
    """The next patrol is not open yet."""

    patrol_id: int
    opens_at: datetime


@dataclass(frozen=True, slots=True)
class AlreadyIn:
    """On duty since `checked_in_at`."""

    patrol_id: int
    checked_in_at: datetime


@dataclass(frozen=True, slots=True)
class Awaited:
    """At least this patrol is open to the person, who has not shown yet that they are there."""

    patrol_id: int


@dataclass(frozen=True, slots=True)
class TooFar:
    """Outside the radius; `distance_m` is measured, before any allowance."""

    patrol_id: int
    distance_m: int
    radius_m: int


@dataclass(frozen=True, slots=True)
class WrongCode:
    """Not the code of any patrol now open to this person."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class TooManyTries:
    """No code is looked at before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """Present; `late` is zero or whole minutes after the start; `distance_m` is all that is kept of the place."""

    patrol_id: int
    method: CheckinMethod
    late: timedelta
    distance_m: int | None = None

    @property
    def late_minutes(self) -> int:
        return int(self.late / timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Resumed:
    """Back on duty; `away` is the time within the patrol that was missed since leaving."""

    patrol_id: int
    method: CheckinMethod
    away: timedelta
    distance_m: int | None = None


CheckinDecision: TypeAlias = NoPatrol | TooEarly | AlreadyIn | TooFar | WrongCode | TooManyTries | CheckedIn | Resumed


def decide_question(patrols: Iterable[PatrolFacts], at: datetime) -> NoPatrol | TooEarly | AlreadyIn | Awaited:
    """Whether there is something to ask a person for who wants to check in, and for which patrol most likely."""
    known = tuple(patrols)
    open_now = tuple(patrol for patrol in known if patrol.is_open(at))
    if not open_now:
        return _not_open(known, at)
    meant = _meant(open_now, at)
    return meant if isinstance(meant, AlreadyIn) else Awaited(meant[0].patrol_id)


def decide_checkin(patrols: Iterable[PatrolFacts], attempt: Attempt, at: datetime) -> CheckinDecision:
    """Judge a person's own check-in among all the patrols it may be meant for; the first objection wins."""
    known = tuple(patrols)
    open_now = tuple(patrol for patrol in known if patrol.is_open(at))
    if not open_now:
        return _not_open(known, at)
    meant = _meant(open_now, at)
    if isinstance(meant, AlreadyIn):
        return meant
    match attempt:
        case ByLocation():
            return _by_location(meant, attempt, at)
        case ByCode():
            return _by_code(meant, attempt, at)


def late_by(starts_at: datetime, at: datetime) -> timedelta:
    """Whole minutes after the start, never negative."""
    return max(timedelta(), (at - starts_at) // timedelta(minutes=1) * timedelta(minutes=1))


def _not_open(known: tuple[PatrolFacts, ...], at: datetime) -> NoPatrol | TooEarly:
    coming = [patrol for patrol in known if patrol.opens_at > at]
    if not coming:
        return NoPatrol()
    first = min(coming, key=lambda patrol: (patrol.opens_at, patrol.patrol_id))
    return TooEarly(first.patrol_id, first.opens_at)


def _meant(open_now: tuple[PatrolFacts, ...], at: datetime) -> tuple[PatrolFacts, ...] | AlreadyIn:
    """The patrols a person can still mean.

    Somebody on duty who shares the place once more repeats themselves, unless they promised to come to the next
    patrol as well: half an hour before its start that one is open too.
    """
    on_duty = [patrol for patrol in open_now if patrol.is_on_duty(at)]
    if on_duty:
        promised = tuple(patrol for patrol in open_now if patrol.is_going and patrol.checked_in_at is None)
        last = max(on_duty, key=lambda patrol: (patrol.starts_at, patrol.patrol_id))
        if not promised and last.checked_in_at is not None:
            return AlreadyIn(last.patrol_id, last.checked_in_at)
        open_now = promised
    return tuple(sorted(open_now, key=lambda patrol: _likelihood(patrol, at)))


def _likelihood(patrol: PatrolFacts, at: datetime) -> tuple[bool, bool, timedelta, int]:
    """A new one before one that was left, promised first, then the start nearest to now."""
    return (patrol.checked_in_at is not None, not patrol.is_going, abs(patrol.starts_at - at), patrol.patrol_id)


def _arrived(
    patrol: PatrolFacts, method: CheckinMethod, at: datetime, metres: int | None = None
) -> CheckedIn | Resumed:
    if patrol.checked_out_at is None:
        return CheckedIn(patrol.patrol_id, method, late_by(patrol.starts_at, at), metres)
    away = max(timedelta(), at - max(patrol.checked_out_at, patrol.starts_at))
    return Resumed(patrol.patrol_id, method, away, metres)


def _by_location(meant: tuple[PatrolFacts, ...], attempt: ByLocation, at: datetime) -> TooFar | CheckedIn | Resumed:
    allowance = _allowance_m(attempt.accuracy_m)
    measured = [(patrol, distance_m(attempt.point, patrol.point)) for patrol in meant]
    for patrol, metres in measured:
        if metres - allowance <= patrol.radius_m:
            return _arrived(patrol, CheckinMethod.location, at, round(metres))
    nearest, metres = min(measured, key=lambda pair: pair[1])
    # Rounded up, so that nobody reads "150 m away, allowed are 150 m".
    return TooFar(nearest.patrol_id, max(round(metres), nearest.radius_m + 1), nearest.radius_m)


def _allowance_m(accuracy_m: float | None) -> float:
    # "not >" also refuses NaN.
    if accuracy_m is None or not accuracy_m > 0:
        return 0.0
    return min(accuracy_m, MAX_ACCURACY_M)


def _by_code(
    meant: tuple[PatrolFacts, ...], attempt: ByCode, at: datetime
) -> WrongCode | TooManyTries | CheckedIn | Resumed:
    tries = tries_left(attempt.wrong_at, at)
    if tries.locked_until is not None:
        return TooManyTries(tries.locked_until)
    for patrol in meant:
        if is_code_accepted(patrol.code_secret, attempt.typed, at):
            return _arrived(patrol, CheckinMethod.code, at)
    return WrongCode(tries.left - 1)
