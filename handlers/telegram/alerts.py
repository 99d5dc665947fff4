"""/sos: 112 first, then the alarm."""

from core.roles import NotAllowed
from handlers.telegram.context import Context
from handlers.telegram.notes import point_of
from handlers.telegram.router import Router
from services.alerts import ASKS_PLACE
from services.base import Toast
from texts.alerts import RespondTap


async def sos(context: Context) -> None:
    """Whoever may not alarm the leaders is still told whom to call."""
    try:
        await context.services.alerts.raise_alarm(context.incoming)
    except NotAllowed:
        await context.services.replies.say(context.incoming, "alerts.not_allowed")


async def told(context: Context) -> None:
    message = context.message
    await context.services.alerts.pass_on(
        context.incoming, point=point_of(message), words=message.text or message.caption or ""
    )


async def moved(context: Context) -> None:
    """A live location that goes on."""
    point = point_of(context.message)
    if point is not None:
        await context.services.alerts.follow(context.incoming, point)


async def called_off(context: Context) -> None:
    await context.services.alerts.call_off(context.incoming)


async def responded(context: Context, tap: RespondTap) -> Toast:
    return await context.services.alerts.respond(context.incoming, tap.alert_id, is_coming=tap.is_coming)


def register(router: Router) -> None:
    router.command("sos", sos)
    router.key("alerts-call_off", called_off)
    router.answer(ASKS_PLACE, told)
    router.edited_answer(ASKS_PLACE, lambda message: message.location is not None, moved)
    router.tap(RespondTap, responded)
