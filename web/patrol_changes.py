"""Changing a patrol at the desk: the boxes of one value, old beside new with who is told, and the confirmation.

Asking changes nothing, so it is a plain address: a form, a drop in the calendar and a bookmark lead to the same page.
"""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.patrol_changes import Changeable, Scope
from core.patrol_entries import PatrolEntry
from services.patrol_revision_sheets import Revision, RevisionForm
from services.visits import Visitor
from texts.messages import unmarked
from texts.patrol_drafts import problem_words
from texts.patrol_lines import value
from texts.words import Words
from web.desk import Desk
from web.guards import visiting
from web.patrol_boxes import entry_from, kept, number, posted


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    sheets = desk.services.patrol_revision_sheets

    async def boxes(  # noqa: PLR0917 (what the page is made of)
        request: Request,
        visitor: Visitor,
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
            "problem": problem_words(desk.words(visitor), problem) if problem else "",
            "choices": await desk.services.patrol_entries.choices(visitor),
            "place_of": None,
        }
        return desk.page(request, "patrol_change.html", facts, visitor=visitor, status=422 if problem else 200)

    @router.get("/patrols/{patrol_id}/change")
    async def change(
        request: Request,
        visitor: Annotated[Visitor, known],
        patrol_id: int,
        what: Changeable = Changeable.when,
        is_filled: bool = False,
    ) -> Response:
        at = desk.now()
        sheet = await sheets.form(visitor, patrol_id, at)
        if sheet.refusal or not is_filled:
            return await boxes(request, visitor, what, sheet, sheet.entry, None)
        entry = _completed(entry_from(request.query_params), sheet.entry, what)
        place_of = number(request.query_params, "place_of")
        found = await sheets.preview(visitor, patrol_id, what, entry, at, place_of=place_of)
        if not isinstance(found, Revision):
            return await boxes(request, visitor, what, sheet, entry, found)
        words = desk.words(visitor)
        facts = {
            "revision": found,
            "change": what.name,
            "old": _shown(words, what, found.facts["old"]),
            "new": _shown(words, what, found.facts["new"]),
            "kept": kept(found.entry),
            "back": request.query_params.get("back", ""),
        }
        return desk.page(request, "patrol_revision.html", facts, visitor=visitor)

    @router.post("/patrols/{patrol_id}/change")
    async def confirm(  # noqa: PLR0917 (the framework names them)
        request: Request,
        visitor: Annotated[Visitor, known],
        patrol_id: int,
        what: Annotated[Changeable, Form()],
        scope: Annotated[Scope, Form()],
        revision: Annotated[int, Form()],
        back: Annotated[str, Form()] = "",
    ) -> Response:
        entry = entry_from(await posted(request))
        said = await sheets.confirm(visitor, patrol_id, what, entry, desk.now(), scope=scope, revision=revision)
        place = f"/console/plan?day={entry.day}&" if back == "plan" and entry.day else f"/console/patrols/{patrol_id}?"
        return RedirectResponse(f"{place}said={said}", status_code=303)


def _shown(words: Words, what: Changeable, side: dict[str, Any]) -> str:
    if what is Changeable.when:
        return words.plain("console-when", starts_at=side["starts_at"], ends_at=side["ends_at"])
    return unmarked(value(words, what.name, side))


def _completed(entry: PatrolEntry, present: PatrolEntry, what: Changeable) -> PatrolEntry:
    """A drop in the calendar names a day alone: the hours stay."""
    if what is not Changeable.when:
        return entry
    return replace(entry, begins=entry.begins or present.begins, ends=entry.ends or present.ends)
