"""What the desk plans, on every database: the sheet of the calendar, drafts that are kept, changes, and the load."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlmodel import select

from core.calendar_sheets import SUNDAY, Spread, sheet_of
from core.checkins import CheckinMethod
from core.patrol_changes import Changeable, Scope
from core.patrol_entries import PatrolEntry, RepeatEntry
from core.recurrence import Frequency
from core.roles import MembershipState, NotAllowed, Role
from core.rsvps import RsvpState
from db.engine import Engines
from db.tables import Checkin, Membership, Patrol, Person, Reminder, Rsvp
from db.tables.rsvps import ReminderKind
from services.city_choices import CityChoices
from services.load_sheets import LARGE, LoadSheets
from services.patrol_drafts import PatrolDrafts
from services.patrol_entries import PatrolEntries
from services.patrol_revision_sheets import PatrolRevisionSheets, Revision
from services.patrol_timelines import timeline_of
from services.plans import Plans
from services.visits import Visitor
from tests.services.small_city import BEFORE, POLICY, START, SmallCity, small_city

SHEET = sheet_of(date(2026, 12, 4), Spread.month, begins_on=SUNDAY)
ENTRY = PatrolEntry(
    title="범계역 합동순찰",
    day="2026-12-04",
    begins="20:00",
    ends="22:00",
    place="범계역",
    coordinates="37.3897,126.9507",
)


class Desk:
    """A city with a coordinator at a desk, and two organisations of two."""

    def __init__(self, city: SmallCity) -> None:
        self.city = city
        self.plans, self.entries = Plans(city.uow, POLICY), PatrolEntries(city.uow, POLICY)
        self.changes, self.loads = PatrolRevisionSheets(city.uow, POLICY), LoadSheets(city.uow, POLICY)
        self.unit: list[int] = []
        self.merchants: list[int] = []
        self.organisations: list[int] = []
        self.visitor = Visitor(1, 0, "", "ko", city.city_id, "")

    async def drafts(self, **boxes: object) -> int:
        entry = PatrolEntry(**{name: getattr(ENTRY, name) for name in PatrolEntry.__slots__} | boxes)  # type: ignore[arg-type]
        draft_id = await self.entries.submit(self.visitor, entry, BEFORE, place_of=None, replaces=None)
        assert isinstance(draft_id, int)
        return draft_id

    async def find(self, patrol_id: int) -> Patrol | None:
        async with self.city.uow.read() as tx:
            return await tx.patrols.get(self.city.city_id, patrol_id)


@pytest.fixture
async def desk(engines: Engines) -> Desk:
    return await opened(engines)


async def opened(engines: Engines, name: str = "안양시") -> Desk:
    city = await small_city(engines, name)
    found = Desk(city)
    boss = await city.person("조정", role=Role.coordinator)
    found.organisations = [await city.organisation(f"{name} 방범대"), await city.organisation(f"{name} 상인회")]
    found.unit = [await city.person(f"대원{number}", found.organisations[0]) for number in range(2)]
    found.merchants = [await city.person(f"상인{number}", found.organisations[1]) for number in range(2)]
    found.visitor = Visitor(1, boss, "조정", "ko", city.city_id, name)
    return found


async def test_the_sheet_holds_what_was_published_and_what_was_saved(desk: Desk) -> None:
    published = await desk.city.patrol(desk.visitor.person_id)
    saved = await desk.drafts(day="2026-12-11")
    await desk.drafts(day="2026-12-12")
    await desk.entries.save(desk.visitor, saved, BEFORE)
    plan = await desk.plans.show(desk.visitor, SHEET, BEFORE)
    shown = {each.day.day: [line.patrol_id for line in each.lines] for each in plan.days if each.lines}

    assert shown == {4: [published], 11: [saved]}
    assert [line.patrol_id for line in plan.drafts] == [saved]


async def test_two_for_the_same_people_at_once_are_one_clash(desk: Desk) -> None:
    first = await desk.city.patrol(desk.visitor.person_id, quotas={desk.organisations[0]: None})
    second = await desk.city.patrol(
        desk.visitor.person_id, quotas={desk.organisations[0]: 3}, starts_at=START + timedelta(hours=1)
    )
    (clash,) = (await desk.plans.show(desk.visitor, SHEET, BEFORE)).clashes

    assert (clash.first.patrol_id, clash.second.patrol_id) == (first, second)
    assert clash.organisations == ("안양시 방범대",)


async def test_only_previews_are_swept_and_saved_drafts_when_their_day_is_over(desk: Desk) -> None:
    preview, saved = await desk.drafts(), await desk.drafts()
    await desk.entries.save(desk.visitor, saved, BEFORE)
    sweeper = PatrolDrafts(desk.city.uow, POLICY)
    await sweeper.sweep(BEFORE + timedelta(days=1, minutes=1))
    after_a_day = await desk.find(preview), await desk.find(saved)
    await sweeper.sweep(START + timedelta(days=1, minutes=1))

    assert after_a_day[0] is None
    assert after_a_day[1] is not None
    assert await desk.find(saved) is None


async def test_of_publishing_and_discarding_at_once_one_happens(desk: Desk) -> None:
    draft_id = await desk.drafts(repeat=RepeatEntry(Frequency.weekly, (4,)))
    outcomes = await asyncio.gather(
        desk.entries.publish(desk.visitor, draft_id, BEFORE),
        desk.entries.discard(desk.visitor, draft_id),
        return_exceptions=True,
    )
    told = await desk.city.said(kind="patrols.announced")

    if await desk.find(draft_id) is None:
        assert isinstance(outcomes[0], NotAllowed)
        assert told == []
    else:
        assert outcomes == ["patrol_published", "published_before"]
        assert len(told) == 4


async def test_the_desk_counts_who_is_new_and_who_is_left_out(desk: Desk) -> None:
    patrol_id = await desk.city.patrol(desk.visitor.person_id, quotas={desk.organisations[0]: None})
    async with desk.city.uow.write() as tx:
        await tx.rsvps.added(
            Rsvp(
                patrol_id=patrol_id,
                person_id=desk.unit[0],
                city_id=desk.city.city_id,
                organisation_id=desk.organisations[0],
                state=RsvpState.going,
                answered_at=BEFORE,
            )
        )
    entry = PatrolEntry(quotas={desk.organisations[1]: ""})
    asked = await desk.changes.preview(desk.visitor, patrol_id, Changeable.organisations, entry, BEFORE)
    assert isinstance(asked, Revision)
    said = await desk.changes.confirm(
        desk.visitor, patrol_id, Changeable.organisations, entry, BEFORE, scope=Scope.this, revision=asked.revision
    )
    again = await desk.changes.confirm(
        desk.visitor, patrol_id, Changeable.organisations, entry, BEFORE, scope=Scope.this, revision=asked.revision
    )

    assert (asked.joining, asked.leaving) == (2, 1)
    assert (said, again) == ("patrol_changed", "changed_meanwhile")
    assert [row.person_id for row in await desk.city.said(kind="patrols.uninvited")] == desk.unit[:1]
    assert sorted(row.person_id or 0 for row in await desk.city.said(kind="patrols.announced")) == desk.merchants


async def test_the_load_is_counted_by_person(desk: Desk) -> None:
    first = await desk.city.patrol(desk.visitor.person_id, quotas={desk.organisations[0]: None})
    await desk.city.patrol(desk.visitor.person_id, starts_at=START + timedelta(days=1))
    facts = {
        "patrol_id": first,
        "person_id": desk.unit[0],
        "city_id": desk.city.city_id,
        "organisation_id": desk.organisations[0],
    }
    async with desk.city.uow.write() as tx:
        tx.session.add(Rsvp(**facts, state=RsvpState.going, answered_at=BEFORE))
        tx.session.add(Checkin(**facts, method=CheckinMethod.roster, arrived_at=START))
    sheet = await desk.loads.show(desk.visitor, date(2026, 12, 1), date(2026, 12, 31))
    counts = {line.person_id: (line.asked, line.going, line.came) for line in sheet.lines}

    assert counts == {
        desk.unit[0]: (2, 1, 1),
        desk.unit[1]: (2, 0, 0),
        **dict.fromkeys(desk.merchants, (1, 0, 0)),
    }
    assert sheet.lines[0].last_came_at == START
    assert sheet.turns[-1].person_id == desk.unit[0]
    assert sheet.share == 100


async def test_a_large_city_is_looked_at_by_organisation(desk: Desk) -> None:
    unit, merchants = desk.organisations
    facts = {"city_id": desk.city.city_id, "role": Role.member, "state": MembershipState.active, "applied_at": BEFORE}
    scope = f"{desk.city.city_id}/{merchants}"
    crowd = [{"name": f"상인{number}", "city_id": desk.city.city_id, "created_at": BEFORE} for number in range(LARGE)]
    async with desk.city.uow.write() as tx:
        await tx.session.execute(insert(Person), crowd)
        newcomers = set((await tx.session.exec(select(Person.id))).all()) - {*desk.unit, *desk.merchants}
        rows = [{"person_id": each, "organisation_id": merchants, "scope": scope, **facts} for each in newcomers]
        await tx.session.execute(insert(Membership), rows)
    period = date(2026, 12, 1), date(2026, 12, 31)
    first = await desk.loads.show(desk.visitor, *period)
    chosen = await desk.loads.show(desk.visitor, *period, organisation_id=merchants)

    assert (first.organisation_id, first.members) == (unit, len(desk.unit))
    assert (chosen.organisation_id, chosen.members) == (merchants, len(newcomers | {*desk.merchants}))


async def test_a_timeline_has_every_step_in_order(desk: Desk) -> None:
    draft_id = await desk.drafts()
    await desk.entries.publish(desk.visitor, draft_id, BEFORE + timedelta(minutes=1))
    async with desk.city.uow.write() as tx:
        row = (await tx.session.exec(select(Reminder).where(Reminder.kind == ReminderKind.before))).first()
        assert row is not None
        row.done_at, row.result = START - timedelta(hours=1), "sent"
        for person_id, minutes in zip(desk.unit, (0, 5), strict=True):
            tx.session.add(
                Checkin(
                    patrol_id=draft_id,
                    person_id=person_id,
                    city_id=desk.city.city_id,
                    organisation_id=desk.organisations[0],
                    method=CheckinMethod.roster,
                    arrived_at=START + timedelta(minutes=minutes),
                )
            )
    async with desk.city.uow.read() as tx:
        patrol = await tx.patrols.get(desk.city.city_id, draft_id)
        assert patrol is not None
        steps = await timeline_of(tx, patrol)

    assert [step.kind for step in steps] == [
        "drafted",
        "published",
        "announced",
        "reminded_before",
        "first_arrived",
        "last_arrived",
    ]
    assert steps[1].facts["name"] == "조정"
    assert steps[-1].facts["count"] == 2


async def test_nothing_of_another_city_is_seen_or_done(engines: Engines, desk: Desk) -> None:
    theirs = await opened(engines, "수원시")
    draft_id = await theirs.drafts()
    patrol_id = await theirs.city.patrol(theirs.visitor.person_id)
    plan = await desk.plans.show(desk.visitor, SHEET, BEFORE)
    load = await desk.loads.show(desk.visitor, date(2026, 12, 1), date(2026, 12, 31))

    assert not any(each.lines for each in plan.days)
    assert not set(theirs.unit + theirs.merchants) & {line.person_id for line in load.lines}
    for deed in (
        desk.entries.show(desk.visitor, draft_id, BEFORE),
        desk.entries.save(desk.visitor, draft_id, BEFORE),
        desk.entries.publish(desk.visitor, draft_id, BEFORE),
        desk.entries.discard(desk.visitor, draft_id),
        desk.entries.entry_of(desk.visitor, patrol_id),
        desk.changes.form(desk.visitor, patrol_id, BEFORE),
        desk.loads.show(desk.visitor, date(2026, 12, 1), date(2026, 12, 31), organisation_id=theirs.organisations[0]),
        CityChoices(desk.city.uow, POLICY).work_in(desk.visitor, theirs.city.city_id),
    ):
        with pytest.raises(NotAllowed):
            await deed
