"""Joining: separate consents, adults only, one active patrol unit a person.

The one-unit rule and the adult rule are those of the act on volunteer patrol units
(자율방범대 설치 및 운영에 관한 법률); separate consents are those of the personal information protection act.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.roles import MembershipState, Role


class Purpose(StrEnum):
    """What a person consents to, each asked by itself; only collection is needed to take part."""

    collection = "collection"
    location = "location"
    transfer_abroad = "transfer_abroad"


CONSENT_TEXT_VERSION = "2026-11"
"""Names the wording a person agreed to; raise it whenever the consent texts change."""


class Step(StrEnum):
    """The questions of the registration, in their order."""

    organisation = "organisation"
    collection = "collection"
    location = "location"
    transfer_abroad = "transfer_abroad"
    adult = "adult"
    name = "name"
    phone = "phone"


CONSENT_STEPS = {
    Step.collection: Purpose.collection,
    Step.location: Purpose.location,
    Step.transfer_abroad: Purpose.transfer_abroad,
}


def step_after(step: Step) -> Step | None:
    """The next question; None when all have been answered."""
    steps = list(Step)
    position = steps.index(step) + 1
    return steps[position] if position < len(steps) else None


@dataclass(frozen=True, slots=True)
class Target:
    """What an application is for, and by which link. Coordinators belong to a city and to no organisation."""

    role: Role
    city_id: int
    organisation_id: int | None = None
    is_patrol_unit: bool = False
    token: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A membership somebody has or waits for."""

    city_id: int | None
    organisation_id: int | None
    role: Role
    state: MembershipState
    is_patrol_unit: bool

    def is_for(self, target: Target) -> bool:
        return self.city_id == target.city_id and self.organisation_id == target.organisation_id


class Objection(StrEnum):
    already_in = "already_in"
    already_waiting = "already_waiting"
    other_patrol_unit = "other_patrol_unit"


IN_FORCE = (MembershipState.active, MembershipState.paused)


def objection_to(held: Iterable[Held], target: Target) -> Objection | None:
    """Why this person cannot apply for this; None when nothing stands against it.

    Who leads an organisation is in it: a leader has nothing to gain from its members' link.
    """
    memberships = tuple(held)
    here = [membership for membership in memberships if membership.is_for(target)]
    enough = {target.role, Role.leader} if target.role is Role.member else {target.role}
    if any(membership.state in IN_FORCE and membership.role in enough for membership in here):
        return Objection.already_in
    if any(membership.state is MembershipState.waiting and membership.role is target.role for membership in here):
        return Objection.already_waiting
    return objection_to_approval(memberships, target)


def objection_to_approval(held: Iterable[Held], target: Target) -> Objection | None:
    """Why somebody who applied cannot be let in now: in the meantime another patrol unit may have taken them."""
    is_taken = target.is_patrol_unit and any(
        membership.is_patrol_unit and membership.state in IN_FORCE and not membership.is_for(target)
        for membership in held
    )
    return Objection.other_patrol_unit if is_taken else None


class ApplicationStep(StrEnum):
    """What a yes or no to an application comes to."""

    appointed = "appointed"
    declined = "declined"
    recommended = "recommended"
    recommended_before = "recommended_before"


def step_of_decision(
    *, is_approved: bool, is_two_step: bool, may_appoint: bool, is_recommended: bool
) -> ApplicationStep:
    """Where a patrol unit's members are appointed in two steps, a leader's yes recommends; a no ends it in any case.

    Who may appoint need not wait for a recommendation: a unit without a leader must not be without new members.
    """
    if not is_approved:
        return ApplicationStep.declined
    if may_appoint or not is_two_step:
        return ApplicationStep.appointed
    return ApplicationStep.recommended_before if is_recommended else ApplicationStep.recommended


class RemovalReason(StrEnum):
    """The usual reasons to remove a member, offered as buttons; any other can be typed."""

    own_wish = "own_wish"
    moved = "moved"
    inactive = "inactive"
    rules = "rules"


REASON_MAX = 200

SMALLEST_PATROL_UNIT, LARGEST_PATROL_UNIT = 10, 70


class RosterSize(StrEnum):
    too_small = "too_small"
    too_large = "too_large"


def warning_of_size(members: int, *, is_patrol_unit: bool) -> RosterSize | None:
    """What the act says against this number of members; other kinds of organisation may have any."""
    if not is_patrol_unit:
        return None
    if members < SMALLEST_PATROL_UNIT:
        return RosterSize.too_small
    return RosterSize.too_large if members > LARGEST_PATROL_UNIT else None


class Action(StrEnum):
    """What somebody above can do about a membership."""

    approve = "approve"
    decline = "decline"
    pause = "pause"
    resume = "resume"
    remove = "remove"
    hand_over = "hand_over"


def actions_on(
    state: MembershipState, role: Role, *, may_decide: bool, may_lead: bool, is_own: bool
) -> tuple[Action, ...]:
    """What is offered about a membership, and all that is accepted.

    `may_decide`: about this very role; `may_lead`: the organisation. Nobody pauses or removes themselves here, where it
    would look like somebody else's decision; leadership is handed to members by those who lead.
    """
    match state:
        case MembershipState.waiting:
            return (Action.approve, Action.decline) if may_decide else ()
        case MembershipState.active | MembershipState.paused if may_decide and not is_own:
            turn = Action.pause if state is MembershipState.active else Action.resume
            hands_over = role is Role.member and state is MembershipState.active and may_lead
            return (turn, *((Action.hand_over,) if hands_over else ()), Action.remove)
        case _:
            return ()
