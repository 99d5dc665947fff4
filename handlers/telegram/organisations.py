"""/neworg: founding an organisation, in one line or guided."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.organisations import ChooseKind, kind_named


async def neworg(context: Context) -> None:
    """What does not begin with a kind is taken for the name, and only the kind is asked."""
    first, _, rest = context.words.strip().partition(" ")
    kind = kind_named(first)
    name = rest if kind else context.words
    await context.services.organisations.create_organisation(context.incoming, kind, name.strip())


async def choose_kind(context: Context, tap: ChooseKind) -> Toast | None:
    return await context.services.organisations.choose_kind(context.incoming, tap.kind)


async def type_kind(context: Context) -> None:
    kind = kind_named(context.words)
    if kind is None:
        await context.services.organisations.give_name(context.incoming, context.words)
    else:
        await context.services.organisations.choose_kind(context.incoming, kind)


async def give_name(context: Context) -> None:
    await context.services.organisations.give_name(context.incoming, context.words)


def register(router: Router) -> None:
    router.command("neworg", neworg)
    router.tap(ChooseKind, choose_kind)
    router.answer("organisations.kind", type_kind)
    router.answer("organisations.name", give_name)
