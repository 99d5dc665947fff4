"""/help."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router


async def show(context: Context) -> None:
    await context.services.help.show(context.incoming)


def register(router: Router) -> None:
    router.command("help", show)
