"""Who may join what, what may be done about a membership, and when a roster is too small or too large."""

import pytest

from core.members import (
    Action,
    Held,
    Objection,
    RosterSize,
    Step,
    Target,
    actions_on,
    objection_to,
    objection_to_approval,
    step_after,
    warning_of_size,
)
from core.roles import MembershipState, Role

UNIT = Target(Role.member, 1, 10, is_patrol_unit=True)
LEADING_UNIT = Target(Role.leader, 1, 10, is_patrol_unit=True)
MERCHANTS = Target(Role.member, 1, 20)


def held(target: Target, state: MembershipState) -> Held:
    return Held(target.city_id, target.organisation_id, target.role, state, target.is_patrol_unit)


@pytest.mark.parametrize(
    ("memberships", "target", "objection"),
    [
        ((), UNIT, None),
        ((held(UNIT, MembershipState.active),), UNIT, Objection.already_in),
        ((held(UNIT, MembershipState.paused),), UNIT, Objection.already_in),
        ((held(UNIT, MembershipState.waiting),), UNIT, Objection.already_waiting),
        ((held(UNIT, MembershipState.declined),), UNIT, None),
        ((held(UNIT, MembershipState.removed),), UNIT, None),
        ((held(UNIT, MembershipState.active),), MERCHANTS, None),
        ((held(MERCHANTS, MembershipState.active),), UNIT, None),
        ((held(UNIT, MembershipState.active),), LEADING_UNIT, None),
        ((held(LEADING_UNIT, MembershipState.active),), UNIT, Objection.already_in),
        ((held(UNIT, MembershipState.active),), Target(Role.member, 1, 11, True), Objection.other_patrol_unit),
        ((held(UNIT, MembershipState.waiting),), Target(Role.member, 1, 11, True), None),
        ((held(UNIT, MembershipState.active),), Target(Role.member, 2, 12, True), Objection.other_patrol_unit),
        ((), Target(Role.coordinator, 1), None),
        ((held(Target(Role.coordinator, 1), MembershipState.active),), Target(Role.coordinator, 2), None),
    ],
)
def test_one_patrol_unit_a_person_and_nothing_twice(
    memberships: tuple[Held, ...], target: Target, objection: Objection | None
) -> None:
    assert objection_to(memberships, target) is objection


def test_an_application_is_stopped_at_its_approval_when_another_unit_was_quicker() -> None:
    waiting = held(UNIT, MembershipState.waiting)
    elsewhere = held(Target(Role.member, 1, 11, True), MembershipState.active)

    assert objection_to_approval((waiting,), UNIT) is None
    assert objection_to_approval((waiting, elsewhere), UNIT) is Objection.other_patrol_unit


def test_the_questions_come_in_the_promised_order() -> None:
    order = [Step.organisation]
    while (following := step_after(order[-1])) is not None:
        order.append(following)

    assert order == [
        Step.organisation,
        Step.collection,
        Step.location,
        Step.transfer_abroad,
        Step.adult,
        Step.name,
        Step.phone,
    ]


@pytest.mark.parametrize(
    ("members", "is_patrol_unit", "warning"),
    [
        (9, True, RosterSize.too_small),
        (10, True, None),
        (70, True, None),
        (71, True, RosterSize.too_large),
        (3, False, None),
        (500, False, None),
    ],
)
def test_only_patrol_units_are_held_to_ten_to_seventy_members(
    members: int, is_patrol_unit: bool, warning: RosterSize | None
) -> None:
    assert warning_of_size(members, is_patrol_unit=is_patrol_unit) is warning


@pytest.mark.parametrize("state", MembershipState)
@pytest.mark.parametrize("role", [Role.member, Role.leader])
def test_who_may_not_decide_is_offered_nothing(state: MembershipState, role: Role) -> None:
    assert actions_on(state, role, may_decide=False, may_lead=True, is_own=False) == ()


def test_what_is_offered_fits_the_state() -> None:
    def offered(state: MembershipState, role: Role = Role.member, *, is_own: bool = False) -> tuple[Action, ...]:
        return actions_on(state, role, may_decide=True, may_lead=True, is_own=is_own)

    assert offered(MembershipState.waiting) == (Action.approve, Action.decline)
    assert offered(MembershipState.active) == (Action.pause, Action.hand_over, Action.remove)
    assert offered(MembershipState.paused) == (Action.resume, Action.remove)
    assert offered(MembershipState.active, Role.leader) == (Action.pause, Action.remove)
    assert offered(MembershipState.active, is_own=True) == ()
    assert offered(MembershipState.removed) == ()
