"""/start and the questions that follow it, with or without an invitation link."""

from functools import partial

from core.members import CONSENT_STEPS, Step
from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.registrations import AnswerAdult, AnswerConsent, ChooseOrganisation, ShowOrganisations, is_skip


async def start(context: Context) -> None:
    await context.services.registrations.start(
        context.incoming, display_name=context.display_name, token=context.words.strip() or None
    )


async def cancel(context: Context) -> None:
    await context.services.dialogs.cancel(context.incoming)


async def show_organisations(context: Context, tap: ShowOrganisations) -> Toast | None:
    return await context.services.registrations.show_organisations(context.incoming, tap.city_id or None, tap.page)


async def choose_organisation(context: Context, tap: ChooseOrganisation) -> Toast | None:
    return await context.services.registrations.choose_organisation(context.incoming, tap.organisation_id)


async def answer_consent(context: Context, tap: AnswerConsent) -> Toast | None:
    return await context.services.registrations.answer_consent(context.incoming, tap.step, is_granted=tap.is_granted)


async def answer_adult(context: Context, tap: AnswerAdult) -> Toast | None:
    return await context.services.registrations.answer_adult(context.incoming, is_adult=tap.is_adult)


async def give_name(context: Context) -> None:
    await context.services.registrations.give_name(context.incoming, context.words)


async def give_phone(context: Context) -> None:
    contact = context.message.contact
    if contact is not None:
        sender = context.message.from_user
        is_own = sender is not None and contact.user_id == sender.id
        await context.services.registrations.give_phone(context.incoming, contact.phone_number, is_own=is_own)
    elif is_skip(context.words):
        await context.services.registrations.skip_phone(context.incoming)
    else:
        await context.services.registrations.repeat(context.incoming, Step.phone, "contact")


async def tap_please(context: Context, *, step: Step) -> None:
    await context.services.registrations.repeat(context.incoming, step, "tap")


def register(router: Router) -> None:
    router.command("start", start)
    router.command("cancel", cancel)
    router.tap(ShowOrganisations, show_organisations)
    router.tap(ChooseOrganisation, choose_organisation)
    router.tap(AnswerConsent, answer_consent)
    router.tap(AnswerAdult, answer_adult)
    for step in (Step.organisation, *CONSENT_STEPS, Step.adult):
        router.answer(f"registration.{step.name}", partial(tap_please, step=step))
    router.answer("registration.name", give_name)
    router.answer("registration.phone", give_phone)
