"""The audit trail: filtered by person, by what and by when, and said in words."""

from urllib.parse import urlencode

from fastapi import APIRouter, Response

from core.audits import AuditGroup, AuditQuery, days_asked
from web.guards import Guarded
from web.visits import Visiting

_PLACES = {"patrol": "patrols", "note": "notes", "organisation": "people", "broadcast": "broadcasts"}
"""Subjects that have a page here, and the folder it is in."""


routes = APIRouter(route_class=Guarded)


@routes.get("/audit")
async def audit(  # noqa: PLR0917 (one argument a field of the form)
    visit: Visiting,
    person: str = "",
    group: str = "",
    how: str = "",
    first: str = "",
    last: str = "",
    before: str = "",
) -> Response:
    since, until = days_asked(first, last, visit.desk.reader.zone)
    query = AuditQuery(
        person_id=_id(person),
        group=AuditGroup[group] if group in AuditGroup.__members__ else None,
        is_reading={"read": True, "changed": False}.get(how),
        since=since,
        until=until,
        before_id=_id(before),
    )
    page = await visit.services.audit_sheets.page(visit.visitor, query)
    await visit.record_reading("audit.read", f"city:{visit.visitor.city_id}")
    asked = {"person": person, "group": group, "how": how, "first": first, "last": last}
    asked = {name: value for name, value in asked.items() if value}
    facts = {
        "page": page,
        "asked": asked,
        "groups": [each.name for each in AuditGroup],
        "places": _PLACES,
        "later": urlencode(asked | {"before": page.next_id}) if page.next_id else "",
    }
    return visit.page("audit.html", facts)


def _id(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None  # noqa: PLR2004 (rows' ids)
