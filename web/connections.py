"""Connections: what leads out of the city's data to other programs, each made, seen and taken back here."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.api_tokens import ApiScope
from core.calendars import CalendarKind
from core.webhooks import UrlFault
from services.visits import Visitor
from texts.calendars import feed_link
from texts.words import Words
from web.desk import Desk
from web.guards import visiting


def add_routes(router: APIRouter, desk: Desk) -> None:  # noqa: C901 (one branch a form, read side by side)
    known = Depends(visiting(desk))
    calendars, tokens, webhooks = desk.services.calendars, desk.services.api_tokens, desk.services.webhooks

    @router.get("/connections")
    async def connections(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        facts = {
            "calendars": await calendars.states(visitor),
            "tokens": await tokens.listed(visitor),
            "scopes": [each.name for each in ApiScope],
            "webhooks": await webhooks.listed(visitor),
        }
        return desk.page(request, "connections.html", facts, visitor=visitor)

    @router.post("/connections/calendars")
    async def make_calendar(
        request: Request, visitor: Annotated[Visitor, known], kind: Annotated[CalendarKind, Form()]
    ) -> Response:
        secret = await calendars.make(visitor, kind, desk.now())
        link = feed_link(Words(desk.reader), secret)
        facts = {"what": f"calendar_{kind.name}", "secret": link}
        return desk.page(request, "secret.html", facts, visitor=visitor)

    @router.post("/connections/calendars/drop")
    async def drop_calendar(visitor: Annotated[Visitor, known], kind: Annotated[CalendarKind, Form()]) -> Response:
        await calendars.drop(visitor, kind, desk.now())
        return RedirectResponse("/console/connections?said=link_revoked", status_code=303)

    @router.post("/connections/tokens")
    async def make_token(
        request: Request,
        visitor: Annotated[Visitor, known],
        name: Annotated[str, Form()] = "",
        scope: Annotated[list[str] | None, Form()] = None,
    ) -> Response:
        scopes = {each for each in ApiScope if each.name in (scope or ())}
        token = await tokens.make(visitor, name, scopes, desk.now())
        if token is None:
            return RedirectResponse("/console/connections?said=token_incomplete", status_code=303)
        return desk.page(request, "secret.html", {"what": "token", "secret": token}, visitor=visitor)

    @router.post("/connections/tokens/{token_id}/revoke")
    async def revoke_token(visitor: Annotated[Visitor, known], token_id: int) -> Response:
        await tokens.revoke(visitor, token_id, desk.now())
        return RedirectResponse("/console/connections?said=link_revoked", status_code=303)

    @router.post("/connections/webhooks")
    async def add_webhook(
        request: Request,
        visitor: Annotated[Visitor, known],
        url: Annotated[str, Form()] = "",
        with_text: Annotated[bool, Form()] = False,
    ) -> Response:
        secret = await webhooks.add(visitor, url, desk.now(), with_text=with_text)
        if isinstance(secret, UrlFault):
            return RedirectResponse(f"/console/connections?said=url_{secret.name}", status_code=303)
        return desk.page(request, "secret.html", {"what": "webhook", "secret": secret}, visitor=visitor)

    @router.post("/connections/webhooks/{webhook_id}/retry")
    async def retry_webhook(visitor: Annotated[Visitor, known], webhook_id: int) -> Response:
        await webhooks.retry(visitor, webhook_id, desk.now())
        return RedirectResponse("/console/connections?said=webhook_retried", status_code=303)

    @router.post("/connections/webhooks/{webhook_id}/remove")
    async def remove_webhook(visitor: Annotated[Visitor, known], webhook_id: int) -> Response:
        await webhooks.remove(visitor, webhook_id, desk.now())
        return RedirectResponse("/console/connections?said=link_revoked", status_code=303)
