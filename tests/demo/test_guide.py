"""Whoever follows the guide has been a volunteer, a leader and a coordinator of one patrol, by clicks alone.

With PATROL_TEST_PICTURES naming a folder, the pictures of the documentation are written there on the way.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import WIDTHS, chromium, launched
from tests.demo.conftest import Starts

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
VOLUNTEER, LEADER, COORDINATOR = "강바다", "김가람", "오로라"
STEPS = ("‘참석’", "‘출석’", "꺼진 가로등", "봄이슬", "출석부", "특이사항이 왔어요", "내일 순찰", "시계를")


class Tour:
    """The page of a running demo."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.guide = page.get_by_role("region", name="다음 할 일")

    async def is_at(self, words: str) -> None:
        await expect(self.guide.locator(".step")).to_contain_text(words, timeout=120_000)

    async def presses(self, name: str, words: str) -> None:
        phone = self.page.get_by_role("region", name=f"{name} 님의 휴대전화")
        await phone.locator("button.key", has_text=words).last.click(timeout=120_000)

    async def writes(self, name: str, text: str | None) -> None:
        phone = self.page.get_by_role("region", name=f"{name} 님의 휴대전화")
        if text is not None:
            await phone.get_by_role("textbox").fill(text)
        await phone.get_by_role("button", name="보내기", exact=True).click()

    async def chooses(self, words: str) -> None:
        await self.page.get_by_role("dialog").get_by_role("button", name=words).click()

    async def is_pictured(self, name: str) -> None:
        folder = os.environ.get("PATROL_TEST_PICTURES")
        if folder:
            await self.page.wait_for_timeout(1000)
            await self.page.screenshot(path=Path(folder) / f"{name}.png")


async def test_three_roles_are_played_by_clicks_alone(starts: Starts, chromium: str) -> None:
    demo = await starts("--port", "0", "--pace", "0.3")
    await demo.opens()
    complaints: list[str] = []
    async with launched(chromium) as browser:
        across, down = WIDTHS["desk"]
        page = await browser.new_page(viewport={"width": across, "height": down}, locale="ko-KR")
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        await page.goto(demo.address)
        tour = Tour(page)
        await volunteer(tour)
        await leader(tour)
        await coordinator(tour)
        await expect(tour.guide).to_contain_text("모두 해 보셨어요", timeout=120_000)
        await tour.is_pictured("demo-done")
        await page.set_viewport_size({"width": 390, "height": 844})
        await page.emulate_media(color_scheme="dark")
        await tour.is_pictured("demo-phone-dark")

    assert complaints == []


async def volunteer(tour: Tour) -> None:
    await tour.presses(VOLUNTEER, "참석")
    await tour.is_at("‘출석’을 눌러 주세요")
    await tour.presses(VOLUNTEER, "출석")
    await tour.presses(VOLUNTEER, "내 위치 보내기")
    await tour.is_pictured("demo-place")
    await tour.chooses("모이는 곳")
    await tour.chooses("이 위치 보내기")
    await tour.is_at("꺼진 가로등")
    await tour.presses(VOLUNTEER, "특이사항")
    phone = tour.page.get_by_role("region", name=f"{VOLUNTEER} 님의 휴대전화")
    await expect(phone.get_by_role("textbox")).to_have_value("여성안심귀갓길 가로등이 꺼져 있어요")
    await tour.writes(VOLUNTEER, None)


async def leader(tour: Tour) -> None:
    await tour.is_at("봄이슬 님이 가입을 기다려요")
    await tour.is_pictured("demo-desk")
    await tour.presses(LEADER, "승인")
    await tour.is_at("출석부에서 이름을 눌러 주세요")
    await tour.guide.get_by_role("button", name="어디인지 보기").click()
    await tour.writes(LEADER, None)
    await tour.presses(LEADER, "▫️")


async def coordinator(tour: Tour) -> None:
    await tour.is_at("특이사항이 왔어요")
    await tour.presses(COORDINATOR, "처리 중")
    await tour.is_at("내일 순찰을 만들어요")
    await tour.guide.get_by_role("button", name="어디인지 보기").click()
    await tour.writes(COORDINATOR, None)
    await tour.presses(COORDINATOR, "게시")
    await tour.is_at("시계를 옮겨 봐요")
    await tour.page.get_by_role("button", name="다음 알림까지").click()


async def test_every_step_is_done_for_whoever_asks(starts: Starts, chromium: str) -> None:
    demo = await starts("--port", "0", "--pace", "0.1")
    await demo.opens()
    async with launched(chromium) as browser:
        page = await browser.new_page(locale="ko-KR")
        await page.goto(demo.address)
        tour = Tour(page)
        for words in STEPS:
            await tour.is_at(words)
            await tour.guide.get_by_role("button", name="대신 해 주세요").click()
        await expect(tour.guide).to_contain_text("모두 해 보셨어요", timeout=120_000)
        await page.get_by_role("tab", name="장면").click()
        await page.get_by_role("button", name="처음부터 다시").click()
        await page.get_by_role("dialog").get_by_role("button", name="네").click()
        await demo.opens()
        await tour.is_at("‘참석’")
