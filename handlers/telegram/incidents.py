"""/incidents and the triage buttons: working through notes."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from services.incidents import Browsing
from texts.incidents import BrowseTap, ListedTriageTap, WholeTap
from texts.note_cards import TriageTap


async def incidents(context: Context) -> None:
    await context.services.incidents.browse(context.incoming, Browsing(), edits=False)


async def turned(context: Context, tap: BrowseTap) -> None:
    await context.services.incidents.browse(context.incoming, Browsing(tap.which, tap.offset), edits=True)


async def triaged(context: Context, tap: TriageTap) -> Toast:
    return await context.services.incidents.triage(context.incoming, tap.note_id, tap.state)


async def triaged_in_list(context: Context, tap: ListedTriageTap) -> Toast:
    browsing = Browsing(tap.which, tap.offset)
    return await context.services.incidents.triage(context.incoming, tap.note_id, tap.state, browsing)


async def shown_whole(context: Context, tap: WholeTap) -> None:
    await context.services.incidents.show_whole(context.incoming, tap.note_id)


def register(router: Router) -> None:
    router.command("incidents", incidents)
    router.tap(BrowseTap, turned)
    router.tap(TriageTap, triaged)
    router.tap(ListedTriageTap, triaged_in_list)
    router.tap(WholeTap, shown_whole)
