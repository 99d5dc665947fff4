"""Broadcasts: whom they reach, which steps they take, and how long they last.

Everybody who is chosen is told once; the author is not counted. Another coordinator approves where the city wants it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from core.clocks import TimeProblem, TimeReason, parse_clock, unify
from core.days import read_day
from core.roles import OrganisationKind
from core.times import local_day, to_utc


class PatrolAnswer(StrEnum):
    """The part of a patrol's people that is told."""

    going = "going"
    waiting = "waiting"
    unanswered = "unanswered"


@dataclass(frozen=True, slots=True)
class Everyone:
    """The whole city, whatever was chosen before."""


@dataclass(frozen=True, slots=True)
class LeadersOnly:
    pass


@dataclass(frozen=True, slots=True)
class OfOrganisation:
    organisation_id: int


@dataclass(frozen=True, slots=True)
class OfKind:
    kind: OrganisationKind


@dataclass(frozen=True, slots=True)
class Answered:
    patrol_id: int
    answer: PatrolAnswer


Choice: TypeAlias = Everyone | LeadersOnly | OfOrganisation | OfKind | Answered


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast reaches: each filter that is set narrows it, within a filter any fits.

    Organisations and kinds are one filter ("these organisations, and all merchants"). Nothing chosen reaches nobody;
    `everyone` says aloud that the whole city is meant.
    """

    everyone: bool = False
    organisation_ids: frozenset[int] = frozenset()
    kinds: frozenset[OrganisationKind] = frozenset()
    patrol_id: int | None = None
    answers: frozenset[PatrolAnswer] = frozenset()
    leaders_only: bool = False

    @property
    def is_chosen(self) -> bool:
        return bool(self.everyone or self.organisation_ids or self.kinds or self.answers or self.leaders_only)

    def after(self, choice: Choice) -> Audience:
        """The audience after one more tap: a second tap takes the first one back."""
        match choice:
            case Everyone():
                return Audience(everyone=True)
            case LeadersOnly():
                return replace(self, leaders_only=not self.leaders_only, everyone=False)
            case OfOrganisation(organisation_id):
                return replace(self, organisation_ids=self.organisation_ids ^ {organisation_id}, everyone=False)
            case OfKind(kind):
                return replace(self, kinds=self.kinds ^ {kind}, everyone=False)
            case Answered(patrol_id, answer):
                # Another patrol takes the place of the one before.
                answers = (self.answers if self.patrol_id == patrol_id else frozenset()) ^ {answer}
                return replace(self, patrol_id=patrol_id if answers else None, answers=answers, everyone=False)

    def as_facts(self) -> dict[str, Any]:
        return {
            "everyone": self.everyone,
            "organisation_ids": sorted(self.organisation_ids),
            "kinds": sorted(kind.name for kind in self.kinds),
            "patrol_id": self.patrol_id,
            "answers": sorted(answer.name for answer in self.answers),
            "leaders_only": self.leaders_only,
        }


def audience_from(facts: Mapping[str, Any]) -> Audience:
    """The audience that `as_facts` wrote down."""
    return Audience(
        everyone=bool(facts.get("everyone")),
        organisation_ids=frozenset(facts.get("organisation_ids", ())),
        kinds=frozenset(OrganisationKind[name] for name in facts.get("kinds", ())),
        patrol_id=facts.get("patrol_id"),
        answers=frozenset(PatrolAnswer[name] for name in facts.get("answers", ())),
        leaders_only=bool(facts.get("leaders_only")),
    )


class BroadcastState(StrEnum):
    """`awaiting` another coordinator's approval, `scheduled` for a moment; the last four never change again."""

    draft = "draft"
    awaiting = "awaiting"
    scheduled = "scheduled"
    running = "running"
    paused = "paused"
    done = "done"
    stopped = "stopped"
    declined = "declined"
    cancelled = "cancelled"


class BroadcastStep(StrEnum):
    """What somebody wants to happen to a broadcast."""

    send = "send"
    approve = "approve"
    decline = "decline"
    cancel = "cancel"
    pause = "pause"
    resume = "resume"
    stop = "stop"
    finish = "finish"


