"""Files that stay with Telegram, fetched into memory when somebody asks for one: a few at a time, none too large."""

import asyncio

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram import TelegramChannel
from services.note_files import Unfetched

log = structlog.get_logger()

AT_A_TIME = 4
"""So many files of the largest size are in memory at most; who comes later waits."""


class TelegramFiles:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._turns = asyncio.Semaphore(AT_A_TIME)

    async def fetch(self, channel: str, file_id: str, largest: int) -> bytes | Unfetched:
        if channel != TelegramChannel.name:
            return Unfetched()
        async with self._turns:
            try:
                file = await self._bot.get_file(file_id)
                if file.file_size is not None and file.file_size > largest:
                    return Unfetched()
                content = bytes(await file.download_as_bytearray())
            except TelegramError as error:
                log.warning("file.unfetched", reason=type(error).__name__)
                return Unfetched()
        return content if len(content) <= largest else Unfetched()
