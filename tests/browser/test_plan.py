"""The plan in a real browser: moved by mouse, by keyboard and without scripts; asked before anybody is told."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect
from sqlmodel import select

from bot.app import App
from db.tables import OutboxRow, Patrol
from tests.browser.consoles import bot, opens_console, settings
from tests.browser.decembers import OpensPlan, day, december, opens_plan
from tests.browser.inspections import LARGEST, faults, weight_of
from tests.web.months import Month, on

__all__ = ["bot", "december", "opens_console", "opens_plan", "settings"]


async def starts_of(bot: App, patrol_id: int) -> Patrol:
    async with bot.uow.read() as tx:
        return (await tx.session.exec(select(Patrol).where(Patrol.id == patrol_id))).one()


def addresses(december: Month) -> list[str]:
    single = f"/console/patrols/{december.single_id}"
    return [
        "/console/plan",
        "/console/plan?view=week&day=2026-12-22",
        "/console/plan?day=2027-02-01",
        "/console/plan/new?day=2026-12-25",
        "/console/plan/new?day=2026-12-14&until=2026-12-16",
        f"/console/plan/new?like={december.single_id}",
        "/console/plan/load",
        *(f"{single}/change?what={what}" for what in ("when", "place", "organisations", "zones", "info")),
        f"{single}/change?what=when&is_filled=1&day=2026-12-22",
        f"{single}/change?what=when&is_filled=1&day=2026-12-16&back=plan",
        f"{single}/cancel",
        f"/console/patrols/{december.past_ids[0]}",
        "/console/cities",
    ]


@pytest.mark.parametrize(
    ("width", "theme"), [("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")]
)
async def test_axe_finds_no_serious_fault_and_nothing_is_wider_than_the_screen(
    opens_plan: OpensPlan, december: Month, width: str, theme: str
) -> None:
    page = await opens_plan(width, theme=theme)
    found = []
    for address in addresses(december):
        await page.goto(address)
        found += await faults(page)

    assert found == []


async def test_what_can_be_pressed_is_large_enough_for_a_thumb(opens_plan: OpensPlan, december: Month) -> None:
    page = await opens_plan("phone")
    small = []
    for address in addresses(december):
        await page.goto(address)
        small += await page.evaluate(
            """() => [...document.querySelectorAll(
                ["main button", "main .button", "select",
                 "main input:not([type=hidden], [type=checkbox], [type=radio])",
                 ".filters a", ".crumb a", ".grip", ".add", "a.to", ".segments label", ".pick"].join()
            )]
            .map(each => [each.getBoundingClientRect(), each])
            .filter(([box]) => box.width && (box.height < 44 || box.width < 44))
            .map(([box, each]) => `${location.href}: ${each.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""
        )

    assert small == []


async def test_a_patrol_is_dragged_to_another_day_and_confirmed(
    bot: App, opens_plan: OpensPlan, december: Month
) -> None:
    page = await opens_plan()
    slot = page.locator(f'[data-patrol="{december.single_id}"]')
    await slot.scroll_into_view_if_needed()
    await slot.hover()
    await page.mouse.down()
    target = await day(page, 16).bounding_box()
    assert target is not None
    await page.mouse.move(target["x"] + 40, target["y"] + 60, steps=8)
    await expect(day(page, 16)).to_have_class(re.compile("aimed"))
    await page.mouse.up()
    asking = page.get_by_role("dialog", name="옮길까요, 한 번 더 할까요?")
    await expect(asking).to_contain_text("12월 16일(수) 19:00–21:00")
    before = await starts_of(bot, december.single_id)
    await asking.get_by_role("button", name="옮기기", exact=True).click()
    await expect(page.get_by_role("status").first).to_contain_text("바뀐 내용을 알리고 있어요")
    after = await starts_of(bot, december.single_id)

    assert (before.starts_at, after.starts_at) == (on(17, 19), on(16, 19))
    await expect(day(page, 16)).to_contain_text("안양일번가 합동순찰")


async def test_a_patrol_is_moved_by_keyboard_alone(bot: App, opens_plan: OpensPlan, december: Month) -> None:
    page = await opens_plan()
    grip = page.get_by_role("button", name="안양일번가 합동순찰 옮기기")
    await grip.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".moving")).to_contain_text("옮기는 중이에요")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowLeft")
    await expect(page.locator(".moving")).to_contain_text("12월 23일(수)")
    await page.keyboard.press("Enter")
    asking = page.get_by_role("dialog", name="옮길까요, 한 번 더 할까요?")
    await expect(asking).to_be_visible()
    found = await faults(page)
    await asking.get_by_role("button", name="옮기기", exact=True).focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**said=patrol_changed")

    assert found == []
    assert (await starts_of(bot, december.single_id)).starts_at == on(23, 19)


async def test_escape_leaves_everything_where_it_was(bot: App, opens_plan: OpensPlan, december: Month) -> None:
    page = await opens_plan()
    grip = page.get_by_role("button", name="안양일번가 합동순찰 옮기기")
    await grip.focus()
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Escape")
    await expect(page.locator(".moving")).to_contain_text("그대로 두었어요")
    await expect(grip).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog").get_by_role("link", name="그대로 둘게요").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)

    await expect(grip).to_be_focused()
    assert (await starts_of(bot, december.single_id)).revision == 1


async def test_by_thumb_a_press_lifts_and_a_press_on_a_day_drops(opens_plan: OpensPlan, december: Month) -> None:
    assert december
    page = await opens_plan("phone")
    await page.get_by_role("button", name="안양일번가 합동순찰 옮기기").tap()
    await day(page, 21).tap()

    await expect(page.get_by_role("dialog")).to_contain_text("12월 21일(월) 19:00–21:00")


async def test_a_day_that_is_over_takes_no_patrol(opens_plan: OpensPlan, december: Month) -> None:
    assert december
    page = await opens_plan()
    await page.get_by_role("button", name="안양일번가 합동순찰 옮기기").click()
    await day(page, 2).click()

    await expect(page.locator(".moving")).to_contain_text("지난 날은 고를 수 없어요")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_everything_works_without_scripts(bot: App, opens_plan: OpensPlan, december: Month) -> None:
    page = await opens_plan(has_scripts=False)
    await page.get_by_label("12월 18일(금)에 순찰 만들기").click()
    await page.get_by_label("제목").fill("연말 합동순찰")
    await page.get_by_role("radio", name="매월").check()
    await page.get_by_role("checkbox", name="셋째").check()
    await page.get_by_role("checkbox", name="금", exact=True).check()
    await page.get_by_role("checkbox", name="평촌자율방범대").check()
    await page.get_by_label("평촌자율방범대 인원").fill("10")
    await page.get_by_role("button", name="미리보기").click()
    await expect(page.get_by_text("매월 셋째 금")).to_be_visible()
    await expect(page.get_by_text("게시하면 20명에게 바로 알려요")).to_be_visible()
    await page.get_by_role("button", name="게시", exact=True).click()
    await expect(page.get_by_role("status")).to_contain_text("게시했어요")
    await page.goto("/console/plan")
    await page.get_by_label("안양일번가 합동순찰 옮기기").click()
    await page.get_by_label("날짜").fill("2026-12-16")
    await page.get_by_role("button", name="다음으로").click()
    await page.get_by_role("button", name="옮기기", exact=True).click()
    await expect(page.get_by_role("status")).to_contain_text("바뀐 내용을 알리고 있어요")
    async with bot.uow.read() as tx:
        told = (await tx.session.exec(select(OutboxRow).where(OutboxRow.kind == "patrols.announced"))).all()

    assert (await starts_of(bot, december.single_id)).starts_at == on(16, 19)
    assert len(told) == 20


async def test_a_form_shows_what_its_choices_need_and_nothing_else(opens_plan: OpensPlan, december: Month) -> None:
    assert december
    page = await opens_plan()
    await page.goto("/console/plan/new")
    weekdays, nths = page.get_by_role("group", name="요일"), page.get_by_role("group", name="몇째 주")
    coordinates = page.get_by_label("좌표 (위도,경도)")
    await expect(weekdays).to_be_hidden()
    await expect(coordinates).to_be_hidden()
    await page.get_by_role("radio", name="매주").check()
    await expect(weekdays).to_be_visible()
    await expect(nths).to_be_hidden()
    await page.get_by_role("radio", name="매월").check()
    await expect(nths).to_be_visible()
    await page.get_by_label("전에 모인 곳").select_option(label="새로운 곳을 적을게요")

    await expect(coordinates).to_be_visible()


async def test_the_pages_of_the_plan_are_light(opens_plan: OpensPlan, december: Month) -> None:
    page = await opens_plan()
    weights = {}
    for address in addresses(december):
        await page.goto(address)
        weights[address] = await weight_of(page)

    assert {address: weight for address, weight in weights.items() if weight >= LARGEST} == {}
    assert min(weights.values()) > 50_000
