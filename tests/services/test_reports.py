"""A city's month and its hours, on every database, and nobody else's."""

from datetime import timedelta

import pytest

from core.checkins import CheckinMethod
from core.incidents import IncidentCategory, IncidentState
from core.roles import NotAllowed, Role
from db.engine import Engines
from db.repos.checkins import Arrival
from db.tables import Note
from services.checkouts import Checkouts
from services.reports import Reports
from services.volunteer_hours import VolunteerHours
from tests.services.small_city import POLICY, START, SmallCity, small_city

OVER = START + timedelta(hours=3)


async def _evening(city: SmallCity, zone: str) -> tuple[int, int]:
    """One person on one patrol with one note that was done; the coordinator and the person."""
    unit = await city.organisation("평촌자율방범대")
    coordinator = await city.person("이조정", role=Role.coordinator)
    member = await city.person("김하나", unit)
    patrol_id = await city.patrol(coordinator, zones=[zone])
    async with city.uow.write() as tx:
        await tx.checkins.arrive(Arrival(city.city_id, patrol_id, member, unit, CheckinMethod.code, START))
        note = await tx.notes.added(
            Note(
                city_id=city.city_id,
                number=1,
                reporter_id=member,
                patrol_id=patrol_id,
                category=IncidentCategory.facility,
                created_at=START,
            )
        )
        for state, minutes in ((IncidentState.open, 0), (IncidentState.accepted, 20), (IncidentState.done, 90)):
            await tx.notes.move(note, state, coordinator, START + timedelta(minutes=minutes))
    await Checkouts(city.uow, POLICY).close_ended(START + timedelta(hours=2, seconds=1))
    return coordinator, member


async def test_a_month_counts_its_own_city_only(engines: Engines) -> None:
    ours, theirs = await small_city(engines), await small_city(engines, "군포시")
    theirs.updates = iter(range(500, 600))
    coordinator, _ = await _evening(ours, "범계역 로데오거리")
    await _evening(theirs, "산본로데오거리")
    await Reports(ours.uow, POLICY).send_month(ours.tap(coordinator, OVER), 2026, 12)

    (row,) = await ours.said(coordinator, "reports.month")
    assert (row.facts["patrols"], row.facts["people"], row.facts["served_minutes"]) == (1, 1, 120)
    assert row.facts["zones"] == [["범계역 로데오거리", 1]]
    assert row.facts["organisations"] == [["평촌자율방범대", 1, 1, 120]]
    assert (row.facts["notes"], row.facts["fixed"], row.facts["triage_minutes"]) == (1, 1, 20)


async def test_the_list_and_the_certificate_say_the_same_hours(engines: Engines) -> None:
    city = await small_city(engines)
    coordinator, member = await _evening(city, "범계역 로데오거리")
    hours = VolunteerHours(city.uow, POLICY)
    await hours.send_list(city.tap(coordinator, OVER), 2026, 12)

    (listed,) = await city.said(coordinator, "volunteer_hours.list")
    (line,) = listed.facts["rows"]
    assert (line["name"], line["day"], line["minutes"]) == ("김하나", "2026-12-04", 120)
    assert listed.expires_at == OVER + timedelta(days=1)
    with pytest.raises(NotAllowed):
        await hours.send_list(city.tap(member, OVER), 2026, 12)


@pytest.mark.parametrize(("year", "month"), [(2026, 13), (2026, 0), (-1, 5), (2_000_000_000, 1)])
async def test_a_month_that_does_not_exist_is_refused(engines: Engines, year: int, month: int) -> None:
    city = await small_city(engines)
    coordinator = await city.person("이조정", role=Role.coordinator)

    with pytest.raises(NotAllowed):
        await Reports(city.uow, POLICY).send_month(city.tap(coordinator, OVER), year, month)
