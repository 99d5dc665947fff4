"""The console in a real browser: signing in, marking, live numbers, by keyboard, by ear, on a phone and in the dark."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote, urlencode

import init_data_py
import pytest
from playwright.async_api import expect

from bot.app import App
from simulator.client import Simulator
from tests.browser.conftest import launched
from tests.browser.consoles import OpensConsole, bot, opens_console, settings
from tests.browser.inspections import LARGEST, faults, weight_of
from tests.stories.patrolling import START
from tests.web.evenings import Evening, evening

__all__ = ["bot", "opens_console", "settings"]


@pytest.fixture
async def tonight(bot: App, telegram: Simulator) -> Evening:
    return await evening(bot, telegram)


def pages(tonight: Evening) -> list[str]:
    organisation_id = next(iter(tonight.crowd.organisation_ids.values()))
    patrol = f"/console/patrols/{tonight.patrol_id}"
    places = [
        "/console/today",
        "/console/patrols",
        patrol,
        f"{patrol}/code",
        "/console/notes",
        "/console/people",
        "/console/people/import",
    ]
    places += ["/console/notes?stage=all&text=%EA%B0%80%EB%A1%9C&who=nobody"]
    places += [f"/console/patrols/{tonight.later_id}/cancel", f"/console/notes/{tonight.note_ids[0]}"]
    return [
        *places,
        f"/console/people/{organisation_id}",
        "/console/access",
        "/console/settings",
        "/console/more",
        "/console/broadcasts",
        "/console/broadcasts/new",
        "/console/audit",
        "/console/members/3",
        "/console/changes",
    ]


@pytest.mark.parametrize(
    ("width", "theme"), [("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")]
)
async def test_axe_finds_no_serious_fault_and_nothing_is_wider_than_the_screen(
    opens_console: OpensConsole, tonight: Evening, width: str, theme: str
) -> None:
    page = await opens_console(tonight.crowd.coordinator, width, theme=theme, signs_in=False)
    found = await faults(page)
    await page.get_by_role("button", name="들어가기").click()
    await page.wait_for_url("**/console/today")
    for place in pages(tonight):
        await page.goto(place)
        found += await faults(page)

    assert found == []


async def test_what_can_be_pressed_is_large_enough_for_a_thumb(opens_console: OpensConsole, tonight: Evening) -> None:
    page = await opens_console(tonight.crowd.coordinator, "phone")
    small = []
    for place in pages(tonight):
        await page.goto(place)
        small += await page.evaluate(
            """() => [...document.querySelectorAll("button, .button, .places a, .row[href], .filters a, .crumb a")]
            .map(each => [each.getBoundingClientRect(), each])
            .filter(([box]) => box.width && (box.height < 44 || box.width < 44))
            .map(([box, each]) => `${location.pathname}: ${each.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""
        )

    assert small == []


async def test_a_tap_marks_somebody_without_leaving_the_place(opens_console: OpensConsole, tonight: Evening) -> None:
    page = await opens_console(tonight.crowd.coordinator, "phone")
    await page.goto(f"/console/patrols/{tonight.patrol_id}")
    last = page.locator(".toggle").last
    await last.scroll_into_view_if_needed()
    before = await page.evaluate("scrollY")
    await last.click()
    await expect(last).to_have_attribute("aria-pressed", "true")
    await last.click()
    await expect(last).to_have_attribute("aria-pressed", "false")

    assert before > 1000
    assert abs(await page.evaluate("scrollY") - before) < 200


async def test_today_follows_what_happens_elsewhere(opens_console: OpensConsole, tonight: Evening) -> None:
    page = await opens_console(tonight.crowd.coordinator)
    leader = tonight.crowd.people["평촌자율방범대"][0]
    there = page.locator(".patrol.on .number", has_text="출석").locator("dd")
    await expect(there).to_have_text("0")
    await leader.says("/roster")
    sheet = await leader.hears("출석부")
    await leader.taps("평촌003", on=sheet)

    await expect(there).to_have_text("1", timeout=15_000)


async def test_an_application_is_approved_by_keyboard_alone(opens_console: OpensConsole, tonight: Evening) -> None:
    page = await opens_console(tonight.crowd.coordinator)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="본문으로 건너뛰기")).to_be_focused()
    await page.keyboard.press("Enter")
    button = page.get_by_role("button", name="서새봄 님 승인")
    for _ in range(30):
        await page.keyboard.press("Tab")
        if await button.evaluate("each => each === document.activeElement"):
            break
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("status")).to_contain_text("승인했어요")
    await expect(button).to_have_count(0)


async def test_everything_works_without_scripts(opens_console: OpensConsole, tonight: Evening) -> None:
    page = await opens_console(tonight.crowd.coordinator, has_scripts=False)
    await page.goto(f"/console/notes/{tonight.note_ids[1]}")
    await page.get_by_role("button", name="처리 중").click()

    await expect(page.get_by_role("status")).to_contain_text("다음 단계로 옮겼어요")


async def test_a_first_visit_is_light(opens_console: OpensConsole, tonight: Evening) -> None:
    page = await opens_console(tonight.crowd.coordinator)

    assert 50_000 < await weight_of(page) < LARGEST


async def test_inside_telegram_the_page_hands_over_who_opened_it_and_follows_the_colours(
    chromium: str, bot: App, telegram: Simulator, tonight: Evening
) -> None:
    user = f'{{"id":{tonight.crowd.coordinator.id},"first_name":"이조정"}}'
    init_data = init_data_py.sign({"user": user}, telegram.token, auth_date=telegram.clock.now())
    told = {"tgWebAppData": init_data, "tgWebAppThemeParams": '{"bg_color":"#17212b"}', "tgWebAppVersion": "9.1"}
    async with launched(chromium) as browser:
        base = f"http://127.0.0.1:{await bot.web_port()}"
        page = await (await browser.new_context(base_url=base, locale="ko-KR", color_scheme="light")).new_page()
        await page.goto(f"/console/app#{urlencode(told, quote_via=quote)}")
        await page.wait_for_url("**/console/today")
        await page.goto("/console/people")

        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 22, 36)"


async def test_a_broadcast_is_written_previewed_sent_and_followed_on_a_phone(
    opens_console: OpensConsole, telegram: Simulator, tonight: Evening
) -> None:
    page = await opens_console(tonight.crowd.coordinator, "phone")
    await page.get_by_role("link", name="더보기").click()
    await page.get_by_role("link", name="알림", exact=False).first.click()
    await page.get_by_role("link", name="새 알림 쓰기").click()
    await page.get_by_label("보낼 글").fill("내일 회의가 있습니다")
    await page.get_by_label("모두에게").check()
    await page.get_by_label("단추 넣기").check()
    await page.get_by_role("button", name="미리보기").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("이대로 보낼까요?")
    found = await faults(page)
    await page.get_by_role("button", name="보내기").click()
    await tonight.crowd.everybody[-1].hears("회의")
    await telegram.clock.freeze(START + timedelta(minutes=12))
    await expect(page.get_by_role("heading", level=1)).to_have_text("다 보냈어요", timeout=60_000)
    found += await faults(page)

    assert found == []
    await expect(page.get_by_text("확인한 분 0 / 80명")).to_be_visible()
    await tonight.crowd.people["평촌자율방범대"][1].hears("회의")
