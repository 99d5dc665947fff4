"""Changing a patrol and calling it off, by its coordinators."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from handlers.telegram.shared_places import shared_place
from services.base import Toast
from texts.patrol_buttons import CallOffTap, CancelTap, ChangeTap, ConfirmTap, FieldTap, KeepTap, LeaveTap


async def change(context: Context, tap: ChangeTap) -> Toast | None:
    return await context.services.patrol_changes.begin(context.incoming, tap.patrol_id)


async def choose(context: Context, tap: FieldTap) -> Toast | None:
    return await context.services.patrol_changes.choose(context.incoming, tap.patrol_id, tap.change)


async def answer(context: Context) -> None:
    changes = context.services.patrol_changes
    place = shared_place(context.message)
    if place is not None:
        await changes.answer_place(context.incoming, place.point, place.name)
    else:
        await changes.answer_text(context.incoming, context.message.text or "")


async def confirm(context: Context, tap: ConfirmTap) -> Toast | None:
    return await context.services.patrol_changes.confirm(context.incoming, tap.patrol_id, tap.number, tap.scope)


async def leave(context: Context, tap: LeaveTap) -> Toast | None:  # noqa: ARG001 (a handler takes its tap)
    return await context.services.patrol_changes.leave(context.incoming)


async def ask_cancel(context: Context, tap: CancelTap) -> Toast | None:
    return await context.services.patrol_cancellations.ask(context.incoming, tap.patrol_id)


async def call_off(context: Context, tap: CallOffTap) -> Toast | None:
    return await context.services.patrol_cancellations.cancel(context.incoming, tap.patrol_id, tap.scope)


async def keep(context: Context, tap: KeepTap) -> Toast | None:  # noqa: ARG001 (a handler takes its tap)
    return await context.services.patrol_cancellations.keep(context.incoming)


def register(router: Router) -> None:
    router.tap(ChangeTap, change)
    router.tap(FieldTap, choose)
    router.answer("patrols.change", answer)
    router.tap(ConfirmTap, confirm)
    router.tap(LeaveTap, leave)
    router.tap(CancelTap, ask_cancel)
    router.tap(CallOffTap, call_off)
    router.tap(KeepTap, keep)
