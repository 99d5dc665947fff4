"""/patrols, the key for the next patrol, and what stands under a patrol: map, calendar, publish."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from services.patrols import NEXT
from texts.patrol_buttons import CalendarTap, DiscardTap, MoreTap, PlaceTap, PublishTap


async def list_coming(context: Context) -> None:
    await context.services.patrols.list_coming(context.incoming)


async def list_next(context: Context) -> None:
    await context.services.patrols.list_coming(context.incoming, shown=NEXT)


async def list_more(context: Context, tap: MoreTap) -> None:
    await context.services.patrols.list_coming(context.incoming, tap.offset)


async def show_place(context: Context, tap: PlaceTap) -> Toast | None:
    return await context.services.patrols.show_place(context.incoming, tap.patrol_id)


async def send_calendar(context: Context, tap: CalendarTap) -> Toast | None:
    return await context.services.patrols.send_calendar(context.incoming, tap.patrol_id)


async def publish(context: Context, tap: PublishTap) -> Toast | None:
    return await context.services.patrols.publish(context.incoming, tap.patrol_id)


async def discard(context: Context, tap: DiscardTap) -> Toast | None:
    return await context.services.patrol_drafts.discard(context.incoming, tap.patrol_id)


def register(router: Router) -> None:
    router.command("patrols", list_coming)
    router.key("menu-next_patrol", list_next)
    router.tap(MoreTap, list_more)
    router.tap(PlaceTap, show_place)
    router.tap(CalendarTap, send_calendar)
    router.tap(PublishTap, publish)
    router.tap(DiscardTap, discard)
