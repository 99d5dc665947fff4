"""Decisions about members when two are made at once, and what a decision takes with it."""

import asyncio
from datetime import timedelta

from sqlmodel import col, select

from core.members import Action
from core.roles import MembershipState, NotAllowed, OrganisationKind, Role
from core.rsvps import Answer, RsvpState
from db.engine import Engines
from db.tables import Membership, Rsvp
from services.members import Members
from services.rsvps import Rsvps
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city


async def membership_of(city: SmallCity, person_id: int) -> Membership:
    async with city.uow.read() as tx:
        found = select(Membership).where(Membership.person_id == person_id).order_by(col(Membership.id))
        return (await tx.session.exec(found)).one()


async def test_leadership_handed_over_twice_at_once_has_one_heir(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대", OrganisationKind.patrol_unit)
    leader = await city.person("박대장", unit, role=Role.leader)
    heirs = [await city.person(name, unit) for name in ("가", "나")]
    memberships = [await membership_of(city, heir) for heir in heirs]
    members = Members(city.uow, POLICY)

    outcomes = await asyncio.gather(
        *(members.hand_over(city.tap(leader), membership.id) for membership in memberships),
        return_exceptions=True,
    )

    roles = [(await membership_of(city, person)).role for person in (leader, *heirs)]
    assert sorted(role.name for role in roles) == ["leader", "member", "member"]
    assert roles[0] is Role.member
    assert sum(isinstance(outcome, NotAllowed) for outcome in outcomes) == 1


async def test_an_heir_who_had_applied_for_the_leadership_holds_it_once(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대", OrganisationKind.patrol_unit)
    leader = await city.person("박대장", unit, role=Role.leader)
    heir = await city.person("가", unit)
    membership = await membership_of(city, heir)
    async with city.uow.write() as tx:
        await tx.members.added(
            Membership(
                person_id=heir,
                city_id=city.city_id,
                organisation_id=unit,
                scope=f"{city.city_id}/{unit}",
                role=Role.leader,
                state=MembershipState.waiting,
                applied_at=BEFORE,
            )
        )

    await Members(city.uow, POLICY).hand_over(city.tap(leader), membership.id)

    async with city.uow.read() as tx:
        rows = (await tx.session.exec(select(Membership).where(Membership.person_id == heir))).all()
    assert sorted((row.role.name, row.state.name) for row in rows) == [("leader", "active"), ("leader", "left")]


async def test_who_is_paused_gives_back_the_places_in_coming_patrols(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대", OrganisationKind.patrol_unit)
    leader = await city.person("박대장", unit, role=Role.leader)
    member = await city.person("가", unit)
    patrol = await city.patrol(leader, quotas={unit: 1})
    await Rsvps(city.uow, POLICY).answer_patrol(city.tap(member), patrol, Answer.going)

    await Members(city.uow, POLICY).act(
        city.tap(leader, BEFORE + timedelta(minutes=1)), (await membership_of(city, member)).id, Action.pause
    )

    async with city.uow.read() as tx:
        rsvp = (await tx.session.exec(select(Rsvp).where(Rsvp.person_id == member))).one()
    assert rsvp.state is RsvpState.not_going


async def test_who_is_removed_in_one_city_works_in_the_other_from_then_on(engines: Engines) -> None:
    here, there = await small_city(engines), await small_city(engines, "수원시")
    shops, guild = await here.organisation("상인회"), await there.organisation("수원상인회")
    leader = await here.person("박대장", shops, role=Role.leader)
    member = await here.person("가", shops)
    membership = await membership_of(here, member)
    async with there.uow.write() as tx:
        await tx.members.added(
            Membership(
                person_id=member,
                city_id=there.city_id,
                organisation_id=guild,
                scope=f"{there.city_id}/{guild}",
                role=Role.member,
                state=MembershipState.active,
                applied_at=BEFORE,
            )
        )
    members = Members(here.uow, POLICY)
    await members.act(here.tap(leader), membership.id, Action.remove)

    await members.give_reason(here.tap(leader), "이사했어요")
    await members.remove_confirmed(here.tap(leader), membership.id)

    async with here.uow.read() as tx:
        actor = await tx.actors.of_person(member)
    assert actor is not None
    assert actor.city_id == there.city_id
    assert actor.require(Role.member) == there.city_id
