"""While a message is on its way to many, reminders are due, or a month is summed up, no table is read as a whole."""

from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import func, select

from benchmarks import towns
from bot.scheduler import often, promptly
from core.broadcasts import (
    PROGRESS_INTERVAL,
    Answered,
    BroadcastStep,
    Choice,
    Everyone,
    OfKind,
    OfOrganisation,
    PatrolAnswer,
)
from core.incoming import Address, Incoming
from core.pacing import Pace, token_bucket
from core.roles import MembershipState, OrganisationKind, Role
from core.volunteer_hours import Period
from db.deliveries import DeliveryDesk
from db.engine import Engines
from db.repos.deliveries import Finished
from db.repos.terms import Terms
from db.tables import Broadcast, City, Identity, Membership, Patrol, Person, Reminder
from db.tables.outbox import Outcome
from db.tables.rsvps import ReminderKind
from db.uow import UnitOfWork
from db.vitals import outbox_figures, overdue
from services.base import Policy
from services.broadcasts import Overview
from services.house import Services, build_services
from tests.db.plans import heard, scans

PEOPLE = 300
NOW = datetime.now(UTC).replace(microsecond=0)
_numbers = count(1)


@pytest.fixture
async def services(engines: Engines) -> Services:
    await towns.found(engines, PEOPLE, past_checkins=3_000)
    await strangers(engines)
    await towns.settle_down(engines)
    return build_services(UnitOfWork(engines), Policy(zone=ZoneInfo("Asia/Seoul")))


async def strangers(engines: Engines) -> None:
    """Another city, with ten times as many people: what is one city's must not be looked for among them."""
    ids = range(PEOPLE + 1, PEOPLE * 11 + 1)
    async with UnitOfWork(engines).write() as tx:
        city_id = (await tx.cities.added(City(name="큰시", created_at=NOW))).id
        person = {"name": "N", "locale": "ko", "city_id": city_id, "location_paused": False, "created_at": NOW}
        await tx.members.insert(Person, [person | {"id": number} for number in ids])
        chats = [{"person_id": n, "channel": "telegram", "address": str(towns.FIRST_CHAT + n)} for n in ids]
        await tx.members.insert(Identity, chats)
        member = {"city_id": city_id, "scope": f"{city_id}/", "role": Role.member, "state": MembershipState.active}
        member |= {"applied_at": NOW, "is_patrol_unit": False}
        await tx.members.insert(Membership, [member | {"person_id": number} for number in ids])


def tap(person: int = 0) -> Incoming:
    """Something the coordinator does, or a member."""
    return Incoming(next(_numbers), Address("telegram", str(towns.FIRST_CHAT + 1 + person)), NOW)


async def drafts(engines: Engines, services: Services, *choices: Choice) -> int:
    """A broadcast that is ready to be sent and asks to be confirmed."""
    await services.broadcasts.begin(tap())
    async with UnitOfWork(engines).read() as tx:
        number = (await tx.session.exec(select(func.max(Broadcast.id)))).one()
    for choice in choices:
        await services.broadcasts.choose(tap(), number, Overview(), choice)
    await services.broadcasts.take_message(tap(), number, "77", words="회의", album=None)
    await services.broadcasts.toggle_confirmation(tap(), number)
    return number


async def delivers(engines: Engines, most: int) -> int:
    """Sends so many messages of what is due, as the sender does."""
    desk = DeliveryDesk(engines, Terms("telegram", "me", Pace(token_bucket(1000)), timedelta(milliseconds=20)))
    await desk.next_due_at()
    claim = await desk.claim(NOW + timedelta(minutes=1), most)
    await desk.settle([Finished(each.row, Outcome.sent, NOW, message_id="1") for each in claim.leased], [])
    return len(claim.leased)


AUDIENCES: dict[str, tuple[Choice, ...]] = {
    "everyone": (Everyone(),),
    "organisations": (OfOrganisation(1), OfOrganisation(2)),
    "a kind": (OfKind(OrganisationKind.citizen_police),),
    "who did not answer": (Answered(1, PatrolAnswer.unanswered),),
}


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_a_broadcast_scans_no_table_from_its_preview_to_its_end(
    engines: Engines, services: Services, audience: str
) -> None:
    runs, member = services.broadcast_runs, 1
    with heard(engines) as statements:
        number = await drafts(engines, services, *AUDIENCES[audience])
        await runs.send(tap(), number)
        sent = await delivers(engines, 40)
        await runs.advance(NOW + PROGRESS_INTERVAL)
        await services.broadcast_confirmations.confirm(tap(member), number)
        await services.broadcast_confirmations.show_unconfirmed(tap(), number)
        await runs.steer(tap(), number, BroadcastStep.pause)
        await runs.steer(tap(), number, BroadcastStep.resume)
        sent += await delivers(engines, 40)
        await services.broadcast_confirmations.remind(tap(), number)
    under_way = await scans(engines, statements)
    with heard(engines) as statements:
        await runs.steer(tap(), number, BroadcastStep.stop)
        await runs.advance(NOW + 2 * PROGRESS_INTERVAL)

    assert sent > 40
    assert under_way == []
    assert await scans(engines, statements) == []


async def test_reminders_and_whatever_else_is_due_scan_no_table(engines: Engines, services: Services) -> None:
    await towns.add_patrol(engines, NOW, starts_in=timedelta(minutes=20))
    async with UnitOfWork(engines).write() as tx:
        patrol_id = (await tx.session.exec(select(func.max(Patrol.id)))).one()
        for kind in ReminderKind:
            tx.session.add(Reminder(city_id=1, patrol_id=patrol_id, kind=kind, offset_seconds=1800, due_at=NOW))
    with heard(engines) as statements:
        for tick in (*promptly(services), *often(services)):
            await tick(NOW)
        sent = await delivers(engines, 40)

    assert sent > 0
    assert await scans(engines, statements) == []


async def test_a_months_report_and_hours_scan_no_table(engines: Engines, services: Services) -> None:
    month, member = (NOW.year, NOW.month), 3
    with heard(engines) as statements:
        await services.reports.choose(tap())
        await services.reports.send_month(tap(), *month)
        await services.volunteer_hours.offer(tap())
        await services.volunteer_hours.certify(tap(member), Period.this_year)
        await services.volunteer_hours.send_list(tap(), *month)
        await services.volunteer_hours.remind_of_deadlines(NOW)
        await services.profiles.show(tap(member))
        await services.patrols.list_coming(tap(member))
        await services.rosters.show(tap())

    assert len(statements) > 40
    assert await scans(engines, statements) == []


async def test_the_health_of_the_outbox_is_read_without_what_was_sent(engines: Engines, services: Services) -> None:
    number = await drafts(engines, services, Everyone())
    await services.broadcast_runs.send(tap(), number)
    await delivers(engines, 40)
    with heard(engines) as statements:
        figures = await outbox_figures(engines, NOW)
        late = await overdue(engines, NOW)
        await services.deliveries.hasten(NOW)
        await services.deliveries.retry(NOW, None)

    assert sum(figures.rows.values()) > 200
    assert late.chats > 200
    assert len(statements) > 5
    assert await scans(engines, statements) == []
