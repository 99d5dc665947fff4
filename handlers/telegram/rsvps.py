"""The three answers under a patrol, wherever they stand."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.rsvps import RsvpTap


async def answer_patrol(context: Context, tap: RsvpTap) -> Toast:
    return await context.services.rsvps.answer_patrol(context.incoming, tap.patrol_id, tap.answer)


def register(router: Router) -> None:
    router.tap(RsvpTap, answer_patrol)
