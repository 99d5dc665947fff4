"""Invitation links: looking at them, making and closing them, and one as a picture."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.invitations import CreateLink, RevokeLink, ShowLinks, ShowQr


async def show_links(context: Context, tap: ShowLinks) -> Toast | None:
    return await context.services.invitations.show_links(context.incoming, tap.organisation_id or None)


async def create_link(context: Context, tap: CreateLink) -> Toast | None:
    return await context.services.invitations.create_link(context.incoming, tap.organisation_id or None, tap.role)


async def revoke(context: Context, tap: RevokeLink) -> Toast | None:
    return await context.services.invitations.revoke(context.incoming, tap.token)


async def show_qr(context: Context, tap: ShowQr) -> Toast | None:
    return await context.services.invitations.show_qr(context.incoming, tap.token)


def register(router: Router) -> None:
    router.tap(ShowLinks, show_links)
    router.tap(CreateLink, create_link)
    router.tap(RevokeLink, revoke)
    router.tap(ShowQr, show_qr)
