"""A patrol once more on another day: after a drop, by Ctrl, keyboard, thumb or link; told once it is published."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect
from sqlmodel import col, select

from bot.app import App
from core.rsvps import PatrolState
from db.tables import OutboxRow, Patrol
from tests.browser.consoles import bot, opens_console, settings
from tests.browser.decembers import OpensPlan, day, december, opens_plan
from tests.browser.inspections import faults
from tests.web.months import Month, on

__all__ = ["bot", "december", "opens_console", "opens_plan", "settings"]

TITLE = "안양일번가 합동순찰"
AGAIN = "복사해서 한 번 더"


async def called(bot: App, title: str) -> list[Patrol]:
    async with bot.uow.read() as tx:
        found = await tx.session.exec(select(Patrol).where(Patrol.title == title).order_by(col(Patrol.starts_at)))
        return list(found.all())


async def told(bot: App) -> int:
    async with bot.uow.read() as tx:
        return len((await tx.session.exec(select(OutboxRow).where(OutboxRow.kind == "patrols.announced"))).all())


async def drops(page: Page, patrol_id: int, number: int, *, with_key: str = "") -> None:
    """Drags a patrol to a day with the mouse, a key held down before it is let go."""
    slot = page.locator(f'[data-patrol="{patrol_id}"]')
    await slot.scroll_into_view_if_needed()
    await slot.hover()
    await page.mouse.down()
    target = await day(page, number).bounding_box()
    assert target is not None
    await page.mouse.move(target["x"] + 40, target["y"] + 60, steps=8)
    if with_key:
        await page.keyboard.down(with_key)
        await expect(page.locator(".ghost")).to_have_class(re.compile(r"\bagain\b"))
    await page.mouse.up()
    if with_key:
        await page.keyboard.up(with_key)


async def is_previewed(page: Page, when: str) -> None:
    """The preview of every new patrol is open, and nobody was told."""
    await page.wait_for_url("**/console/plan/drafts/*")
    await expect(page.get_by_role("heading", name="이렇게 게시할까요?")).to_be_visible()
    await expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    await expect(page.locator(".notice")).to_contain_text(when)


async def test_after_a_drop_the_same_patrol_can_be_made_once_more(
    bot: App, opens_plan: OpensPlan, december: Month
) -> None:
    page = await opens_plan()
    await drops(page, december.single_id, 16)
    asking = page.get_by_role("dialog", name="옮길까요, 한 번 더 할까요?")
    await expect(asking.get_by_role("button", name="옮기기", exact=True)).to_be_visible()
    found = await faults(page)
    await asking.get_by_role("button", name=AGAIN).click()
    await is_previewed(page, "12월 16일(수) 19:00–21:00")
    drafted, told_before = await called(bot, TITLE), await told(bot)
    await page.get_by_role("button", name="게시", exact=True).click()
    await page.wait_for_url("**said=patrol_published")
    new, old = await called(bot, TITLE)

    assert found == []
    assert [each.state for each in drafted] == [PatrolState.draft, PatrolState.published]
    assert told_before == 0
    assert (old.id, old.starts_at, old.revision) == (december.single_id, on(17, 19), 1)
    assert (new.starts_at, new.ends_at, new.zones) == (on(16, 19), on(16, 21), old.zones)
    assert (new.place_name, new.latitude, new.longitude) == (old.place_name, old.latitude, old.longitude)
    assert await told(bot) == 80


@pytest.mark.parametrize("key", ["Control", "Alt"])
async def test_dragged_with_a_key_it_is_once_more_at_once(
    bot: App, opens_plan: OpensPlan, december: Month, key: str
) -> None:
    page = await opens_plan()
    await drops(page, december.single_id, 21, with_key=key)
    await is_previewed(page, "12월 21일(월) 19:00–21:00")

    assert [each.starts_at for each in await called(bot, TITLE)] == [on(17, 19), on(21, 19)]
    assert await told(bot) == 0


async def test_a_patrol_that_is_over_can_only_be_made_once_more(
    bot: App, opens_plan: OpensPlan, december: Month
) -> None:
    page = await opens_plan()
    await drops(page, december.past_ids[1], 11)
    await page.wait_for_url("**/console/plan/drafts/*")
    await expect(page.locator(".notice")).to_contain_text("12월 11일(금) 20:00–22:00")

    # The weekly patrol meets at the same place at the same time.
    await expect(page.locator(".clashes")).to_contain_text("여성안심귀갓길 순찰")
    assert [each.starts_at.day for each in await called(bot, "범계역 합동순찰")] == [1, 4, 8, 11]


async def test_by_keyboard_the_question_has_the_same_choice(bot: App, opens_plan: OpensPlan, december: Month) -> None:
    page = await opens_plan()
    await page.get_by_role("button", name=f"{TITLE} 옮기기").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    asking = page.get_by_role("dialog")
    await expect(asking).to_be_visible()
    await asking.get_by_role("button", name=AGAIN).focus()
    await page.keyboard.press("Enter")
    await is_previewed(page, "12월 24일(목) 19:00–21:00")
    await page.goto("/console/plan")
    await page.get_by_role("button", name="성탄 전야 순찰 한 번 더").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".moving")).to_contain_text("한 번 더 할 날")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/console/plan/drafts/*")
    await expect(page.locator(".notice")).to_contain_text("12월 25일(금)")

    assert await told(bot) == 0
    assert december.cancelled_id == (await called(bot, "성탄 전야 순찰"))[0].id


@pytest.mark.parametrize("presses", ["click", "dblclick"])
async def test_a_second_press_on_the_day_does_not_call_the_drop_off(
    opens_plan: OpensPlan, december: Month, presses: str
) -> None:
    assert december
    page = await opens_plan()
    await page.get_by_role("button", name="성탄 전야 순찰 한 번 더").click()
    await getattr(day(page, 16), presses)()
    await page.wait_for_url("**/console/plan/drafts/*")
    await expect(page.locator(".notice")).to_contain_text("12월 16일(수)")


async def test_by_thumb_both_choices_are_large_and_within_the_screen(
    bot: App, opens_plan: OpensPlan, december: Month
) -> None:
    assert december
    page = await opens_plan("phone")
    await page.get_by_role("button", name=f"{TITLE} 옮기기").tap()
    await day(page, 21).tap()
    asking = page.get_by_role("dialog", name="옮길까요, 한 번 더 할까요?")
    await expect(asking).to_be_visible()
    heights = [
        box["height"]
        for words in ("옮기기", AGAIN)
        if (box := await asking.get_by_role("button", name=words, exact=True).bounding_box())
    ]
    found = await faults(page)
    await asking.get_by_role("button", name=AGAIN).tap()
    await is_previewed(page, "12월 21일(월) 19:00–21:00")

    assert found == []
    assert [height >= 44 for height in heights] == [True, True]
    assert len(await called(bot, TITLE)) == 2


async def test_without_scripts_links_lead_to_both(bot: App, opens_plan: OpensPlan, december: Month) -> None:
    page = await opens_plan(has_scripts=False)
    await page.get_by_label(f"{TITLE} 옮기기").click()
    await page.get_by_label("날짜").fill("2026-12-16")
    await page.get_by_label("시작").fill("18:30")
    await page.get_by_role("button", name="다음으로").click()
    await page.get_by_role("button", name=AGAIN).click()
    await is_previewed(page, "12월 16일(수) 18:30–21:00")
    await page.goto("/console/plan")
    await page.get_by_label("성탄 전야 순찰 한 번 더").click()
    await expect(page.get_by_label("제목")).to_have_value("성탄 전야 순찰")
    await expect(page.get_by_label("날짜")).to_have_value("")

    assert december
    assert [each.state.name for each in await called(bot, TITLE)] == ["draft", "published"]


async def test_a_day_that_is_over_and_its_own_day_take_no_second_one(
    bot: App, opens_plan: OpensPlan, december: Month
) -> None:
    page = await opens_plan()
    await drops(page, december.single_id, 3, with_key="Control")
    await expect(page.locator(".moving")).to_contain_text("지난 날은 고를 수 없어요")
    await drops(page, december.single_id, 17, with_key="Control")
    await expect(page.locator(".moving")).to_contain_text("그대로 두었어요")

    assert len(await called(bot, TITLE)) == 1


async def test_a_saved_draft_is_dropped_into_its_form_with_the_new_day(
    bot: App, opens_plan: OpensPlan, december: Month
) -> None:
    page = await opens_plan()
    await drops(page, december.single_id, 21, with_key="Control")
    await page.get_by_role("button", name="초안으로 두기").click()
    await page.wait_for_url("**said=draft_saved")
    _, draft = await called(bot, TITLE)
    await drops(page, draft.id, 29)
    await page.wait_for_url(f"**/console/plan/new?draft={draft.id}&day=2026-12-29")
    await expect(page.get_by_label("제목")).to_have_value(TITLE)
    await page.get_by_role("button", name="미리보기").click()
    await is_previewed(page, "12월 29일(화) 19:00–21:00")

    assert [each.starts_at for each in await called(bot, TITLE)] == [on(17, 19), on(29, 19)]
    assert await told(bot) == 0
