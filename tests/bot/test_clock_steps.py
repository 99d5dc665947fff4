"""Slots, leases and signs of life when the database's own clock is set: by real time nothing changes."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from core.incoming import Address
from core.pacing import Pace, token_bucket
from db.deliveries import DeliveryDesk
from db.duties import DOUBT_S, DutyDesk
from db.engine import Engines
from db.repos.claims import Leased
from db.repos.outbox import Message
from db.repos.terms import Terms
from db.uow import UnitOfWork
from tests.database_clocks import clock_in_our_hands, set_clock

HOUR = timedelta(hours=1)
PEOPLE = 40
PACE = Pace(token_bucket(20))
APART = timedelta(milliseconds=49.9)
POSTGRESQL = pytest.mark.parametrize("database_url", ["asyncpg", "psycopg"], indirect=True)


class Sender:
    """One process's claims; it knows what the database's clock should show, as a running program does."""

    def __init__(self, engines: Engines, name: str) -> None:
        self._desk = DeliveryDesk(engines, Terms("telegram", name, PACE, timedelta(milliseconds=200)))
        self._read: tuple[datetime, float] | None = None
        self._in_flight: set[int] = set()

    async def claim(self) -> list[Leased]:
        """What it begins to send; what it is sending already it leaves alone."""
        expected = self._read and self._read[0] + timedelta(seconds=time.monotonic() - self._read[1])
        claim = await self._desk.claim(datetime.now(UTC), 100, expected)
        self._read = claim.now, time.monotonic()
        begun = [leased for leased in claim.leased if leased.row.id not in self._in_flight]
        self._in_flight |= {leased.row.id for leased in begun}
        return begun


async def say(engines: Engines, people: int) -> None:
    async with UnitOfWork(engines).write() as tx:
        for chat in range(people):
            await tx.outbox.say(Address("telegram", str(chat)), Message("a.b", {}, datetime.now(UTC)), locale="ko")


@POSTGRESQL
@pytest.mark.parametrize("steps", [(-HOUR, timedelta()), (HOUR, timedelta())], ids=["back", "forth"])
async def test_slots_keep_their_distance_and_nothing_is_claimed_twice(
    database_url: str, steps: tuple[timedelta, ...]
) -> None:
    async with clock_in_our_hands(database_url) as engines:
        await say(engines, PEOPLE)
        senders = [Sender(engines, name) for name in ("one", "other")]
        rows: list[int] = []
        moments: list[datetime] = []
        waiting, ahead = list(steps), timedelta()
        while len(rows) < PEOPLE:
            for sender in senders:
                begun = await sender.claim()
                rows += [leased.row.id for leased in begun]
                moments += [leased.send_at - ahead for leased in begun]
            if waiting and len(rows) > PEOPLE // 4 * (3 - len(waiting)):
                ahead = waiting.pop(0)
                await set_clock(engines, ahead)

    assert len(rows) == len(set(rows))
    assert all(later - earlier >= APART for earlier, later in pairwise(moments))


@POSTGRESQL
@pytest.mark.parametrize("step", [-HOUR, HOUR], ids=["back", "forth"])
async def test_the_living_keep_what_they_are_sending_and_the_dead_do_not(database_url: str, step: timedelta) -> None:
    async with clock_in_our_hands(database_url) as engines:
        await say(engines, 1)
        one, other, sender = DutyDesk(engines, "one"), DutyDesk(engines, "other"), Sender(engines, "one")
        await one.show_life(0.0)
        await other.show_life(0.0)
        taken = await sender.claim()
        await set_clock(engines, step)
        released = [await other.show_life(0.5), await one.show_life(1.0), await other.show_life(1.5)]
        meanwhile = await Sender(engines, "other").claim()
        await set_clock(engines, timedelta())
        # From here on "one" is silent. What it shows last is an hour old or ahead: it is watched before it is given up.
        at_once = await other.show_life(2.0)
        in_the_end = await other.show_life(2.0 + DOUBT_S)

    assert len(taken) == 1
    assert released == [0, 0, 0]
    assert meanwhile == []
    assert (at_once, in_the_end) == (0, 1)
