"""Notes: what is looked for as list and map side by side, and one note with all that is known of it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.incidents import IncidentCategory, IncidentState
from core.note_filters import TEXT_MAX, NoteFilter, Stage
from core.roles import NotAllowed
from services.note_sheets import ListedNote
from texts.words import Words
from web.guards import Guarded
from web.maps import drawn_map
from web.streams import address, changes
from web.visits import Visiting

_KEYS = ("stage", "category", "since", "until", "zone", "who", "text", "page")


routes = APIRouter(route_class=Guarded)


@routes.get("/notes")
async def notes(visit: Visiting) -> Response:
    wanted = wanted_in(visit.request)
    found = await visit.services.note_sheets.listed(visit.visitor, wanted, _page(visit.request), visit.now())
    await visit.record_reading("notes.seen", f"city:{visit.visitor.city_id}")
    places = [
        (note.line.note_id, note.line.number, note.line.state, note.line.latitude, note.line.longitude)
        for note in found.notes
    ]
    words = visit.words
    facts = {
        "found": found,
        "wanted": wanted,
        "who": visit.request.query_params.get("who", ""),
        "is_narrowed": wanted != NoteFilter(),
        "stages": [each.name for each in Stage],
        "categories": [each.name for each in IncidentCategory],
        "query": _query(visit.request),
        "stream": address("/console/notes/live", found, **_asked(visit.request)),
        "beside": lambda each: _beside(words, each),
        "map": drawn_map(places, visit.desk.tiles),
    }
    return visit.page("notes.html", facts)


@routes.get("/notes/live")
async def live(visit: Visiting) -> Response:
    wanted, page = wanted_in(visit.request), _page(visit.request)
    return await changes(visit, lambda: visit.services.note_sheets.listed(visit.visitor, wanted, page, visit.now()))


@routes.get("/notes/{note_id}")
async def note(visit: Visiting, note_id: int) -> Response:
    sheet = await visit.services.note_sheets.show(visit.visitor, note_id)
    await visit.record_reading("note.read", f"note:{note_id}")
    line = sheet.line
    picture = drawn_map([(note_id, line.number, line.state, line.latitude, line.longitude)], visit.desk.tiles)
    today = visit.now().astimezone(visit.desk.reader.zone).date()
    return visit.page("note.html", {"sheet": sheet, "map": picture, "today": today})


@routes.post("/notes/{note_id}/state")
async def triage(visit: Visiting, note_id: int, state: Annotated[IncidentState, Form()]) -> Response:
    said = await visit.services.note_sheets.triage(visit.visitor, note_id, state, visit.now())
    return RedirectResponse(f"/console/notes/{note_id}?said={said}", status_code=303)


def wanted_in(request: Request) -> NoteFilter:
    """What the address asks for; an empty field asks for nothing.

    Raises:
        NotAllowed: it asks for something that there cannot be.
    """
    asked = {key: value.strip() for key, value in _asked(request).items()}
    who = asked["who"]
    try:
        return NoteFilter(
            Stage[asked["stage"] or "open"],
            IncidentCategory[asked["category"]] if asked["category"] else None,
            date.fromisoformat(asked["since"]) if asked["since"] else None,
            date.fromisoformat(asked["until"]) if asked["until"] else None,
            asked["zone"],
            int(who) if who and who != "nobody" else None,
            who == "nobody",
            asked["text"][:TEXT_MAX],
        )
    except (KeyError, ValueError) as nonsense:
        raise NotAllowed("no such notes") from nonsense


def _asked(request: Request) -> dict[str, str]:
    return {key: request.query_params.get(key, "") for key in _KEYS}


def _page(request: Request) -> int:
    typed = request.query_params.get("page", "")
    return int(typed) if re.fullmatch(r"[0-9]{1,6}", typed) else 1


def _query(request: Request) -> Callable[..., str]:
    def query(**changed: Any) -> str:
        """This page's address with something changed."""
        asked = _asked(request) | changed
        return urlencode([(key, value) for key, value in asked.items() if value])

    return query


def _beside(words: Words, note: ListedNote) -> str:
    """What stands below a note's words in the list."""
    parts = [
        words.plain("console-assigned_to", name=note.assignee) if note.assignee else "",
        words.plain("console-part_count", count=note.parts) if note.parts else "",
        words.plain("console-file_count", count=note.files) if note.files else "",
    ]
    return " · ".join(part for part in parts if part)
