"""An echo bot on aiogram with everything as it comes."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    if message.text is not None:
        await message.answer(message.text)


async def main(api_url: str, token: str) -> None:
    await dispatcher.start_polling(Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(api_url))))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
