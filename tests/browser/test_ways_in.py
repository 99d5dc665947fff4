"""The way into the console in a real browser: what somebody sees whose link is late, used, stolen or made up."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote, urlencode

import init_data_py
import pytest
from playwright.async_api import Locator, Page, expect

from bot.app import App
from simulator.client import Simulator
from tests.browser.conftest import OpensPage
from tests.browser.consoles import OpensConsole, bot, opens_console, settings
from tests.browser.inspections import faults
from tests.stories.conftest import town
from tests.stories.towns import Town
from tests.web.conftest import link_for

__all__ = ["bot", "opens_console", "settings", "town"]

ELSEWHERE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
HOW = "텔레그램 대화방에 아래 말을 보내면 새 링크를 드려요."


@pytest.fixture
def opens(bot: App, opens_window: OpensPage) -> OpensConsole:
    """A browser at the console's address that nobody signed in with, on a phone; it may be refused."""

    async def window(**more: str) -> Page:
        base = f"http://127.0.0.1:{await bot.web_port()}"
        return await opens_window("phone", base_url=base, refusals=(401, 404, 410), **more)

    return window


async def visits(page: Page, path: str) -> int:
    answer = await page.goto(path)
    assert answer is not None
    return answer.status


async def presses(page: Page) -> int:
    """Presses the button behind a link: the status of what comes."""
    async with page.expect_response(lambda answer: answer.request.method == "POST") as caught:
        await page.get_by_role("button", name="들어가기").click()
    return (await caught.value).status


async def enters(page: Page, link: str) -> None:
    assert (await visits(page, link), await presses(page)) == (200, 303)
    await page.wait_for_url("**/console/today")


async def is_outside(page: Page, words: str) -> None:
    """Sees why, and what to do next; holds no cookie, and can read all of it."""
    await expect(page.get_by_role("heading", level=1)).to_have_text(words)
    await expect(page.get_by_text(HOW)).to_be_visible()
    await expect(page.locator("code")).to_have_text("/console")
    await expect(page.get_by_role("button")).to_have_count(0)
    await expect(page.get_by_role("navigation")).to_have_count(0)

    assert await page.context.cookies() == []
    assert await faults(page) == []


async def browsers(page: Page) -> Locator:
    """Where somebody is signed in, found by pressing one's own name."""
    await page.get_by_role("link", name="이조정").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("들어와 있는 곳")
    return page.get_by_role("main").get_by_role("listitem")


async def test_a_link_asks_first_and_leaves_a_signed_cookie_that_no_script_can_read(
    opens: OpensConsole, town: Town
) -> None:
    page = await opens()
    link = await link_for(town.coordinator)
    asked = await visits(page, link)
    await expect(page.get_by_role("heading", level=1)).to_have_text("관리 화면에 들어갈까요?")
    before = await page.context.cookies()
    pressed = await presses(page)
    await page.wait_for_url("**/console/today")
    [cookie] = await page.context.cookies()

    assert (asked, pressed) == (200, 303)
    assert before == []
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["value"].count(".")) == (True, "Lax", 1)
    assert await page.evaluate("document.cookie") == ""
    assert link.rsplit("/", 1)[1] not in cookie["value"]


async def test_a_link_that_is_opened_or_pressed_too_late_leads_to_a_new_one(
    opens: OpensConsole, telegram: Simulator, town: Town
) -> None:
    await telegram.clock.freeze()
    page, link = await opens(), await link_for(town.coordinator)
    await visits(page, link)
    await telegram.clock.advance(timedelta(minutes=2))
    pressed = await presses(page)
    await is_outside(page, "링크를 받은 지 2분이 지났어요")
    opened = await visits(page, link)
    await is_outside(page, "링크를 받은 지 2분이 지났어요")

    assert (pressed, opened) == (410, 410)
    await enters(page, await link_for(town.coordinator))


async def test_a_link_that_was_used_lets_no_second_browser_in_and_leaves_the_first_alone(
    opens: OpensConsole, town: Town
) -> None:
    link = await link_for(town.coordinator)
    first, second, waiting = await opens(), await opens(), await opens()
    await visits(waiting, link)
    await enters(first, link)
    opened = await visits(second, link)
    await is_outside(second, "이미 쓴 링크예요")
    pressed = await presses(waiting)
    await is_outside(waiting, "이미 쓴 링크예요")

    assert (opened, pressed) == (410, 410)
    assert await visits(first, "/console/today") == 200


