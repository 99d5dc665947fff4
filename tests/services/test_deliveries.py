"""What waits to be said, when the clock that wrote it and the one that sends it disagree."""

from datetime import timedelta

from sqlmodel import select

from db.engine import Engines
from db.repos.outbox import Message
from db.tables import OutboxRow
from services.deliveries import Deliveries
from tests.services.small_city import BEFORE, POLICY, small_city

HOUR = timedelta(hours=1)


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

    moved = [await Deliveries(city.uow, POLICY).bring_forward(BEFORE) for _ in range(2)]

    async with city.uow.read() as tx:
        due = {row.kind: row.due_at for row in await tx.session.exec(select(OutboxRow))}
    assert moved == [1, 0]
    assert due == {"menu.main": BEFORE, "broadcasts.message": BEFORE + 3 * HOUR}
