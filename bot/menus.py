"""Command menus: for the whole bot at the start, and for those who lead wherever theirs hold what they held no more."""

import hashlib
from datetime import datetime

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.scheduler import Tick
from core.roles import Role
from services.menus import Menus
from texts.render import render
from texts.words import DEFAULT_LOCALE, LOCALES, Reader

log = structlog.get_logger()


async def show_first_menus(bot: Bot, reader: Reader) -> None:
    """The menu of people who never wrote, in each language. Members get one of their own with each role.

    This one is a courtesy, and failing to set it stops nothing.
    """
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


def keeping_menus(menus: Menus, reader: Reader) -> Tick:
    """Looks once, as soon as the database is there, whether leaders and coordinators hold the menus they should.

    Not again and again: of two processes with different settings none would ever rest.
    """
    has_looked = False

    async def keep_menus(at: datetime) -> None:
        nonlocal has_looked
        if has_looked:
            return
        now = fingerprint(reader)
        if await menus.keep(now, at):
            log.info("menus.renewed", fingerprint=now)
        has_looked = True

    return keep_menus


def fingerprint(reader: Reader) -> str:
    """Tells menus apart: commands, words and the address of the console, in all languages."""
    menus = [
        render("menu.commands", {"rank": rank.name}, reader.speaking(locale)) for locale in LOCALES for rank in Role
    ]
    return hashlib.sha256(repr(menus).encode()).hexdigest()[:16]
