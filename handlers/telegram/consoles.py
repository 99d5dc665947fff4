"""/console: a link into the console in the browser."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router


async def console(context: Context) -> None:
    await context.services.consoles.hand_link(context.incoming)


def register(router: Router) -> None:
    router.command("console", console)