_S, _T = BroadcastState, BroadcastStep
_STEPS: dict[tuple[BroadcastState, BroadcastStep], BroadcastState] = {
    (_S.draft, _T.send): _S.running,
    (_S.draft, _T.cancel): _S.cancelled,
    (_S.awaiting, _T.approve): _S.running,
    (_S.awaiting, _T.decline): _S.declined,
    (_S.awaiting, _T.cancel): _S.cancelled,
    (_S.scheduled, _T.send): _S.running,
    (_S.scheduled, _T.cancel): _S.cancelled,
    (_S.running, _T.pause): _S.paused,
    (_S.running, _T.stop): _S.stopped,
    (_S.running, _T.finish): _S.done,
    (_S.paused, _T.resume): _S.running,
    (_S.paused, _T.stop): _S.stopped,
}


def state_after(
    state: BroadcastState,
    step: BroadcastStep,
    *,
    needs_approval: bool = False,
    starts_at: datetime | None = None,
    at: datetime | None = None,
) -> BroadcastState | None:
    """Where the step leads; None when it does not lead anywhere from here.

    An author's `send` waits for the second approver where the city has one; what is to start later waits for its time.
    """
    after = _STEPS.get((state, step))
    if state is BroadcastState.draft and step is BroadcastStep.send and needs_approval:
        return BroadcastState.awaiting
    is_later = starts_at is not None and at is not None and starts_at > at
    return BroadcastState.scheduled if after is BroadcastState.running and is_later else after


def may_approve(*, author_id: int, actor_id: int) -> bool:
    """The second approver is somebody else."""
    return author_id != actor_id


def expected_duration(recipients: int, messages_each: int, messages_per_second: float) -> timedelta:
    """How long sending takes at the messenger's pace, in whole seconds, at least one."""
    return timedelta(seconds=max(1, math.ceil(recipients * messages_each / messages_per_second)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast is, in recipients.

    `unreachable` blocked the bot, `failed` holds counts by reason, `dropped` had not been told when it was stopped.
    """

    sent: int = 0
    unreachable: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    left: int = 0
    dropped: int = 0

    @property
    def total(self) -> int:
        return self.sent + self.unreachable + self.failures + self.left + self.dropped

    @property
    def failures(self) -> int:
        return sum(self.failed.values())

    @property
    def is_over(self) -> bool:
        return self.left == 0

    def when_stopped(self) -> Progress:
        """All else was dropped: what is left is in a sender's hands, and goes out."""
        return replace(self, sent=self.sent + self.left, left=0)


def parse_start(text: str, *, now: datetime, zone: ZoneInfo) -> datetime | TimeProblem:
    """When to send, as people write it: `내일 09:00`, `12/4 오후 2시`, or a time alone, which is the next such time."""
    piece = unify(text)
    today = local_day(now, zone)
    day = read_day(piece, today=today)
    is_time_alone = isinstance(day, TimeProblem)
    clock = parse_clock(piece if isinstance(day, TimeProblem) else piece[day.end :].strip(" ,"))
    if isinstance(clock, TimeProblem):
        return day if isinstance(day, TimeProblem) and day.reason is not TimeReason.no_date else clock
    start = to_utc(datetime.combine(today if isinstance(day, TimeProblem) else day.day, clock), zone)
    if is_time_alone and isinstance(start, datetime) and start <= now:
        start = to_utc(datetime.combine(today + timedelta(days=1), clock), zone)
    if isinstance(start, datetime) and start <= now:
        return TimeProblem(TimeReason.past_start, piece)
    return start


PROGRESS_INTERVAL = timedelta(seconds=2)
"""How often the progress message changes: edits count against the pace like everything else."""

REMINDING_INTERVAL = timedelta(minutes=10)
"""Those who have not confirmed are not reminded more often than this."""


def may_remind(*, reminded_at: datetime | None, at: datetime) -> bool:
    return reminded_at is None or at - reminded_at >= REMINDING_INTERVAL
