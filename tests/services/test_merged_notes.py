"""One lamp that three people told of is one lamp: merged notes are counted once wherever notes are."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.api_tokens import ApiScope
from core.incidents import Attachment, AttachmentKind, IncidentCategory, IncidentState
from core.patrol_logs import LoggedNote
from core.roles import Role
from db.engine import Engines
from db.tables import Note
from services.api_readings import ApiReadings
from services.api_tokens import Client
from services.checkouts import Checkouts
from services.note_merges import NoteMerges
from services.patrol_logs import PatrolLogs
from services.patrol_sheets import PatrolSheets
from services.reports import Reports
from services.visits import Visitor
from tests.services.small_city import POLICY, START, SmallCity, small_city

OVER = START + timedelta(hours=3)
NEXT_MONTH = datetime(2027, 1, 5, tzinfo=UTC)


@dataclass
class Street:
    """A patrol on which three notes were written, the first two about one lamp; and one of the evening before."""

    city: SmallCity
    visitor: Visitor
    patrol_id: int
    earlier_id: int
    finders: tuple[int, int]
    notes: dict[int, int]
    """Ids by number."""

    async def merge(self, part: int, kept: int) -> None:
        merges = NoteMerges(self.city.uow, POLICY)
        assert (await merges.merge(self.visitor, self.notes[part], kept, OVER))[1] == "merged"

    async def logged(self, patrol_id: int) -> tuple[LoggedNote, ...]:
        async with self.city.uow.read() as tx:
            patrol = await tx.patrols.get(self.city.city_id, patrol_id)
            assert patrol is not None
            return await tx.patrol_logs.notes(patrol)

    async def shown(self, patrol_id: int) -> tuple[list[int], list[tuple[int | None, Any]]]:
        """Numbers on the page of a patrol, and what its course says of notes: (id, number)."""
        sheet = await PatrolSheets(self.city.uow, POLICY).show(self.visitor, patrol_id, OVER)
        noted = [(step.note_id, step.facts["number"]) for step in sheet.timeline if step.kind == "noted"]
        return [note.number for note in sheet.notes], noted

    async def read(self, *, limit: int = 50, after: int = 0) -> list[tuple[int, list[int]]]:
        """(number, numbers of its parts) as another program reads them."""
        client = Client(1, self.city.city_id, frozenset({ApiScope.notes_read}))
        page = await ApiReadings(self.city.uow, POLICY).notes(client, after, limit, None, OVER)
        return [(each["number"], each["merged"]) for each in page.items]


@pytest.fixture
async def street(engines: Engines) -> Street:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    coordinator = await city.person("이조정", role=Role.coordinator)
    finders = await city.person("김하나", unit), await city.person("이두리", unit)
    patrol_id = await city.patrol(coordinator)
    earlier_id = await city.patrol(coordinator, starts_at=START - timedelta(days=1))
    notes = {}
    for number, where, finder in ((1, patrol_id, 0), (2, patrol_id, 1), (3, patrol_id, 0), (4, earlier_id, 1)):
        async with city.uow.write() as tx:
            row = Note(
                city_id=city.city_id,
                number=number,
                reporter_id=finders[finder],
                patrol_id=where,
                category=IncidentCategory.facility,
                text=f"{number}번 가로등",
                latitude=37.38970,
                longitude=126.95070,
                created_at=START + timedelta(minutes=number, days=-1 if where == earlier_id else 0),
            )
            note = await tx.notes.added(row)
            picture = Attachment(AttachmentKind.photo, f"file-{number}", f"unique-{number}")
            await tx.notes.attach(note, "telegram", picture, None)
            notes[number] = note.id
    visitor = Visitor(1, coordinator, "이조정", "ko", city.city_id, "안양시")
    await Checkouts(city.uow, POLICY).close_ended(OVER)
    return Street(city, visitor, patrol_id, earlier_id, finders, notes)


async def test_programs_read_a_merged_note_once_with_the_numbers_of_its_parts(street: Street) -> None:
    before = await street.read()
    await street.merge(2, 1)

    assert before == [(1, []), (2, []), (3, []), (4, [])]
    assert await street.read() == [(1, [2]), (3, []), (4, [])]
    assert await street.read(limit=1) == [(1, [2])]
    assert await street.read(limit=1, after=1) == [(3, [])]


async def test_the_page_of_a_patrol_shows_a_merged_note_once(street: Street) -> None:
    await street.merge(2, 1)
    numbers, course = await street.shown(street.patrol_id)

    assert numbers == [1, 3]
    assert course == [(street.notes[1], 1), (street.notes[3], 3)]


async def test_the_log_of_a_patrol_counts_a_merged_note_once_with_all_its_pictures(street: Street) -> None:
    await street.merge(2, 1)
    logs = PatrolLogs(street.city.uow, POLICY)
    await logs.draft_due(OVER)

    notes = await street.logged(street.patrol_id)
    assert [(note.number, note.at, note.files) for note in notes] == [
        (1, START + timedelta(minutes=1), ((AttachmentKind.photo, 2),)),
        (3, START + timedelta(minutes=3), ((AttachmentKind.photo, 1),)),
    ]
    drafts = await street.city.said(kind="patrol_logs.draft")
    assert {row.facts["notes"] for row in drafts if row.facts["patrol_id"] == street.patrol_id} == {2}


async def test_what_was_known_from_an_earlier_patrol_stands_once_in_the_log_of_each(street: Street) -> None:
    for part in (1, 2):
        await street.merge(part, 4)

    later = await street.logged(street.patrol_id)
    assert [(note.number, note.at, note.files) for note in later] == [
        (3, START + timedelta(minutes=3), ((AttachmentKind.photo, 1),)),
        (4, START + timedelta(minutes=1), ((AttachmentKind.photo, 2),)),
    ]
    assert [note.number for note in await street.logged(street.earlier_id)] == [4]
    assert (await street.shown(street.patrol_id))[0] == [3, 4]
    assert (await street.shown(street.earlier_id))[0] == [4]


async def test_a_part_follows_the_state_of_what_it_is_part_of(street: Street) -> None:
    async with street.city.uow.write() as tx:
        kept = await tx.notes.lock(street.city.city_id, street.notes[1])
        assert kept is not None
        kept.state = IncidentState.handed_to_112
    await street.merge(2, 1)

    assert [note.state for note in await street.logged(street.patrol_id)] == [
        *(IncidentState.handed_to_112, IncidentState.open)
    ]


async def test_the_month_counts_a_merged_note_once_on_the_map_as_well(street: Street) -> None:
    client = Client(1, street.city.city_id, frozenset({ApiScope.notes_read}))
    api, reports = ApiReadings(street.city.uow, POLICY), Reports(street.city.uow, POLICY)
    figures = []
    for part in (None, 2, 3):
        if part is not None:
            await street.merge(part, 1)
        month = await reports.month_at_desk(street.visitor, 2026, 12, NEXT_MONTH)
        areas = await api.note_areas(client, 2026, 12, NEXT_MONTH)
        assert areas is not None
        told = [square[-1] for square in month["squares"]]
        assert told == [square.notes for square in areas.squares]
        assert month["elsewhere"] == areas.elsewhere
        figures.append((month["notes"], month["open"], month["categories"], told, month["elsewhere"]))

    assert figures == [
        (4, 4, [["facility", 4]], [4], 0),
        (3, 3, [["facility", 3]], [3], 0),
        (2, 2, [["facility", 2]], [], 2),
    ]


async def test_a_merge_that_is_taken_back_counts_twice_again(street: Street) -> None:
    await street.merge(2, 1)
    await NoteMerges(street.city.uow, POLICY).separate(street.visitor, street.notes[2], OVER)

    assert await street.read() == [(1, []), (2, []), (3, []), (4, [])]
    assert [note.number for note in await street.logged(street.patrol_id)] == [1, 2, 3]
    assert (await street.shown(street.patrol_id))[0] == [1, 2, 3]
