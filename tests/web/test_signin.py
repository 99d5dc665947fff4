"""The way into the console: a link opens once, soon, for its person; everything else meets a kind page."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from bot.app import App
from bot.settings import Settings
from core.roles import MembershipState, Role
from db.tables import AuditEntry, ConsoleLink, ConsoleSession, Membership
from simulator.client import Simulator
from tests.stories.stage import running
from tests.stories.towns import Town, settles
from tests.web.conftest import Browser, browsing, link_for, signs_in
from web.guards import HEADERS
from web.turnstiles import TRIES

ADDRESS = "https://console.example/patrol"


async def test_a_coordinator_comes_in_by_the_link_and_meets_today(browser: Browser, town: Town) -> None:
    link = await link_for(town.coordinator)
    seen = await browser.opens(link)
    preview = browser.page
    entered = await browser.posts(link)

    assert (seen, entered) == (200, 200)
    assert "들어가기" in preview
    assert "오늘" in browser.page


async def test_looking_at_a_link_spends_nothing(browser: Browser, town: Town) -> None:
    link = await link_for(town.coordinator)
    looks = [await browser.opens(link) for _ in range(5)]

    assert looks == [200] * 5
    assert await browser.posts(link) == 200


async def test_a_link_opens_once(bot: App, browser: Browser, town: Town) -> None:
    link = await link_for(town.coordinator)
    await browser.posts(link)
    async with browsing(bot) as thief:
        again = await thief.posts(link)
        looked = await thief.opens(link)

    assert (again, looked) == (410, 410)
    assert "이미 쓴 링크예요" in thief.page
    assert "/console" in thief.page
    assert not thief.cookies


@pytest.mark.every_database
async def test_of_many_who_press_at_once_one_comes_in(bot: App, town: Town) -> None:
    link = await link_for(town.coordinator)
    async with browsing(bot) as one, browsing(bot) as two, browsing(bot) as three:
        outcomes = await asyncio.gather(*(each.posts(link) for each in (one, two, three)))

    assert sorted(outcomes) == [200, 410, 410]


async def test_a_link_is_good_for_two_minutes(browser: Browser, telegram: Simulator, town: Town) -> None:
    await telegram.clock.freeze()
    link = await link_for(town.coordinator)
    await telegram.clock.advance(timedelta(minutes=2))
    late = await browser.posts(link)

    assert late == 410
    assert "2분이 지났어요" in browser.page


@pytest.mark.parametrize("secret", ["x", "A" * 43, "%00", "한글"])
async def test_a_forged_link_opens_nothing(browser: Browser, town: Town, secret: str) -> None:
    assert town
    assert await browser.opens(f"/console/enter/{secret}") == 404
    assert await browser.posts(f"/console/enter/{secret}") == 404
    assert not browser.cookies


async def test_a_link_that_climbs_to_another_page_meets_the_closed_door(browser: Browser, town: Town) -> None:
    assert town
    assert await browser.opens("/console/enter/..%2f..%2ftoday") == 401
    assert await browser.posts("/console/enter/..%2f..%2ftoday") == 405
    assert not browser.cookies


async def test_members_and_leaders_get_no_link(bot: App, town: Town) -> None:
    for person in (town.members[0], town.leader):
        await person.says("/console")
        await person.hears("권한")
    async with bot.uow.read() as tx:
        links = (await tx.session.exec(select(ConsoleLink))).all()

    assert links == []


async def test_the_link_begins_with_the_address_of_the_console(telegram: Simulator, settings: Settings) -> None:
    async with running(settings.model_copy(update={"web_url": ADDRESS}), telegram) as app:
        town = await settles(app, telegram)
        await town.coordinator.says("/console")
        heard = await town.coordinator.hears("/console/enter/")
        async with browsing(app) as browser:
            link = heard.text[heard.text.index(ADDRESS) + len(ADDRESS) :].split()[0]
            answer = await browser.post(link, follow_redirects=False)
    cookie = answer.headers["set-cookie"]

    assert f"{ADDRESS}/console/enter/" in heard.text
    assert cookie.startswith("__Host-patrol=")
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))


async def test_neither_the_link_nor_the_cookie_can_be_read_from_the_database(
    bot: App, browser: Browser, town: Town
) -> None:
    link = await link_for(town.coordinator)
    await browser.posts(link)
    held = {link.rsplit("/", 1)[1], *browser.cookies.values()}
    async with bot.uow.read() as tx:
        kept = {row.digest for row in (await tx.session.exec(select(ConsoleLink))).all()}
        kept |= {row.digest for row in (await tx.session.exec(select(ConsoleSession))).all()}

    assert len(kept) == 2
    assert not held & kept


async def test_a_page_without_a_session_says_how_to_come_in(browser: Browser, town: Town) -> None:
    assert town
    statuses = [await browser.opens(path) for path in ("/console", "/console/today", "/console/people/1")]

    assert statuses == [401] * 3
    assert "텔레그램 대화방" in browser.page


@pytest.mark.parametrize("hours", [3, 13])
async def test_a_browser_left_alone_is_signed_out(
    browser: Browser, telegram: Simulator, town: Town, hours: int
) -> None:
    await signs_in(browser, town.coordinator)
    await telegram.clock.advance(timedelta(hours=hours))

    assert await browser.opens("/console/today") == 401


async def test_who_coordinates_no_more_is_out_at_once(bot: App, browser: Browser, town: Town) -> None:
    await signs_in(browser, town.coordinator)
    async with bot.uow.write() as tx:
        await tx.session.execute(
            update(Membership).where(col(Membership.role) == Role.coordinator).values(state=MembershipState.paused)
        )

    assert await browser.opens("/console/today") == 401


async def test_signing_out_ends_the_session_not_only_the_cookie(browser: Browser, town: Town) -> None:
    await signs_in(browser, town.coordinator)
    cookies = dict(browser.cookies)
    await browser.opens("/console/access")
    left = await browser.posts("/console/leave")
    browser.cookies.update(cookies)

    assert left == 401
    assert await browser.opens("/console/today") == 401


async def test_another_browser_can_be_signed_out_but_not_somebody_elses(bot: App, town: Town) -> None:
    async with browsing(bot) as mine, browsing(bot) as other, browsing(bot) as owners:
        await signs_in(mine, town.coordinator)
        await signs_in(other, town.coordinator)
        await signs_in(owners, town.owner)
        async with bot.uow.read() as tx:
            first, second, third = [row.id for row in (await tx.session.exec(select(ConsoleSession))).all()]
        await mine.opens("/console/access")
        await mine.posts(f"/console/access/{second}/end")
        await mine.posts(f"/console/access/{third}/end")
        states = [await each.opens("/console/today") for each in (mine, other, owners)]

    assert first != second
    assert states == [200, 401, 200]


async def test_a_form_of_somebody_elses_page_does_nothing(bot: App, browser: Browser, town: Town) -> None:
    await signs_in(browser, town.coordinator)
    foreign = await browser.post(
        "/console/leave", data={"mark": "0" * 64}, headers={"Origin": "https://elsewhere.example"}
    )
    unmarked = await browser.post("/console/leave")
    async with browsing(bot) as thief:
        link = await link_for(town.coordinator)
        lured = await thief.post(link, headers={"Origin": "https://elsewhere.example"})

    assert [answer.status_code for answer in (foreign, unmarked, lured)] == [403] * 3
    assert await browser.opens("/console/today") == 200


async def test_every_page_carries_the_headers_and_no_script_or_style_of_its_own(browser: Browser, town: Town) -> None:
    link = await link_for(town.coordinator)
    pages = [await browser.get(link), await browser.get("/console"), await browser.get("/console/nothing/here")]
    await signs_in(browser, town.coordinator)
    pages += [await browser.get(f"/console/{name}") for name in ("today", "patrols", "notes", "people", "access")]

    for page in pages:
        assert {name: page.headers[name] for name in HEADERS} == HEADERS
        assert "<script>" not in page.text
        assert "style=" not in page.text
        assert "onclick" not in page.text


async def test_trying_and_trying_again_is_slowed_down(browser: Browser, town: Town) -> None:
    assert town
    statuses = [await browser.opens(f"/console/enter/guess{number}") for number in range(TRIES + 2)]

    assert statuses == [404] * TRIES + [429] * 2


async def test_behind_a_proxy_of_ours_each_person_has_their_own_tries_and_nobody_can_pretend(
    settings: Settings, telegram: Simulator
) -> None:
    trusting = settings.model_copy(update={"trusted_proxies": frozenset({"127.0.0.1"})})
    async with running(trusting, telegram) as app, browsing(app) as browser:
        hasty = {"X-Forwarded-For": "203.0.113.7"}
        tries = [(await browser.get(f"/console/enter/{n}", headers=hasty)).status_code for n in range(TRIES + 1)]
        pretending = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
        again = (await browser.get("/console/enter/x", headers=pretending)).status_code
        another = (await browser.get("/console/enter/x", headers={"X-Forwarded-For": "203.0.113.8"})).status_code

    assert tries == [404] * TRIES + [429]
    assert (again, another) == (429, 404)


async def test_without_a_trusted_proxy_the_header_changes_nothing(browser: Browser, town: Town) -> None:
    assert town
    statuses = [
        (await browser.get(f"/console/enter/{n}", headers={"X-Forwarded-For": f"203.0.113.{n}"})).status_code
        for n in range(TRIES + 1)
    ]

    assert statuses[-1] == 429


async def test_coming_and_going_are_in_the_log(bot: App, browser: Browser, town: Town) -> None:
    await signs_in(browser, town.coordinator)
    await browser.opens("/console/access")
    await browser.posts("/console/leave")
    async with bot.uow.read() as tx:
        entries = (await tx.session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all()
    actions = [entry.action for entry in entries if entry.action.startswith("console.")]

    assert actions == ["console.link", "console.entered", "console.left"]
