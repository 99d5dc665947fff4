"""The test client: people see what a messenger would show them, and refuse to lie."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from simulator.client import Simulator, StoryError

AnyApplication = Application  # type: ignore[type-arg]


async def _start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    buttons = [[InlineKeyboardButton("참석", callback_data="going"), InlineKeyboardButton("불참", callback_data="not")]]
    markup = InlineKeyboardMarkup(buttons)
    await update.effective_message.reply_html(f"<b>안녕하세요</b> {context.args}", reply_markup=markup)


async def _button(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.callback_query.edit_message_text(f"고른 것: {update.callback_query.data}")
    await update.callback_query.answer("알겠어요")


async def _where(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    keyboard = [[KeyboardButton("📍 위치 보내기", request_location=True)], ["취소"]]
    markup = ReplyKeyboardMarkup(keyboard, one_time_keyboard=True)
    await update.effective_message.reply_text("어디에 계세요?", reply_markup=markup)


async def _location(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.effective_message.reply_text(f"출석 {update.effective_message.location.latitude}")


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        builder = ApplicationBuilder().token(simulator.token).job_queue(None)
        bot: AnyApplication = builder.base_url(f"{simulator.api_url}/bot").build()
        bot.add_handler(CommandHandler("start", _start))
        bot.add_handler(CommandHandler("where", _where))
        bot.add_handler(CallbackQueryHandler(_button))
        bot.add_handler(MessageHandler(filters.LOCATION, _location))
        async with bot:
            await bot.bot.set_my_commands([("start", "시작")])
            await bot.bot.set_my_commands([("start", "Begin")], language_code="en")
            await bot.start()
            await bot.updater.start_polling(poll_interval=0)
            yield simulator
            await bot.updater.stop()
            await bot.stop()


async def test_a_person_follows_a_link_hears_the_answer_and_taps_a_button(telegram: Simulator) -> None:
    minsu = await telegram.person("민수")
    await minsu.follows("https://t.me/simulated_bot?start=TOKEN_1")
    greeting = await minsu.hears("안녕하세요 ['TOKEN_1']")
    toast = await minsu.taps("참석")
    edited = await minsu.hears("고른 것: going")

    assert greeting.buttons == [["참석", "불참"]]
    assert greeting.entities[0] == {"type": "bold", "offset": 0, "length": 5}
    assert toast == "알겠어요"
    assert edited.id == greeting.id
    assert not minsu.sees_button("참석")


async def test_a_location_button_shares_the_chosen_place(telegram: Simulator) -> None:
    minsu = await telegram.person("민수")
    await minsu.says("/where")
    await minsu.hears("어디에")
    rows = minsu.keyboard
    await minsu.taps("위치", at=(37.5, 127.25))
    await minsu.hears("출석 37.5")

    assert rows == [["📍 위치 보내기"], ["취소"]]
    assert minsu.keyboard == []


async def test_what_a_messenger_does_not_offer_cannot_be_done(telegram: Simulator) -> None:
    minsu = await telegram.person("민수")
    await minsu.says("/start")
    await minsu.hears("안녕")
    with pytest.raises(StoryError, match=r"sees no button '승인'[\s\S]*I: /start[\s\S]*\[참석\] \[불참\]"):
        await minsu.taps("승인")
    with pytest.raises(StoryError, match="needs a phone number"):
        await minsu.shares_contact()
    await minsu.blocks_bot()
    with pytest.raises(StoryError, match="has blocked the bot"):
        await minsu.says("아직 있나요?")


async def test_what_was_not_heard_in_time_fails_with_the_whole_chat(telegram: Simulator) -> None:
    minsu = await telegram.person("민수")
    await minsu.says("/start")
    await minsu.hears("안녕")
    await minsu.hears_nothing(within=0.05)
    with pytest.raises(StoryError, match=r"did not hear '없는 말'[\s\S]*안녕하세요"):
        await minsu.hears("없는 말", within=0.05)


async def test_a_crowd_talks_at_once_and_everybody_hears_their_own_answer(telegram: Simulator) -> None:
    crowd = await telegram.people([{"first_name": f"대원 {n}"} for n in range(60)])

    async def play(number: int) -> None:
        person = crowd[number]
        await person.follows(f"T{number}")
        await person.hears(f"['T{number}']")
        await person.taps("불참")
        await person.hears("고른 것: not")

    await asyncio.gather(*(play(number) for number in range(60)))

    assert all(len(person.messages) == 2 for person in crowd)


async def test_a_button_of_a_group_is_tapped_on_its_message(telegram: Simulator) -> None:
    minsu = await telegram.person("민수")
    group = await telegram.group("범계", minsu)
    await minsu.says("/start", chat=group)
    greeting = await minsu.hears("안녕", chat=group)

    assert await minsu.taps("참석", on=greeting) == "알겠어요"
    await minsu.hears("고른 것: going", chat=group)


async def test_each_person_sees_the_menu_of_their_language(telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    emma = await telegram.person("Emma", language="en")

    assert minsu.menu == {"start": "시작"}
    assert emma.menu == {"start": "Begin"}
