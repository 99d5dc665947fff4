"""The city is asked to mend what was seen, and its finder hears of each step once."""

from datetime import timedelta

from sqlmodel import select

from core.facilities import FacilityState
from db.engine import Engines
from db.tables import NoteDeed
from services.facility_requests import FacilityRequests, FacilityStep
from services.note_sheets import NoteSheets
from tests.services.note_desks import DAY, office
from tests.services.small_city import BEFORE, POLICY


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
