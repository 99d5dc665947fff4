"""Who comes: answers, places per organisation, an ordered waiting list, and the offer of a freed place.

Nobody overtakes: as long as somebody waits or holds an offer, a newcomer waits behind them. Nobody is
promoted unasked: a freed place is offered to the first in line, who confirms within a time or lets it go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from core.quiet_hours import QuietHours, is_quiet, quiet_end

OFFER_LONGEST = timedelta(hours=12)
OFFER_SHORTEST = timedelta(minutes=5)
OFFER_SHARE = 4
"""An offer stands for one part in four of the time left, so that several people in line can still be asked."""
OFFERS_END = OFFER_SHORTEST * OFFER_SHARE
"""So long before the start nobody is asked any more."""


class Answer(StrEnum):
    """What a person taps."""

    going = "going"
    not_going = "not_going"
    maybe = "maybe"


class RsvpState(StrEnum):
    """What a person's answer has come to; `waiting` and `offered` are both the wish to come."""

    going = "going"
    waiting = "waiting"
    offered = "offered"
    not_going = "not_going"
    maybe = "maybe"


class PatrolState(StrEnum):
    """Whether people have been told of a patrol."""

    draft = "draft"
    published = "published"
    cancelled = "cancelled"


class RsvpRefusal(StrEnum):
    """Why an answer cannot be taken."""

    not_published = "not_published"
    cancelled = "cancelled"
    started = "started"
    not_invited = "not_invited"


@dataclass(frozen=True, slots=True)
class Places:
    """How one organisation's places in one patrol are used; `quota` None has no bound."""

    quota: int | None
    going: int = 0
    offered: int = 0
    waiting: int = 0

    @property
    def free(self) -> int | None:
        """Places nobody holds; None without a bound. Never negative when a quota was lowered."""
        if self.quota is None:
            return None
        return max(0, self.quota - self.going - self.offered)

    @property
    def is_open_to_newcomers(self) -> bool:
        return self.quota is None or self.going + self.offered + self.waiting < self.quota


def choose_organisation(places: Mapping[int, Places]) -> int | None:
    """Against which of a person's invited organisations they count: one with a free place, else the shortest line.

    Of equals the first in the order given; None when none of theirs is invited.
    """
    return min(
        places,
        key=lambda organisation_id: (
            not places[organisation_id].is_open_to_newcomers,
            0 if places[organisation_id].is_open_to_newcomers else places[organisation_id].waiting,
        ),
        default=None,
    )


def queued_after(at: datetime, last_queued_at: datetime | None) -> datetime:
    """The moment that orders a newcomer in line: after the last one, even where a clock was set back."""
    return at if last_queued_at is None else max(at, last_queued_at + timedelta(microseconds=1))


@dataclass(frozen=True, slots=True)
class RsvpFacts:
    """One person's wish: `position` is their place in line (from 1) while they wait; `places` counts them too."""

    patrol_state: PatrolState
    starts_at: datetime
    is_invited: bool
    state: RsvpState | None
    places: Places
    position: int | None = None
    offer_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RsvpRefused:
    """The answer counts for nothing."""

    reason: RsvpRefusal


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The person had said so already."""

    state: RsvpState
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The new state; `position` in line when it is waiting; `frees_place` when the next may be asked."""

    state: RsvpState
    position: int | None = None
    frees_place: bool = False


RsvpDecision: TypeAlias = RsvpRefused | Unchanged | Answered


def decide_rsvp(facts: RsvpFacts, answer: Answer, at: datetime) -> RsvpDecision:
    """Judge one tap; of somebody with an offer, `going` confirms it and anything else lets it go."""
    refusal = objection_to_answer(facts, at)
    if refusal is not None:
        return RsvpRefused(refusal)
    if answer is Answer.going:
        return _wish_to_come(facts, at)
    state = RsvpState(answer)
    if facts.state is state:
        return Unchanged(state)
    return Answered(state, frees_place=facts.state in {RsvpState.going, RsvpState.offered})


def objection_to_answer(facts: RsvpFacts, at: datetime) -> RsvpRefusal | None:
    """Why no answer can be taken now; the first objection wins."""
    if facts.patrol_state is PatrolState.draft:
        return RsvpRefusal.not_published
    if not facts.is_invited:
        return RsvpRefusal.not_invited
    if facts.patrol_state is PatrolState.cancelled:
        return RsvpRefusal.cancelled
    if at >= facts.starts_at:
        return RsvpRefusal.started
    return None


