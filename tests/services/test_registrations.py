"""Joining when two things happen at the same moment: one person, one owner, one patrol unit."""

import asyncio
from dataclasses import replace

from sqlmodel import col, select

from core.incoming import Address, Incoming
from core.members import Step
from core.roles import Actor, MembershipState, OrganisationKind, Role
from db.engine import Engines
from db.tables import Dialog, Identity, Membership, OutboxRow, Person
from services.applications import Applications
from services.invitations import invite
from services.registrations import Registrations
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city

NEWCOMER = Address("telegram", "5001")


def says(city: SmallCity, sender: Address = NEWCOMER) -> Incoming:
    return Incoming(next(city.updates), sender, BEFORE)


async def link_to(city: SmallCity, organisation_id: int, by: int, role: Role = Role.member) -> str:
    async with city.uow.write() as tx:
        actor = Actor(by, "", "ko", city.city_id)
        return await invite(tx, actor, BEFORE, role=role, city_id=city.city_id, organisation_id=organisation_id)


async def asked_for_the_phone(city: SmallCity, registrations: Registrations, token: str) -> None:
    await registrations.start(says(city), display_name="민수", token=token)
    for step in (Step.collection, Step.location, Step.transfer_abroad):
        await registrations.answer_consent(says(city), step, is_granted=True)
    await registrations.answer_adult(says(city), is_adult=True)
    await registrations.give_name(says(city), "민수")


async def identities(city: SmallCity, address: Address) -> list[Identity]:
    async with city.uow.read() as tx:
        found = await tx.session.exec(select(Identity).where(Identity.address == address.chat))
        return list(found.all())


async def test_the_last_answer_given_twice_at_once_makes_one_person_with_one_application(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대", OrganisationKind.patrol_unit)
    leader = await city.person("박대장", unit, role=Role.leader)
    registrations = Registrations(city.uow, POLICY)
    await asked_for_the_phone(city, registrations, await link_to(city, unit, leader))

    await asyncio.gather(registrations.skip_phone(says(city)), registrations.skip_phone(says(city)))

    async with city.uow.read() as tx:
        people = (await tx.session.exec(select(Person).where(Person.name == "민수"))).all()
        waiting = await tx.session.exec(select(Membership).where(Membership.state == MembershipState.waiting))
        assert len(waiting.all()) == 1
    assert len(people) == 1
    assert len(await identities(city, NEWCOMER)) == 1
    assert len(await city.said(leader, "applications.received")) == 1


async def test_an_owner_who_starts_twice_at_once_is_one_administrator(engines: Engines) -> None:
    city = await small_city(engines)
    owner = Address("telegram", "7001")
    registrations = Registrations(city.uow, replace(POLICY, owners=frozenset({("telegram", "7001")})))

    await asyncio.gather(*(registrations.start(says(city, owner), display_name="김대표", token=None) for _ in range(3)))

    async with city.uow.read() as tx:
        roles = (await tx.session.exec(select(Membership).where(Membership.role == Role.administrator))).all()
        people = (await tx.session.exec(select(Person))).all()
    assert len(roles) == 1
    assert len(people) == 1
    assert len(await city.said("7001", "menu.main")) == 3


async def test_two_units_that_approve_at_once_do_not_both_get_the_person(engines: Engines) -> None:
    city = await small_city(engines)
    units = [await city.organisation(name, OrganisationKind.patrol_unit) for name in ("평촌", "범계")]
    leaders = [await city.person(f"대장{unit}", unit, role=Role.leader) for unit in units]
    registrations, applications = Registrations(city.uow, POLICY), Applications(city.uow, POLICY)
    await asked_for_the_phone(city, registrations, await link_to(city, units[0], leaders[0]))
    await registrations.skip_phone(says(city))
    second = await link_to(city, units[1], leaders[1])
    await registrations.start(says(city), display_name="민수", token=second)
    ids = [row.facts["application_id"] for row in await city.said(kind="applications.received")]

    await asyncio.gather(
        *(
            applications.decide(city.tap(leader), application_id, is_approved=True)
            for leader, application_id in zip(leaders, ids, strict=True)
        )
    )

    async with city.uow.read() as tx:
        found = await tx.session.exec(select(Membership).where(col(Membership.id).in_(ids)))
        states = sorted(membership.state.name for membership in found.all())
    assert states == ["active", "waiting"]
    assert len(await city.said(kind="applications.other_patrol_unit")) == 1
    assert len(await city.said(5001, "applications.approved")) == 1


async def test_who_refuses_is_in_no_table_but_what_was_said_and_handled(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대", OrganisationKind.patrol_unit)
    leader = await city.person("박대장", unit, role=Role.leader)
    registrations = Registrations(city.uow, POLICY)
    await registrations.start(says(city), display_name="민수", token=await link_to(city, unit, leader))

    await registrations.answer_consent(says(city), Step.collection, is_granted=False)

    async with city.uow.read() as tx:
        assert (await tx.session.exec(select(Person).where(Person.name == "민수"))).all() == []
        assert (await tx.session.exec(select(Dialog))).all() == []
        said = (await tx.session.exec(select(OutboxRow).where(OutboxRow.address == NEWCOMER.chat))).all()
    assert await identities(city, NEWCOMER) == []
    assert not any("민수" in str(row.facts) for row in said)


async def test_a_decision_made_by_two_at_once_is_made_by_one(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대", OrganisationKind.patrol_unit)
    leader = await city.person("박대장", unit, role=Role.leader)
    coordinator = await city.person("이조정", role=Role.coordinator)
    registrations, applications = Registrations(city.uow, POLICY), Applications(city.uow, POLICY)
    await asked_for_the_phone(city, registrations, await link_to(city, unit, leader))
    await registrations.skip_phone(says(city))
    (row,) = await city.said(leader, "applications.received")

    toasts = await asyncio.gather(
        applications.decide(city.tap(leader), row.facts["application_id"], is_approved=True),
        applications.decide(city.tap(coordinator), row.facts["application_id"], is_approved=False),
    )

    kinds = sorted(toast.kind for toast in toasts if toast)
    assert kinds[0] == "applications.decided_before"
    answers = await city.said(5001, "applications.approved") + await city.said(5001, "applications.declined")
    assert len(answers) == 1
    for decider in (leader, coordinator):
        last = (await city.said(decider, "applications.received"))[-1]
        assert last.facts["state"] != "waiting"
        assert last.slot == row.slot
