"""A note is given to one person of the city, who hears of it once and may work on it."""

import asyncio

import pytest

from core.incidents import IncidentState
from core.roles import NotAllowed
from db.engine import Engines
from services.incidents import Incidents
from services.note_assignments import NoteAssignments
from tests.services.note_desks import office
from tests.services.small_city import BEFORE, POLICY


async def test_a_note_is_given_to_somebody_who_hears_of_it_once(engines: Engines) -> None:
    desk = await office(engines)
    note = await desk.note()
    assignments = NoteAssignments(desk.city.uow, POLICY)
    outcomes = await asyncio.gather(
        *(assignments.assign(desk.visitor, note.id, desk.other_leader, BEFORE) for _ in range(3))
    )

    assert sorted(outcomes) == ["already", "already", "assigned"]
    assert (await desk.heard(desk.other_leader)).count("notes.assigned") == 1
    assert (await desk.notes())[0].assignee_id == desk.other_leader


async def test_who_was_given_a_note_may_work_on_it_and_nobody_after_it_was_taken_back(engines: Engines) -> None:
    desk = await office(engines)
    note = await desk.note()
    incidents, assignments = Incidents(desk.city.uow, POLICY), NoteAssignments(desk.city.uow, POLICY)
    with pytest.raises(NotAllowed):
        await incidents.triage(desk.city.tap(desk.other_leader), note.id, IncidentState.accepted)
    await assignments.assign(desk.visitor, note.id, desk.other_leader, BEFORE)
    await incidents.triage(desk.city.tap(desk.other_leader), note.id, IncidentState.accepted)
    said = await assignments.assign(desk.visitor, note.id, None, BEFORE)

    assert said == "unassigned"
    assert (await desk.heard(desk.other_leader))[-1] == "notes.relieved"
    with pytest.raises(NotAllowed):
        await incidents.triage(desk.city.tap(desk.other_leader), note.id, IncidentState.done)


async def test_a_note_is_given_to_no_member_and_to_nobody_of_another_city(engines: Engines) -> None:
    desk, elsewhere = await office(engines), await office(engines, "군포시")
    note = await desk.note()
    assignments = NoteAssignments(desk.city.uow, POLICY)
    for stranger in (desk.second, elsewhere.leader, elsewhere.visitor.person_id, 10**6):
        with pytest.raises(NotAllowed):
            await assignments.assign(desk.visitor, note.id, stranger, BEFORE)

    assert (await desk.notes())[0].assignee_id is None
