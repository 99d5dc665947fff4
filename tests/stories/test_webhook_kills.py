"""Killed with -9 in the middle of telling another program of a note, the next start tells it, under the same id."""

from __future__ import annotations

import asyncio

from sqlmodel import col, select

from bot.settings import Settings
from core.webhooks import CHANNEL, UrlFault
from db.engine import open_engines
from db.tables import OutboxRow
from db.tables.outbox import Outcome
from db.uow import UnitOfWork
from simulator.client import Simulator
from tests.receivers import PATIENCE_S, address, receiving, shut_door
from tests.stories.programs import Program, started
from tests.stories.stage import running
from tests.stories.towns import Town, settles
from tests.web.tokens import desk_of

ALLOWED = {"PATROL_PRIVATE_WEBHOOKS": "true"}
"""The receiver is on this machine."""


async def listens(settings: Settings, telegram: Simulator, url: str) -> tuple[Town, str]:
    """A town whose city hall is told of notes at this address, and the secret of that; nothing runs afterwards."""
    async with running(settings.model_copy(update={"private_webhooks": True}), telegram) as app:
        town = await settles(app, telegram)
        secret = await app.services.webhooks.add(await desk_of(app, town.crowd), url, app.clock.now(), with_text=False)
    assert not isinstance(secret, UrlFault)
    return town, secret


async def outcomes(settings: Settings) -> list[Outcome | None]:
    """What became of each message to a program; None is still to be sent."""
    engines = open_engines(settings.database_url)
    try:
        async with UnitOfWork(engines).read() as tx:
            rows = await tx.session.exec(
                select(OutboxRow.outcome).where(OutboxRow.channel == CHANNEL).order_by(col(OutboxRow.id))
            )
            return list(rows.all())
    finally:
        await engines.dispose()


async def all_is_sent(settings: Settings, count: int) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while await outcomes(settings) != [Outcome.sent] * count:
            await asyncio.sleep(0.1)


async def test_killed_between_commit_and_send_the_note_arrives_after_the_restart(
    telegram: Simulator, settings: Settings
) -> None:
    async with shut_door() as door:
        town, secret = await listens(settings, telegram, address(door.port))
        program = Program(settings, **ALLOWED)
        await program.start()
        await town.members[0].says("/note 가로등이 꺼져 있어요")
        await town.members[0].hears("접수")
        async with asyncio.timeout(PATIENCE_S):
            await door.knocked.wait()
        await program.kill()
    left = await outcomes(settings)
    async with receiving(port=door.port) as receiver, started(settings, **ALLOWED):
        heard = list(await receiver.hears(1))
        await all_is_sent(settings, 1)

    assert left == [None]
    assert [each.message_id for each in receiver.heard] == ["msg_1_1"]
    assert all(each.is_signed_with(secret) for each in heard)


async def test_killed_between_send_and_mark_the_note_comes_again_under_the_same_id(
    telegram: Simulator, settings: Settings
) -> None:
    async with receiving("hangs") as receiver:
        town, secret = await listens(settings, telegram, receiver.url)
        async with started(settings, **ALLOWED) as program:
            await town.members[0].says("/note 가로등이 꺼져 있어요")
            await receiver.hears(1)
            await program.kill()
            left = await outcomes(settings)
            await program.start()
            first, again = await receiver.hears(2)
            await all_is_sent(settings, 1)

    assert left == [None]
    assert first.message_id == again.message_id == "msg_1_1"
    assert first.body == again.body
    assert first.is_signed_with(secret)
    assert again.is_signed_with(secret)
    assert len(receiver.heard) == 2
