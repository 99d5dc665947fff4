"""Who said yes and was not seen is asked once, and the leader of who stays silent is told."""

import asyncio
from datetime import timedelta

from sqlmodel import select

from core.absences import CALL_AFTER, AbsenceReply
from core.rsvps import RsvpState
from db.tables import AbsenceRound, Person
from tests.services.absent_evenings import END, MORNING, Evening, evening, excuse
from tests.services.small_city import START

__all__ = ["evening"]


async def test_only_who_said_yes_and_was_not_seen_is_asked_and_only_once(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.leader, evening.hana)
    await evening.answers(patrol_id, [evening.duri], RsvpState.not_going)
    await evening.arrives(patrol_id, evening.leader)
    await asyncio.gather(*(evening.absences.ask_due(MORNING) for _ in range(4)))
    await evening.absences.ask_due(MORNING + timedelta(minutes=1))

    assert await evening.told("absences.question") == [str(evening.hana)]
    (said,) = await evening.city.said(evening.hana)
    assert said.facts["title"] == "범계역 합동순찰"


async def test_nobody_is_asked_before_the_hour_is_over_in_the_night_or_long_after(evening: Evening) -> None:
    await evening.patrol(evening.hana)
    for at in (END + timedelta(minutes=59), END + timedelta(hours=2), MORNING - timedelta(seconds=1)):
        await evening.absences.ask_due(at)
    await evening.absences.ask_due(MORNING + timedelta(days=3))

    assert await evening.city.said() == []


async def test_who_rests_left_or_is_excused_already_is_left_in_peace(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.hana, evening.duri)
    async with evening.city.uow.write() as tx:
        person = (await tx.session.exec(select(Person).where(Person.id == evening.hana))).one()
        person.rests_since = END
        await tx.standings.excuse(excuse(evening, patrol_id, evening.duri))
    await evening.absences.ask_due(MORNING)

    assert await evening.city.said() == []


async def test_a_cancelled_patrol_is_nobodys_absence(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.hana)
    async with evening.city.uow.write() as tx:
        patrol = await tx.patrols.lock(evening.city.city_id, patrol_id)
        assert patrol is not None
        patrol.state = type(patrol.state).cancelled
    await evening.absences.ask_due(MORNING)

    assert await evening.city.said() == []


async def test_at_the_second_silence_in_a_row_the_leader_hears_once_and_not_at_the_third(evening: Evening) -> None:
    await evening.misses(evening.hana, 0)
    first = await evening.told("absences.call")
    second = await evening.misses(evening.hana, 7)
    at = MORNING + timedelta(days=7) + CALL_AFTER
    await asyncio.gather(*(evening.absences.suggest_calls(at + timedelta(seconds=each)) for each in range(3)))
    told = await evening.city.said(kind="absences.call")
    await evening.misses(evening.hana, 14)

    assert first == []
    assert [(row.address, row.facts["names"], row.facts["patrol_id"]) for row in told] == [
        (str(evening.leader), ["김하나"], second)
    ]
    assert len(await evening.told("absences.call")) == 1


async def test_nobody_is_called_for_who_answered_or_came_in_between(evening: Evening) -> None:
    await evening.misses(evening.hana, 0)
    patrol_id = await evening.patrol(evening.hana, days=7)
    await evening.absences.ask_due(MORNING + timedelta(days=7))
    await evening.replies.reply(evening.tap(evening.hana, 7 * 24 + 13), patrol_id, AbsenceReply.came_up)
    await evening.absences.suggest_calls(MORNING + timedelta(days=8))
    await evening.misses(evening.hana, 14)
    came = await evening.patrol(evening.hana, days=21)
    await evening.arrives(came, evening.hana)
    await evening.misses(evening.hana, 28)

    assert await evening.told("absences.call") == []


async def test_a_leader_hears_of_all_of_the_own_unit_in_one_message_and_by_day(evening: Evening) -> None:
    for days in (0, 1):
        await evening.patrol(evening.hana, evening.duri, days=days)
        await evening.absences.ask_due(MORNING + timedelta(days=days))
    await evening.absences.suggest_calls(MORNING + timedelta(days=2, hours=-2))
    early = await evening.told("absences.call")
    await evening.absences.suggest_calls(MORNING + timedelta(days=2))

    (told,) = await evening.city.said(kind="absences.call")
    assert early == []
    assert told.facts["names"] == ["김하나", "이두리"]
    async with evening.city.uow.read() as tx:
        assert len((await tx.session.exec(select(AbsenceRound.called_at))).all()) == 2


async def test_a_leader_is_shown_what_was_promised_in_the_name_of_the_own_organisation_alone(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.hana)
    city_id, since = evening.city.city_id, START - timedelta(days=1)
    async with evening.city.uow.read() as tx:
        shown = {
            unit: [
                patrol.id
                for patrol, _ in await tx.standings.absences(
                    city_id, evening.hana, since, MORNING, organisation_id=unit
                )
            ]
            for unit in (None, evening.unit, evening.merchants)
        }

    assert shown == {None: [patrol_id], evening.unit: [patrol_id], evening.merchants: []}
