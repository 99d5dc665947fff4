"""New patrols from the days of the plan: dragged over, pressed twice, or chosen by keyboard; a form opens, no more."""

from __future__ import annotations

import re

from playwright.async_api import Locator, Page, expect
from sqlmodel import select

from bot.app import App
from db.tables import Patrol
from tests.browser.consoles import bot, opens_console, settings
from tests.browser.decembers import OpensPlan, day, december, opens_plan
from tests.browser.inspections import faults
from tests.web.months import Month

__all__ = ["bot", "december", "opens_console", "opens_plan", "settings"]

STATUS = ".moving"


async def count_of(bot: App) -> int:
    async with bot.uow.read() as tx:
        return len((await tx.session.exec(select(Patrol.id))).all())


async def presses_on(page: Page, place: Locator) -> None:
    """Holds the mouse down on the empty part of a day."""
    await place.scroll_into_view_if_needed()
    await moves_over(page, place, steps=1)
    await page.mouse.down()


async def moves_over(page: Page, place: Locator, *, steps: int = 6) -> None:
    box = await place.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 12, steps=steps)


async def is_filled_in(page: Page, first: int, last: int | None) -> None:
    """The ordinary form is open for these days, every day of them where they are several."""
    await expect(page.get_by_label("날짜")).to_have_value(f"2026-12-{first}")
    await expect(page.get_by_label("시작")).to_have_value("20:00")
    await expect(page.get_by_role("radio", name="매일" if last else "한 번만")).to_be_checked()
    if last:
        await expect(page.get_by_label("언제까지")).to_have_value(f"2026-12-{last}")


async def test_dragging_over_days_begins_a_patrol_on_all_of_them(
    bot: App, opens_plan: OpensPlan, december: Month
) -> None:
    assert december
    before = await count_of(bot)
    page = await opens_plan()
    await presses_on(page, day(page, 14))
    await moves_over(page, day(page, 16))
    for number in (14, 15, 16):
        await expect(day(page, number)).to_have_class(re.compile("chosen"))
    await expect(page.locator(STATUS)).to_contain_text("12월 14일(월)부터 12월 16일(수)까지 3일")
    await page.mouse.up()
    await page.wait_for_url("**/console/plan/new?day=2026-12-14&until=2026-12-16")
    await is_filled_in(page, 14, 16)
    await expect(page.get_by_text("3일 동안 매일 하는 순찰로 채웠어요")).to_be_visible()
    found = await faults(page)

    assert found == []
    assert await count_of(bot) == before


async def test_a_drag_backwards_means_the_same_and_days_that_are_over_are_left_out(
    opens_plan: OpensPlan, december: Month
) -> None:
    assert december
    page = await opens_plan()
    await presses_on(page, day(page, 10))
    await moves_over(page, day(page, 9))
    await moves_over(page, day(page, 7))
    await expect(day(page, 7)).not_to_have_class(re.compile("chosen"))
    await page.mouse.up()

    await page.wait_for_url("**/console/plan/new?day=2026-12-09&until=2026-12-10")


async def test_dragging_within_a_day_of_the_week_begins_one_patrol(opens_plan: OpensPlan, december: Month) -> None:
    assert december
    page = await opens_plan()
    await page.goto("/console/plan?view=week&day=2026-12-16")
    await presses_on(page, day(page, 16))
    box = await day(page, 16).bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + 30, box["y"] + box["height"] / 2, steps=6)
    await page.mouse.up()
    await page.wait_for_url("**/console/plan/new?day=2026-12-16")

    await is_filled_in(page, 16, None)


async def test_a_press_chooses_a_day_and_a_second_one_opens_the_form(opens_plan: OpensPlan, december: Month) -> None:
    assert december
    page = await opens_plan()
    box = await day(page, 16).bounding_box()
    assert box is not None
    spot = (box["x"] + box["width"] / 2, box["y"] + box["height"] - 12)
    await page.mouse.click(*spot)
    await expect(day(page, 16).locator(".add")).to_be_focused()
    await page.mouse.dblclick(*spot)
    await page.wait_for_url("**/console/plan/new?day=2026-12-16")

    await is_filled_in(page, 16, None)


