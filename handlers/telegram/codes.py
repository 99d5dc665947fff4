"""/code: the leader's four digits."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.codes import CodeTap


async def code(context: Context) -> None:
    await context.services.codes.show(context.incoming)


async def refresh_code(context: Context, tap: CodeTap) -> Toast:
    return await context.services.codes.refresh(context.incoming, tap.patrol_id)


def register(router: Router) -> None:
    router.command("code", code)
    router.tap(CodeTap, refresh_code)