async def test_whose_link_was_stolen_is_told_what_to_do_and_throws_the_thief_out(
    opens: OpensConsole, town: Town
) -> None:
    link = await link_for(town.coordinator)
    thief, owner = await opens(user_agent=ELSEWHERE), await opens()
    await enters(thief, link)
    await visits(owner, link)
    await is_outside(owner, "이미 쓴 링크예요")
    await expect(owner.get_by_text("누르신 적이 없다면")).to_be_visible()
    await enters(owner, await link_for(town.coordinator))
    listed = await browsers(owner)
    await expect(listed).to_have_count(2)
    await listed.filter(has_text="Firefox · Windows").get_by_role("button", name="끊기").click()
    await expect(listed).to_have_count(1)
    await expect(listed).to_contain_text("지금 이 기기")

    # What the thief was looking at goes from their screen by itself.
    await expect(thief.get_by_role("heading", level=1)).to_have_text("들어오려면 링크가 필요해요")
    assert await visits(thief, "/console/people") == 401
    assert await visits(thief, link) == 410
    assert await visits(owner, "/console/people") == 200


async def test_a_form_that_the_thief_still_has_open_does_nothing_once_they_are_out(
    opens: OpensConsole, town: Town
) -> None:
    thief, owner = await opens(user_agent=ELSEWHERE), await opens()
    await enters(thief, await link_for(town.coordinator))
    await enters(owner, await link_for(town.coordinator))
    mine = (await browsers(thief)).filter(has_text="Chrome")
    await expect(mine.get_by_role("button", name="끊기")).to_be_visible()
    listed = await browsers(owner)
    await listed.filter(has_text="Firefox").get_by_role("button", name="끊기").click()
    await expect(listed).to_have_count(1)
    await mine.get_by_role("button", name="끊기").click()

    await expect(thief.get_by_role("heading", level=1)).to_have_text("들어오려면 링크가 필요해요")
    assert await visits(owner, "/console/people") == 200


async def test_a_copied_cookie_is_the_same_session_and_ends_with_it(opens: OpensConsole, town: Town) -> None:
    first, copy, owner = await opens(user_agent=ELSEWHERE), await opens(), await opens()
    await enters(first, await link_for(town.coordinator))
    await copy.context.add_cookies(await first.context.cookies())  # type: ignore[arg-type]
    inside = await visits(copy, "/console/people")
    await enters(owner, await link_for(town.coordinator))
    listed = await browsers(owner)
    await expect(listed).to_have_count(2)
    await listed.filter(has_text="Firefox").get_by_role("button", name="끊기").click()
    await expect(listed).to_have_count(1)

    await expect(first.get_by_role("heading", level=1)).to_have_text("들어오려면 링크가 필요해요")
    assert inside == 200
    assert [await visits(each, "/console/people") for each in (first, copy, owner)] == [401, 401, 200]
    await expect(copy.get_by_role("heading", level=1)).to_have_text("들어오려면 링크가 필요해요")
    await expect(copy.get_by_text(HOW)).to_be_visible()


@pytest.mark.parametrize("secret", ["x", "A" * 43])
async def test_a_link_that_nobody_gave_opens_nothing(opens: OpensConsole, town: Town, secret: str) -> None:
    assert town
    page = await opens()

    assert await visits(page, f"/console/enter/{secret}") == 404
    await is_outside(page, "이 링크로는 들어올 수 없어요")


async def test_a_cookie_that_nobody_gave_opens_nothing(bot: App, opens: OpensConsole, town: Town) -> None:
    signed_in, page = await opens(), await opens()
    await enters(signed_in, await link_for(town.coordinator))
    [given] = await signed_in.context.cookies()
    secret, _, signature = given["value"].rpartition(".")
    base, statuses = f"http://127.0.0.1:{await bot.web_port()}", []
    for value in (secret, f"{secret}.{signature[::-1]}", f"{'A' * 43}.{signature}"):
        await page.context.add_cookies([{"name": given["name"], "value": value, "url": base}])
        statuses.append(await visits(page, "/console/people"))
        await expect(page.get_by_role("heading", level=1)).to_have_text("들어오려면 링크가 필요해요")
        await expect(page.get_by_text(HOW)).to_be_visible()

    assert statuses == [401] * 3


@pytest.mark.parametrize("who", ["a member", "somebody with another bot's signature"])
async def test_inside_telegram_only_a_coordinator_whom_telegram_signed_comes_in(
    opens: OpensConsole, telegram: Simulator, town: Town, who: str
) -> None:
    person, token = (town.members[0], telegram.token) if who == "a member" else (town.coordinator, "123:another")
    user = f'{{"id":{person.id},"first_name":"이조정"}}'
    init_data = init_data_py.sign({"user": user}, token, auth_date=telegram.clock.now())
    page = await opens()
    told = {"tgWebAppData": init_data, "tgWebAppVersion": "9.1"}
    await page.goto(f"/console/app#{urlencode(told, quote_via=quote)}")

    await is_outside(page, "이 링크로는 들어올 수 없어요")
