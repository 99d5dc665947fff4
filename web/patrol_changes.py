"""Changing a patrol at the desk: the boxes of one value, old beside new with who is told, and the confirmation.

Asking changes nothing, so it is a plain address: a form, a drop in the calendar and a bookmark lead to the same page.
"""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from core.patrol_changes import Changeable, Scope
from core.patrol_entries import PatrolEntry
from services.patrol_revision_sheets import Revision, RevisionForm
from texts.messages import unmarked
from texts.patrol_drafts import problem_words
from texts.patrol_lines import value
from texts.words import Words
from web.guards import Guarded
from web.patrol_boxes import entry_from, kept, number, posted
from web.visits import Visit, Visiting

routes = APIRouter(route_class=Guarded)


@routes.get("/patrols/{patrol_id}/change")
async def change(
    visit: Visiting,
    patrol_id: int,
    what: Changeable = Changeable.when,
    is_filled: bool = False,
) -> Response:
    at = visit.now()
    sheet = await visit.services.patrol_revision_sheets.form(visit.visitor, patrol_id, at)
    if sheet.refusal or not is_filled:
        return await _boxes(visit, what, sheet, sheet.entry, None)
    entry = _completed(entry_from(visit.request.query_params), sheet.entry, what)
    place_of = number(visit.request.query_params, "place_of")
    found = await visit.services.patrol_revision_sheets.preview(
        visit.visitor, patrol_id, what, entry, at, place_of=place_of
    )
    if not isinstance(found, Revision):
        return await _boxes(visit, what, sheet, entry, found)
    words = visit.words
    facts = {
        "revision": found,
        "change": what.name,
        "old": _shown(words, what, found.facts["old"]),
        "new": _shown(words, what, found.facts["new"]),
        "kept": kept(found.entry),
        "back": visit.request.query_params.get("back", ""),
    }
    return visit.page("patrol_revision.html", facts)


@routes.post("/patrols/{patrol_id}/change")
async def confirm(  # noqa: PLR0917 (the framework names them)
    visit: Visiting,
    patrol_id: int,
    what: Annotated[Changeable, Form()],
    scope: Annotated[Scope, Form()],
    revision: Annotated[int, Form()],
    back: Annotated[str, Form()] = "",
) -> Response:
    entry = entry_from(await posted(visit.request))
    said = await visit.services.patrol_revision_sheets.confirm(
        visit.visitor, patrol_id, what, entry, visit.now(), scope=scope, revision=revision
    )
    place = f"/console/plan?day={entry.day}&" if back == "plan" and entry.day else f"/console/patrols/{patrol_id}?"
    return RedirectResponse(f"{place}said={said}", status_code=303)


async def _boxes(
    visit: Visit,
    what: Changeable,
    sheet: RevisionForm,
    entry: PatrolEntry,
    problem: dict[str, Any] | None,
) -> Response:
    facts = {
        "sheet": sheet,
        "change": what.name,
        "changes": [each.name for each in Changeable],
        "entry": entry,
        "problem": problem_words(visit.words, problem) if problem else "",
        "choices": await visit.services.patrol_entries.choices(visit.visitor),
        "place_of": None,
        "back": visit.request.query_params.get("back", ""),
    }
    return visit.page("patrol_change.html", facts, status=422 if problem else 200)


def _shown(words: Words, what: Changeable, side: dict[str, Any]) -> str:
    if what is Changeable.when:
        return words.plain("console-when", starts_at=side["starts_at"], ends_at=side["ends_at"])
    return unmarked(value(words, what.name, side))


def _completed(entry: PatrolEntry, present: PatrolEntry, what: Changeable) -> PatrolEntry:
    """A drop in the calendar names a day alone: the hours stay."""
    if what is not Changeable.when:
        return entry
    return replace(entry, begins=entry.begins or present.begins, ends=entry.ends or present.ends)
