"""/me and its key: one's own card, and the buttons that change what concerns oneself."""

from core.members import Purpose
from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.profiles import ConsentTap, ProfileAction, ProfileTap


async def me(context: Context) -> None:
    await context.services.profiles.show(context.incoming)


async def act(context: Context, tap: ProfileTap) -> Toast | None:
    profiles, incoming = context.services.profiles, context.incoming
    match tap.action:
        case ProfileAction.card:
            await profiles.show(incoming, edits=True)
        case ProfileAction.consents:
            await profiles.show_consents(incoming)
        case ProfileAction.language:
            await context.services.languages.show(incoming)
        case ProfileAction.rest | ProfileAction.end_rest:
            return await profiles.rest(incoming, rests=tap.action is ProfileAction.rest)
        case ProfileAction.pause_location | ProfileAction.resume_location:
            return await profiles.pause_location(incoming, is_paused=tap.action is ProfileAction.pause_location)
        case ProfileAction.certificate:
            await context.services.volunteer_hours.offer(incoming)
        case ProfileAction.export:
            return await context.services.exports.send(incoming)
    return None


async def consent(context: Context, tap: ConsentTap) -> Toast | None:
    if tap.purpose is Purpose.collection:
        return await context.services.departures.ask(context.incoming)
    return await context.services.profiles.consent(context.incoming, tap.purpose, is_granted=tap.is_granted)


def register(router: Router) -> None:
    router.command("me", me)
    router.key("menu-me", me)
    router.tap(ProfileTap, act)
    router.tap(ConsentTap, consent)
