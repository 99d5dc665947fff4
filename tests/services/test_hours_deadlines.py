"""Coordinators hear of a deadline once, with the list, and only those of the city."""

from datetime import datetime, timedelta

from core.checkins import CheckinMethod
from core.roles import Role
from db.engine import Engines
from db.repos.checkins import Arrival
from services.checkouts import Checkouts
from services.volunteer_hours import VolunteerHours
from tests.services.small_city import POLICY, SEOUL, START, SmallCity, small_city

BEFORE_THE_DEADLINE = datetime(2027, 1, 21, 10, 0, tzinfo=SEOUL)


async def _served(city: SmallCity) -> int:
    """Somebody served two hours in December; the coordinator."""
    unit = await city.organisation("평촌자율방범대")
    coordinator = await city.person("이조정", role=Role.coordinator)
    member = await city.person("김하나", unit)
    patrol_id = await city.patrol(coordinator)
    async with city.uow.write() as tx:
        await tx.checkins.arrive(Arrival(city.city_id, patrol_id, member, unit, CheckinMethod.code, START))
    await Checkouts(city.uow, POLICY).close_ended(START + timedelta(hours=2, seconds=1))
    return coordinator


async def test_coordinators_get_the_list_once_before_the_deadline(engines: Engines) -> None:
    ours, theirs = await small_city(engines), await small_city(engines, "군포시")
    coordinator = await _served(ours)
    stranger = await theirs.person("박조정", role=Role.coordinator)
    hours = VolunteerHours(ours.uow, POLICY)
    await hours.remind_of_deadlines(BEFORE_THE_DEADLINE - timedelta(minutes=1))
    early = await ours.said(coordinator)
    for minutes in (0, 60, 60 * 24):
        await hours.remind_of_deadlines(BEFORE_THE_DEADLINE + timedelta(minutes=minutes))
    said = [row for row in await ours.said(coordinator) if row.kind.startswith("volunteer_hours")]

    assert [row for row in early if row.kind.startswith("volunteer_hours")] == []
    assert [row.kind for row in said] == ["volunteer_hours.deadline", "volunteer_hours.list"]
    assert said[0].facts == {"year": 2026, "month": 12, "deadline": "2027-01-31", "people": 1}
    assert [line["minutes"] for line in said[1].facts["rows"]] == [120]
    assert await ours.said(stranger) == []


async def test_a_centre_that_waits_three_months_is_reminded_of_later(engines: Engines) -> None:
    city = await small_city(engines)
    coordinator = await _served(city)
    async with city.uow.write() as tx:
        (await tx.cities.lock(city.city_id)).hours_deadline_months = 3
    hours = VolunteerHours(city.uow, POLICY)
    await hours.remind_of_deadlines(BEFORE_THE_DEADLINE)
    early = await city.said(coordinator, "volunteer_hours.list")
    await hours.remind_of_deadlines(datetime(2027, 3, 25, 11, 0, tzinfo=SEOUL))

    assert early == []
    assert len(await city.said(coordinator, "volunteer_hours.list")) == 1
