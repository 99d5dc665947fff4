"""A group is made, named, filled, ruled and left from a phone on the page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from playwright.async_api import Page, expect

from simulator.client import Simulator, Someone
from tests.browser.conftest import OpensPage
from tests.browser.screens import Handset
from tests.simulator.raw_bot import RawBot


@pytest.fixture
async def people(telegram: Simulator) -> list[Someone]:
    return [await telegram.person(name, language="ko", has_started=True) for name in ("김민수", "이다솜", "박라온")]


@pytest.fixture
async def page(opens_page: OpensPage, people: list[Someone]) -> Page:  # noqa: ARG001 (somebody has to be there)
    return await opens_page("desk")


@pytest.fixture
async def bot(telegram: Simulator) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(telegram, session)


async def make_group(page: Page, phone: Handset) -> None:
    """Makes a group of two and the bot, as somebody with a phone does."""
    await phone.box.get_by_role("button", name="대화 목록으로").click()
    await phone.box.get_by_role("button", name="새 단체방 만들기").click()
    window = page.get_by_role("dialog")
    await window.get_by_label("방 이름").fill("범계역 순찰방")
    await window.get_by_role("checkbox", name="박라온").uncheck()
    await window.get_by_role("button", name="2명으로 만들기").click()
    await expect(phone.box.get_by_role("heading", name="범계역 순찰방 방 정보")).to_be_visible()


async def test_a_group_is_made_from_a_phone_and_all_in_it_see_it(
    bot: RawBot, people: list[Someone], page: Page
) -> None:
    phone = Handset(page, people[0])
    await make_group(page, phone)
    await phone.writes("/code 함께해요")
    other = Handset(page, people[1])
    await other.box.get_by_role("button", name="대화 목록으로").click()
    await other.box.get_by_role("button", name="범계역 순찰방").click()
    await other.reads("함께해요")
    kinds = [next(iter(update.keys() - {"update_id"})) for update in await bot.does("getUpdates")]

    assert kinds == ["my_chat_member", "message", "message"]


async def test_its_owner_names_it_adds_people_rules_the_bot_and_lets_it_grow(
    bot: RawBot, telegram: Simulator, people: list[Someone], page: Page
) -> None:
    phone = Handset(page, people[0])
    await make_group(page, phone)
    await phone.box.get_by_role("button", name="범계역 순찰방 방 정보").click()
    window = page.get_by_role("dialog")
    await window.get_by_label("방 이름").fill("범계 밤길")
    await window.get_by_role("button", name="바꾸기", exact=True).click()
    await expect(window.get_by_role("heading", name="범계 밤길")).to_be_visible()
    await window.get_by_role("button", name="관리자로").click()
    await expect(window.get_by_text("모든 말을 읽어요")).to_be_visible()
    await window.get_by_role("button", name="사람 더하기").click()
    await window.get_by_role("checkbox", name="박라온").check()
    await window.get_by_role("button", name="1명 더하기").click()
    await phone.box.get_by_role("button", name="범계 밤길 방 정보").click()
    await expect(window.get_by_text("박라온")).to_be_visible()
    await window.get_by_role("button", name="큰 방(슈퍼그룹)으로 바꾸기").click()
    await phone.writes("큰 방이 되었네요")
    await phone.reads("큰 방이 되었네요")
    grown = next(chat for chat in telegram.world.chats.values() if chat.type.value == "supergroup")
    said = (await bot.does("getUpdates"))[-1]["message"]

    assert (said["chat"]["id"], said["text"]) == (grown.id, "큰 방이 되었네요")
    assert grown.bot_status.value == "administrator"
    assert list(grown.members) == [someone.id for someone in people]


async def test_somebody_who_does_not_rule_may_leave_but_not_throw_the_bot_out(
    telegram: Simulator, people: list[Someone], page: Page
) -> None:
    await make_group(page, Handset(page, people[0]))
    phone = Handset(page, people[1])
    await phone.box.get_by_role("button", name="대화 목록으로").click()
    await phone.box.get_by_role("button", name="범계역 순찰방").click()
    await phone.box.get_by_role("button", name="범계역 순찰방 방 정보").click()
    window = page.get_by_role("dialog")
    await expect(window.get_by_role("button", name="내보내기")).to_have_count(0)
    await expect(window.get_by_role("button", name="큰 방")).to_have_count(0)
    await window.get_by_role("button", name="방 나가기").click()
    await expect(phone.box.get_by_role("heading", name="순찰봇")).to_be_visible()
    group = next(chat for chat in telegram.world.chats.values() if chat.person is None)

    assert group.members[people[1].id].value == "left"


async def test_the_bot_is_thrown_out_and_brought_back(telegram: Simulator, people: list[Someone], page: Page) -> None:
    phone = Handset(page, people[0])
    await make_group(page, phone)
    await phone.box.get_by_role("button", name="범계역 순찰방 방 정보").click()
    window = page.get_by_role("dialog")
    await window.get_by_role("button", name="내보내기").click()
    await window.get_by_role("button", name="순찰봇 부르기").click()
    await expect(window.get_by_role("button", name="내보내기")).to_be_visible()
    group = next(chat for chat in telegram.world.chats.values() if chat.person is None)

    assert group.bot_status.value == "member"
