"""The command menu of people who never wrote: set for the whole bot, once at the start, in each language."""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from texts.render import render
from texts.words import DEFAULT_LOCALE, LOCALES, Reader

log = structlog.get_logger()


async def show_first_menus(bot: Bot, reader: Reader) -> None:
    """Members get a menu of their own with each role; this one is a courtesy, and failing to set it stops nothing."""
    try:
        for locale in LOCALES:
            menu = render("menu.commands", {"rank": None}, reader.speaking(locale))
            await bot.set_my_commands(
                [BotCommand(command.name, command.description) for command in menu.commands],
                scope=BotCommandScopeAllPrivateChats(),
                language_code=None if locale == DEFAULT_LOCALE else locale,
            )
    except TelegramError as error:
        log.warning("menus.not_set", reason=type(error).__name__)
