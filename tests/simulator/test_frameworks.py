"""Two frameworks as independent judges, and the simulator as a program of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import timedelta

import aiogram
import aiohttp
import pytest
import telegram as ptb
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from simulator.client import Simulator, Someone, Telegram
from simulator.files import PIXEL_PNG


async def test_an_aiogram_echo_bot_runs_unchanged(telegram: Simulator) -> None:
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message(CommandStart(deep_link=True))
    async def greet(message: aiogram.types.Message) -> None:
        button = aiogram.types.InlineKeyboardButton(text="눌러요", callback_data="pressed")
        markup = aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])
        await message.answer("<b>안녕하세요</b>", parse_mode="HTML", reply_markup=markup)

    @dispatcher.message()
    async def echo(message: aiogram.types.Message) -> None:
        await message.send_copy(message.chat.id)

    @dispatcher.callback_query()
    async def pressed(query: aiogram.types.CallbackQuery) -> None:
        await query.answer(f"{query.data}!", show_alert=True)

    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.api_url))
    bot = aiogram.Bot(telegram.token, session=session)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    try:
        minsu = await telegram.person("민수")
        await minsu.follows("CODE")
        await minsu.hears("안녕하세요")
        toast = await minsu.taps("눌러요")
        await minsu.says("따라 해 보세요")
        await minsu.hears("따라 해 보세요")
        await minsu.sends_photo("사진도요")
        await minsu.hears("사진도요")
    finally:
        await dispatcher.stop_polling()
        await polling

    assert toast == "pressed!"


@pytest.fixture
def bot(telegram: Simulator) -> ptb.Bot:
    return ptb.Bot(telegram.token, base_url=f"{telegram.api_url}/bot", base_file_url=f"{telegram.api_url}/file/bot")


@pytest.fixture
async def minsu(telegram: Simulator) -> Someone:
    return await telegram.person("민수", has_started=True)


async def test_python_telegram_bot_reads_every_kind_of_answer(
    telegram: Simulator, bot: ptb.Bot, minsu: Someone
) -> None:
    friend = await telegram.person("영희")
    group = await telegram.group("범계", minsu, friend, type="supergroup", bot_is_admin=True)
    async with bot:
        sent = [
            await bot.send_message(minsu.id, "글"),
            await bot.send_photo(minsu.id, PIXEL_PNG, caption="사진"),
            await bot.send_document(minsu.id, b"a,b", filename="표.csv"),
            await bot.send_voice(minsu.id, b"OggS", duration=timedelta(seconds=3)),
            await bot.send_video(minsu.id, b"video"),
            await bot.send_animation(minsu.id, b"video"),
            await bot.send_audio(minsu.id, b"ID3", title="노래"),
            await bot.send_video_note(minsu.id, b"video"),
            await bot.send_sticker(minsu.id, b"RIFF"),
            await bot.send_location(minsu.id, 37.5, 127.0),
            await bot.send_venue(minsu.id, 37.5, 127.0, "범계역", "안양시"),
            await bot.send_contact(minsu.id, "+8210", "영희"),
        ]
        album = await bot.send_media_group(minsu.id, [ptb.InputMediaPhoto(PIXEL_PNG), ptb.InputMediaPhoto(PIXEL_PNG)])
        chat = await bot.get_chat(group.id)
        members = [await bot.get_chat_member(group.id, one) for one in (minsu.id, friend.id, bot.id)]
        content = await (await bot.get_file(sent[2].document)).download_as_bytearray()
        await bot.edit_message_media(ptb.InputMediaDocument(b"c"), minsu.id, sent[2].message_id)
        await bot.edit_message_caption(minsu.id, sent[1].message_id, caption="다른 설명")
        await bot.set_message_reaction(minsu.id, sent[0].message_id, "👍")
        await bot.send_chat_action(minsu.id, "typing")
        await bot.set_my_name("순찰봇")
        await bot.set_chat_menu_button(minsu.id, ptb.MenuButtonWebApp("열기", ptb.WebAppInfo("https://a.kr")))
        button = await bot.get_chat_menu_button(minsu.id)
        name = await bot.get_my_name()
        copies = await bot.copy_messages(minsu.id, minsu.id, [message.message_id for message in album])

    assert sent[0].from_user.is_bot
    assert len({message.media_group_id for message in album}) == 1
    assert chat.permissions.can_send_messages
    assert [type(member).__name__ for member in members] == [
        "ChatMemberOwner",
        "ChatMemberMember",
        "ChatMemberAdministrator",
    ]
    assert bytes(content) == b"a,b"
    assert (button.text, name.name, len(copies)) == ("열기", "순찰봇", 2)


async def test_python_telegram_bot_understands_every_refusal(
    telegram: Simulator, bot: ptb.Bot, minsu: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    group = await telegram.group("범계", minsu)
    grown = await group.migrates()
    async with bot:
        with pytest.raises(ChatMigrated) as migrated:
            await bot.send_message(group.id, "a")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(5, "a")
        await telegram.faults.add("retry_after:3", method="sendMessage")
        with pytest.raises(RetryAfter) as later:
            await bot.send_message(minsu.id, "a")
        await minsu.blocks_bot()
        with pytest.raises(Forbidden, match="blocked"):
            await bot.send_message(minsu.id, "a")

    assert migrated.value.new_chat_id == grown.id
    assert later.value.retry_after == timedelta(seconds=3)


async def test_the_simulator_is_a_program_that_serves_until_it_is_told_to_stop() -> None:
    arguments = ("-m", "simulator", "--port", "0", "--token", "42:abc", "--limits", "off")
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    program = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, env=environment
    )
    try:
        async with asyncio.timeout(60):
            line = (await program.stdout.readline()).decode()
        url = line.split()[3].partition("/bot")[0]
        async with Telegram(url) as telegram:
            minsu = await telegram.person("민수")
            said = await minsu.says("안녕")
            await telegram.faults.add("reset_before", method="getMe")
            async with aiohttp.ClientSession() as session:
                with pytest.raises(aiohttp.ClientError):
                    await session.post(f"{url}/bot42:abc/getMe")
    finally:
        program.send_signal(signal.SIGTERM)
        async with asyncio.timeout(30):
            status = await program.wait()

    assert (telegram.token, said.text, status) == ("42:abc", "안녕", 0)
