"""The button under /me for one's own calendar, and what stands behind it."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.calendars import CalendarAction, CalendarLinkTap


async def act(context: Context, tap: CalendarLinkTap) -> Toast | None:
    calendars, incoming = context.services.calendars, context.incoming
    match tap.action:
        case CalendarAction.show:
            await calendars.show(incoming)
            return None
        case CalendarAction.make | CalendarAction.renew:
            return await calendars.hand_link(incoming)
        case CalendarAction.drop:
            return await calendars.take_back(incoming)


def register(router: Router) -> None:
    router.tap(CalendarLinkTap, act)
