"""The desk finds the notes it asks for, in pages, and nothing is done from another city."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select

from core.facilities import FacilityState
from core.incidents import IncidentCategory, IncidentState
from core.note_filters import NoteFilter, Stage
from core.roles import NotAllowed
from db.engine import Engines
from db.tables import Note
from services.facility_requests import FacilityRequests, FacilityStep
from services.note_assignments import NoteAssignments
from services.note_files import NoteFiles
from services.note_merges import NoteMerges
from services.note_sheets import PAGE, NoteSheets
from tests.services.note_desks import DAY, Shelf, office
from tests.services.small_city import BEFORE, POLICY


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (NoteFilter(), [3, 2, 1]),
        (NoteFilter(Stage.through), [4]),
        (NoteFilter(Stage.all, text="100%"), [2]),
        (NoteFilter(Stage.all, text="범계"), [3]),
        (NoteFilter(Stage.all, text="#3"), [3]),
        (NoteFilter(Stage.all, category=IncidentCategory.traffic), [1]),
        (NoteFilter(Stage.all, since=DAY + timedelta(days=1)), [4]),
        (NoteFilter(Stage.all, until=DAY), [3, 2, 1]),
        (NoteFilter(Stage.all, zone="여성안심귀갓길"), [2]),
        (NoteFilter(Stage.all, zone="로데오거리"), [3, 2]),
        (NoteFilter(Stage.all, zone="100%"), []),
        (NoteFilter(Stage.all, is_unassigned=True), [4, 3, 2]),
    ],
)
async def test_each_filter_finds_what_it_says(engines: Engines, wanted: NoteFilter, numbers: list[int]) -> None:
    desk = await office(engines)
    patrol_id = await desk.city.patrol(desk.visitor.person_id, zones=["여성안심귀갓길", "로데오거리"])
    for text in ("하나", "100% 둘", "로데오거리 셋", "넷"):
        await desk.note(text)
    async with desk.city.uow.write() as tx:
        one, two, three, four = (await tx.session.exec(select(Note).order_by(col(Note.number)))).all()
        one.category, one.assignee_id = IncidentCategory.traffic, desk.leader
        two.patrol_id = patrol_id
        three.place = "범계역 3번 출구"
        four.state, four.created_at = IncidentState.done, BEFORE + timedelta(days=1)
    found = await NoteSheets(desk.city.uow, POLICY).listed(desk.visitor, wanted, 1, BEFORE)
    mine = NoteFilter(Stage.all, assignee_id=desk.leader)

    assert [each.line.number for each in found.notes] == numbers
    assert found.total == len(numbers)
    assert (await NoteSheets(desk.city.uow, POLICY).listed(desk.visitor, mine, 1, BEFORE)).total == 1


async def test_a_long_list_has_pages(engines: Engines) -> None:
    desk = await office(engines)
    async with desk.city.uow.write() as tx:
        for number in range(1, PAGE + 2):
            await tx.notes.added(
                Note(city_id=desk.city.city_id, number=number, reporter_id=desk.finder, created_at=BEFORE)
            )
    pages = [
        await NoteSheets(desk.city.uow, POLICY).listed(desk.visitor, NoteFilter(), page, BEFORE) for page in (1, 2)
    ]

    assert [len(page.notes) for page in pages] == [PAGE, 1]
    assert {(page.total, page.last_page) for page in pages} == {(PAGE + 1, 2)}


async def test_nothing_of_a_note_is_done_from_another_city(engines: Engines) -> None:
    desk, elsewhere = await office(engines), await office(engines, "군포시")
    elsewhere.city.updates = desk.city.updates
    note, theirs = await desk.note(file=1), await elsewhere.note()
    uow, stranger = desk.city.uow, elsewhere.visitor
    files = NoteFiles(uow, POLICY, Shelf())
    attempts: list[Callable[[], Awaitable[object]]] = [
        lambda: NoteAssignments(uow, POLICY).assign(stranger, note.id, elsewhere.leader, BEFORE),
        lambda: NoteMerges(uow, POLICY).merge(stranger, note.id, theirs.number, BEFORE),
        lambda: NoteMerges(uow, POLICY).separate(stranger, note.id, BEFORE),
        lambda: FacilityRequests(uow, POLICY).step(stranger, note.id, FacilityStep(FacilityState.requested), BEFORE),
        lambda: files.fetch(stranger, note.id, 1, BEFORE),
        lambda: files.hide(stranger, note.id, 1, BEFORE, is_hidden=True),
        lambda: NoteSheets(uow, POLICY).show(stranger, note.id),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            await attempt()
    kept_number = note.number + 1
    found = await NoteMerges(uow, POLICY).merge(stranger, theirs.id, kept_number, BEFORE)

    assert found == (theirs.id, "no_such_note")
