"""Whatever a bot can send is shown, and whatever a person can send is sent, in the browser, live."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Page, expect

from simulator.client import Simulator, Someone
from simulator.media import EXAMPLES
from tests.browser.conftest import OpensPage
from tests.browser.screens import Handset
from tests.simulator.raw_bot import RawBot

PLACE = {"latitude": 37.3897, "longitude": 126.9507}


@pytest.fixture
async def bot(telegram: Simulator) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(telegram, session)


@pytest.fixture
async def minsu(telegram: Simulator) -> Someone:
    person = await telegram.person("김민수", language="ko", phone="+821000000001", at=(37.39, 126.95))
    await person.says("/start")
    return person


@pytest.fixture
async def page(opens_page: OpensPage, minsu: Someone) -> Page:  # noqa: ARG001 (somebody has to be there)
    return await opens_page("tablet")


@pytest.fixture
def phone(page: Page, minsu: Someone) -> Handset:
    return Handset(page, minsu)


async def file_of(bot: RawBot, minsu: Someone, kind: str) -> str:
    """Somebody's file of a kind, as the bot may send it again."""
    message = await minsu.sends(kind)
    await bot.does("getUpdates", offset=-1)
    assert message.file_id
    return message.file_id


async def test_marked_up_text_is_shown_as_meant_and_typed_signs_as_typed(
    bot: RawBot, minsu: Someone, phone: Handset
) -> None:
    html = (
        "<b>굵게 <i>기울여</i></b> 😀 <code>a&lt;b</code> <a href='https://example.org/'>주소</a> <u>밑줄</u> &lt;b&gt;"
    )
    await bot.does("sendMessage", chat_id=minsu.id, text=html, parse_mode="HTML")
    message = await phone.reads("굵게")

    await expect(message.locator("strong", has_text="굵게 기울여")).to_be_visible()
    await expect(message.locator("strong em")).to_have_text("기울여")
    await expect(message.locator("code")).to_have_text("a<b")
    await expect(message.get_by_role("link", name="주소")).to_have_attribute("href", "https://example.org/")
    await expect(message.locator(".text")).to_contain_text("<b>")


async def test_every_kind_of_content_has_its_look(bot: RawBot, minsu: Someone, phone: Handset) -> None:
    for kind in EXAMPLES:
        file_id = await file_of(bot, minsu, kind)
        name = "".join(word.title() for word in kind.split("_"))
        await bot.does(f"send{name}", chat_id=minsu.id, **{kind: file_id})
    await bot.does("sendVenue", chat_id=minsu.id, title="범계역 2번 출구", address="안양시 동안구", **PLACE)
    await bot.does("sendLocation", chat_id=minsu.id, **PLACE)
    await bot.does("sendContact", chat_id=minsu.id, phone_number="+821000000002", first_name="이다솜")
    await phone.reads("이다솜")

    theirs = phone.box.locator("li.bubble:not(.own)")
    await expect(theirs).to_have_count(len(EXAMPLES) + 3)
    await expect(theirs.get_by_role("img", name="지도")).to_have_count(2)
    await expect(theirs.locator(".photo img")).to_have_count(1)
    await expect(theirs.get_by_role("button", name="듣기")).to_have_count(2)
    await expect(theirs.locator("a.file")).to_have_count(4)
    await expect(phone.box.get_by_text("보여 줄 수 없는")).to_have_count(0)


async def test_a_button_spins_until_the_bot_answers_with_a_toast_or_an_alert(
    bot: RawBot, minsu: Someone, phone: Handset
) -> None:
    markup = {"inline_keyboard": [[{"text": "참석", "callback_data": "a"}, {"text": "불참", "callback_data": "b"}]]}
    await bot.does("sendMessage", chat_id=minsu.id, text="오세요?", reply_markup=markup)
    await phone.presses("참석")
    await expect(phone.box.get_by_role("button", name="참석")).to_have_attribute("aria-busy", "true")
    await answer(bot, text="적었어요")
    await phone.is_told("적었어요")
    await expect(phone.box.get_by_role("button", name="참석")).to_have_attribute("aria-busy", "false")
    await phone.presses("불참")
    await answer(bot, text="정말요?", show_alert=True)

    alert = phone.box.get_by_role("alertdialog")
    await expect(alert).to_contain_text("정말요?")
    await alert.get_by_role("button", name="확인").click()
    await expect(alert).to_have_count(0)


