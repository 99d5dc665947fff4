"""/newpatrol: the whole form in one message, or one question after the other."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from handlers.telegram.shared_places import shared_place
from services.base import Toast
from texts.patrol_buttons import ChoiceTap, MoveTap


async def newpatrol(context: Context) -> None:
    if context.words.strip():
        # The whole message: line numbers are those of what was sent.
        await context.services.patrol_drafts.submit(context.incoming, context.message.text or "")
    else:
        await context.services.patrol_drafts.begin(context.incoming)


async def answer(context: Context) -> None:
    drafts = context.services.patrol_drafts
    place = shared_place(context.message)
    if place is not None:
        await drafts.answer_place(context.incoming, place.point, place.name)
    elif context.message.text:
        await drafts.answer_text(context.incoming, context.message.text)
    else:
        await drafts.answer_other(context.incoming)


async def choose(context: Context, tap: ChoiceTap) -> Toast | None:
    return await context.services.patrol_drafts.choose(context.incoming, tap.step, tap.value)


async def move(context: Context, tap: MoveTap) -> Toast | None:
    return await context.services.patrol_drafts.move(context.incoming, tap.step, tap.move)


def register(router: Router) -> None:
    router.command("newpatrol", newpatrol)
    router.answer("patrols.draft", answer)
    router.tap(ChoiceTap, choose)
    router.tap(MoveTap, move)
