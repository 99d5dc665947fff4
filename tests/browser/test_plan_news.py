"""The plan while others plan as well: their patrols appear by themselves, and no move in progress is lost to them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from bot.app import App
from tests.browser.consoles import WATCH, OpensConsole, bot, opens_console, settings
from tests.browser.decembers import OpensPlan, day, december
from tests.browser.inspections import faults
from tests.stories.patrolling import plans
from tests.web.months import Month, on

__all__ = ["bot", "december", "opens_console", "settings"]

NEW = "한파 특별순찰"
SINGLE = "안양일번가 합동순찰"


@pytest.fixture
def opens_plan(opens_console: OpensConsole, december: Month) -> OpensPlan:
    """Opens the plan and waits until it listens."""

    async def opens(width: str = "desk") -> Page:
        page = await opens_console(december.crowd.coordinator, width)
        await page.add_init_script(WATCH)
        await page.goto("/console/plan")
        await expect(page.locator("html")).to_have_attribute("data-listens", "yes")
        return page

    return opens


async def publishes(bot: App, page: Page, december: Month) -> None:
    """Somebody else publishes a patrol on the 16th, and the page hears that there is something new."""
    await plans(bot, december.crowd, starts_at=on(16), title=NEW)
    await expect(page.locator("html")).to_have_attribute("data-news", "1")


async def test_what_others_publish_and_change_appears_without_reloading(
    bot: App, opens_plan: OpensPlan, december: Month
) -> None:
    page = await opens_plan()
    await publishes(bot, page, december)
    await expect(day(page, 16)).to_contain_text(NEW)
    async with bot.uow.write() as tx:
        patrol = await tx.patrols.lock(december.crowd.city_id, december.single_id)
        assert patrol is not None
        patrol.starts_at += timedelta(days=2)
        patrol.ends_at += timedelta(days=2)

    await expect(day(page, 19)).to_contain_text(SINGLE)
    await expect(day(page, 17)).not_to_contain_text(SINGLE)
    await expect(page.get_by_role("button", name=f"{NEW} 옮기기")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("data-news", "2")
    assert await faults(page) == []


async def test_a_patrol_that_has_just_appeared_is_moved_like_any_other(
    bot: App, opens_plan: OpensPlan, december: Month
) -> None:
    page = await opens_plan("phone")
    await publishes(bot, page, december)
    await page.get_by_role("button", name=f"{NEW} 옮기기").tap()
    await day(page, 21).tap()

    await expect(page.get_by_role("dialog", name="옮길까요, 한 번 더 할까요?")).to_contain_text(
        "12월 21일(월) 20:00–22:00"
    )


async def test_news_wait_for_the_end_of_a_move_by_keyboard(bot: App, opens_plan: OpensPlan, december: Month) -> None:
    page = await opens_plan()
    grip = page.get_by_role("button", name=f"{SINGLE} 옮기기")
    await grip.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await publishes(bot, page, december)
    await expect(page.locator(".moving")).to_contain_text("12월 24일(목)")
    await expect(day(page, 16)).not_to_contain_text(NEW)
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Enter")
    asking = page.get_by_role("dialog", name="옮길까요, 한 번 더 할까요?")
    await expect(asking).to_contain_text("12월 23일(수) 19:00–21:00")
    await expect(day(page, 16)).not_to_contain_text(NEW)
    await asking.get_by_role("link", name="그대로 둘게요").click()

    await expect(day(page, 16)).to_contain_text(NEW)
    await expect(grip).to_be_focused()
    await expect(page.locator(".moving")).to_contain_text("그대로 두었어요")


async def test_news_wait_for_the_end_of_a_drag(bot: App, opens_plan: OpensPlan, december: Month) -> None:
    page = await opens_plan()
    slot = page.locator(f'[data-patrol="{december.single_id}"]').first
    await slot.scroll_into_view_if_needed()
    await slot.hover()
    await page.mouse.down()
    target = await day(page, 18).bounding_box()
    assert target is not None
    await page.mouse.move(target["x"] + 40, target["y"] + 60, steps=8)
    await publishes(bot, page, december)
    await expect(page.locator(".ghost")).to_be_visible()
    await expect(day(page, 16)).not_to_contain_text(NEW)
    await page.mouse.up()
    asking = page.get_by_role("dialog", name="옮길까요, 한 번 더 할까요?")
    await expect(asking).to_contain_text("12월 18일(금) 19:00–21:00")
    await page.keyboard.press("Escape")

    await expect(day(page, 16)).to_contain_text(NEW)


async def test_a_form_that_is_being_filled_in_listens_to_nothing(opens_plan: OpensPlan) -> None:
    """Nothing that happens elsewhere can empty it."""
    page = await opens_plan()
    await page.goto("/console/plan/new?day=2026-12-16")
    await page.get_by_label("제목").fill("연말 합동순찰")

    await expect(page.locator("[sse-connect], [hx-trigger]")).to_have_count(0)
    await expect(page.get_by_label("제목")).to_have_value("연말 합동순찰")


async def test_news_wait_while_days_are_chosen(bot: App, opens_plan: OpensPlan, december: Month) -> None:
    page = await opens_plan()
    await page.get_by_label("12월 14일(월)에 순찰 만들기").focus()
    await page.keyboard.press("Shift+ArrowRight")
    await publishes(bot, page, december)
    await expect(page.locator(".chosen")).to_have_count(2)
    await expect(day(page, 16)).not_to_contain_text(NEW)
    await page.keyboard.press("Escape")

    await expect(day(page, 16)).to_contain_text(NEW)
    await expect(page.get_by_label("12월 14일(월)에 순찰 만들기")).to_be_focused()
