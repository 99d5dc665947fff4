"""/members: looking through the members of an organisation, and deciding about one of them."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.members import ActOnMember, ConfirmRemoval, HandOver, RemoveFor, ShowMember, ShowRoster, ShowRosters


async def members(context: Context) -> None:
    await context.services.members.show(context.incoming)


async def show_rosters(context: Context, tap: ShowRosters) -> Toast | None:
    return await context.services.members.show_choice(context.incoming, tap.page)


async def show_roster(context: Context, tap: ShowRoster) -> Toast | None:
    return await context.services.members.show_roster(context.incoming, tap.organisation_id or None, tap.page)


async def show_member(context: Context, tap: ShowMember) -> Toast | None:
    return await context.services.members.show_member(context.incoming, tap.membership_id)


async def act(context: Context, tap: ActOnMember) -> Toast | None:
    return await context.services.members.act(context.incoming, tap.membership_id, tap.action)


async def remove_for(context: Context, tap: RemoveFor) -> Toast | None:
    return await context.services.members.remove_for(context.incoming, tap.membership_id, tap.reason)


async def give_reason(context: Context) -> None:
    await context.services.members.give_reason(context.incoming, context.words)


async def remove_confirmed(context: Context, tap: ConfirmRemoval) -> Toast | None:
    return await context.services.members.remove_confirmed(context.incoming, tap.membership_id)


async def hand_over(context: Context, tap: HandOver) -> Toast | None:
    return await context.services.members.hand_over(context.incoming, tap.membership_id)


def register(router: Router) -> None:
    router.command("members", members)
    router.tap(ShowRosters, show_rosters)
    router.tap(ShowRoster, show_roster)
    router.tap(ShowMember, show_member)
    router.tap(ActOnMember, act)
    router.tap(RemoveFor, remove_for)
    router.tap(ConfirmRemoval, remove_confirmed)
    router.tap(HandOver, hand_over)
    router.answer("members.reason", give_reason)
    router.answer("members.confirm", give_reason)
