"""Connections: what leads out of the city's data to other programs, each made, seen and taken back here."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from core.api_tokens import ApiScope
from core.calendars import CalendarKind
from core.webhooks import UrlFault
from texts.calendars import feed_link
from texts.words import Words
from web.guards import Guarded
from web.visits import Visiting

routes = APIRouter(route_class=Guarded)


@routes.get("/connections")
async def connections(visit: Visiting) -> Response:
    facts = {
        "calendars": await visit.services.calendars.states(visit.visitor),
        "tokens": await visit.services.api_tokens.listed(visit.visitor),
        "scopes": [each.name for each in ApiScope],
        "webhooks": await visit.services.webhooks.listed(visit.visitor),
    }
    return visit.page("connections.html", facts)


@routes.post("/connections/calendars")
async def make_calendar(visit: Visiting, kind: Annotated[CalendarKind, Form()]) -> Response:
    secret = await visit.services.calendars.make(visit.visitor, kind, visit.now())
    link = feed_link(Words(visit.desk.reader), secret)
    facts = {"what": f"calendar_{kind.name}", "secret": link}
    return visit.page("secret.html", facts)


@routes.post("/connections/calendars/drop")
async def drop_calendar(visit: Visiting, kind: Annotated[CalendarKind, Form()]) -> Response:
    await visit.services.calendars.drop(visit.visitor, kind, visit.now())
    return RedirectResponse("/console/connections?said=link_revoked", status_code=303)


@routes.post("/connections/tokens")
async def make_token(
    visit: Visiting,
    name: Annotated[str, Form()] = "",
    scope: Annotated[list[str] | None, Form()] = None,
) -> Response:
    scopes = {each for each in ApiScope if each.name in (scope or ())}
    token = await visit.services.api_tokens.make(visit.visitor, name, scopes, visit.now())
    if token is None:
        return RedirectResponse("/console/connections?said=token_incomplete", status_code=303)
    return visit.page("secret.html", {"what": "token", "secret": token})


@routes.post("/connections/tokens/{token_id}/revoke")
async def revoke_token(visit: Visiting, token_id: int) -> Response:
    await visit.services.api_tokens.revoke(visit.visitor, token_id, visit.now())
    return RedirectResponse("/console/connections?said=link_revoked", status_code=303)


@routes.post("/connections/webhooks")
async def add_webhook(
    visit: Visiting,
    url: Annotated[str, Form()] = "",
    with_text: Annotated[bool, Form()] = False,
) -> Response:
    secret = await visit.services.webhooks.add(visit.visitor, url, visit.now(), with_text=with_text)
    if isinstance(secret, UrlFault):
        return RedirectResponse(f"/console/connections?said=url_{secret.name}", status_code=303)
    return visit.page("secret.html", {"what": "webhook", "secret": secret})


@routes.post("/connections/webhooks/{webhook_id}/retry")
async def retry_webhook(visit: Visiting, webhook_id: int) -> Response:
    await visit.services.webhooks.retry(visit.visitor, webhook_id, visit.now())
    return RedirectResponse("/console/connections?said=webhook_retried", status_code=303)


@routes.post("/connections/webhooks/{webhook_id}/remove")
async def remove_webhook(visit: Visiting, webhook_id: int) -> Response:
    await visit.services.webhooks.remove(visit.visitor, webhook_id, visit.now())
    return RedirectResponse("/console/connections?said=link_revoked", status_code=303)
