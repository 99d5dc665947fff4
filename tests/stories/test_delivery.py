"""Whatever the messenger does, an answer arrives, at its pace, and one person's trouble is nobody else's."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.app import App
from bot.settings import Settings
from core.pacing import Pace, token_bucket
from db.tables import Identity, OutboxRow
from db.tables.outbox import Outcome
from simulator.client import Simulator
from tests.stories.registering import OWNER
from tests.stories.stage import running


async def hands(bot: App, outcome: Outcome) -> list[OutboxRow]:
    async with bot.uow.read() as tx:
        return list((await tx.session.exec(select(OutboxRow).where(OutboxRow.outcome == outcome))).all())


@pytest.mark.parametrize("fault", ["reset_before", "status:502", "status:500", "garbage", "delay:0.5", "retry_after:1"])
async def test_an_answer_survives_trouble_on_the_way(telegram: Simulator, bot: App, fault: str) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    await telegram.faults.add(fault, method="sendMessage", times=2)
    await owner.says("/start")
    await owner.hears("반가워요", within=15)

    assert await hands(bot, Outcome.failed) == []


async def test_an_answer_in_doubt_is_repeated_but_a_courtesy_is_not(telegram: Simulator, bot: App) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    await telegram.faults.add("reset_after", method="sendMessage")
    await owner.says("/start")
    await owner.hears("반가워요")
    await owner.hears("반가워요", within=10)
    await telegram.faults.add("reset_after", method="sendMessage")
    await owner.says("가나다라")
    await owner.hears("무슨 말씀")
    await owner.does_not_hear("무슨 말씀", within=3)

    assert [row.kind for row in await hands(bot, Outcome.failed)] == ["common.not_understood"]


async def test_a_chat_that_has_to_wait_holds_up_nobody_else(telegram: Simulator, bot: App) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    other = await telegram.person("이하나", language="ko")
    await telegram.faults.add("retry_after:8", method="sendMessage", chat_id=owner.id)
    await owner.says("/cancel")
    await other.says("/cancel")
    at_once = await other.hears("/help")
    after_the_wait = await owner.hears("/help")

    assert at_once.id < after_the_wait.id
    assert await hands(bot, Outcome.failed) == []


async def test_who_blocked_the_bot_is_unreachable_until_they_write_again(telegram: Simulator, bot: App) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    await owner.says("/start")
    await owner.hears("반가워요")
    await telegram.faults.add("delay:0.4", method="sendMessage")
    await owner.says("/help")
    await owner.blocks_bot()
    async with asyncio.timeout(10):
        while not await hands(bot, Outcome.unreachable):
            await asyncio.sleep(0.05)
    async with bot.uow.read() as tx:
        identity = (await tx.session.exec(select(Identity))).one()
    await owner.unblocks_bot()
    await owner.says("/start")
    await owner.hears("반가워요")
    async with bot.uow.read() as tx:
        again = (await tx.session.exec(select(Identity))).one()

    assert identity.unreachable_at is not None
    assert again.unreachable_at is None


async def test_an_update_that_breaks_is_apologised_for_kept_aside_and_handled_later(
    telegram: Simulator, bot: App
) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    await owner.says("/start")
    await owner.hears("반가워요")
    async with bot.engines.writing.begin() as connection:
        await connection.execute(text("ALTER TABLE invitations RENAME TO mislaid"))
    await owner.says("/newcity 안양시")
    apology = await owner.hears("문의 번호")
    async with bot.engines.writing.begin() as connection:
        await connection.execute(text("ALTER TABLE mislaid RENAME TO invitations"))
    await owner.says("/cancel")
    await owner.hears("/help")
    (failed,) = await bot.services.updates.aside()
    is_handled = await bot.retry_update(failed.reference)
    await owner.hears("?start=")

    assert failed.reference in apology.text
    assert is_handled
    assert await bot.services.updates.aside() == []


async def test_a_place_is_never_kept_with_an_update_that_broke(telegram: Simulator, bot: App) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    await owner.says("/start")
    await owner.hears("반가워요")
    async with bot.engines.writing.begin() as connection:
        await connection.execute(text("ALTER TABLE checkins RENAME TO mislaid"))
    await owner.shares_location(37.3897, 126.9507)
    await owner.hears("문의 번호")
    (failed,) = await bot.services.updates.aside()

    assert "location" not in str(failed.payload)
    assert "37.38" not in str(failed.payload)


async def test_no_second_holds_more_messages_than_the_token_may_send(telegram: Simulator, settings: Settings) -> None:
    await telegram.limits(mode="hard")
    people = await telegram.people([{"first_name": f"사람 {number}", "language_code": "ko"} for number in range(90)])
    async with running(settings, telegram, Pace(token_bucket(30 * 0.99))):
        await asyncio.gather(*(person.says("/cancel") for person in people))
        await asyncio.gather(*(person.hears("/help", within=30) for person in people))
        counters = await telegram.counters()

    assert counters["limits"]["violations"] == {"overall": 0, "private": 0, "group": 0}
    assert counters["limits"]["busiest_second"] <= 30


class SetBack:
    """The messenger's clock, or one that is an hour behind it."""

    def __init__(self, telegram: Simulator) -> None:
        self._telegram = telegram
        self.by = timedelta()

    def now(self) -> datetime:
        return self._telegram.clock.now() - self.by


async def test_answers_come_though_our_clock_was_set_back_by_an_hour(telegram: Simulator, settings: Settings) -> None:
    clock = SetBack(telegram)
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    async with running(settings, telegram, clock=clock):
        await owner.says("/start")
        await owner.hears("반가워요")
        clock.by = timedelta(hours=1)
        await owner.says("/newcity 안양시")
        await owner.hears("안양시")
        await owner.says("/help")
        await owner.hears("112")
