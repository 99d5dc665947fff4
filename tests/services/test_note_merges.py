"""Notes about the same thing become one without losing a reporter, and can be taken apart again."""

import asyncio

from core.geo import Point
from core.incidents import IncidentState, Report
from core.note_filters import NoteFilter, Stage
from db.engine import Engines
from services.note_merges import NoteMerges
from services.note_sheets import NoteSheets
from services.notes import Notes
from tests.services.note_desks import office
from tests.services.small_city import BEFORE, POLICY


async def test_the_reporter_of_a_merged_note_is_told_and_hears_what_becomes_of_the_other(engines: Engines) -> None:
    desk = await office(engines)
    kept, duplicate = await desk.note(), await desk.note(by=desk.second)
    sheets = NoteSheets(desk.city.uow, POLICY)
    shown = await NoteMerges(desk.city.uow, POLICY).merge(desk.visitor, duplicate.id, kept.number, BEFORE)
    said = await sheets.triage(desk.visitor, kept.id, IncidentState.done, BEFORE)
    refused = await sheets.triage(desk.visitor, duplicate.id, IncidentState.in_progress, BEFORE)
    found = await sheets.listed(desk.visitor, NoteFilter(Stage.all), 1, BEFORE)

    assert (shown, said, refused) == ((kept.id, "merged"), "moved", "merge_merged_before")
    assert await desk.heard(desk.second) == ["notes.merged", "notes.moved_with"]
    assert await desk.heard(desk.finder) == ["notes.moved"]
    assert [note.state for note in await desk.notes()] == [IncidentState.done] * 2
    assert [(each.line.number, each.parts) for each in found.notes] == [(1, 1)]


async def test_a_note_that_took_others_in_brings_them_along(engines: Engines) -> None:
    desk = await office(engines)
    first, second, third = await desk.note(), await desk.note(by=desk.second), await desk.note(by=desk.leader)
    merges = NoteMerges(desk.city.uow, POLICY)
    await merges.merge(desk.visitor, third.id, second.number, BEFORE)
    await merges.merge(desk.visitor, second.id, first.number, BEFORE)

    assert [note.merged_into_id for note in await desk.notes()] == [None, first.id, first.id]


async def test_of_two_opposite_merges_at_once_one_is_made(engines: Engines) -> None:
    desk = await office(engines)
    first, second = await desk.note(), await desk.note(by=desk.second)
    merges = NoteMerges(desk.city.uow, POLICY)
    outcomes = await asyncio.gather(
        merges.merge(desk.visitor, first.id, second.number, BEFORE),
        merges.merge(desk.visitor, second.id, first.number, BEFORE),
    )

    assert sorted(said for _, said in outcomes) == ["merge_itself", "merged"]


async def test_a_merge_is_taken_back(engines: Engines) -> None:
    desk = await office(engines)
    kept, part = await desk.note(), await desk.note(by=desk.second)
    merges = NoteMerges(desk.city.uow, POLICY)
    await merges.merge(desk.visitor, part.id, kept.number, BEFORE)
    outcomes = [await merges.separate(desk.visitor, part.id, BEFORE) for _ in range(2)]
    sheet = await NoteSheets(desk.city.uow, POLICY).show(desk.visitor, part.id)

    assert outcomes == ["separated", "already"]
    assert await desk.heard(desk.second) == ["notes.merged", "notes.separated"]
    assert [line.what for line in sheet.history] == ["written", "merged", "separated"]
    assert sheet.next_states


async def test_what_is_alike_is_suggested_and_what_was_merged_is_not(engines: Engines) -> None:
    desk = await office(engines)
    first, second = await desk.note(), await desk.note("가로등이 깜빡여요", by=desk.second)
    await Notes(desk.city.uow, POLICY).write(
        desk.city.tap(desk.second), Report("먼 곳", None, None, Point(37.5, 127.0))
    )
    sheets = NoteSheets(desk.city.uow, POLICY)
    before = await sheets.show(desk.visitor, second.id)
    await NoteMerges(desk.city.uow, POLICY).merge(desk.visitor, second.id, first.number, BEFORE)
    after = await sheets.show(desk.visitor, first.id)

    assert [(each.line.number, each.is_kept) for each in before.suggestions] == [(1, True)]
    assert after.suggestions == []
    assert [part.number for part in after.parts] == [2]
