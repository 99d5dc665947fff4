"""Nobody reads or changes what belongs to another city: every button of one, tapped by a coordinator of the other."""

import asyncio
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from bot.app import App
from core.roles import OrganisationKind
from simulator.client import Simulator, Someone
from tests.stories.crowds import fills
from tests.stories.tours import (
    NOON,
    UNITS,
    buttons_of,
    tours_the_desk,
    tours_the_morning_after,
    tours_the_papers,
    tours_the_street,
)
from texts.broadcast_taps import ActTap, BroadcastAct, UnconfirmedTap
from texts.buttons import Tap

SORRY = "죄송해요"
ONES_OWN = {"me1", "agree1", "bye1", "lang1", "cert1", "consent1", "adult1", "join1", "joinpage1", "orgkind1"}
"""Buttons that carry nothing of a city: whoever taps them acts for themselves, or chooses where to apply."""
NOT_OF_A_ROW = {"mlists1", "patrols1", "citypage1", "inc1", "rep1", "-"}
"""Pages of lists: whoever taps them sees their own city's."""
COMING_AND_GOING = {"taken_updates", "dialogs", "outbox", "leases", "buckets"}


async def belongings(bot: App, stranger: Someone) -> dict[str, Any]:
    """Every row of every table but the stranger's own traffic; of what is to be said, only to whom."""
    kept: dict[str, Any] = {}
    async with bot.uow.read() as tx:
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in COMING_AND_GOING:
                kept[table.name] = sorted(map(repr, (await tx.session.execute(select(table))).all()))
        outbox = SQLModel.metadata.tables["outbox"]
        said = select(outbox.c.id).where(outbox.c.address != str(stranger.id))
        kept["outbox"] = sorted((await tx.session.execute(said)).scalars())
    return kept


def pages_beyond(datas: Iterable[str]) -> set[str]:
    """Second pages of lists that are long in a large city: forged, because here nobody is shown them."""
    taps = [ActTap.unpack(data) for data in datas if _kind(data) == ActTap.prefix]
    return {UnconfirmedTap(tap.broadcast_id, 1).pack() for tap in taps if tap.act is BroadcastAct.unconfirmed}


def _kind(data: str) -> str:
    return data.partition(":")[0]


async def settled(bot: App, stranger: Someone) -> dict[str, Any]:
    """What is there once nothing happens any more by itself."""
    async with asyncio.timeout(30):
        before = await belongings(bot, stranger)
        while True:
            await asyncio.sleep(1.5)  # longer than the pause between two rounds of whatever is due
            after = await belongings(bot, stranger)
            if after == before:
                return after
            before = after


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {table: sorted(set(rows) ^ set(after[table])) for table, rows in before.items() if rows != after[table]}


async def taps_everything(stranger: Someone, datas: Iterable[str]) -> None:
    answers = {}
    await stranger.says("/help")
    message = await stranger.hears("112")
    for data in datas:
        answers[data] = await stranger.taps_data(data, on=message) or (await stranger.hears("")).text

    assert {data: words for data, words in answers.items() if SORRY in words} == {}


async def test_a_coordinator_of_one_city_taps_every_button_of_another_in_vain(bot: App, telegram: Simulator) -> None:
    await telegram.clock.freeze(NOON)
    crowd = await fills(bot, telegram, UNITS)
    other = await fills(
        bot, telegram, {"군포자율방범대": (OrganisationKind.patrol_unit, 2)}, city="군포시", owner=crowd.owner
    )
    stranger = other.coordinator
    newcomers = await tours_the_desk(telegram, crowd)
    everybody = [crowd.owner, crowd.coordinator, *crowd.everybody, *newcomers]

    tried: set[str] = set()
    for tour in (None, tours_the_street, tours_the_morning_after, tours_the_papers):
        if tour is not None:
            await tour(telegram, crowd)
        shown = {*buttons_of(telegram, everybody)}
        shown |= pages_beyond(shown)
        datas = sorted(data for data in shown - tried if _kind(data) not in ONES_OWN | NOT_OF_A_ROW)
        before = await settled(bot, stranger)
        await taps_everything(stranger, datas)
        assert changes(before, await belongings(bot, stranger)) == {}
        tried |= shown

    known = {kind.prefix for kind in Tap.__subclasses__()}
    assert known - set(map(_kind, tried)) - ONES_OWN - NOT_OF_A_ROW == set(), "the tour has to show these too"
    assert not any(SORRY in message.text for message in stranger.messages)
