"""Notes at the desk, by clicks: two about one lamp become one, and the city's office is followed until it is lit."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from bot.app import App
from simulator.client import Simulator
from tests.browser.consoles import OpensConsole, bot, opens_console, settings
from tests.browser.inspections import faults
from tests.web.evenings import Evening, evening, lamp

__all__ = ["bot", "opens_console", "settings"]

WIDTHS = pytest.mark.parametrize("width", ["desk", "phone"])


@pytest.fixture
async def tonight(bot: App, telegram: Simulator) -> Evening:
    return await evening(bot, telegram)


STEPS = [re.compile(word) for word in ("^적음", "^처리 중", "^완료", "^시청에 수리 요청", "^시청 접수", "^고쳐짐")]


async def goes_to(page: Page, words: str) -> None:
    """Opens the notes from the menu, and there the one that begins like this."""
    await page.get_by_role("navigation", name="메뉴").get_by_role("link", name="특이사항").click()
    await page.get_by_role("link").filter(has_text=words).first.click()


@WIDTHS
async def test_two_notes_about_one_lamp_are_merged_and_can_be_separated(
    bot: App, opens_console: OpensConsole, tonight: Evening, width: str
) -> None:
    first, second = tonight.crowd.people["평촌자율방범대"][3], tonight.crowd.people["안양상인연합회"][2]
    await lamp(bot, first, has_photo=True)
    await lamp(bot, second, 5)
    page = await opens_console(tonight.crowd.coordinator, width)
    await goes_to(page, "#5")
    found = await faults(page)
    await page.get_by_role("button", name="#5를 #4에 합치기").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("#4")
    await expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    await expect(page.get_by_role("status")).to_contain_text("합쳤어요. 알린 분께도 알렸어요")
    await second.hears("함께 처리해요")
    merged = page.get_by_role("region", name="여기에 합친 글")
    await expect(merged.get_by_role("link")).to_have_count(1)
    found += await faults(page)
    await merged.get_by_role("link").click()
    await expect(page.get_by_text("#4에 합친 글이에요")).to_be_visible()
    await expect(page.get_by_role("button", name="처리 중")).to_have_count(0)
    found += await faults(page)
    await page.get_by_role("button", name="다시 나누기").click()
    await expect(page.get_by_role("status")).to_contain_text("다시 나누었어요")

    assert found == []
    await expect(page.get_by_role("heading", level=1)).to_contain_text("#5")
    await expect(page.get_by_role("button", name="처리 중")).to_be_visible()


@WIDTHS
async def test_a_repair_is_followed_from_the_request_until_it_is_fixed(
    bot: App, opens_console: OpensConsole, tonight: Evening, width: str
) -> None:
    finder = tonight.crowd.people["평촌자율방범대"][3]
    await lamp(bot, finder)
    page = await opens_console(tonight.crowd.coordinator, width)
    await goes_to(page, "#4")
    desk = page.get_by_role("region", name="시청 수리 요청")
    steps = (
        ({"시청 부서": "도로과"}, "요청했어요", "요청을 적고", "고쳐 달라고 요청했어요"),
        (
            {"시청 접수 번호": "2026-1182", "남길 말": "이번 주에 고친대요"},
            "시청이 접수했어요",
            "접수를 적고",
            "시청이 접수했어요",
        ),
        ({}, "고쳐졌어요", "고쳐졌다고", "다 고쳐졌어요"),
    )
    found = []
    for boxes, button, said, told in steps:
        await desk.get_by_text("다음 단계 적기").click()
        for name, words in boxes.items():
            await desk.get_by_label(name, exact=True).fill(words)
        found += await faults(page)
        await desk.get_by_role("button", name=button).click()
        await expect(page.get_by_role("status")).to_contain_text(said)
        await finder.hears(told)
    found += await faults(page)

    assert found == []
    await expect(desk.locator("[aria-current=step]")).to_have_text("고침")
    await expect(desk).to_contain_text("도로과 · 접수 번호 2026-1182")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("완료")
    await expect(page.get_by_role("region", name="지나온 일").get_by_role("listitem")).to_have_text(STEPS)


@WIDTHS
async def test_before_it_is_handed_to_112_the_words_for_the_call_are_there(
    bot: App, opens_console: OpensConsole, tonight: Evening, width: str
) -> None:
    finder = tonight.crowd.people["평촌자율방범대"][3]
    await lamp(bot, finder)
    page = await opens_console(tonight.crowd.coordinator, width)
    await goes_to(page, "#4")
    step = page.get_by_role("region", name="다음 할 일")
    await expect(step.get_by_role("button", name="112 인계")).to_be_hidden()
    await step.get_by_text("112에 넘기기").click()
    await expect(step.get_by_role("blockquote")).to_contain_text(finder.name)
    await expect(step.get_by_role("blockquote")).to_contain_text("위도 37.39060, 경도 126.95220")
    await expect(step.get_by_role("blockquote")).to_contain_text("가로등이 꺼졌어요")
    await expect(step.get_by_role("link", name="112에 전화하기")).to_have_attribute("href", "tel:112")
    found = await faults(page)
    await step.get_by_role("button", name="112 인계").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("112 인계")
    await finder.hears("경찰(112)에 넘겼어요")

    assert found == []


async def test_a_day_to_come_is_refused_before_anybody_is_told(
    bot: App, opens_console: OpensConsole, tonight: Evening
) -> None:
    await lamp(bot, tonight.crowd.people["평촌자율방범대"][3])
    page = await opens_console(tonight.crowd.coordinator)
    await goes_to(page, "#4")
    desk = page.get_by_role("region", name="시청 수리 요청")
    await desk.get_by_text("다음 단계 적기").click()
    await desk.get_by_label("날짜").fill("2027-01-01")
    await desk.get_by_role("button", name="요청했어요").click()

    assert await desk.get_by_label("날짜").evaluate("each => each.validity.rangeOverflow")
    await expect(desk.locator("[aria-current=step]")).to_have_count(0)
