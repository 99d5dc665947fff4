"""Joining: separate consents, adults only, one active patrol unit a person.

The one-unit rule and the adult rule are those of the act on volunteer patrol units
(자율방범대 설치 및 운영에 관한 법률); separate consents are those of the personal information protection act.
"""

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
class Held:
    """A membership somebody has or waits for."""

    organisation_id: int | None
    role: Role
    state: MembershipState
    is_patrol_unit: bool


class Objection(StrEnum):
    already_in = "already_in"
    already_waiting = "already_waiting"
    other_patrol_unit = "other_patrol_unit"


def objection_to(
    held: tuple[Held, ...], *, organisation_id: int | None, role: Role, is_patrol_unit: bool
) -> Objection | None:
    """Why this person cannot apply for this role there; None when nothing stands against it."""
    in_force = (MembershipState.active, MembershipState.paused)
    for membership in held:
        if membership.organisation_id == organisation_id and membership.role is role:
            if membership.state in in_force:
                return Objection.already_in
            if membership.state is MembershipState.waiting:
                return Objection.already_waiting
    if is_patrol_unit and any(
        m.is_patrol_unit and m.state in in_force and m.organisation_id != organisation_id for m in held
    ):
        return Objection.other_patrol_unit
    return None
