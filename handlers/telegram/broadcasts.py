"""/broadcast: choosing whom to tell, the message, and what happens to it."""

from core.broadcasts import Answered, BroadcastStep, Everyone, LeadersOnly, OfKind, OfOrganisation
from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from services.broadcasts import (
    ASKS_MESSAGE,
    ASKS_TIME,
    AnswerList,
    Card,
    OrganisationList,
    Overview,
    PatrolList,
)
from texts.broadcast_taps import (
    ActTap,
    AnswerTap,
    BroadcastAct,
    KindTap,
    OrganisationsTap,
    OrganisationTap,
    PatrolTap,
    UnconfirmedTap,
)


async def broadcast(context: Context) -> None:
    await context.services.broadcasts.begin(context.incoming)


async def message(context: Context) -> None:
    said = context.message
    await context.services.broadcasts.take_message(
        context.incoming,
        _broadcast_id(context),
        str(said.message_id),
        words=said.text or said.caption or "",
        album=said.media_group_id,
    )


async def time(context: Context) -> None:
    await context.services.broadcasts.schedule(context.incoming, _broadcast_id(context), context.message.text or "")


async def edited(context: Context) -> None:
    await context.services.broadcast_edits.take_back(context.incoming, str(context.message.message_id))


def _broadcast_id(context: Context) -> int:
    return int((context.answers or {})["broadcast_id"])


async def tapped(context: Context, tap: ActTap) -> Toast | None:
    services, incoming, number = context.services, context.incoming, tap.broadcast_id
    match tap.act:
        case BroadcastAct.everyone:
            return await services.broadcasts.choose(incoming, number, Overview(), Everyone())
        case BroadcastAct.leaders:
            return await services.broadcasts.choose(incoming, number, Overview(), LeadersOnly())
        case BroadcastAct.patrols:
            return await services.broadcasts.choose(incoming, number, PatrolList())
        case BroadcastAct.overview:
            return await services.broadcasts.choose(incoming, number, Overview())
        case BroadcastAct.card:
            return await services.broadcasts.choose(incoming, number, Card())
        case BroadcastAct.schedule:
            return await services.broadcasts.ask_time(incoming, number)
        case BroadcastAct.confirmation:
            return await services.broadcasts.toggle_confirmation(incoming, number)
        case BroadcastAct.cancel:
            return await services.broadcasts.cancel(incoming, number)
        case _:
            return await _run(context, tap)


async def _run(context: Context, tap: ActTap) -> Toast | None:
    services, incoming, number = context.services, context.incoming, tap.broadcast_id
    match tap.act:
        case BroadcastAct.send:
            return await services.broadcast_runs.send(incoming, number)
        case BroadcastAct.approve | BroadcastAct.decline:
            approves = tap.act is BroadcastAct.approve
            return await services.broadcast_runs.decide(incoming, number, approves=approves)
        case BroadcastAct.unconfirmed:
            await services.broadcast_confirmations.show_unconfirmed(incoming, number)
            return None
        case BroadcastAct.remind:
            return await services.broadcast_confirmations.remind(incoming, number)
        case BroadcastAct.confirm:
            return await services.broadcast_confirmations.confirm(incoming, number)
        case _:
            return await services.broadcast_runs.steer(incoming, number, BroadcastStep[tap.act.name])


async def turned(context: Context, tap: UnconfirmedTap) -> None:
    await context.services.broadcast_confirmations.show_unconfirmed(context.incoming, tap.broadcast_id, tap.page)


async def listed(context: Context, tap: OrganisationsTap) -> Toast | None:
    return await context.services.broadcasts.choose(context.incoming, tap.broadcast_id, OrganisationList(tap.page))


async def chose_organisation(context: Context, tap: OrganisationTap) -> Toast | None:
    choice = OfOrganisation(tap.organisation_id)
    return await context.services.broadcasts.choose(
        context.incoming, tap.broadcast_id, OrganisationList(tap.page), choice
    )


async def chose_kind(context: Context, tap: KindTap) -> Toast | None:
    return await context.services.broadcasts.choose(
        context.incoming, tap.broadcast_id, OrganisationList(tap.page), OfKind(tap.kind)
    )


async def chose_patrol(context: Context, tap: PatrolTap) -> Toast | None:
    return await context.services.broadcasts.choose(context.incoming, tap.broadcast_id, AnswerList(tap.patrol_id))


async def chose_answer(context: Context, tap: AnswerTap) -> Toast | None:
    choice = Answered(tap.patrol_id, tap.answer)
    return await context.services.broadcasts.choose(
        context.incoming, tap.broadcast_id, AnswerList(tap.patrol_id), choice
    )


def register(router: Router) -> None:
    router.command("broadcast", broadcast)
    router.answer(ASKS_MESSAGE, message)
    router.answer(ASKS_TIME, time)
    router.edited(lambda message: message.location is None, edited)
    router.tap(ActTap, tapped)
    router.tap(UnconfirmedTap, turned)
    router.tap(OrganisationsTap, listed)
    router.tap(OrganisationTap, chose_organisation)
    router.tap(KindTap, chose_kind)
    router.tap(PatrolTap, chose_patrol)
    router.tap(AnswerTap, chose_answer)
