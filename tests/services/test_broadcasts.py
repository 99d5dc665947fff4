"""Broadcasts: everybody the audience means, once, whatever happens at the same moment."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from core.broadcasts import (
    PROGRESS_INTERVAL,
    Answered,
    BroadcastState,
    BroadcastStep,
    Choice,
    Everyone,
    LeadersOnly,
    OfKind,
    OfOrganisation,
    PatrolAnswer,
)
from core.roles import NotAllowed, OrganisationKind, Role
from core.rsvps import Answer
from db.engine import Engines
from db.tables import Broadcast, Identity, OutboxRow, Person
from db.tables.outbox import Outcome
from services.broadcast_confirmations import BroadcastConfirmations
from services.broadcast_runs import BroadcastRuns
from services.broadcasts import Broadcasts, Overview
from services.rsvps import Rsvps
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city

COPY = "broadcasts.copy"


async def _draft(city: SmallCity, author: int, *taps: Choice) -> int:
    """A broadcast with its audience and message, ready to be sent."""
    broadcasts = Broadcasts(city.uow, POLICY)
    await broadcasts.begin(city.tap(author))
    async with city.uow.read() as tx:
        broadcast_id = (await tx.session.exec(select(Broadcast.id).order_by(col(Broadcast.id).desc()).limit(1))).one()
    for tap in taps:
        await broadcasts.choose(city.tap(author), broadcast_id, Overview(), tap)
    await broadcasts.take_message(city.tap(author), broadcast_id, "77", words="회의", album=None)
    return broadcast_id


async def _recipients(city: SmallCity, broadcast_id: int) -> list[str]:
    return [row.address for row in await city.said(kind=COPY) if row.broadcast_id == broadcast_id]


async def _state(city: SmallCity, broadcast_id: int) -> BroadcastState:
    async with city.uow.read() as tx:
        return (await tx.session.exec(select(Broadcast.state).where(Broadcast.id == broadcast_id))).one()


async def _deliver(city: SmallCity, outcome: Outcome = Outcome.sent, limit: int = 1000) -> None:
    """As the sender would: marks rows that are due as done."""
    async with city.uow.write() as tx:
        due = select(OutboxRow.id).where(col(OutboxRow.done_at).is_(None), col(OutboxRow.due_at) <= BEFORE)
        ids = (await tx.session.exec(due.order_by(col(OutboxRow.id)).limit(limit))).all()
        await tx.session.exec(
            update(OutboxRow).where(col(OutboxRow.id).in_(ids)).values(done_at=BEFORE, outcome=outcome)
        )


class _Cast:
    """A city with two organisations, a leader and two members each, two coordinators, and a patrol."""

    def __init__(self, city: SmallCity) -> None:
        self.city = city

    async def gather(self) -> None:
        city = self.city
        self.unit = await city.organisation("자율방범대", OrganisationKind.patrol_unit)
        self.shop = await city.organisation("상인회", OrganisationKind.merchants)
        self.author = await city.person("이조정", role=Role.coordinator)
        self.other = await city.person("최조정", role=Role.coordinator)
        self.leaders = [await city.person(f"대장 {o}", o, role=Role.leader) for o in (self.unit, self.shop)]
        self.unit_members = [await city.person(f"방범 {n}", self.unit) for n in range(2)]
        self.shop_members = [await city.person(f"상인 {n}", self.shop) for n in range(2)]

    @property
    def everybody(self) -> list[int]:
        return [self.other, *self.leaders, *self.unit_members, *self.shop_members]


@pytest.fixture
async def cast(engines: Engines) -> _Cast:
    cast = _Cast(await small_city(engines))
    await cast.gather()
    return cast


async def test_each_audience_means_these_people(cast: _Cast) -> None:
    city = cast.city
    patrol = await city.patrol(cast.author, quotas={cast.unit: 1})
    going, waiting = cast.unit_members
    for person in (going, waiting):
        await Rsvps(city.uow, POLICY).answer_patrol(city.tap(person), patrol, Answer.going)
    expected: list[tuple[tuple[Choice, ...], list[int]]] = [
        ((Everyone(),), cast.everybody),
        ((LeadersOnly(),), cast.leaders),
        ((OfOrganisation(cast.shop),), [cast.leaders[1], *cast.shop_members]),
        ((OfKind(OrganisationKind.patrol_unit),), [cast.leaders[0], *cast.unit_members]),
        ((OfOrganisation(cast.shop), LeadersOnly()), cast.leaders[1:]),
        ((Answered(patrol, PatrolAnswer.going),), [going]),
        ((Answered(patrol, PatrolAnswer.waiting),), [waiting]),
        ((Answered(patrol, PatrolAnswer.unanswered),), cast.leaders[:1]),
        ((Answered(patrol, PatrolAnswer.going), Answered(patrol, PatrolAnswer.unanswered)), [cast.leaders[0], going]),
    ]
    for taps, people in expected:
        broadcast_id = await _draft(city, cast.author, *taps)
        await BroadcastRuns(city.uow, POLICY).send(city.tap(cast.author), broadcast_id)

        assert sorted(await _recipients(city, broadcast_id), key=int) == [str(p) for p in sorted(people)], taps


async def test_who_rests_or_cannot_be_reached_is_neither_counted_nor_told(cast: _Cast) -> None:
    city, (resting, unreachable) = cast.city, cast.shop_members
    async with city.uow.write() as tx:
        await tx.session.exec(update(Person).where(col(Person.id) == resting).values(rests_since=BEFORE))
        gone = update(Identity).where(col(Identity.person_id) == unreachable).values(unreachable_at=BEFORE)
        await tx.session.exec(gone)
    broadcast_id = await _draft(city, cast.author, Everyone())
    card = (await city.said(kind="broadcasts.card"))[-1]
    await BroadcastRuns(city.uow, POLICY).send(city.tap(cast.author), broadcast_id)

    assert card.facts["count"] == len(await _recipients(city, broadcast_id)) == 5


async def test_sent_from_two_phones_at_the_same_moment_it_is_sent_once(cast: _Cast) -> None:
    city = cast.city
    broadcast_id = await _draft(city, cast.author, Everyone())
    runs = BroadcastRuns(city.uow, POLICY)
    toasts = await asyncio.gather(*(runs.send(city.tap(cast.author), broadcast_id) for _ in range(4)))

    assert sorted(toast.kind for toast in toasts) == ["broadcasts.running"] + ["broadcasts.too_late"] * 3
    assert len(await _recipients(city, broadcast_id)) == len(cast.everybody)


async def test_several_tickers_at_once_tell_newcomers_once_and_end_it_once(cast: _Cast) -> None:
    city = cast.city
    broadcast_id = await _draft(city, cast.author, Everyone())
    runs = BroadcastRuns(city.uow, POLICY)
    await runs.send(city.tap(cast.author), broadcast_id)
    newcomer = await city.person("새사람", cast.shop)
    soon = BEFORE + PROGRESS_INTERVAL
    await asyncio.gather(*(runs.advance(soon) for _ in range(3)))
    assert (await _recipients(city, broadcast_id)).count(str(newcomer)) == 1

    async with city.uow.write() as tx:
        await tx.session.exec(update(OutboxRow).values(done_at=soon, outcome=Outcome.sent))
    await asyncio.gather(*(runs.advance(soon + PROGRESS_INTERVAL) for _ in range(3)))

    assert await _state(city, broadcast_id) is BroadcastState.done
    assert len(await city.said(kind="broadcasts.report")) == 1


async def test_a_pause_holds_what_has_not_left_and_resuming_lets_it_go(cast: _Cast) -> None:
    city = cast.city
    broadcast_id = await _draft(city, cast.author, Everyone())
    await _deliver(city)
    runs = BroadcastRuns(city.uow, POLICY)
    await runs.send(city.tap(cast.author), broadcast_id)
    await _deliver(city, limit=4)
    await runs.steer(city.tap(cast.other), broadcast_id, BroadcastStep.pause)
    await runs.advance(BEFORE + timedelta(days=1))

    held = [row for row in await city.said(kind=COPY) if row.broadcast_id == broadcast_id and row.done_at is None]
    assert held
    assert all(row.due_at > BEFORE + timedelta(days=365) for row in held)

    await runs.steer(city.tap(cast.author), broadcast_id, BroadcastStep.resume)
    due = [row for row in await city.said(kind=COPY) if row.broadcast_id == broadcast_id and row.done_at is None]
    assert [row.id for row in due] == [row.id for row in held]
    assert all(row.due_at == BEFORE for row in due)


async def test_stopped_nothing_more_leaves_and_the_tally_is_kept(cast: _Cast) -> None:
    city = cast.city
    broadcast_id = await _draft(city, cast.author, Everyone())
    await _deliver(city)
    runs = BroadcastRuns(city.uow, POLICY)
    await runs.send(city.tap(cast.author), broadcast_id)
    await _deliver(city, limit=3)
    await runs.steer(city.tap(cast.author), broadcast_id, BroadcastStep.stop)

    async with city.uow.read() as tx:
        broadcast = (await tx.session.exec(select(Broadcast).where(Broadcast.id == broadcast_id))).one()
    assert broadcast.tally["left"] == 0
    assert broadcast.tally["sent"] + broadcast.tally["dropped"] == len(cast.everybody)
    assert (await runs.steer(city.tap(cast.author), broadcast_id, BroadcastStep.resume)).kind == "broadcasts.too_late"


async def test_failures_are_told_apart_by_their_reason(cast: _Cast) -> None:
    city = cast.city
    broadcast_id = await _draft(city, cast.author, Everyone())
    runs = BroadcastRuns(city.uow, POLICY)
    await runs.send(city.tap(cast.author), broadcast_id)
    rows = [row for row in await city.said(kind=COPY) if row.broadcast_id == broadcast_id]
    ends = [
        (Outcome.failed, "rejected: Bad Request"),
        (Outcome.failed, "may_have_arrived: timed out"),
        (Outcome.unreachable, "blocked"),
        *[(Outcome.sent, None)] * (len(rows) - 3),
    ]
    async with city.uow.write() as tx:
        for row, (outcome, error) in zip(rows, ends, strict=True):
            done = update(OutboxRow).where(col(OutboxRow.id) == row.id)
            await tx.session.exec(done.values(done_at=BEFORE, outcome=outcome, error=error))
    await runs.advance(BEFORE + PROGRESS_INTERVAL)

    progress = (await city.said(kind="broadcasts.report"))[0].facts["progress"]
    assert progress["failed"] == {"rejected": 1, "may_have_arrived": 1}
    assert (progress["unreachable"], progress["sent"]) == (1, len(rows) - 3)


async def test_nobody_of_another_city_sees_steers_or_confirms_it(cast: _Cast, engines: Engines) -> None:
    city = cast.city
    elsewhere = await small_city(engines, "군포시")
    stranger = await elsewhere.person("남의 조정", role=Role.coordinator)
    foreign = await elsewhere.organisation("남의 단체")
    broadcast_id = await _draft(city, cast.author, Everyone())
    broadcasts, runs = Broadcasts(city.uow, POLICY), BroadcastRuns(city.uow, POLICY)
    confirmations = BroadcastConfirmations(city.uow, POLICY)
    attempts = [
        lambda tap: broadcasts.choose(tap, broadcast_id, Overview()),
        lambda tap: broadcasts.cancel(tap, broadcast_id),
        lambda tap: broadcasts.toggle_confirmation(tap, broadcast_id),
        lambda tap: runs.send(tap, broadcast_id),
        lambda tap: runs.decide(tap, broadcast_id, approves=True),
        lambda tap: runs.steer(tap, broadcast_id, BroadcastStep.stop),
        lambda tap: confirmations.confirm(tap, broadcast_id),
        lambda tap: confirmations.show_unconfirmed(tap, broadcast_id),
        lambda tap: confirmations.remind(tap, broadcast_id),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            await attempt(city.tap(stranger))
    with pytest.raises(NotAllowed):
        await broadcasts.choose(city.tap(cast.author), broadcast_id, Overview(), OfOrganisation(foreign))


async def test_the_author_cannot_approve_and_the_first_of_the_others_wins(cast: _Cast) -> None:
    city = cast.city
    third = await city.person("정조정", role=Role.coordinator)
    async with city.uow.write() as tx:
        (await tx.cities.lock(city.city_id)).second_approver = True
    broadcast_id = await _draft(city, cast.author, Everyone())
    runs = BroadcastRuns(city.uow, POLICY)
    await runs.send(city.tap(cast.author), broadcast_id)
    assert await _recipients(city, broadcast_id) == []
    with pytest.raises(NotAllowed):
        await runs.decide(city.tap(cast.author), broadcast_id, approves=True)
    toasts = await asyncio.gather(
        runs.decide(city.tap(cast.other), broadcast_id, approves=True),
        runs.decide(city.tap(third), broadcast_id, approves=True),
    )

    assert sorted(toast.kind for toast in toasts) == ["broadcasts.running", "broadcasts.too_late"]
    assert len(await _recipients(city, broadcast_id)) == len(cast.everybody) + 1
