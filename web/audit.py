"""The audit trail: filtered by person, by what and by when, and said in words."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from core.audits import AuditGroup, AuditQuery, days_asked
from services.visits import Visitor
from web.desk import Desk
from web.guards import visiting

_PLACES = {"patrol": "patrols", "note": "notes", "organisation": "people", "broadcast": "broadcasts"}
"""Subjects that have a page here, and the folder it is in."""


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    sheets = desk.services.audit_sheets

    @router.get("/audit")
    async def audit(  # noqa: PLR0917 (one argument a field of the form)
        request: Request,
        visitor: Annotated[Visitor, known],
        person: str = "",
        group: str = "",
        how: str = "",
        first: str = "",
        last: str = "",
        before: str = "",
    ) -> Response:
        since, until = days_asked(first, last, desk.reader.zone)
        query = AuditQuery(
            person_id=_id(person),
            group=AuditGroup[group] if group in AuditGroup.__members__ else None,
            is_reading={"read": True, "changed": False}.get(how),
            since=since,
            until=until,
            before_id=_id(before),
        )
        page = await sheets.page(visitor, query)
        await sheets.record_reading(visitor, "audit.read", f"city:{visitor.city_id}", desk.now())
        asked = {"person": person, "group": group, "how": how, "first": first, "last": last}
        asked = {name: value for name, value in asked.items() if value}
        facts = {
            "page": page,
            "asked": asked,
            "groups": [each.name for each in AuditGroup],
            "places": _PLACES,
            "later": urlencode(asked | {"before": page.next_id}) if page.next_id else "",
        }
        return desk.page(request, "audit.html", facts, visitor=visitor)


def _id(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None  # noqa: PLR2004 (rows' ids)
