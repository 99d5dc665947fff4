"""/roster and the buttons under it."""

from core.rosters import Mode
from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from services.roster_sheets import Place
from texts.rosters import MarkTap, RosterChoiceTap, RosterTap, SendHomeTap


async def roster(context: Context) -> None:
    await context.services.rosters.show(context.incoming)


async def choose(context: Context, tap: RosterChoiceTap) -> None:
    await context.services.rosters.choose(context.incoming, tap.patrol_id)


async def turn(context: Context, tap: RosterTap) -> None:
    place = Place(tap.patrol_id, tap.organisation_id, tap.page, tap.mode)
    await context.services.rosters.turn(context.incoming, place)


async def mark(context: Context, tap: MarkTap) -> Toast:
    place = Place(tap.patrol_id, tap.organisation_id, tap.page)
    return await context.services.rosters.mark(context.incoming, place, tap.person_id, is_present=tap.is_present)


async def send_home(context: Context, tap: SendHomeTap) -> Toast:
    place = Place(tap.patrol_id, tap.organisation_id, tap.page, Mode.leaving)
    return await context.services.rosters.send_home(context.incoming, place, tap.person_id)


def register(router: Router) -> None:
    router.command("roster", roster)
    router.tap(RosterChoiceTap, choose)
    router.tap(RosterTap, turn)
    router.tap(MarkTap, mark)
    router.tap(SendHomeTap, send_home)