def _wish_to_come(facts: RsvpFacts, at: datetime) -> RsvpDecision:
    if facts.state is RsvpState.going:
        return Unchanged(RsvpState.going)
    if facts.state is RsvpState.waiting:
        return Unchanged(RsvpState.waiting, facts.position)
    if facts.state is RsvpState.offered:
        if facts.offer_expires_at is None or at < facts.offer_expires_at:
            return Answered(RsvpState.going)
        return _after_lapse(facts)
    if facts.places.is_open_to_newcomers:
        return Answered(RsvpState.going)
    return Answered(RsvpState.waiting, facts.places.waiting + 1)


def _after_lapse(facts: RsvpFacts) -> RsvpDecision:
    """An offer that ran out a moment ago: kept if nobody else waits, otherwise to the end of the line."""
    if facts.places.waiting == 0:
        return Answered(RsvpState.going)
    return Answered(RsvpState.waiting, facts.places.waiting + 1, frees_place=True)


@dataclass(frozen=True, slots=True)
class Offer:
    """A freed place for one person until `expires_at`."""

    person_id: int
    expires_at: datetime


def next_offers(
    places: Places,
    waiting: tuple[int, ...],
    *,
    starts_at: datetime,
    at: datetime,
    quiet: QuietHours,
    zone: ZoneInfo,
    longest: timedelta = OFFER_LONGEST,
) -> tuple[Offer, ...]:
    """Whom to ask now: as many of the `waiting` persons (first in line first) as places are free.

    Called after somebody gave up, an offer ran out or was declined, or a quota was raised. Shortly before the
    start there is no time left to ask, and whoever comes to the meeting place can check in anyway.
    """
    expires_at = offer_expires_at(at, starts_at=starts_at, quiet=quiet, zone=zone, longest=longest)
    if expires_at is None:
        return ()
    free = places.free
    asked = waiting if free is None else waiting[:free]
    return tuple(Offer(person_id, expires_at) for person_id in asked)


def offer_expires_at(
    at: datetime, *, starts_at: datetime, quiet: QuietHours, zone: ZoneInfo, longest: timedelta = OFFER_LONGEST
) -> datetime | None:
    """How long an offer made now stands, at most `longest` by day; None when no sensible time is left.

    A time that would run out in the night runs until an hour after the night instead, at most to half of
    what is left: nobody loses a place by sleeping.
    """
    left = starts_at - at
    window = min(max(longest, OFFER_SHORTEST), left / OFFER_SHARE)
    if window < OFFER_SHORTEST:
        return None
    expires_at = at + window
    if is_quiet(expires_at, quiet, zone):
        morning = quiet_end(expires_at, quiet, zone) + timedelta(hours=1)
        expires_at = max(expires_at, min(morning, at + left / 2))
    return expires_at


class OfferEnd(StrEnum):
    """Why an offer is over without having been confirmed."""

    declined = "declined"
    lapsed = "lapsed"


@dataclass(frozen=True, slots=True)
class OfferKept:
    """The offer stands."""


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    """Nobody answered in time: the person becomes `state` and the next in line is asked.

    They do not go back into the line: a single person waiting would be asked for ever. A new tap is enough.
    """

    state: RsvpState = RsvpState.maybe
    reason: OfferEnd = OfferEnd.lapsed


def decide_offer_end(expires_at: datetime, *, at: datetime) -> OfferKept | OfferLapsed:
    """Whether an unanswered offer is over."""
    return OfferLapsed() if at >= expires_at else OfferKept()


@dataclass(frozen=True, slots=True)
class QuotaSet:
    """A changed quota; nobody loses a place: `over_by` people more than wished stay, and are not replaced."""

    places: Places
    over_by: int
    may_offer: bool


def decide_quota(places: Places, quota: int | None) -> QuotaSet:
    """Raise, lower or lift the number of places of one organisation."""
    changed = Places(quota, places.going, places.offered, places.waiting)
    held = places.going + places.offered
    over_by = 0 if quota is None else max(0, held - quota)
    has_room = changed.free is None or changed.free > 0
    return QuotaSet(changed, over_by, may_offer=has_room and changed.waiting > 0)
