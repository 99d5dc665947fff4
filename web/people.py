"""People: organisations, members, applications, and links with a leaflet to print."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from core.roles import Role
from texts.leaflets import Sheet, leaflets
from texts.links import start_link
from texts.words import Words
from web.downloads import download
from web.guards import Guarded
from web.patrols import drawn
from web.visits import Visit, Visiting

routes = APIRouter(route_class=Guarded)


@routes.get("/people")
async def people(visit: Visiting) -> Response:
    facts = {"organisations": await visit.services.directories.organisations(visit.visitor)}
    await visit.record_reading("organisations.seen", f"city:{visit.visitor.city_id}")
    return visit.page("people.html", facts)


@routes.get("/people/{organisation_id}")
async def organisation(visit: Visiting, organisation_id: int) -> Response:
    sheet = await visit.services.directories.organisation(visit.visitor, organisation_id, visit.now())
    facts = {"sheet": sheet, "expected": await visit.services.member_lists.expected(visit.visitor, organisation_id)}
    await visit.record_reading("members.seen", f"organisation:{organisation_id}")
    return visit.page("organisation.html", facts)


@routes.post("/people/{organisation_id}/links")
async def create_link(visit: Visiting, organisation_id: int, role: Annotated[Role, Form()]) -> Response:
    await visit.services.directories.create_link(visit.visitor, organisation_id, role, visit.now())
    return RedirectResponse(f"/console/people/{organisation_id}?said=link_made", status_code=303)


@routes.post("/links/revoke")
async def revoke(visit: Visiting, token: Annotated[str, Form()]) -> Response:
    organisation_id = await visit.services.directories.revoke(visit.visitor, token, visit.now())
    return RedirectResponse(f"/console/people/{organisation_id}?said=link_revoked", status_code=303)


@routes.get("/links/{token}")
async def leaflet(visit: Visiting, token: str) -> Response:
    found = await visit.services.directories.leaflet(visit.visitor, token, visit.now())
    link = start_link(Words(visit.desk.reader), token)
    facts = {"leaflet": found, "link": link, "picture": drawn(link)}
    return visit.page("leaflet.html", facts)


@routes.get("/links/{token}/leaflet.pdf")
async def printed(visit: Visiting, token: str) -> Response:
    found = await visit.services.directories.leaflet(visit.visitor, token, visit.now())
    sheet = Sheet(token, found.role, found.city, found.organisation, found.expires_at)
    return await leaflet_response(visit, [sheet])


async def leaflet_response(visit: Visit, sheets: Sequence[Sheet]) -> Response:
    """The pages as a file that the browser shows; setting them holds nobody else up."""
    content = await asyncio.to_thread(leaflets, visit.words, sheets)
    return download(content, "leaflet.pdf", is_shown=True)
