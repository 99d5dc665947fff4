"""The log of a patrol: drafted once, sealed once, in one chain a city, and readable when people have left."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from core.checkins import CheckinMethod
from core.incoming import Address, Incoming
from core.roles import NotAllowed, OrganisationKind, Role
from core.seals import BreakReason
from db.engine import Engines
from db.repos.checkins import Arrival
from db.tables import OutboxRow, PatrolLog
from services.checkouts import Checkouts
from services.departures import Departures
from services.patrol_logs import PatrolLogs
from services.roster_sheets import Place
from services.rosters import Rosters
from services.seals import Seals
from tests.services.small_city import POLICY, START, SmallCity, small_city

OVER = START + timedelta(hours=2, minutes=5)


class Evening:
    """A unit with a leader and a member who were on patrol, and another unit that was not."""

    def __init__(self, city: SmallCity) -> None:
        self.city = city
        self.logs = PatrolLogs(city.uow, POLICY)

    async def gather(self) -> None:
        self.unit = await self.city.organisation("평촌자율방범대", OrganisationKind.patrol_unit)
        self.others = await self.city.organisation("안양상인연합회")
        self.leader = await self.city.person("박대장", self.unit, role=Role.leader)
        self.member = await self.city.person("김하나", self.unit)
        self.stranger = await self.city.person("최상인", self.others, role=Role.leader)
        self.coordinator = await self.city.person("이조정", role=Role.coordinator)

    async def patrol(self, nights: int = 0) -> int:
        """A patrol that both of the unit came to, and that is over and closed."""
        starts_at = START + timedelta(days=nights)
        patrol_id = await self.city.patrol(self.coordinator, starts_at=starts_at)
        async with self.city.uow.write() as tx:
            for person_id in (self.leader, self.member):
                await tx.checkins.arrive(
                    Arrival(
                        self.city.city_id, patrol_id, person_id, self.unit, CheckinMethod.location, starts_at, 0, 12
                    )
                )
        await Checkouts(self.city.uow, POLICY).close_ended(starts_at + timedelta(hours=2, seconds=1))
        return patrol_id

    async def log(self, patrol_id: int) -> PatrolLog:
        async with self.city.uow.read() as tx:
            return (await tx.session.exec(select(PatrolLog).where(PatrolLog.patrol_id == patrol_id))).one()

    async def verify(self) -> Any:
        (proof,) = await Seals(self.city.uow, POLICY).verify()
        return proof

    async def change(self, patrol_id: int, **columns: Any) -> None:
        async with self.city.uow.write() as tx:
            await tx.session.execute(update(PatrolLog).where(col(PatrolLog.patrol_id) == patrol_id).values(**columns))


@pytest.fixture
async def evening(engines: Engines) -> Evening:
    evening = Evening(await small_city(engines))
    await evening.gather()
    return evening


async def test_a_patrol_that_is_over_is_drafted_once_and_asked_of_those_who_came(evening: Evening) -> None:
    patrol_id = await evening.patrol()
    await asyncio.gather(*(evening.logs.draft_due(OVER) for _ in range(3)))

    asked = await evening.city.said(kind="patrol_logs.draft")
    assert [row.address for row in asked] == [str(evening.leader)]
    assert asked[0].facts["present"] == 2
    assert (await evening.log(patrol_id)).sealed_at is None


async def test_of_two_who_sign_at_once_one_seals_and_both_see_it(evening: Evening) -> None:
    patrol_id = await evening.patrol()
    await evening.logs.draft_due(OVER)
    await asyncio.gather(
        *(evening.logs.sign(evening.city.tap(who, OVER), patrol_id) for who in (evening.leader, evening.coordinator))
    )

    proof = await evening.verify()
    assert (proof.entries, proof.broken) == (1, None)
    for who in (evening.leader, evening.coordinator):
        assert await evening.city.said(who, "patrol_logs.signed")


async def test_two_patrols_sealed_at_once_stand_in_one_chain(evening: Evening) -> None:
    patrols = [await evening.patrol(night) for night in range(3)]
    at = OVER + timedelta(days=3)
    await evening.logs.draft_due(at)
    await asyncio.gather(*(evening.logs.sign(evening.city.tap(evening.leader, at), patrol_id) for patrol_id in patrols))

    proof = await evening.verify()
    assert (proof.entries, proof.broken) == (3, None)
    assert proof.last_hash == max([await evening.log(each) for each in patrols], key=lambda log: log.number or 0).hash


@pytest.mark.parametrize("change", ["entry", "findings", "signed_by", "removed"])
async def test_whatever_is_changed_later_is_named(evening: Evening, change: str) -> None:
    first, second = await evening.patrol(), await evening.patrol(1)
    at = OVER + timedelta(days=1)
    for patrol_id in (first, second):
        await evening.logs.sign(evening.city.tap(evening.leader, at), patrol_id)
    entry = (await evening.log(first)).entry or ""
    columns = {
        "entry": {"entry": entry.replace('"late_minutes":0', '"late_minutes":9', 1)},
        "findings": {"findings": "아무 일도 없었음"},
        "signed_by": {"signed_by": evening.coordinator},
        "removed": {"number": None},
    }
    await evening.change(first, **columns[change])

    proof = await evening.verify()
    assert proof.broken is not None
    assert proof.broken.number == 1
    assert proof.broken.reason is (BreakReason.missing if change == "removed" else BreakReason.changed)


async def test_who_left_is_shown_without_a_name_and_the_seal_holds(evening: Evening) -> None:
    patrol_id = await evening.patrol()
    await evening.logs.sign(evening.city.tap(evening.leader, OVER), patrol_id)
    await Departures(evening.city.uow, POLICY).leave(evening.city.tap(evening.member, OVER))
    await evening.logs.send_papers(evening.city.tap(evening.coordinator, OVER), patrol_id)

    (paper,) = await evening.city.said(evening.coordinator, "patrol_logs.pdf")
    names = [person["name"] for company in paper.facts["organisations"] for person in company["people"]]
    assert names == ["박대장", "(탈퇴)"]
    assert "김하나" not in ((await evening.log(patrol_id)).entry or "")
    assert (await evening.verify()).broken is None


async def test_findings_are_sealed_with_the_log_and_hold_no_resident_number(evening: Evening) -> None:
    patrol_id = await evening.patrol()
    await evening.logs.ask_findings(evening.city.tap(evening.leader, OVER), patrol_id)
    await evening.logs.write_findings(evening.city.tap(evening.leader, OVER), "가로등 고장 900101-1234567")
    await evening.logs.sign(evening.city.tap(evening.leader, OVER), patrol_id)

    entry = json.loads((await evening.log(patrol_id)).entry or "")
    assert entry["findings"] == "가로등 고장 ******-*******"
    assert entry["findings_by"] == entry["signed_by"] == evening.leader


async def test_a_sealed_log_takes_no_more_words_and_no_more_marks(evening: Evening) -> None:
    patrol_id = await evening.patrol()
    await evening.logs.ask_findings(evening.city.tap(evening.leader, OVER), patrol_id)
    await evening.logs.sign(evening.city.tap(evening.coordinator, OVER), patrol_id)
    await evening.logs.write_findings(evening.city.tap(evening.leader, OVER), "늦게 쓴 말")
    toast = await Rosters(evening.city.uow, POLICY).mark(
        evening.city.tap(evening.leader, OVER), Place(patrol_id, evening.unit), evening.member, is_present=False
    )

    assert (await evening.log(patrol_id)).findings == ""
    assert toast.kind == "rosters.closed"
    assert (await evening.verify()).broken is None


async def test_only_those_responsible_may_open_or_sign_a_log(evening: Evening) -> None:
    patrol_id = await evening.patrol()
    abroad = await small_city(evening.city.uow.engines, "군포시")
    foreigner = await abroad.person("남의조정", role=Role.coordinator)
    for who in (evening.member, evening.stranger, foreigner):
        tap = Incoming(900 + who, Address("telegram", str(who)), OVER, message_id="7")
        for act in (evening.logs.sign, evening.logs.confirm, evening.logs.send_papers, evening.logs.ask_findings):
            with pytest.raises(NotAllowed):
                await act(tap, patrol_id)


async def test_a_patrol_that_goes_on_has_no_log_yet(evening: Evening) -> None:
    patrol_id = await evening.patrol()

    with pytest.raises(NotAllowed):
        await evening.logs.sign(evening.city.tap(evening.leader, START + timedelta(hours=1)), patrol_id)


async def test_papers_expire_and_are_written_down_as_read(evening: Evening) -> None:
    patrol_id = await evening.patrol()
    await evening.logs.send_papers(evening.city.tap(evening.coordinator, OVER), patrol_id)
    async with evening.city.uow.read() as tx:
        papers = (await tx.session.exec(select(OutboxRow).where(col(OutboxRow.kind).in_(("patrol_logs.pdf",))))).all()

    assert [row.expires_at for row in papers] == [OVER + timedelta(days=1)]
