"""The two buttons under an application."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.applications import DecideApplication


async def decide(context: Context, tap: DecideApplication) -> Toast | None:
    return await context.services.applications.decide(context.incoming, tap.application_id, is_approved=tap.is_approved)


def register(router: Router) -> None:
    router.tap(DecideApplication, decide)
