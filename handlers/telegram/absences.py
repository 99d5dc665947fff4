"""What somebody answers who was not seen at a patrol, the leader's tap on it, and what leaders write down for them."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.absence_replies import ASK_WORDS
from services.base import Toast
from services.roster_sheets import Place
from texts.absences import AbsenceTap, AbsenteesTap, ExcuseTap, ExcusingTap, WasThereTap


async def reply(context: Context, tap: AbsenceTap) -> Toast:
    return await context.services.absence_replies.reply(context.incoming, tap.patrol_id, tap.reply)


async def write(context: Context) -> None:
    await context.services.absence_replies.write(context.incoming, context.message.text or "")


async def confirm(context: Context, tap: WasThereTap) -> Toast:
    return await context.services.absence_replies.confirm(
        context.incoming, tap.patrol_id, tap.organisation_id, tap.person_id
    )


async def absentees(context: Context, tap: AbsenteesTap) -> None:
    place = Place(tap.patrol_id, tap.organisation_id, tap.page)
    await context.services.absence_excuses.show(context.incoming, place)


async def excusing(context: Context, tap: ExcusingTap) -> None:
    place = Place(tap.patrol_id, tap.organisation_id)
    await context.services.absence_excuses.ask(context.incoming, place, tap.person_id)


async def excuse(context: Context, tap: ExcuseTap) -> Toast:
    place = Place(tap.patrol_id, tap.organisation_id)
    return await context.services.absence_excuses.write(context.incoming, place, tap.person_id, tap.reason)


def register(router: Router) -> None:
    router.tap(AbsenceTap, reply)
    router.answer(ASK_WORDS, write)
    router.tap(WasThereTap, confirm)
    router.tap(AbsenteesTap, absentees)
    router.tap(ExcusingTap, excusing)
    router.tap(ExcuseTap, excuse)
