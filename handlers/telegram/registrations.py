"""/start: the way in, with or without an invitation link."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router


async def start(context: Context) -> None:
    await context.services.registrations.start(
        context.incoming, display_name=context.display_name, token=context.words.strip() or None
    )


async def cancel(context: Context) -> None:
    await context.services.dialogs.cancel(context.incoming)


def register(router: Router) -> None:
    router.command("start", start)
    router.command("cancel", cancel)
