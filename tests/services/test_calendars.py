"""Calendars by a secret link: what stands in them, whose they are, and that a link can be taken back."""

from datetime import timedelta

import pytest
from sqlmodel import select

from core.calendars import CalendarKind
from core.consoles import digest
from core.patrol_changes import Scope
from core.roles import NotAllowed, Role
from core.rsvps import Answer, PatrolState
from db.engine import Engines
from db.tables import CalendarLink, Membership, Patrol
from services.calendars import Calendars
from services.departures import Departures
from services.patrol_cancellations import PatrolCancellations
from services.rsvps import Rsvps
from services.visits import Visitor
from tests.services.small_city import BEFORE, POLICY, START, SmallCity, small_city


def _visitor(city: SmallCity, person_id: int) -> Visitor:
    return Visitor(1, person_id, "이조정", "ko", city.city_id, "안양시")


async def _link(city: SmallCity, calendars: Calendars, person_id: int) -> str:
    await calendars.hand_link(city.tap(person_id))
    return str((await city.said(person_id, "calendars.link"))[-1].facts["secret"])


async def _stands(calendars: Calendars, secret: str) -> dict[int, str] | None:
    feed = await calendars.read(secret, BEFORE)
    return {event["patrol_id"]: event["status"] for event in feed.events} if feed else None


async def test_ones_own_calendar_holds_what_one_is_invited_to_as_one_answered(engines: Engines) -> None:
    city = await small_city(engines)
    unit, other = await city.organisation("평촌자율방범대"), await city.organisation("안양상인연합회")
    coordinator = await city.person("이조정", role=Role.coordinator)
    member = await city.person("김하나", unit)
    going, silent, declined, cancelled = [
        await city.patrol(coordinator, starts_at=START + timedelta(days=day)) for day in range(4)
    ]
    await city.patrol(coordinator, quotas={other: None})
    rsvps = Rsvps(city.uow, POLICY)
    await rsvps.answer_patrol(city.tap(member), going, Answer.going)
    await rsvps.answer_patrol(city.tap(member), declined, Answer.not_going)
    async with city.uow.write() as tx:
        patrol = await tx.session.get(Patrol, cancelled)
        assert patrol is not None
        patrol.state, patrol.cancelled_at, patrol.revision = PatrolState.cancelled, BEFORE, 2
    calendars = Calendars(city.uow, POLICY)
    secret = await _link(city, calendars, member)

    assert await _stands(calendars, secret) == {going: "CONFIRMED", silent: "TENTATIVE", cancelled: "CANCELLED"}


async def test_the_calendar_of_a_city_holds_its_patrols_and_no_draft(engines: Engines) -> None:
    ours, theirs = await small_city(engines), await small_city(engines, "군포시")
    coordinator = await ours.person("이조정", role=Role.coordinator)
    stranger = await theirs.person("박조정", role=Role.coordinator)
    patrol = await ours.patrol(coordinator)
    await theirs.patrol(stranger)
    async with ours.uow.write() as tx:
        row = Patrol(**(await tx.patrols.get(ours.city_id, patrol)).model_dump(exclude={"id"}))  # type: ignore[union-attr]
        row.state = PatrolState.draft
        await tx.patrols.added(row)
    calendars = Calendars(ours.uow, POLICY)
    secret = await calendars.make(_visitor(ours, coordinator), CalendarKind.city, BEFORE)
    feed = await calendars.read(secret, BEFORE)

    assert feed is not None
    assert feed.city == "안양시"
    assert await _stands(calendars, secret) == {patrol: "CONFIRMED"}


async def test_a_new_link_ends_the_one_before_and_a_link_can_be_taken_back(engines: Engines) -> None:
    city = await small_city(engines)
    member = await city.person("김하나", await city.organisation("평촌자율방범대"))
    calendars = Calendars(city.uow, POLICY)
    first = await _link(city, calendars, member)
    second = await _link(city, calendars, member)
    opened = [await _stands(calendars, each) for each in (first, second)]
    await calendars.take_back(city.tap(member))

    assert opened == [None, {}]
    assert await _stands(calendars, second) is None


async def test_the_database_holds_no_secret_of_a_link(engines: Engines) -> None:
    city = await small_city(engines)
    coordinator = await city.person("이조정", role=Role.coordinator)
    calendars = Calendars(city.uow, POLICY)
    secret = await calendars.make(_visitor(city, coordinator), CalendarKind.own, BEFORE)
    async with city.uow.read() as tx:
        link = (await tx.session.exec(select(CalendarLink))).one()

    assert link.digest == digest(secret)
    assert secret not in link.model_dump_json()


async def test_whoever_leaves_or_is_removed_has_no_calendar_any_more(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    leaving, removed = await city.person("김하나", unit), await city.person("김두리", unit)
    calendars = Calendars(city.uow, POLICY)
    secrets = [await _link(city, calendars, each) for each in (leaving, removed)]
    await Departures(city.uow, POLICY).leave(city.tap(leaving))
    async with city.uow.write() as tx:
        (membership,) = await tx.members.memberships_of(removed)
        await tx.session.delete(await tx.session.get(Membership, membership.id))

    assert [await _stands(calendars, each) for each in secrets] == [None, None]


async def test_only_a_coordinator_opens_the_calendar_of_a_city(engines: Engines) -> None:
    city = await small_city(engines)
    member = await city.person("김하나", await city.organisation("평촌자율방범대"))
    calendars = Calendars(city.uow, POLICY)

    with pytest.raises(NotAllowed):
        await calendars.make(_visitor(city, member), CalendarKind.city, BEFORE)


async def test_cancelling_a_patrol_counts_its_event_on(engines: Engines) -> None:
    city = await small_city(engines)
    coordinator = await city.person("이조정", role=Role.coordinator)
    patrol_id = await city.patrol(coordinator)
    calendars = Calendars(city.uow, POLICY)
    secret = await calendars.make(_visitor(city, coordinator), CalendarKind.city, BEFORE)
    before = await calendars.read(secret, BEFORE)
    await PatrolCancellations(city.uow, POLICY).cancel(city.tap(coordinator), patrol_id, Scope.this)
    after = await calendars.read(secret, BEFORE)

    assert before is not None
    assert after is not None
    assert after.events[0]["revision"] == before.events[0]["revision"] + 1
    assert after.events[0]["status"] == "CANCELLED"
