"""A token's pace is one for all processes, by the database's clock, and does not ask for a writer in vain."""

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select, update

from core.api_tokens import CHANNEL, PACE, REQUESTS_A_MINUTE, ApiScope
from core.consoles import digest
from core.incoming import Incoming
from db.engine import Engines, open_engines
from db.tables import ApiToken, Bucket, City, Person
from db.uow import Transaction, UnitOfWork
from services.api_tokens import ApiTokens, Client, TooFast
from services.base import Policy

AT = datetime(2026, 12, 4, 11, tzinfo=UTC)
TOKEN = "patrol_for-a-test"


POLICY = Policy(zone=ZoneInfo("Asia/Seoul"))


def process(engines: Engines) -> ApiTokens:
    """The use cases as one process holds them."""
    return ApiTokens(UnitOfWork(engines), POLICY)


@pytest.fixture
async def token_id(engines: Engines) -> int:
    async with UnitOfWork(engines).write() as tx:
        tx.session.add(City(id=1, name="안양시", created_at=AT))
        await tx.session.flush()
        tx.session.add(Person(id=1, name="김조정", city_id=1, created_at=AT))
        await tx.session.flush()
        made = {"city_id": 1, "name": "열린데이터", "made_by": 1, "made_at": AT}
        row = await tx.api_tokens.added(
            ApiToken(**made, digest=digest(TOKEN), scopes=[ApiScope.patrols_read.value], used_at=AT)
        )
        return row.id


async def fill(engines: Engines, token_id: int, ahead: timedelta) -> None:
    """Sets the token's bucket so far ahead of the database's clock, as if so much had been asked."""
    async with UnitOfWork(engines).write() as tx:
        _, now = await tx.buckets.lock(CHANNEL, str(token_id))
        await tx.buckets.move(CHANNEL, str(token_id), now + ahead)


async def free_at(engines: Engines) -> datetime:
    async with UnitOfWork(engines).read() as tx:
        return (await tx.session.exec(select(Bucket.free_at).where(Bucket.channel == CHANNEL))).one()


class Counting(UnitOfWork):
    """Counts how often somebody asked for a writer."""

    writers = 0

    def write(self, taking: Incoming | None = None) -> AbstractAsyncContextManager[Transaction]:
        self.writers += 1
        return super().write(taking)


async def refusal(uow: Counting, token_id: int) -> TooFast:
    """What somebody hears who asks with a full bucket; on a slow machine a slot may run free before that."""
    service = ApiTokens(uow, POLICY)
    async with asyncio.timeout(60):
        while True:
            await fill(uow.engines, token_id, PACE.interval * PACE.burst)
            uow.writers = 0
            outcome = await service.client(TOKEN, AT)
            if isinstance(outcome, TooFast):
                return outcome


async def test_what_one_process_lets_pass_the_others_count(engines: Engines, token_id: int, database_url: str) -> None:
    others = open_engines(database_url)
    try:
        processes = [process(engines), process(others)]
        began_at = time.monotonic()
        outcomes = [await processes[number % 2].client(TOKEN, AT) for number in range(REQUESTS_A_MINUTE)]
        spent = await free_at(engines)
        refused = [await refusal(Counting(each), token_id) for each in (engines, others)]
    finally:
        await others.dispose()
    async with UnitOfWork(engines).read() as tx:
        _, now = await tx.buckets.lock(CHANNEL, str(token_id))

    assert all(isinstance(each, Client) for each in outcomes)
    assert spent - now >= PACE.interval * REQUESTS_A_MINUTE - timedelta(seconds=time.monotonic() - began_at + 1)
    assert all(isinstance(each, TooFast) and timedelta() < each.wait <= PACE.interval for each in refused)


async def test_a_refusal_asks_for_no_writer(engines: Engines, token_id: int) -> None:
    uow = Counting(engines)
    await refusal(uow, token_id)

    assert uow.writers == 0


async def test_a_bucket_filled_before_the_clock_was_set_back_holds_nobody_up(engines: Engines, token_id: int) -> None:
    await fill(engines, token_id, timedelta(hours=1))

    assert isinstance(await process(engines).client(TOKEN, AT), Client)


async def test_a_token_that_was_taken_back_takes_no_slot(engines: Engines, token_id: int) -> None:
    async with UnitOfWork(engines).write() as tx:
        await tx.session.execute(update(ApiToken).where(col(ApiToken.id) == token_id).values(revoked_at=AT))
    refused = await process(engines).client(TOKEN, AT)
    async with UnitOfWork(engines).read() as tx:
        buckets = (await tx.session.exec(select(Bucket))).all()

    assert refused is None
    assert buckets == []
