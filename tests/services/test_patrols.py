"""Patrols on every database: published, announced, changed and cancelled once, however many do it at once."""

import asyncio
from datetime import datetime, timedelta

from sqlmodel import col, select

from core.patrol_changes import Changeable, Scope
from core.roles import Role
from db.engine import Engines
from db.tables import AuditEntry, Patrol, Reminder
from db.tables.outbox import Outcome
from services.patrol_cancellations import PatrolCancellations
from services.patrol_changes import PatrolChanges
from services.patrol_drafts import PatrolDrafts
from services.patrols import Patrols
from services.series import Series
from tests.services.small_city import BEFORE, POLICY, START, SmallCity, small_city

FORM = """제목: 범계역 합동순찰
일시: 2026-12-04 20:00-22:00
장소: 범계역 37.3897,126.9507"""
WEEKLY = FORM + "\n반복: 매주 금"


class Office:
    """The use cases of patrols over one city with a coordinator and two organisations of two."""

    def __init__(self, city: SmallCity) -> None:
        self.city = city
        self.drafts, self.patrols = PatrolDrafts(city.uow, POLICY), Patrols(city.uow, POLICY)
        self.changes, self.cancellations = PatrolChanges(city.uow, POLICY), PatrolCancellations(city.uow, POLICY)
        self.series = Series(city.uow, POLICY)
        self.boss = 0
        self.unit: list[int] = []
        self.merchants: list[int] = []

    async def submits(self, form: str, at: datetime = BEFORE) -> int:
        await self.drafts.submit(self.city.tap(self.boss, at), form)
        facts = (await self.city.said(self.boss, "patrols.preview"))[-1].facts
        return int(facts["patrol_id"])

    async def publishes(self, form: str, at: datetime = BEFORE) -> int:
        patrol_id = await self.submits(form, at)
        await self.patrols.publish(self.city.tap(self.boss, at), patrol_id)
        return patrol_id

    async def changes_value(
        self, patrol_id: int, change: Changeable, typed: str, scope: Scope = Scope.this, at: datetime = BEFORE
    ) -> None:
        await self.changes.choose(self.city.tap(self.boss, at), patrol_id, change)
        await self.changes.answer_text(self.city.tap(self.boss, at), typed)
        number = (await self.city.said(self.boss, "patrols.change_preview"))[-1].facts["number"]
        await self.changes.confirm(self.city.tap(self.boss, at), patrol_id, number, scope)

    async def dates(self) -> list[Patrol]:
        async with self.city.uow.read() as tx:
            rows = (await tx.session.exec(select(Patrol).order_by(col(Patrol.starts_at)))).all()
        return list(rows)


async def office(engines: Engines) -> Office:
    found = Office(await small_city(engines))
    unit, merchants = await found.city.organisation("평촌자율방범대"), await found.city.organisation("안양상인연합회")
    found.boss = await found.city.person("조정", role=Role.coordinator)
    found.unit = [await found.city.person(name, unit) for name in ("가", "나")]
    found.merchants = [await found.city.person(name, merchants) for name in ("다", "라")]
    return found


async def test_a_patrol_published_in_two_places_at_once_is_announced_once(engines: Engines) -> None:
    it = await office(engines)
    patrol_id = await it.submits(FORM)
    toasts = await asyncio.gather(*(it.patrols.publish(it.city.tap(it.boss), patrol_id) for _ in range(4)))

    said = await it.city.said(kind="patrols.announced")
    assert sorted(int(row.address) for row in said) == sorted(it.unit + it.merchants)
    kinds = sorted(toast.kind for toast in toasts if toast is not None)
    assert kinds == ["patrols.published_before"] * 3 + ["patrols.published_toast"]


async def test_many_processes_add_each_date_of_a_series_once(engines: Engines) -> None:
    it = await office(engines)
    await it.publishes(WEEKLY)
    later = BEFORE + timedelta(days=21)
    await asyncio.gather(*(it.series.plan_ahead(later) for _ in range(4)))

    days = [patrol.series_day for patrol in await it.dates()]
    assert len(days) == len(set(days)) == 8 + 3


async def test_many_processes_announce_each_date_once_and_never_two_together(engines: Engines) -> None:
    it = await office(engines)
    await it.publishes(WEEKLY)
    await asyncio.gather(*(it.series.announce_due(START) for _ in range(4)))
    await it.series.announce_due(START + timedelta(minutes=1))

    told = [row.facts["starts_at"] for row in await it.city.said(it.unit[0], "patrols.announced")]
    assert told == [START.isoformat(), (START + timedelta(days=7)).isoformat()]


