"""An evening to which people said yes, for tests of who was missed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from core.absences import CALL_AFTER
from core.checkins import CheckinMethod
from core.incoming import Incoming
from core.roles import Role
from core.rsvps import RsvpState
from core.standings import ExcuseReason
from db.engine import Engines
from db.repos.checkins import Arrival
from db.tables import Excuse, Rsvp
from services.absence_replies import AbsenceReplies
from services.absences import Absences
from tests.services.small_city import POLICY, START, SmallCity, small_city

END = START + timedelta(hours=2)
MORNING = START + timedelta(hours=12)
"""Eight o'clock: the first moment after the end of an evening's patrol that is not quiet."""
TOLD = ("absences.question", "absences.request", "absences.call")


class Evening:
    """A unit with a leader and two members, the merchants beside it, and a coordinator."""

    def __init__(self, city: SmallCity) -> None:
        self.city = city
        self.absences = Absences(city.uow, POLICY)
        self.replies = AbsenceReplies(city.uow, POLICY)

    async def gather(self) -> None:
        self.unit = await self.city.organisation("평촌자율방범대")
        self.merchants = await self.city.organisation("안양상인연합회")
        self.leader = await self.city.person("박대장", self.unit, role=Role.leader)
        self.hana = await self.city.person("김하나", self.unit)
        self.duri = await self.city.person("이두리", self.unit)
        self.stranger = await self.city.person("최상인", self.merchants, role=Role.leader)
        self.coordinator = await self.city.person("이조정", role=Role.coordinator)

    async def patrol(self, *going: int, days: int = 0, **columns: Any) -> int:
        """A patrol of this evening, or of one some days later, to which these people of the unit said yes."""
        patrol_id = await self.city.patrol(self.coordinator, starts_at=START + timedelta(days=days), **columns)
        await self.answers(patrol_id, going, RsvpState.going)
        return patrol_id

    async def answers(self, patrol_id: int, people: Sequence[int], state: RsvpState) -> None:
        async with self.city.uow.write() as tx:
            for person_id in people:
                await tx.rsvps.added(
                    Rsvp(
                        patrol_id=patrol_id,
                        person_id=person_id,
                        city_id=self.city.city_id,
                        organisation_id=self.unit,
                        state=state,
                        answered_at=START - timedelta(days=1),
                    )
                )

    async def arrives(self, patrol_id: int, person_id: int) -> None:
        async with self.city.uow.write() as tx:
            await tx.checkins.arrive(
                Arrival(self.city.city_id, patrol_id, person_id, self.unit, CheckinMethod.code, START)
            )

    async def excuses(self) -> list[Excuse]:
        async with self.city.uow.read() as tx:
            return list((await tx.session.exec(select(Excuse).order_by(col(Excuse.patrol_id)))).all())

    async def told(self, kind: str) -> list[str]:
        return [row.address for row in await self.city.said(kind=kind)]

    def tap(self, person_id: int, hours: float = 13) -> Incoming:
        return self.city.tap(person_id, START + timedelta(hours=hours))

    async def misses(self, person_id: int, days: int) -> int:
        """A patrol they miss without a word; asked about the morning after, and judged the morning after that."""
        patrol_id = await self.patrol(person_id, days=days)
        morning = MORNING + timedelta(days=days)
        await self.absences.ask_due(morning)
        await self.absences.suggest_calls(morning + CALL_AFTER)
        return patrol_id


@pytest.fixture
async def evening(engines: Engines) -> Evening:
    evening = Evening(await small_city(engines))
    await evening.gather()
    return evening


def excuse(evening: Evening, patrol_id: int, person_id: int) -> Excuse:
    return Excuse(
        patrol_id=patrol_id,
        person_id=person_id,
        city_id=evening.city.city_id,
        reason=ExcuseReason.family,
        entered_by=evening.coordinator,
        entered_at=END,
    )
