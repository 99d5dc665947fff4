"""Notes at the desk: given to one, merged without losing a reporter, asked of the city, and nothing across cities."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from core.facilities import FacilityState
from core.geo import Point
from core.incidents import Attachment, AttachmentKind, IncidentCategory, IncidentState, Report
from core.note_filters import NoteFilter, Stage
from core.roles import NotAllowed, Role
from db.engine import Engines
from db.tables import AuditEntry, Note, NoteDeed
from services.facility_requests import FacilityRequests, FacilityStep
from services.incidents import Incidents
from services.note_assignments import NoteAssignments
from services.note_files import NoteFiles, Unfetched
from services.note_merges import NoteMerges
from services.note_sheets import PAGE, NoteSheets
from services.notes import Notes
from services.visits import Visitor
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city

DAY = date(2026, 12, 1)
HERE = Point(37.38970, 126.95070)


@dataclass
class Shelf:
    """A second source of files: holds what it was given, and counts who asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, channel: str, file_id: str, largest: int) -> bytes | Unfetched:
        self.asked.append(f"{channel}:{file_id}")
        content = self.files.get(file_id)
        return content if content is not None and len(content) <= largest else Unfetched()


@dataclass
class Office:
    """A city with a coordinator at the desk, a leader of each of two organisations, and two who report."""

    city: SmallCity
    visitor: Visitor
    leader: int
    other_leader: int
    finder: int
    second: int

    async def note(self, text: str = "가로등이 꺼졌어요", by: int | None = None, file: int = 0) -> Note:
        picture = Attachment(AttachmentKind.photo, f"file-{file}", f"unique-{file}") if file else None
        report = Report(text, picture, None, HERE)
        await Notes(self.city.uow, POLICY).write(self.city.tap(by or self.finder), report)
        return (await self.notes())[-1]

    async def notes(self) -> list[Note]:
        async with self.city.uow.read() as tx:
            rows = await tx.session.exec(
                select(Note).where(Note.city_id == self.city.city_id).order_by(col(Note.number))
            )
            return list(rows.all())

    async def heard(self, person: int) -> list[str]:
        return [row.kind for row in await self.city.said(person) if row.kind != "notes.received"]


async def office(engines: Engines, name: str = "안양시") -> Office:
    city = await small_city(engines, name)
    unit, other = await city.organisation("평촌자율방범대"), await city.organisation("상인회")
    coordinator = await city.person("이조정", role=Role.coordinator)
    return Office(
        city,
        Visitor(1, coordinator, "이조정", "ko", city.city_id, name),
        await city.person("박대장", unit, role=Role.leader),
        await city.person("최대장", other, role=Role.leader),
        await city.person("김하나", unit),
        await city.person("이두리", other),
    )


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


async def test_the_city_is_asked_answers_and_mends_and_the_finder_hears_each_step_once(engines: Engines) -> None:
    desk = await office(engines)
    note = await desk.note()
    requests = FacilityRequests(desk.city.uow, POLICY)
    steps = (
        FacilityStep(FacilityState.requested, DAY, "도로과"),
        FacilityStep(FacilityState.accepted, DAY, reference="2026-1182"),
        FacilityStep(FacilityState.accepted, DAY),
        FacilityStep(FacilityState.fixed, DAY - timedelta(days=1)),
        FacilityStep(FacilityState.fixed, DAY + timedelta(days=1)),
        FacilityStep(FacilityState.fixed),
    )
    outcomes = [await requests.step(desk.visitor, note.id, step, BEFORE) for step in steps]
    sheet = await NoteSheets(desk.city.uow, POLICY).show(desk.visitor, note.id)

    assert outcomes == [
        "facility_requested",
        "facility_accepted",
        "already",
        "facility_before_last_step",
        "facility_in_future",
        "facility_fixed",
    ]
    assert await desk.heard(desk.finder) == [f"notes.facility_{step}" for step in ("requested", "accepted", "fixed")]
    assert sheet.line.state == "done"
    assert sheet.facility is not None
    assert (sheet.facility.office, sheet.facility.reference) == ("도로과", "2026-1182")


async def test_a_resident_number_in_a_remark_is_not_kept(engines: Engines) -> None:
    desk = await office(engines)
    note = await desk.note()
    step = FacilityStep(FacilityState.requested, DAY, "900101-1234567", "900101-1234567", "담당 900101-1234567")
    await FacilityRequests(desk.city.uow, POLICY).step(desk.visitor, note.id, step, BEFORE)
    async with desk.city.uow.read() as tx:
        request = await tx.note_deeds.facility(desk.city.city_id, note.id)
        deeds = (await tx.session.exec(select(NoteDeed))).all()

    assert "1234567" not in f"{request} {deeds}"


async def test_a_hidden_photo_is_shown_to_nobody_until_it_is_shown_again(engines: Engines) -> None:
    desk, elsewhere = await office(engines), await office(engines, "군포시")
    note = await desk.note(file=1)
    shelf = Shelf({"file-1": b"\xff\xd8\xff"})
    files = NoteFiles(desk.city.uow, POLICY, shelf)
    (file,) = (await NoteSheets(desk.city.uow, POLICY).show(desk.visitor, note.id)).files
    shown = await files.fetch(desk.visitor, note.id, file.file_id, BEFORE)
    with pytest.raises(NotAllowed):
        await files.fetch(elsewhere.visitor, note.id, file.file_id, BEFORE)
    hidden = await files.hide(desk.visitor, note.id, file.file_id, BEFORE, is_hidden=True)
    with pytest.raises(NotAllowed):
        await files.fetch(desk.visitor, note.id, file.file_id, BEFORE)
    before = len(await desk.city.said(desk.leader, "notes.file"))
    await Incidents(desk.city.uow, POLICY).show_whole(desk.city.tap(desk.leader), note.id)
    again = len(await desk.city.said(desk.leader, "notes.file")) - before
    back = await files.hide(desk.visitor, note.id, file.file_id, BEFORE, is_hidden=False)
    async with desk.city.uow.read() as tx:
        actions = (
            await tx.session.exec(select(AuditEntry.action).where(col(AuditEntry.action).like("note_file%")))
        ).all()

    assert shown == b"\xff\xd8\xff"
    assert shelf.asked == ["telegram:file-1"]
    assert (hidden, again, back) == ("photo_hidden", 0, "photo_shown")
    assert sorted(actions) == ["note_file.hidden", "note_file.seen", "note_file.shown"]


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
        (NoteFilter(Stage.all, zone="100%"), []),
        (NoteFilter(Stage.all, is_unassigned=True), [4, 3, 2]),
    ],
)
async def test_each_filter_finds_what_it_says(engines: Engines, wanted: NoteFilter, numbers: list[int]) -> None:
    desk = await office(engines)
    patrol_id = await desk.city.patrol(desk.visitor.person_id, zones=["여성안심귀갓길", "로데오거리"])
    for text in ("하나", "100% 둘", "셋", "넷"):
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
