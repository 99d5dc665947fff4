"""Rows leave at the messenger's pace, in their chats' order, the urgent first, and each is claimed by one sender."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlmodel import col, select

from core.incoming import Address
from core.pacing import ALONE_AFTER, Bucket, Held, Pace, token_bucket
from db.deliveries import DeliveryDesk
from db.duties import DutyDesk
from db.engine import Engines
from db.repos.claims import Claim, Claims, Leased
from db.repos.deliveries import Finished, Postponed
from db.repos.outbox import Message
from db.repos.queues import PATIENT_ATTEMPTS
from db.repos.terms import Terms
from db.sessions import Session
from db.tables import City, OutboxRow
from db.tables.outbox import Outcome, Priority
from db.uow import UnitOfWork

NOW = datetime(2026, 12, 4, 11, 0, tzinfo=UTC)
AHEAD = timedelta(milliseconds=200)
FAST = Pace(token_bucket(1000))
SLOW = Pace(token_bucket(10))


def desk(engines: Engines, pace: Pace = FAST, holder: str = "one") -> DeliveryDesk:
    return DeliveryDesk(engines, Terms("telegram", holder, pace, AHEAD, frozenset({"menu.commands"})))


async def say(engines: Engines, chat: str, kind: str = "a.b", **more: Any) -> None:
    async with UnitOfWork(engines).write() as tx:
        at = more.pop("at", NOW)
        await tx.outbox.say(Address("telegram", chat), Message(kind, {}, at, **more), locale="ko")


async def outcomes(engines: Engines) -> list[tuple[str, Outcome | None]]:
    async with UnitOfWork(engines).read() as tx:
        rows = await tx.session.exec(select(OutboxRow).order_by(col(OutboxRow.id)))
        return [(row.kind, row.outcome) for row in rows]


async def sent(claimant: DeliveryDesk, leased: Leased, message_id: str = "7") -> None:
    await claimant.settle([Finished(leased.row, Outcome.sent, NOW, message_id=message_id)], [])


def kinds(leased: tuple[Leased, ...]) -> list[str]:
    return [each.row.kind for each in leased]


def moments(claim: Claim) -> set[datetime]:
    return {each.send_at for each in claim.leased}


async def test_a_chat_gets_its_messages_one_after_the_other(engines: Engines) -> None:
    sender = desk(engines)
    for kind in ("first", "second"):
        await say(engines, "1", kind)
    first = await sender.claim(NOW, 10)
    meanwhile = await sender.claim(NOW, 10)
    await sent(sender, first.leased[0])
    second = await sender.claim(NOW, 10)

    assert kinds(first.leased) == ["first"]
    assert kinds(meanwhile.leased) == []
    assert kinds(second.leased) == ["second"]


async def test_the_fourth_message_in_a_chat_waits_for_a_second(engines: Engines) -> None:
    sender = desk(engines)
    for _ in range(4):
        await say(engines, "1")
    for _ in range(3):
        await sent(sender, (await sender.claim(NOW, 10)).leased[0])
    at_once = await sender.claim(NOW, 10)
    await asyncio.sleep(1.05)
    later = await sender.claim(NOW, 10)

    assert kinds(at_once.leased) == []
    assert len(later.leased) == 1


async def test_a_claim_reserves_evenly_spaced_moments_and_no_more_than_it_may(engines: Engines) -> None:
    sender = desk(engines, SLOW)
    for chat in range(10):
        await say(engines, str(chat))
    claim = await sender.claim(NOW, 100)
    again = await sender.claim(NOW, 100)
    gaps = {b.send_at - a.send_at for a, b in pairwise(claim.leased)}

    assert 2 <= len(claim.leased) <= 3
    assert gaps == {timedelta(milliseconds=100)}
    assert claim.is_held_up
    assert all(later.send_at - claim.leased[-1].send_at >= timedelta(milliseconds=100) for later in again.leased)


async def test_only_whoever_claims_alone_and_was_held_up_makes_up_for_slots_it_missed(engines: Engines) -> None:
    one, other = desk(engines, SLOW, "one"), desk(engines, SLOW, "other")
    for chat in range(40):
        await say(engines, str(chat))
    first = await one.claim(NOW, 40)
    assert first.left_at is not None
    await asyncio.sleep(0.45)
    second = await one.claim(NOW, 40, None, Held(first.left_at, ALONE_AFTER, has_more=True))
    assert second.left_at is not None
    await asyncio.sleep(0.45)
    between = await other.claim(NOW, 1)
    third = await one.claim(NOW, 40, None, Held(second.left_at, ALONE_AFTER, has_more=True))

    assert len(moments(first)) == len(first.leased) == 3
    assert len(moments(second)) < len(second.leased)
    assert len(between.leased) == 1
    assert len(moments(third)) == len(third.leased)


async def test_the_urgent_go_first_and_overtake_what_is_reserved(engines: Engines) -> None:
    sender = desk(engines, SLOW)
    for chat in range(5):
        await say(engines, str(chat), "news", priority=Priority.broadcast)
    await sender.claim(NOW, 100)
    await say(engines, "90", "answer")
    await say(engines, "91", "sos", priority=Priority.sos)
    claim = await sender.claim(NOW, 100)

    assert kinds(claim.leased)[0] == "sos"
    assert claim.leased[0].send_at <= claim.now


async def test_cities_take_turns(engines: Engines) -> None:
    async with UnitOfWork(engines).write() as tx:
        large = await tx.cities.added(City(name="큰시", created_at=NOW))
        small = await tx.cities.added(City(name="작은시", created_at=NOW))
        for chat in range(60):
            await tx.outbox.say(
                Address("telegram", f"1{chat}"),
                Message("large", {}, NOW, Priority.broadcast, city_id=large.id),
                locale="ko",
            )
        await tx.outbox.say(
            Address("telegram", "2"), Message("small", {}, NOW, Priority.broadcast, city_id=small.id), locale="ko"
        )
    claim = await desk(engines).claim(NOW, 10)

    assert "small" in kinds(claim.leased)[:2]


async def test_only_the_latest_of_a_slot_is_sent_in_the_turn_of_the_first(engines: Engines) -> None:
    sender = desk(engines)
    await say(engines, "1", "old", slot="board:1")
    await say(engines, "1", "newer", slot="board:1")
    await say(engines, "1", "newest", slot="board:1", due_at=NOW + timedelta(seconds=3))
    first = await sender.claim(NOW, 10)
    await sent(sender, first.leased[0], "55")
    await say(engines, "1", "edit", slot="board:1")
    second = await sender.claim(NOW, 10)

    assert [(each.row.kind, each.edit_message_id) for each in first.leased] == [("newest", None)]
    assert [(each.row.kind, each.edit_message_id) for each in second.leased] == [("edit", "55")]
    assert (await outcomes(engines))[:2] == [("old", Outcome.superseded), ("newer", Outcome.superseded)]


async def test_a_more_urgent_row_of_a_slot_waits_for_the_one_being_sent_and_changes_its_message(
    engines: Engines,
) -> None:
    sender = desk(engines)
    await say(engines, "1", "reminder", slot="board:1", priority=Priority.reminder)
    first = await sender.claim(NOW, 10)
    await say(engines, "1", "answer", slot="board:1")
    await say(engines, "1", "other answer")
    meanwhile = await sender.claim(NOW, 10)
    await sent(sender, first.leased[0], "55")
    second = await sender.claim(NOW, 10)

    assert kinds(meanwhile.leased) == []
    assert [(each.row.kind, each.edit_message_id) for each in second.leased] == [("answer", "55")]
    assert (await outcomes(engines))[0] == ("reminder", Outcome.sent)


async def test_a_row_of_a_slot_waits_even_for_one_that_has_been_tried_so_often_that_others_do_not(
    engines: Engines,
) -> None:
    sender = desk(engines, Pace(token_bucket(1000), private=Bucket(timedelta(milliseconds=1), burst=100)))
    await say(engines, "1", "stubborn", slot="board:1")
    for _ in range(PATIENT_ATTEMPTS + 1):
        claim = await sender.claim(NOW, 10)
        await sender.settle([], [Postponed(claim.leased[0].row, claim.now, "NotSent")])
    await sender.claim(NOW, 10)
    await say(engines, "1", "later", slot="board:1")

    assert kinds((await sender.claim(NOW, 10)).leased) == []


async def test_what_a_dead_sender_held_of_a_slot_keeps_nothing_waiting(engines: Engines) -> None:
    await say(engines, "1", "left behind", slot="board:1", priority=Priority.reminder)
    await desk(engines, holder="dead").claim(NOW, 10)
    await say(engines, "1", "answer", slot="board:1")
    await DutyDesk(engines, "third").show_life(0.0)

    assert kinds((await desk(engines, holder="third").claim(NOW, 10)).leased) == ["answer"]


async def test_what_is_not_due_or_has_to_wait_stays(engines: Engines) -> None:
    sender = desk(engines)
    await say(engines, "1", due_at=NOW + timedelta(seconds=1))
    await say(engines, "2", "again")
    claim = await sender.claim(NOW, 10)
    row = claim.leased[0].row
    await sender.settle([], [Postponed(row, claim.now + timedelta(seconds=60), "NotSent")])

    assert kinds((await sender.claim(NOW, 10)).leased) == []
    assert kinds((await sender.claim(NOW + timedelta(seconds=2), 10)).leased) == ["a.b"]


@pytest.mark.parametrize("address", ["", "1"])
async def test_a_refusal_for_flooding_holds_the_chat_or_the_whole_token(engines: Engines, address: str) -> None:
    sender = desk(engines)
    await say(engines, "1", "tired")
    await say(engines, "2", "other")
    await sender.block(address, timedelta(seconds=30))

    assert kinds((await sender.claim(NOW, 10)).leased) == ([] if address == "" else ["other"])


async def test_many_claimants_never_share_a_row_and_keep_the_pace_together(engines: Engines) -> None:
    for chat in range(40):
        await say(engines, str(chat))
    claimants = [desk(engines, Pace(token_bucket(100)), f"sender-{number}") for number in range(4)]
    claims = await asyncio.gather(*(each.claim(NOW, 10) for each in claimants))
    rows = [each.row.id for claim in claims for each in claim.leased]
    moments = sorted(each.send_at for claim in claims for each in claim.leased)

    assert len(rows) == len(set(rows))
    assert all(later - earlier >= timedelta(milliseconds=9.9) for earlier, later in pairwise(moments))


async def test_rows_of_a_dead_process_are_given_back_and_those_of_the_living_are_not(engines: Engines) -> None:
    for chat in range(2):
        await say(engines, str(chat), f"chat-{chat}")
    await desk(engines, holder="dead").claim(NOW, 1)
    await desk(engines, holder="alive").claim(NOW, 1)
    await DutyDesk(engines, "alive").show_life(0.0)
    released = await DutyDesk(engines, "third").show_life(0.0)

    assert released == 0  # the first sign of life gave it back already
    assert kinds((await desk(engines, holder="third").claim(NOW, 10)).leased) == ["chat-0"]


async def test_what_its_slow_sender_marks_as_done_meanwhile_is_not_claimed_again(engines: Engines) -> None:
    await say(engines, "1", "said once")
    slow, quick = desk(engines, holder="slow"), desk(engines, holder="quick")
    claimed = (await slow.claim(NOW, 1)).leased[0]
    await sent(slow, claimed)
    async with Session(engines.writing) as session, session.begin():
        again = await Claims(session)._lease(quick.terms, [claimed.row.id], NOW)

    assert again == {}


async def test_a_process_that_is_known_to_have_ended_is_not_waited_for(engines: Engines) -> None:
    await say(engines, "1", "left behind")
    await DutyDesk(engines, "ended").show_life(0.0)
    await DutyDesk(engines, "ended").hold("poller")
    await desk(engines, holder="ended").claim(NOW, 1)
    released = await DutyDesk(engines, "next").show_life(0.0, lambda holder: holder == "ended")

    assert released == 1
    assert await DutyDesk(engines, "next").hold("poller")


async def test_one_process_polls_until_it_leaves(engines: Engines) -> None:
    one, two = DutyDesk(engines, "one"), DutyDesk(engines, "two")
    held = [await one.hold("poller"), await two.hold("poller"), await one.hold("poller")]
    await one.leave()

    assert held == [True, False, True]
    assert await two.hold("poller")


async def test_an_unreachable_chat_is_told_nothing_more(engines: Engines) -> None:
    sender = desk(engines)
    await say(engines, "1", "first")
    await say(engines, "1", "second")
    claim = await sender.claim(NOW, 10)
    await sender.settle([Finished(claim.leased[0].row, Outcome.unreachable, NOW, error="blocked")], [])

    assert await outcomes(engines) == [("first", Outcome.unreachable), ("second", Outcome.unreachable)]


async def test_what_was_said_is_forgotten_once_it_was_sent(engines: Engines) -> None:
    sender = desk(engines)
    async with UnitOfWork(engines).write() as tx:
        facts = {"name": "김민수", "latitude": 37.5}
        await tx.outbox.say(Address("telegram", "1"), Message("x.y", facts, NOW), locale="ko")
    await sent(sender, (await sender.claim(NOW, 10)).leased[0])
    async with UnitOfWork(engines).read() as tx:
        row = (await tx.session.exec(select(OutboxRow))).one()

    assert row.facts == {}


async def test_menus_do_not_count_as_messages(engines: Engines) -> None:
    tight = Pace(token_bucket(1000), private=Bucket(timedelta(seconds=60)))
    sender = desk(engines, tight)
    for kind in ("menu.commands", "menu.commands", "answer"):
        await say(engines, "1", kind)
        await sent(sender, (await sender.claim(NOW, 10)).leased[0])

    assert {outcome for _, outcome in await outcomes(engines)} == {Outcome.sent}
