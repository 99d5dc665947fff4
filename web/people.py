"""People: organisations, members, applications, and links with a leaflet to print."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.roles import Role
from services.visits import Visitor
from texts.leaflets import Sheet, leaflets
from texts.links import start_link
from texts.words import Words
from web.desk import Desk
from web.guards import visiting
from web.patrols import drawn


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    directories = desk.services.directories

    @router.get("/people")
    async def people(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        at = desk.now()
        facts = {"organisations": await directories.organisations(visitor)}
        await directories.record_reading(visitor, "organisations.seen", f"city:{visitor.city_id}", at)
        return desk.page(request, "people.html", facts, visitor=visitor)

    @router.get("/people/{organisation_id}")
    async def organisation(request: Request, visitor: Annotated[Visitor, known], organisation_id: int) -> Response:
        at = desk.now()
        sheet = await directories.organisation(visitor, organisation_id, at)
        facts = {"sheet": sheet, "expected": await desk.services.member_lists.expected(visitor, organisation_id)}
        await directories.record_reading(visitor, "members.seen", f"organisation:{organisation_id}", at)
        return desk.page(request, "organisation.html", facts, visitor=visitor)

    @router.post("/people/{organisation_id}/links")
    async def create_link(
        visitor: Annotated[Visitor, known], organisation_id: int, role: Annotated[Role, Form()]
    ) -> Response:
        await directories.create_link(visitor, organisation_id, role, desk.now())
        return RedirectResponse(f"/console/people/{organisation_id}?said=link_made", status_code=303)

    @router.post("/links/revoke")
    async def revoke(visitor: Annotated[Visitor, known], token: Annotated[str, Form()]) -> Response:
        organisation_id = await directories.revoke(visitor, token, desk.now())
        return RedirectResponse(f"/console/people/{organisation_id}?said=link_revoked", status_code=303)

    @router.get("/links/{token}")
    async def leaflet(request: Request, visitor: Annotated[Visitor, known], token: str) -> Response:
        found = await directories.leaflet(visitor, token, desk.now())
        link = start_link(Words(desk.reader), token)
        facts = {"leaflet": found, "link": link, "picture": drawn(link)}
        return desk.page(request, "leaflet.html", facts, visitor=visitor)

    @router.get("/links/{token}/leaflet.pdf")
    async def printed(visitor: Annotated[Visitor, known], token: str) -> Response:
        found = await directories.leaflet(visitor, token, desk.now())
        sheet = Sheet(token, found.role, found.city, found.organisation, found.expires_at)
        return await leaflet_response(desk, visitor, [sheet])


async def leaflet_response(desk: Desk, visitor: Visitor, sheets: Sequence[Sheet]) -> Response:
    """The pages as a file that the browser shows; setting them holds nobody else up."""
    content = await asyncio.to_thread(leaflets, Words(desk.reader.speaking(visitor.locale)), sheets)
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="leaflet.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)
