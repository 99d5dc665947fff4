"""/language, and the buttons that choose one."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.languages import LanguageTap


async def language(context: Context) -> None:
    await context.services.languages.show(context.incoming)


async def choose(context: Context, tap: LanguageTap) -> Toast:
    return await context.services.languages.choose(context.incoming, tap.language)


def register(router: Router) -> None:
    router.command("language", language)
    router.tap(LanguageTap, choose)
