"""The page can be used by keyboard, by ear, in the dark, in English, and at twice the size."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from simulator.client import Simulator
from tests.browser.conftest import OpensPage
from tests.browser.inspections import faults
from tests.browser.screens import Handset
from tests.browser.shows import everything


@pytest.mark.parametrize("width", ["desk", "tablet", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_no_serious_fault(telegram: Simulator, opens_page: OpensPage, width: str, theme: str) -> None:
    people = await everything(telegram)
    page = await opens_page(width, theme=theme)
    await Handset(page, people[0]).reads("범계역 2번 출구")
    if width != "desk":
        await page.get_by_role("button", name="무대 뒤").click()
    begun = await faults(page)
    for tab in ("장애", "숫자", "장면"):
        await page.get_by_role("tab", name=tab).click()
        begun += await faults(page)

    assert begun == []


@pytest.mark.parametrize("opener", ["person", "place", "settings", "things", "commands"])
async def test_axe_finds_no_serious_fault_in_what_opens(
    telegram: Simulator, opens_page: OpensPage, opener: str
) -> None:
    minsu = (await everything(telegram))[0]
    page = await opens_page("tablet")
    phone = Handset(page, minsu)
    await phone.shows()
    if opener == "place":
        await phone.presses("위치 보내기")
    else:
        names = {"person": "다른 사람으로", "settings": "설정", "things": "파일 보내기", "commands": "명령 고르기"}
        await phone.box.get_by_role("button", name=names[opener]).click()

    assert await faults(page) == []


async def test_nothing_is_cut_off_at_twice_the_size_or_on_a_small_phone(
    telegram: Simulator, opens_page: OpensPage
) -> None:
    people = await everything(telegram)
    page = await opens_page("phone")
    for across, down in ((720, 450), (320, 568), (195, 422)):
        await page.set_viewport_size({"width": across, "height": down})
        await Handset(page, people[0]).shows()
        too_wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        box = await Handset(page, people[0]).box.bounding_box()

        assert too_wide <= 0
        assert box is not None
        assert box["height"] >= 280


async def test_a_message_is_written_and_a_button_pressed_without_a_mouse(
    telegram: Simulator, opens_page: OpensPage
) -> None:
    minsu = (await everything(telegram))[0]
    page = await opens_page("tablet")
    phone = Handset(page, minsu)
    await phone.shows()
    await phone.box.get_by_role("textbox").focus()
    await page.keyboard.type("안녕하세요")
    await page.keyboard.press("Enter")
    await phone.reads("안녕하세요")
    await phone.box.get_by_role("button", name="다른 사람으로").press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")

    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(phone.box.get_by_role("button", name="다른 사람으로")).to_be_focused()


async def test_the_next_step_is_found_and_taken_by_the_tab_key_alone(
    telegram: Simulator, opens_page: OpensPage
) -> None:
    minsu = (await everything(telegram))[0]
    page = await opens_page("phone")
    await Handset(page, minsu).reads("범계역 합동순찰")
    reached: list[str] = []
    while "참석" not in reached:
        await page.keyboard.press("Tab")
        reached.append(await page.evaluate("document.activeElement.textContent.trim()"))
        assert len(reached) < 60, reached
    ring = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    await page.keyboard.press("Enter")
    await expect(Handset(page, minsu).box.get_by_role("button", name="참석")).to_have_attribute("aria-busy", "true")

    assert ring == "solid"
    assert len(telegram.world.callbacks) == 1


async def test_the_page_speaks_english_where_the_browser_does(telegram: Simulator, opens_page: OpensPage) -> None:
    await everything(telegram)
    page = await opens_page("desk", language="en-US")

    await expect(page.get_by_role("button", name="Backstage")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.get_by_role("button", name="한국어").click()
    await expect(page.get_by_role("button", name="무대 뒤")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "ko")


async def test_news_is_announced_politely_to_those_who_listen(telegram: Simulator, opens_page: OpensPage) -> None:
    minsu = (await everything(telegram))[0]
    page = await opens_page("tablet")
    phone = Handset(page, minsu)
    await phone.shows()

    await expect(phone.box.get_by_role("log")).to_have_attribute("aria-label", "순찰봇 대화")
    await expect(phone.box).to_have_attribute("aria-label", "김민수 님의 휴대전화")
    await expect(page.get_by_role("button", name="무대 뒤")).to_have_attribute("aria-pressed", "false")