async def test_a_date_whose_announcement_is_late_and_that_has_begun_is_passed_over(engines: Engines) -> None:
    it = await office(engines)
    await it.publishes(WEEKLY)
    at = START + timedelta(days=7, minutes=1)
    await it.series.announce_due(at)
    await it.series.announce_due(at)

    told = [row.facts["starts_at"] for row in await it.city.said(it.unit[0], "patrols.announced")]
    assert told == [START.isoformat(), (START + timedelta(days=14)).isoformat()]


async def test_a_change_for_all_that_follow_and_ticks_at_the_same_time_get_along(engines: Engines) -> None:
    it = await office(engines)
    first = await it.publishes(WEEKLY)
    at = BEFORE + timedelta(days=2)
    ticks = [tick(at) for tick in (it.series.plan_ahead, it.series.announce_due) for _ in range(3)]
    await asyncio.gather(
        it.changes_value(first, Changeable.place, "범계역 광장 37.39,126.95", Scope.following, at), *ticks
    )
    await it.series.plan_ahead(BEFORE + timedelta(days=30))

    dates = await it.dates()
    assert {patrol.place_name for patrol in dates} == {"범계역 광장"}
    assert len({patrol.series_day for patrol in dates}) == len(dates)


async def test_an_announcement_that_waits_to_be_sent_says_what_has_changed_meanwhile(engines: Engines) -> None:
    it = await office(engines)
    patrol_id = await it.publishes(FORM)
    await it.changes_value(patrol_id, Changeable.info, "우산을 가져오세요")

    waiting = await it.city.said(kind="patrols.announced")
    assert {row.facts["info"] for row in waiting} == {"우산을 가져오세요"}
    assert len(waiting) == 4


async def test_a_cancellation_overtakes_announcements_that_were_not_sent_yet(engines: Engines) -> None:
    it = await office(engines)
    patrol_id = await it.publishes(FORM)
    await it.cancellations.cancel(it.city.tap(it.boss), patrol_id, Scope.this)

    assert {row.outcome for row in await it.city.said(kind="patrols.announced")} == {Outcome.dropped}
    assert len(await it.city.said(kind="patrols.cancelled")) == 4


async def test_calling_off_a_series_reaches_everybody_invited_to_any_of_its_dates_once(engines: Engines) -> None:
    it = await office(engines)
    first = await it.publishes(WEEKLY + "\n단체: 평촌자율방범대")
    dates = await it.dates()
    await it.changes_value(dates[2].id, Changeable.organisations, "안양상인연합회")
    await it.cancellations.cancel(it.city.tap(it.boss), first, Scope.following)
    await it.series.plan_ahead(BEFORE + timedelta(days=40))

    told = [int(row.address) for row in await it.city.said(kind="patrols.cancelled")]
    assert sorted(told) == sorted(it.unit + it.merchants)
    assert {patrol.state.name for patrol in await it.dates()} == {"cancelled"}


async def test_two_who_cancel_at_once_tell_everybody_once(engines: Engines) -> None:
    it = await office(engines)
    patrol_id = await it.publishes(FORM)
    await asyncio.gather(*(it.cancellations.cancel(it.city.tap(it.boss), patrol_id, Scope.this) for _ in range(3)))

    assert len(await it.city.said(kind="patrols.cancelled")) == 4


async def test_who_rests_is_not_told_and_who_is_in_two_organisations_is_told_once(engines: Engines) -> None:
    it = await office(engines)
    async with it.city.uow.read() as tx:
        organisations = [each.id for each in await tx.organisations.of_city(it.city.city_id)]
    both = await it.city.person("마", *organisations)
    async with it.city.uow.write() as tx:
        (await tx.members.lock(it.unit[0])).rests_since = BEFORE
    await it.publishes(FORM)

    told = [int(row.address) for row in await it.city.said(kind="patrols.announced")]
    assert sorted(told) == sorted([it.unit[1], *it.merchants, both])


async def test_decisions_about_patrols_are_on_record(engines: Engines) -> None:
    it = await office(engines)
    patrol_id = await it.publishes(FORM)
    await it.changes_value(patrol_id, Changeable.zones, "일번가")
    await it.cancellations.cancel(it.city.tap(it.boss), patrol_id, Scope.this)
    async with it.city.uow.read() as tx:
        entries = (await tx.session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all()

    assert [entry.action for entry in entries] == ["patrol.published", "patrol.changed", "patrol.cancelled"]
    assert {entry.actor_id for entry in entries} == {it.boss}


async def test_a_changed_time_moves_the_reminders_along(engines: Engines) -> None:
    it = await office(engines)
    patrol_id = await it.publishes(FORM)
    await it.changes_value(patrol_id, Changeable.when, "2026-12-05 19:00-21:00")
    async with it.city.uow.read() as tx:
        rows = (await tx.session.exec(select(Reminder).where(col(Reminder.done_at).is_(None)))).all()

    start = START + timedelta(hours=23)
    assert {row.due_at for row in rows} == {start - offset for offset in POLICY.reminder_offsets}