async def answer(bot: RawBot, **words: Any) -> None:
    """Answers the press that comes, whatever came before it."""
    async with asyncio.timeout(10):
        while True:
            for update in await bot.does("getUpdates", timeout=5):
                await bot.does("getUpdates", offset=update["update_id"] + 1)
                if "callback_query" in update:
                    await bot.does("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], **words)
                    return


async def test_edits_pins_typing_deletions_and_reactions_happen_in_place(
    bot: RawBot, minsu: Someone, phone: Handset
) -> None:
    sent = await bot.does("sendMessage", chat_id=minsu.id, text="여덟 시에 모여요")
    number = sent["message_id"]
    await phone.reads("여덟 시")
    await bot.does("editMessageText", chat_id=minsu.id, message_id=number, text="아홉 시에 모여요")
    edited = await phone.reads("아홉 시")
    await expect(edited).to_contain_text("수정됨")
    await bot.does("pinChatMessage", chat_id=minsu.id, message_id=number)
    await expect(phone.box.locator(".pinned")).to_contain_text("아홉 시")
    await bot.does(
        "setMessageReaction", chat_id=minsu.id, message_id=number, reaction=[{"type": "emoji", "emoji": "👍"}]
    )
    await expect(edited.locator(".reactions")).to_have_text("👍")
    await bot.does("sendChatAction", chat_id=minsu.id, action="typing")
    await expect(phone.box.get_by_text("입력 중…")).to_be_visible()
    await bot.does("deleteMessage", chat_id=minsu.id, message_id=number)

    await expect(phone.box.locator("li.bubble", has_text="아홉 시")).to_have_count(0)


async def test_a_message_has_one_tick_until_the_bot_has_it_for_good(bot: RawBot, phone: Handset) -> None:
    await phone.writes("안녕하세요")
    mine = await phone.reads("안녕하세요")
    await expect(mine.locator(".ticks")).to_have_attribute("title", "보냄")
    updates = await bot.does("getUpdates")
    await bot.does("getUpdates", offset=updates[-1]["update_id"] + 1)

    await expect(mine.locator(".ticks")).to_have_attribute("title", "봇이 받음")


async def test_the_reply_keyboard_sends_words_a_place_and_a_contact(
    bot: RawBot, minsu: Someone, page: Page, phone: Handset
) -> None:
    rows = [
        ["출석"],
        [{"text": "위치 보내기", "request_location": True}, {"text": "번호 보내기", "request_contact": True}],
    ]
    await bot.does("sendMessage", chat_id=minsu.id, text="골라 주세요", reply_markup={"keyboard": rows})
    await phone.presses("출석")
    await phone.presses("위치 보내기")
    await page.get_by_role("slider").press("ArrowUp")
    await phone.chooses("이 위치 보내기")
    await phone.presses("번호 보내기")
    await phone.chooses("네, 보낼게요")
    await phone.reads("+821000000001")

    sent = [message.payload for message in minsu.messages if message.sender_id == minsu.id]
    assert [next(k for k in ("text", "location", "contact") if k in one) for one in sent[1:]] == [
        "text",
        "location",
        "contact",
    ]
    assert sent[2]["location"]["latitude"] == pytest.approx(37.39 + 10 / 111_320, abs=1e-6)


async def test_a_person_sends_what_a_messenger_can_send(minsu: Someone, page: Page, phone: Handset) -> None:
    for name in ("사진", "사진 여러 장", "음성", "영상", "파일", "스티커"):
        await phone.box.get_by_role("button", name="사진, 위치, 파일 보내기").click()
        await phone.box.locator(".things").get_by_role("button", name=name, exact=False).first.click()
        await expect(phone.box.locator(".things")).to_have_count(0)
    await expect(phone.box.locator("li.bubble.own.album")).to_have_count(1)
    await page.wait_for_timeout(200)

    kinds = [next((k for k in EXAMPLES if k in one.payload), "text") for one in minsu.messages]
    assert kinds == ["text", "photo", "photo", "photo", "photo", "voice", "video", "document", "sticker"]


async def test_commands_are_offered_and_sent(bot: RawBot, minsu: Someone, phone: Handset) -> None:
    await bot.does("setMyCommands", commands=[{"command": "help", "description": "도움말"}])
    await phone.box.get_by_role("button", name="명령 고르기").click()
    await phone.box.get_by_role("button", name="/help 도움말").click()
    await phone.reads("/help")

    assert minsu.messages[-1].text == "/help"


async def test_one_replies_edits_and_deletes_by_the_menu_of_a_message(minsu: Someone, phone: Handset) -> None:
    await phone.writes("첫 마디")
    await menu(phone, "첫 마디", "답장")
    await phone.writes("둘째 마디")
    await menu(phone, "둘째 마디", "고치기")
    await phone.writes("고친 마디")
    await phone.reads("고친 마디")
    await menu(phone, "고친 마디", "지우기")
    await expect(phone.box.locator("li.bubble", has_text="고친 마디")).to_have_count(0)

    reply = next(m for m in minsu.see()._screen.messages.values() if m.text == "고친 마디")
    assert (reply.is_deleted, reply.payload["reply_to_message"]["text"]) == (True, "첫 마디")


async def menu(phone: Handset, words: str, deed: str) -> None:
    message = await phone.reads(words)
    await message.get_by_role("button", name="이 메시지로 할 수 있는 일").focus()
    await message.get_by_role("button", name="이 메시지로 할 수 있는 일").press("Enter")
    await message.locator(".choices").get_by_role("button", name=deed).click()


async def test_a_start_link_is_opened_inside_the_page_by_somebody_new(
    bot: RawBot, telegram: Simulator, minsu: Someone, page: Page, phone: Handset
) -> None:
    link = f"https://t.me/{telegram.username}?start=abc_123"
    await bot.does("sendMessage", chat_id=minsu.id, text=f"초대해요: {link}")
    message = await phone.reads("초대해요")
    await message.get_by_role("button", name=link).click()
    await phone.chooses("처음 온 새 사람")

    newcomer = page.locator("section.phone", has_text="/start abc_123")
    await expect(newcomer).to_be_visible()


async def test_a_group_is_one_chat_of_several_phones_with_unread_counts(
    bot: RawBot, telegram: Simulator, minsu: Someone, page: Page, phone: Handset
) -> None:
    dasom = await telegram.person("이다솜", language="ko")
    group = await telegram.group("평촌 방", minsu, dasom)
    await bot.does("sendMessage", chat_id=group.id, text="두 분 다 안녕하세요")
    await phone.box.get_by_role("button", name="대화 목록으로").click()
    await phone.box.get_by_role("button", name="평촌 방").click()
    await phone.reads("두 분 다 안녕하세요")
    await phone.writes("네, 안녕하세요")
    other = Handset(page, dasom)
    await other.shows()
    await other.box.get_by_role("button", name="대화 목록으로").click()

    await expect(other.box.get_by_role("button", name="평촌 방")).to_contain_text("안 읽은 메시지")
    await other.box.get_by_role("button", name="평촌 방").click()
    await expect(other.box.locator("li.bubble .sender")).to_have_text(["순찰봇", "김민수"])


async def test_blocking_closes_the_chat_and_unblocking_opens_it(minsu: Someone, phone: Handset) -> None:
    await phone.box.get_by_role("button", name="김민수 님의 설정").click()
    await phone.chooses("봇 차단하기")
    await expect(phone.box.get_by_text("봇을 차단했어요")).to_be_visible()
    await phone.box.get_by_role("button", name="차단 풀기").click()
    await phone.writes("다시 왔어요")
    await phone.reads("다시 왔어요")

    assert minsu.messages[-1].text == "다시 왔어요"
