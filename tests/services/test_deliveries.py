"""What waits to be said, when the clock that wrote it and the one that sends it disagree."""

import asyncio
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col, select

from core.incoming import Address
from core.pacing import Bucket as Rate
from core.pacing import Pace, token_bucket
from db.clocks import database_now
from db.deliveries import DeliveryDesk
from db.duties import DutyDesk
from db.engine import Engines
from db.repos.claims import BREATH
from db.repos.deliveries import Finished
from db.repos.outbox import Message
from db.repos.terms import Terms
from db.tables import Bucket, OutboxRow
from db.tables.outbox import Outcome, Priority
from services.deliveries import Deliveries
from tests.services.small_city import BEFORE, POLICY, small_city

HOUR = timedelta(hours=1)
QUICK = Pace(token_bucket(1000), private=Rate(timedelta(milliseconds=1), burst=100))


def desk(engines: Engines, holder: str = "me") -> DeliveryDesk:
    return DeliveryDesk(engines, Terms("telegram", holder, QUICK, timedelta(milliseconds=200)))


async def claimed(sender: DeliveryDesk) -> list[str]:
    """The kinds of what leaves now, each marked as sent before the next one of its chat is looked for."""
    kinds = []
    while found := (await sender.claim(BEFORE, 10)).leased:
        kinds += [each.row.kind for each in found]
        await sender.settle([Finished(each.row, Outcome.sent, BEFORE, message_id="7") for each in found], [])
    return kinds


async def test_what_a_clock_ahead_of_ours_wrote_for_at_once_is_due_now_and_what_was_meant_for_later_is_not(
    engines: Engines,
) -> None:
    city = await small_city(engines)
    hana = await city.person("김하나")
    address = city.tap(hana).sender
    async with city.uow.write() as tx:
        for kind, due_at in (("menu.main", None), ("broadcasts.message", BEFORE + 3 * HOUR)):
            message = Message(kind, {}, BEFORE + HOUR, due_at=due_at)
            await tx.outbox.say(address, message, locale="ko", person_id=hana)

    moved = [await Deliveries(city.uow, POLICY).hasten(BEFORE) for _ in range(2)]

    async with city.uow.read() as tx:
        due = {row.kind: row.due_at for row in await tx.session.exec(select(OutboxRow))}
    assert moved == [1, 0]
    assert due == {"menu.main": BEFORE, "broadcasts.message": BEFORE + 3 * HOUR}


async def test_after_our_clock_was_set_back_a_chat_hears_what_waited_in_the_order_it_was_said(
    engines: Engines,
) -> None:
    city, sender = await small_city(engines), desk(engines)
    async with city.uow.write() as tx:
        for number, kind in enumerate(("first", "second", "third")):
            at = BEFORE + HOUR + number * timedelta(seconds=1)
            await tx.outbox.say(Address("telegram", "1"), Message(kind, {}, at), locale="ko")
    before = await claimed(sender)
    await Deliveries(city.uow, POLICY).hasten(BEFORE)
    async with city.uow.write() as tx:
        await tx.outbox.say(Address("telegram", "1"), Message("said since", {}, BEFORE), locale="ko")

    assert before == []
    assert await claimed(sender) == ["first", "second", "third", "said since"]


async def test_what_is_being_sent_while_our_clock_is_set_back_is_not_sent_again(engines: Engines) -> None:
    city = await small_city(engines)
    async with city.uow.write() as tx:
        await tx.outbox.say(Address("telegram", "1"), Message("in flight", {}, BEFORE + HOUR), locale="ko")
    claim = await desk(engines).claim(BEFORE + HOUR, 10)
    await Deliveries(city.uow, POLICY).hasten(BEFORE)

    assert len(claim.leased) == 1
    assert await claimed(desk(engines, "another")) == []


async def test_after_the_databases_clock_was_set_back_neither_a_lease_nor_a_pace_of_the_hour_ahead_holds_anything_up(
    engines: Engines,
) -> None:
    city = await small_city(engines)
    async with city.uow.write() as tx:
        for kind, priority in (("urgent", Priority.answer), ("news", Priority.broadcast)):
            await tx.outbox.say(Address("telegram", "1"), Message(kind, {}, BEFORE, priority), locale="ko")
        now = (await tx.session.exec(select(database_now()))).one()
        held = update(OutboxRow).where(col(OutboxRow.kind) == "urgent")
        await tx.session.execute(held.values(holder="it had the lease", not_before=now + HOUR))
        for address in ("", "1"):
            tx.session.add(Bucket(channel="telegram", address=address, free_at=now + HOUR))
    moved = await Deliveries(city.uow, POLICY).hasten(BEFORE)
    await DutyDesk(engines, "me").show_life(0.0)  # that its holder is gone counts, not how long the lease seems to be
    at_once = await claimed(desk(engines))
    await asyncio.sleep(BREATH.total_seconds())

    assert (moved, at_once) == (0, [])
    assert await claimed(desk(engines)) == ["urgent", "news"]
