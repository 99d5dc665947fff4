"""/checkin, shared and moving places, the leader's four digits, and /checkout."""

import re

from telegram import Message

from core.checkins import ByLocation
from core.geo import Point
from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from services.checkins import QUESTION
from texts.checkouts import CheckoutTap

_CODE = re.compile(r"\s*\d{4}\s*")


async def checkin(context: Context) -> None:
    if context.words.strip():
        await context.services.checkins.check_in(context.incoming, context.words)
    else:
        await context.services.checkins.ask(context.incoming)


async def ask_place(context: Context) -> None:
    await context.services.checkins.ask(context.incoming)


async def leave_question(context: Context) -> None:
    await context.services.checkins.leave(context.incoming)


async def answer_question(context: Context) -> None:
    """The next message after the question: a place, a code, or something else."""
    if context.message.location is not None:
        await share_location(context)
    elif _is_code(context.message):
        await context.services.checkins.check_in(context.incoming, context.words, asked=True)
    else:
        await context.services.checkins.explain(context.incoming)


async def share_location(context: Context) -> None:
    """A place or a venue; a live location begins as one."""
    if context.message.forward_origin is not None:
        await context.services.checkins.refuse_forwarded(context.incoming)
    elif (place := _place(context.message)) is not None:
        await context.services.checkins.check_in(context.incoming, place, asked=context.answers is not None)


async def type_code(context: Context) -> None:
    await context.services.checkins.check_in(context.incoming, context.words, asked=False)


async def move(context: Context) -> None:
    if (place := _place(context.message)) is not None and context.message.forward_origin is None:
        await context.services.checkins.follow(context.incoming, place)


async def checkout(context: Context) -> None:
    await context.services.checkouts.check_out(context.incoming)


async def end_duty(context: Context, tap: CheckoutTap) -> Toast | None:
    return await context.services.checkouts.check_out(context.incoming, tap.patrol_id)


def _place(message: Message) -> ByLocation | None:
    location = message.location
    if location is None:
        return None
    return ByLocation(Point(location.latitude, location.longitude), location.horizontal_accuracy)


def _is_place(message: Message) -> bool:
    return message.location is not None


def _is_code(message: Message) -> bool:
    return _CODE.fullmatch(message.text or "") is not None


def register(router: Router) -> None:
    router.command("checkin", checkin)
    router.key("menu-checkin", ask_place)
    router.key("checkins-later_key", leave_question)
    router.answer(QUESTION, answer_question)
    router.unasked(_is_place, share_location)
    router.unasked(_is_code, type_code)
    router.edited(_is_place, move)
    router.command("checkout", checkout)
    router.tap(CheckoutTap, end_duty)
