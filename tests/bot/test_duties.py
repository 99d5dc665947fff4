"""What a process takes to send, others leave to it: they know that it lives before it takes anything."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.channels import SendResult, Sent
from bot.clock import SystemClock
from bot.delivery import AHEAD, Delivery
from bot.duties import Presence
from bot.metrics import Metrics
from core.incoming import Address
from core.pacing import Pace, token_bucket
from db.deliveries import DeliveryDesk
from db.duties import DutyDesk
from db.engine import Engines
from db.repos.outbox import Message
from db.repos.terms import Terms
from db.sessions import Session
from db.tables import OutboxRow
from db.uow import UnitOfWork
from texts.messages import Message as Written
from texts.words import Reader

TERMS = Terms("telegram", "new", Pace(token_bucket(1000)), AHEAD)


class Letterbox:
    """A messenger that keeps what it is given."""

    name = "telegram"

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def send(self, address: str, message: Written, *, edit_message_id: str | None = None) -> SendResult:
        del message, edit_message_id
        self.taken.append(address)
        return Sent(str(len(self.taken)))


async def say(engines: Engines, chat: str) -> None:
    async with UnitOfWork(engines).write() as tx:
        at = datetime.now(UTC) - timedelta(seconds=1)
        await tx.outbox.say(Address("telegram", chat), Message("common.nothing_open", {}, at), locale="ko")


async def holders(engines: Engines) -> list[str | None]:
    async with Session(engines.reading) as session:
        return list((await session.exec(select(OutboxRow.holder))).all())


@pytest.mark.every_database
async def test_a_process_takes_nothing_before_the_others_know_that_it_lives(engines: Engines) -> None:
    await say(engines, "1")
    presence, box, stopping = Presence(DutyDesk(engines, "new"), polls=False), Letterbox(), asyncio.Event()
    reader = Reader("ko", ZoneInfo("Asia/Seoul"))
    delivery = Delivery(DeliveryDesk(engines, TERMS), box, reader, SystemClock(), Metrics(), is_shown=presence.is_shown)
    sending = asyncio.create_task(delivery.run(stopping))
    await asyncio.sleep(0.3)
    before = list(box.taken), await holders(engines)
    showing = asyncio.create_task(presence.run(stopping))
    async with asyncio.timeout(30):
        while not box.taken:
            await asyncio.sleep(0.02)
    stopping.set()
    await asyncio.gather(sending, showing)

    assert before == ([], [None])
    assert box.taken == ["1"]


@pytest.mark.every_database
async def test_whoever_has_shown_itself_keeps_what_it_takes(engines: Engines) -> None:
    await say(engines, "1")
    await DutyDesk(engines, "new").show_life(0.0)
    await DeliveryDesk(engines, TERMS).claim(datetime.now(UTC), 1)
    released = await DutyDesk(engines, "other").show_life(0.0)

    assert released == 0
    assert await holders(engines) == ["new"]
