"""Every query that runs for each message, or each second, finds its rows by an index, however many there are."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from benchmarks import towns
from bot.scheduler import often, promptly
from core.audits import AuditQuery
from core.calendar_sheets import Spread, sheet_of
from core.checkins import ByLocation
from core.geo import Point
from core.incoming import Address, Incoming
from core.note_filters import NoteFilter
from core.pacing import Pace, token_bucket
from db.deliveries import DeliveryDesk
from db.engine import Engines
from db.repos.deliveries import Finished
from db.repos.terms import Terms
from db.tables import AuditEntry, City
from db.tables.outbox import Outcome
from db.uow import UnitOfWork
from services.base import Policy
from services.house import Services, build_services
from services.visits import Visitor
from tests.db.plans import heard, plan_of, scans

PEOPLE = 300
"""Enough for PostgreSQL to think of indexes."""


@pytest.fixture
async def services(engines: Engines) -> Services:
    await towns.found(engines, PEOPLE, past_checkins=3_000)
    return build_services(UnitOfWork(engines), Policy(zone=ZoneInfo("Asia/Seoul")))


def said(number: int, at: datetime) -> Incoming:
    return Incoming(number, Address("telegram", str(towns.FIRST_CHAT + 1 + number)), at)


HERE = ByLocation(Point(*towns.PLACE), None)


async def test_a_check_in_alone_or_in_a_crowd_scans_no_table(engines: Engines, services: Services) -> None:
    now = datetime.now(UTC)
    with heard(engines) as statements:
        await services.dialogs.current(said(1, now))
        await services.checkins.ask(said(1, now))
        await services.checkins.check_in(said(2, now), HERE)
        await services.checkins.check_in(said(3, now), "1234")
        handled = await services.crowds.check_in([(said(number, now), HERE) for number in range(10, 30)])
        await services.checkouts.check_out(replace(said(2, now), update_id=99))

    assert len(handled) == 20
    assert len(statements) > 20
    assert await scans(engines, statements) == []


async def test_a_delivery_scans_no_table(engines: Engines, services: Services) -> None:
    now = datetime.now(UTC)
    await services.crowds.check_in([(said(number, now), HERE) for number in range(10, 60)])
    desk = DeliveryDesk(engines, Terms("telegram", "me", Pace(token_bucket(1000)), timedelta(milliseconds=20)))
    with heard(engines) as statements:
        await desk.next_due_at()
        claim = await desk.claim(now, 10)
        await desk.settle([Finished(each.row, Outcome.sent, now, message_id="1") for each in claim.leased], [])
        await desk.claim(now, 10)

    assert claim.leased
    assert await scans(engines, statements) == []


async def test_what_is_asked_every_second_scans_no_table(engines: Engines, services: Services) -> None:
    with heard(engines) as statements:
        for tick in (*promptly(services), *often(services)):
            await tick(datetime.now(UTC))

    assert await scans(engines, statements) == []


def coordinator() -> Visitor:
    return Visitor(1, 1, "N1", "ko", 1, "안양시")


async def test_the_pages_of_the_console_scan_no_table(engines: Engines, services: Services) -> None:
    now, desk = datetime.now(UTC), coordinator()
    with heard(engines) as statements:
        await services.overviews.today(desk, now)
        for glance in await services.patrol_sheets.around(desk, now):
            await services.patrol_sheets.show(desk, glance.patrol_id, now)
        await services.note_sheets.listed(desk, NoteFilter(), 1, now)
        await services.plans.show(desk, sheet_of(now.date(), Spread.month, begins_on=0), now)
        await services.broadcast_sheets.listed(desk)
        for person_id in (None, 2):
            await services.audit_sheets.page(desk, AuditQuery(person_id))

    assert len(statements) > 20
    assert await scans(engines, statements) == []


async def test_the_messages_of_a_day_are_counted_without_those_of_other_days(
    engines: Engines, services: Services
) -> None:
    with heard(engines) as statements:
        await services.overviews.today(coordinator(), datetime.now(UTC))

    assert "ix_outbox_city_created" in await plan_of(engines, statements, "outbox")


async def test_the_latest_of_a_citys_trail_are_read_without_sorting_all_of_it(
    engines: Engines, services: Services
) -> None:
    now = datetime.now(UTC)
    entry = {"actor_id": 1, "action": "patrol.seen", "subject": "patrol:1", "facts": {}, "at": now}
    async with UnitOfWork(engines).write() as tx:
        other = await tx.cities.added(City(name="큰시", created_at=now))
        for city_id, count in ((1, 300), (other.id, 3_000)):
            await tx.audits.insert(AuditEntry, [entry | {"city_id": city_id}] * count)
    await towns.settle_down(engines)
    with heard(engines) as statements:
        await services.audit_sheets.page(coordinator(), AuditQuery())
    plan = await plan_of(engines, statements, "audit_entries LEFT")

    assert "ix_audit_entries_city_id" in plan
    assert not re.search(r"TEMP B-TREE|\bSort\b", plan)
