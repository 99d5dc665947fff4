"""The director's bar and what is behind the stage: the story, the clock, trouble, numbers, wishes, scenes."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Page, expect

from simulator.client import Simulator, Someone
from tests.browser.conftest import OpensPage
from tests.browser.screens import Handset
from tests.browser.shows import everything
from tests.simulator.raw_bot import RawBot


@pytest.fixture
async def people(telegram: Simulator) -> list[Someone]:
    return await everything(telegram)


@pytest.fixture
async def page(opens_page: OpensPage, people: list[Someone]) -> Page:  # noqa: ARG001 (somebody has to be there)
    return await opens_page("desk")


async def test_the_next_step_is_told_shown_and_done_on_request(
    telegram: Simulator, people: list[Someone], page: Page
) -> None:
    guide = page.get_by_role("region", name="다음 할 일")
    await expect(guide).to_contain_text("‘참석’을 눌러 주세요.")
    await expect(page.locator("button.key.pointed")).to_have_text(["참석"])
    await guide.get_by_role("button", name="어디인지 보기").click()
    await expect(Handset(page, people[0]).box).to_be_focused()
    await guide.get_by_role("button", name="대신 해 주세요").click()

    assert await telegram.stage.next_wish() == "answer"


async def test_a_step_with_words_writes_them_ready_to_be_sent(
    telegram: Simulator, people: list[Someone], page: Page
) -> None:
    step = telegram.world.stage.facts["steps"][0]
    await telegram.stage.set(steps=[step | {"person": people[1].id, "says": "/roster"}])
    await page.get_by_role("button", name="어디인지 보기").click()
    box = Handset(page, people[1]).box.get_by_role("textbox")
    await expect(box).to_have_value("/roster")
    await box.press("Enter")
    await Handset(page, people[1]).reads("/roster")

    assert people[1].messages[-1].text == "/roster"


async def test_what_the_bot_asks_is_answered_with_one_tap_where_the_step_knows_an_answer(
    telegram: Simulator, people: list[Someone], page: Page
) -> None:
    step = telegram.world.stage.facts["steps"][0]
    await telegram.stage.set(steps=[step | {"asked": "무엇을 보셨어요", "answer": "가로등이 꺼져 있어요"}])
    phone = Handset(page, people[0])
    async with aiohttp.ClientSession() as session:
        await RawBot(telegram, session).does("sendMessage", chat_id=people[0].id, text="무엇을 보셨어요?")
    await expect(phone.box.get_by_role("textbox")).to_have_value("가로등이 꺼져 있어요")
    await expect(phone.box.locator("button.pointed")).to_have_attribute("aria-label", "보내기")
    await phone.box.locator("button.pointed").click()
    await phone.reads("가로등이 꺼져 있어요")

    await expect(phone.box.get_by_role("textbox")).to_have_value("")


async def test_the_next_tap_is_pointed_at_also_in_the_bar_and_on_the_sign_of_a_phone_not_to_be_seen(
    telegram: Simulator, people: list[Someone], page: Page
) -> None:
    step = telegram.world.stage.facts["steps"][0]
    soon = (telegram.clock.now() + timedelta(hours=1)).isoformat()
    await telegram.stage.set(
        steps=[step | {"words": ["다음 알림까지"]}], moments=[{"name": {"ko": "알림"}, "at": soon}]
    )
    await expect(page.locator("button.pointed")).to_have_text(["다음 알림까지"])
    await page.set_viewport_size({"width": 390, "height": 844})
    await Handset(page, people[2]).shows()
    await telegram.stage.set(steps=[step])

    await expect(page.locator("button.pointed")).to_contain_text(["어디인지 보기", "김민수"])
    await page.get_by_role("button", name="어디인지 보기").click()
    await expect(page.locator("button.pointed")).to_have_text(["참석"])


async def test_the_story_and_a_wish_pass_between_the_stage_and_its_director(telegram: Simulator, page: Page) -> None:
    await telegram.stage.tell({"ko": "다섯 명이 왔어요.", "en": "Five have come."})
    await expect(page.get_by_role("tabpanel")).to_contain_text("다섯 명이 왔어요.")
    await page.get_by_role("button", name="다른 분들 답하기").click()

    assert await telegram.stage.next_wish() == "others"


async def test_the_clock_goes_ten_minutes_on_and_to_the_next_reminder(telegram: Simulator, page: Page) -> None:
    before = telegram.clock.now()
    await page.get_by_role("button", name="+10분").click()
    await expect(page.get_by_role("button", name="다음 알림까지")).to_be_disabled()
    reminder = (before + timedelta(hours=5)).replace(microsecond=0)
    await telegram.stage.set(moments=[{"name": {"ko": "알림"}, "at": reminder.isoformat()}])
    assert timedelta(minutes=10) <= telegram.clock.now() - before < timedelta(minutes=11)
    await page.get_by_role("button", name="다음 알림까지").click()
    await expect(page.get_by_role("button", name="다음 알림까지")).to_be_disabled()

    assert timedelta(0) <= telegram.clock.now() - reminder < timedelta(minutes=1)


async def test_trouble_is_switched_on_told_of_and_switched_off(telegram: Simulator, page: Page) -> None:
    await page.get_by_role("tab", name="장애").click()
    switch = page.get_by_role("switch", name="텔레그램이 멈춤")
    await switch.click()
    await expect(switch).to_have_attribute("aria-checked", "true")
    async with aiohttp.ClientSession() as session:
        bot = RawBot(telegram, session)
        assert (await bot.call("getMe"))[0] == 502
        await expect(page.get_by_role("tabpanel")).to_contain_text("1번 실패했고, 다시 시도하고 있어요")
        await switch.click()
        await expect(switch).to_have_attribute("aria-checked", "false")
        assert (await bot.call("getMe"))[0] == 200
    await expect(page.get_by_role("tabpanel")).to_contain_text("다시 이어졌어요")
    await page.get_by_role("switch", name="김민수 님이 봇을 차단").click()
    await expect(page.get_by_role("switch", name="김민수 님이 봇을 차단")).to_have_attribute("aria-checked", "true")

    assert telegram.mirror.people[next(iter(telegram.mirror.people))]["has_blocked"]


async def test_numbers_count_messages_and_limits(page: Page) -> None:
    await page.get_by_role("tab", name="숫자").click()

    await expect(page.locator(".numbers div", has_text="봇이 보낸 메시지").locator("dd")).to_have_text("7")
    await expect(page.locator(".numbers div", has_text="속도 제한을 넘은 횟수").locator("dd")).to_have_text("0")
    await expect(page.get_by_role("row", name="sendMessage 6")).to_be_visible()


async def test_a_scene_is_saved_as_a_file_and_played_from_it(people: list[Someone], page: Page, tmp_path: Path) -> None:
    await page.get_by_role("tab", name="장면").click()
    await Handset(page, people[0]).writes("한 번 더")
    await Handset(page, people[0]).reads("한 번 더")
    async with page.expect_download() as download:
        await page.get_by_role("button", name="지금까지를 파일로 저장").click()
    saved = tmp_path / "scene.json"
    await (await download.value).save_as(saved)
    scene = json.loads(saved.read_text(encoding="utf-8"))
    scene["steps"] = [step for step in scene["steps"] if step.get("text") == "한 번 더"]
    scene["steps"][0] |= {"text": "다시 한 번", "after_news": False}
    saved.write_text(json.dumps(scene), encoding="utf-8")
    await page.locator("input[accept*=json]").set_input_files(saved)
    await Handset(page, people[0]).reads("다시 한 번")

    await expect(page.get_by_role("tabpanel")).to_contain_text("장면이 끝났어요.")


async def test_starting_over_forgets_everybody_after_asking(page: Page) -> None:
    await page.get_by_role("tab", name="장면").click()
    await page.get_by_role("button", name="처음부터 다시").click()
    await page.get_by_role("dialog").get_by_role("button", name="네").click()
    await expect(page.get_by_text("아직 아무도 없어요")).to_be_visible()
    await page.get_by_role("button", name="새 사람 만들기").click()
    await page.get_by_role("dialog").get_by_label("새 사람 만들기").fill("새사람")
    await page.get_by_role("dialog").get_by_role("button", name="만들기", exact=True).click()
    phone = page.locator("section.phone")
    await phone.get_by_role("button", name="시작").click()

    await expect(phone.locator("li.bubble")).to_contain_text("/start")


async def test_other_pages_may_not_direct_the_simulator(telegram: Simulator) -> None:
    async with aiohttp.ClientSession() as session:
        foreign = {"Origin": "http://example.org"}
        async with session.post(f"{telegram.api_url}/control/reset", headers=foreign) as response:
            assert response.status == 403
        own = {"Origin": telegram.api_url}
        async with session.post(f"{telegram.api_url}/control/clock", headers=own, json={}) as response:
            assert response.status == 200
