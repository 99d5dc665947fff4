"""Notes: numbers without gaps, albums as one, and nothing of one city in another."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, select

from core.geo import Point
from core.incidents import Attachment, AttachmentKind, FacilityKind, IncidentCategory, IncidentState, Report
from core.roles import NotAllowed, Role
from db.engine import Engines
from db.tables import Note, NoteAttachment, NoteEvent
from db.uow import AlreadyHandled
from services.incidents import Browsing, Incidents
from services.notes import Notes
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city


async def _notes(city: SmallCity) -> list[Note]:
    async with city.uow.read() as tx:
        rows = await tx.session.exec(select(Note).where(Note.city_id == city.city_id).order_by(col(Note.number)))
        return list(rows.all())


def _picture(number: int) -> Attachment:
    return Attachment(AttachmentKind.photo, f"file-{number}", f"unique-{number}")


async def test_many_who_report_at_once_get_numbers_without_gaps(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    people = [await city.person(f"사람 {n}", unit) for n in range(8)]
    notes = Notes(city.uow, POLICY)

    await asyncio.gather(*(notes.write(city.tap(person), Report("낯선 차")) for person in people))

    assert [note.number for note in await _notes(city)] == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_each_city_counts_by_itself(engines: Engines) -> None:
    first, second = await small_city(engines), await small_city(engines, "군포시")
    second.updates = first.updates
    for city in (first, second):
        person = await city.person("김하나", await city.organisation("상인회"))
        await Notes(city.uow, POLICY).write(city.tap(person), Report("낯선 차"))

        assert [note.number for note in await _notes(city)] == [1]


async def test_pictures_of_an_album_that_arrive_at_the_same_moment_are_one_note(engines: Engines) -> None:
    city = await small_city(engines)
    person = await city.person("김하나", await city.organisation("상인회"))
    notes = Notes(city.uow, POLICY)
    await notes.begin(city.tap(person))
    parts = [Report("", _picture(n), "album") for n in range(5)]
    await asyncio.gather(*(notes.write(city.tap(person), part) for part in parts))

    async with city.uow.read() as tx:
        files = (await tx.session.exec(select(NoteAttachment.file_id))).all()
    assert len(await _notes(city)) == 1
    assert sorted(files) == [f"file-{n}" for n in range(5)]


async def test_a_note_delivered_twice_is_noted_once(engines: Engines) -> None:
    city = await small_city(engines)
    person = await city.person("김하나", await city.organisation("상인회"))
    update = city.tap(person)
    notes = Notes(city.uow, POLICY)
    await notes.write(update, Report("낯선 차"))
    with pytest.raises(AlreadyHandled):
        await notes.write(update, Report("낯선 차"))

    assert len(await _notes(city)) == 1


async def test_it_is_told_to_leaders_of_the_organisation_and_coordinators_of_the_city_alone(engines: Engines) -> None:
    city, elsewhere = await small_city(engines), await small_city(engines, "군포시")
    unit, other = await city.organisation("평촌자율방범대"), await city.organisation("상인회")
    reporter = await city.person("김하나", unit)
    leader = await city.person("박대장", unit, role=Role.leader)
    await city.person("다른 대장", other, role=Role.leader)
    coordinator = await city.person("이조정", role=Role.coordinator)
    await elsewhere.person("남의 조정", role=Role.coordinator)
    await Notes(city.uow, POLICY).write(city.tap(reporter), Report("낯선 차", _picture(1), None, Point(37.4, 126.9)))

    for kind in ("notes.triage", "notes.file", "notes.pin"):
        assert [row.address for row in await city.said(kind=kind)] == [str(leader), str(coordinator)]
    assert [row.kind for row in await city.said(reporter)] == ["notes.received"]


async def test_where_no_coordinator_is_yet_an_administrator_hears(engines: Engines) -> None:
    city = await small_city(engines)
    reporter = await city.person("김하나", await city.organisation("상인회"))
    administrator = await city.person("김대표", role=Role.administrator)
    await Notes(city.uow, POLICY).write(city.tap(reporter), Report("낯선 차"))

    assert [row.address for row in await city.said(kind="notes.triage")] == [str(administrator)]


async def test_of_many_taps_at_the_same_moment_each_state_is_reached_once(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("상인회")
    reporter = await city.person("김하나", unit)
    leaders = [await city.person(f"대장 {n}", unit, role=Role.leader) for n in range(4)]
    await Notes(city.uow, POLICY).write(city.tap(reporter), Report("낯선 차"))
    (note,) = await _notes(city)
    incidents = Incidents(city.uow, POLICY)
    toasts = await asyncio.gather(
        *(incidents.triage(city.tap(leader), note.id, IncidentState.accepted) for leader in leaders)
    )

    assert sorted(toast.kind for toast in toasts) == ["incidents.already"] * 3 + ["incidents.moved"]
    assert len(await city.said(reporter, "notes.moved")) == 1
    async with city.uow.read() as tx:
        assert len((await tx.session.exec(select(NoteEvent))).all()) == 1


async def test_every_button_of_a_note_is_refused_to_a_coordinator_of_another_city(engines: Engines) -> None:
    city, elsewhere = await small_city(engines), await small_city(engines, "군포시")
    reporter = await city.person("김하나", await city.organisation("상인회"))
    stranger = await elsewhere.person("남의 조정", role=Role.coordinator)
    notes, incidents = Notes(city.uow, POLICY), Incidents(city.uow, POLICY)
    await notes.write(city.tap(reporter), Report("낯선 차"))
    (note,) = await _notes(city)

    attempts = [
        lambda tap: incidents.triage(tap, note.id, IncidentState.done),
        lambda tap: incidents.triage(tap, note.id, IncidentState.done, Browsing()),
        lambda tap: incidents.show_whole(tap, note.id),
        lambda tap: notes.categorise(tap, note.id, IncidentCategory.facility, FacilityKind.lamp),
        lambda tap: notes.begin_placing(tap, note.id),
        lambda tap: notes.begin_adding(tap, note.id),
        lambda tap: notes.place(tap, note.id, point=None, words="여기"),
        lambda tap: notes.add(tap, Report("더"), note.id),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            await attempt(city.tap(stranger))
    await incidents.browse(city.tap(stranger), Browsing(), edits=False)

    assert [row.kind for row in await city.said(stranger)] == ["incidents.none"]
    assert (await _notes(city))[0].state is IncidentState.open


async def test_a_picture_joins_a_note_of_ten_minutes_ago_and_no_older_one(engines: Engines) -> None:
    city = await small_city(engines)
    person = await city.person("김하나", await city.organisation("상인회"))
    notes = Notes(city.uow, POLICY)
    await notes.write(city.tap(person), Report("낯선 차"))
    await notes.join(city.tap(person, BEFORE + timedelta(minutes=10)), Report("", _picture(1)))
    await notes.join(city.tap(person, BEFORE + timedelta(minutes=11)), Report("", _picture(2)))

    assert [row.kind for row in await city.said(person)] == ["notes.received", "notes.added", "notes.unasked"]


async def test_no_resident_number_is_in_any_row(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("상인회")
    person, leader = await city.person("김하나", unit), await city.person("박대장", unit, role=Role.leader)
    notes = Notes(city.uow, POLICY)
    await notes.write(city.tap(person), Report("900101-12\u200b34567 지갑"))
    (note,) = await _notes(city)
    await notes.add(city.tap(person), Report("９００１０１-1234567"), note.id)
    await notes.place(city.tap(person), note.id, point=None, words="900101 1234567 앞")

    (note,) = await _notes(city)
    said = " ".join(str(row.facts) for row in await city.said(leader))
    assert "234567" not in f"{note.text} {note.place} {said}"
