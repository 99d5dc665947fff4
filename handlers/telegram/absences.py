"""What somebody answers who was not seen at a patrol, and the leader's tap on it."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.absence_replies import ASK_WORDS
from services.base import Toast
from texts.absences import AbsenceTap, WasThereTap


async def reply(context: Context, tap: AbsenceTap) -> Toast:
    return await context.services.absence_replies.reply(context.incoming, tap.patrol_id, tap.reply)


async def write(context: Context) -> None:
    await context.services.absence_replies.write(context.incoming, context.message.text or "")


async def confirm(context: Context, tap: WasThereTap) -> Toast:
    return await context.services.absence_replies.confirm(
        context.incoming, tap.patrol_id, tap.organisation_id, tap.person_id
    )


def register(router: Router) -> None:
    router.tap(AbsenceTap, reply)
    router.answer(ASK_WORDS, write)
    router.tap(WasThereTap, confirm)
