"""The coordinator's console: every page of it, on one router."""

from fastapi import APIRouter, Response

from core.roles import NotAllowed
from web import (
    audit,
    broadcasts,
    cities,
    connections,
    member_lists,
    members,
    months,
    note_deeds,
    notes,
    papers,
    patrol_changes,
    patrols,
    people,
    plan,
    plan_drafts,
    plan_entries,
    settings,
    signin,
    statics,
    today,
)
from web.guards import Guarded

NOUNS = (
    signin,
    today,
    patrols,
    patrol_changes,
    plan,
    plan_drafts,
    plan_entries,
    notes,
    note_deeds,
    member_lists,
    people,
    members,
    broadcasts,
    cities,
    settings,
    audit,
    connections,
    months,
    papers,
    statics,
)


PREFIX = "/console"
console = APIRouter()
for noun in NOUNS:
    console.include_router(noun.routes, prefix=PREFIX)

_rest = APIRouter(route_class=Guarded)


@_rest.get("/{rest:path}")
async def nothing(rest: str) -> Response:
    raise NotAllowed(rest)


console.include_router(_rest, prefix=PREFIX)
