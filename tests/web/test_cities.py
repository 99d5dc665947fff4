"""Whoever coordinates several cities says which one the desk is about; everybody else is not asked."""

from __future__ import annotations

from bot.app import App
from core.incoming import Address
from core.roles import MembershipState, Role
from db.repos.members import scope_of
from db.tables import City, Membership
from simulator.client import Simulator
from tests.stories.towns import Town, settles
from tests.web.conftest import Browser, signs_in


async def another_city(bot: App, name: str = "수원시") -> int:
    async with bot.uow.write() as tx:
        return int((await tx.cities.added(City(name=name, created_at=bot.clock.now()))).id)


async def test_an_administrator_works_in_any_city(bot: App, browser: Browser, telegram: Simulator) -> None:
    town = await settles(bot, telegram)
    other = await another_city(bot)
    await signs_in(browser, town.owner)
    offered = "도시 바꾸기" in browser.page
    await browser.opens("/console/cities")
    await browser.posts("/console/cities", city_id=str(other))

    assert offered
    assert "이제 이 도시를 보고 있어요" in browser.page
    assert "<b>수원시</b>" in browser.page


async def test_a_coordinator_of_two_cities_changes_between_them_and_the_chat_follows(
    bot: App, browser: Browser, town: Town
) -> None:
    other = await another_city(bot)
    await signs_in(browser, town.coordinator)
    alone = browser.page
    async with bot.uow.write() as tx:
        person = await tx.members.at(_address(town))
        assert person is not None
        await tx.members.added(
            Membership(
                person_id=person.id,
                city_id=other,
                scope=scope_of(other, None),
                role=Role.coordinator,
                state=MembershipState.active,
                applied_at=bot.clock.now(),
            )
        )
    await browser.opens("/console/cities")
    await browser.posts("/console/cities", city_id=str(other))
    async with bot.uow.read() as tx:
        working = await tx.members.at(_address(town))

    assert "도시 바꾸기" not in alone
    assert "<b>수원시</b>" in browser.page
    assert working is not None
    assert working.city_id == other


async def test_nobody_changes_to_a_city_they_do_not_coordinate(bot: App, browser: Browser, town: Town) -> None:
    other = await another_city(bot)
    await signs_in(browser, town.coordinator)
    await browser.opens("/console/cities")
    listed = browser.page

    outcomes = []
    for city_id in (str(other), "999999"):
        await browser.opens("/console/access")
        outcomes.append(await browser.posts("/console/cities", city_id=city_id))

    assert "수원시" not in listed
    assert outcomes == [404, 404]


def _address(town: Town) -> Address:
    return Address("telegram", str(town.coordinator.id))
