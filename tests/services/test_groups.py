"""Groups: whose they are is decided by those who lead, and stays theirs wherever the group moves."""

import pytest

from core.incoming import Address
from core.roles import NotAllowed, Role
from db.engine import Engines
from services.groups import Groups
from tests.services.small_city import POLICY, SmallCity, small_city


async def owner_of(city: SmallCity, chat: str) -> int | None:
    async with city.uow.read() as tx:
        group = await tx.groups.at(Address("telegram", chat))
    return group.organisation_id if group else None


async def test_nobody_takes_over_the_group_of_an_organisation_they_do_not_lead(engines: Engines) -> None:
    city = await small_city(engines)
    unit, merchants = await city.organisation("평촌자율방범대"), await city.organisation("안양상인연합회")
    theirs = await city.person("박대장", unit, role=Role.leader)
    other = await city.person("오대장", merchants, role=Role.leader)
    groups = Groups(city.uow, POLICY)
    await groups.link(city.tap(theirs, group="-100"), "평촌 대화방")

    with pytest.raises(NotAllowed):
        await groups.link(city.tap(other, group="-100"), "평촌 대화방")

    assert await owner_of(city, "-100") == unit


async def test_a_leader_of_two_organisations_chooses_among_these_only(engines: Engines) -> None:
    city = await small_city(engines)
    unit, merchants = await city.organisation("평촌자율방범대"), await city.organisation("안양상인연합회")
    await city.organisation("평촌생활안전협의회")
    leader = await city.person("박대장", unit, merchants, role=Role.leader)
    groups = Groups(city.uow, POLICY)
    await groups.link(city.tap(leader, group="-100"), "대화방")
    (question,) = await city.said(leader, "groups.choice")

    toast = await groups.choose(city.tap(leader), "-100", merchants)
    again = await groups.choose(city.tap(leader), "-100", unit)

    assert [each["name"] for each in question.facts["choices"]] == ["평촌자율방범대", "안양상인연합회"]
    assert (toast.kind, again.kind) == ("groups.chosen", "groups.decided")
    assert await owner_of(city, "-100") == merchants


async def test_a_group_nobody_was_asked_about_cannot_be_linked_by_a_made_up_button(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    leader = await city.person("박대장", unit, role=Role.leader)

    toast = await Groups(city.uow, POLICY).choose(city.tap(leader), "-666", unit)

    assert toast.kind == "groups.decided"
    assert await owner_of(city, "-666") is None


async def test_a_coordinator_links_no_organisation_of_another_city(engines: Engines) -> None:
    anyang, suwon = await small_city(engines), await small_city(engines, "수원시")
    foreign = await suwon.organisation("수원상인연합회")
    for name in ("평촌자율방범대", "안양상인연합회"):
        await anyang.organisation(name)
    coordinator = await anyang.person("이조정", role=Role.coordinator)
    groups = Groups(anyang.uow, POLICY)
    await groups.link(anyang.tap(coordinator, group="-100"), "대화방")

    with pytest.raises(NotAllowed):
        await groups.choose(anyang.tap(coordinator), "-100", foreign)

    assert await owner_of(anyang, "-100") is None


async def test_a_group_that_moved_keeps_its_organisation_and_what_waits_for_it(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    leader = await city.person("박대장", unit, role=Role.leader)
    groups = Groups(city.uow, POLICY)
    await groups.link(city.tap(leader, group="-100"), "대화방")

    for _ in range(2):
        await groups.move(city.tap(leader, group="-100"), "-100200")

    assert (await owner_of(city, "-100"), await owner_of(city, "-100200")) == (None, unit)
    assert [row.kind for row in await city.said("-100200")] == ["groups.linked"]


async def test_a_group_linked_again_is_told_again_what_it_missed_while_the_bot_was_away(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    leader = await city.person("박대장", unit, role=Role.leader)
    patrol = await city.patrol(leader)
    groups = Groups(city.uow, POLICY)
    await groups.link(city.tap(leader, group="-100"), "대화방")

    await groups.leave(city.tap(leader, group="-100"))
    gone = await owner_of(city, "-100")
    await groups.link(city.tap(leader, group="-100"), "대화방")

    assert gone is None
    assert [row.slot for row in await city.said("-100", "boards.patrol")] == [f"board:{patrol}"] * 2