async def test_escape_ends_a_drag_and_nothing_opens(opens_plan: OpensPlan, december: Month) -> None:
    assert december
    page = await opens_plan()
    await presses_on(page, day(page, 14))
    await moves_over(page, day(page, 16))
    await page.keyboard.press("Escape")
    await moves_over(page, day(page, 15))
    await expect(page.locator(".chosen")).to_have_count(0)
    await page.mouse.up()
    await expect(page.locator(STATUS)).to_contain_text("그만두었어요")

    assert page.url.endswith("/console/plan")


async def test_a_drag_that_begins_on_a_patrol_or_on_a_day_that_is_over_chooses_no_days(
    opens_plan: OpensPlan, december: Month
) -> None:
    page = await opens_plan()
    await presses_on(page, day(page, 3))
    await moves_over(page, day(page, 16))
    await expect(page.locator(".chosen")).to_have_count(0)
    await page.mouse.up()
    await page.locator(f'[data-patrol="{december.single_id}"]').hover()
    await page.mouse.down()
    await moves_over(page, day(page, 16))
    await expect(page.locator(".chosen")).to_have_count(0)
    await expect(page.locator(".ghost")).to_be_visible()
    await page.keyboard.press("Escape")
    await moves_over(page, day(page, 21))
    await page.mouse.up()

    await expect(page.locator(".ghost, .aimed, .lifted")).to_have_count(0)


async def test_by_keyboard_enter_opens_the_form_of_a_day_and_arrows_go_to_others(
    opens_plan: OpensPlan, december: Month
) -> None:
    assert december
    page = await opens_plan()
    await page.get_by_label("12월 14일(월)에 순찰 만들기").focus()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_label("12월 22일(화)에 순찰 만들기")).to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/console/plan/new?day=2026-12-21")

    await is_filled_in(page, 21, None)


async def test_by_keyboard_shift_and_arrows_choose_several_days(
    bot: App, opens_plan: OpensPlan, december: Month
) -> None:
    assert december
    before = await count_of(bot)
    page = await opens_plan()
    await page.get_by_label("12월 14일(월)에 순찰 만들기").focus()
    await page.keyboard.press("Shift+ArrowRight")
    await page.keyboard.press("Shift+ArrowRight")
    await expect(page.locator(STATUS)).to_contain_text("12월 14일(월)부터 12월 16일(수)까지 3일")
    await expect(page.locator(".chosen")).to_have_count(3)
    await page.keyboard.press("Shift+ArrowLeft")
    await expect(page.locator(STATUS)).to_contain_text("12월 15일(화)까지 2일")
    found = await faults(page)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/console/plan/new?day=2026-12-14&until=2026-12-15")
    await is_filled_in(page, 14, 15)

    assert found == []
    assert await count_of(bot) == before


async def test_by_keyboard_escape_ends_the_choice_where_it_began(opens_plan: OpensPlan, december: Month) -> None:
    assert december
    page = await opens_plan()
    begin = page.get_by_label("12월 9일(수)에 순찰 만들기")
    await begin.focus()
    await page.keyboard.press("Shift+ArrowLeft")
    await expect(page.locator(STATUS)).to_contain_text("지난 날은 고를 수 없어요")
    await page.keyboard.press("Shift+ArrowRight")
    await page.keyboard.press("Escape")
    await expect(page.locator(STATUS)).to_contain_text("그만두었어요")
    await expect(page.locator(".chosen")).to_have_count(0)
    await expect(begin).to_be_focused()
    await page.keyboard.press("Enter")

    await page.wait_for_url("**/console/plan/new?day=2026-12-09")
