"""The buttons around leaving."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.departures import DepartureAction, DepartureTap


async def act(context: Context, tap: DepartureTap) -> Toast | None:
    departures, incoming = context.services.departures, context.incoming
    match tap.action:
        case DepartureAction.ask:
            return await departures.ask(incoming)
        case DepartureAction.leave:
            return await departures.leave(incoming)
        case DepartureAction.stay:
            return await departures.stay(incoming)


def register(router: Router) -> None:
    router.tap(DepartureTap, act)
