"""Who said yes and was not seen: asked once, their answer kept, and their leader told of what a leader can mend."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from core.absences import CALL_AFTER, AbsenceReply
from core.checkins import CheckinMethod
from core.incoming import Incoming
from core.roles import NotAllowed, Role
from core.rsvps import RsvpState
from core.standings import ExcuseReason
from db.engine import Engines
from db.repos.checkins import Arrival
from db.tables import AbsenceRound, AuditEntry, Checkin, Excuse, Person, Rsvp
from services.absence_replies import AbsenceReplies
from services.absences import Absences
from services.patrol_logs import PatrolLogs
from tests.services.small_city import POLICY, START, SmallCity, small_city

END = START + timedelta(hours=2)
MORNING = START + timedelta(hours=12)
"""Eight o'clock: the first moment after the end of an evening's patrol that is not quiet."""
TOLD = ("absences.question", "absences.request", "absences.call")


class Evening:
    """A unit with a leader and two members, the merchants beside it, and a coordinator."""

    def __init__(self, city: SmallCity) -> None:
        self.city = city
        self.absences = Absences(city.uow, POLICY)
        self.replies = AbsenceReplies(city.uow, POLICY)

    async def gather(self) -> None:
        self.unit = await self.city.organisation("평촌자율방범대")
        self.merchants = await self.city.organisation("안양상인연합회")
        self.leader = await self.city.person("박대장", self.unit, role=Role.leader)
        self.hana = await self.city.person("김하나", self.unit)
        self.duri = await self.city.person("이두리", self.unit)
        self.stranger = await self.city.person("최상인", self.merchants, role=Role.leader)
        self.coordinator = await self.city.person("이조정", role=Role.coordinator)

    async def patrol(self, *going: int, days: int = 0, **columns: Any) -> int:
        """A patrol of this evening, or of one some days later, to which these people of the unit said yes."""
        patrol_id = await self.city.patrol(self.coordinator, starts_at=START + timedelta(days=days), **columns)
        await self.answers(patrol_id, going, RsvpState.going)
        return patrol_id

    async def answers(self, patrol_id: int, people: Sequence[int], state: RsvpState) -> None:
        async with self.city.uow.write() as tx:
            for person_id in people:
                await tx.rsvps.added(
                    Rsvp(
                        patrol_id=patrol_id,
                        person_id=person_id,
                        city_id=self.city.city_id,
                        organisation_id=self.unit,
                        state=state,
                        answered_at=START - timedelta(days=1),
                    )
                )

    async def arrives(self, patrol_id: int, person_id: int) -> None:
        async with self.city.uow.write() as tx:
            await tx.checkins.arrive(
                Arrival(self.city.city_id, patrol_id, person_id, self.unit, CheckinMethod.code, START)
            )

    async def excuses(self) -> list[Excuse]:
        async with self.city.uow.read() as tx:
            return list((await tx.session.exec(select(Excuse).order_by(col(Excuse.patrol_id)))).all())

    async def told(self, kind: str) -> list[str]:
        return [row.address for row in await self.city.said(kind=kind)]

    def tap(self, person_id: int, hours: float = 13) -> Incoming:
        return self.city.tap(person_id, START + timedelta(hours=hours))

    async def misses(self, person_id: int, days: int) -> int:
        """A patrol they miss without a word; asked about the morning after, and judged the morning after that."""
        patrol_id = await self.patrol(person_id, days=days)
        morning = MORNING + timedelta(days=days)
        await self.absences.ask_due(morning)
        await self.absences.suggest_calls(morning + CALL_AFTER)
        return patrol_id


@pytest.fixture
async def evening(engines: Engines) -> Evening:
    evening = Evening(await small_city(engines))
    await evening.gather()
    return evening


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


def excuse(evening: Evening, patrol_id: int, person_id: int) -> Excuse:
    return Excuse(
        patrol_id=patrol_id,
        person_id=person_id,
        city_id=evening.city.city_id,
        reason=ExcuseReason.family,
        entered_by=evening.coordinator,
        entered_at=END,
    )


async def test_a_cancelled_patrol_is_nobodys_absence(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.hana)
    async with evening.city.uow.write() as tx:
        patrol = await tx.patrols.lock(evening.city.city_id, patrol_id)
        assert patrol is not None
        patrol.state = type(patrol.state).cancelled
    await evening.absences.ask_due(MORNING)

    assert await evening.city.said() == []


async def test_an_answer_is_kept_as_ones_own_and_a_later_one_takes_its_place(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.hana)
    await evening.replies.reply(evening.tap(evening.hana), patrol_id, AbsenceReply.illness)
    await evening.replies.reply(evening.tap(evening.hana), patrol_id, AbsenceReply.came_up)

    (kept,) = await evening.excuses()
    assert (kept.reason, kept.entered_by) == (ExcuseReason.came_up, evening.hana)
    assert [row.kind for row in await evening.city.said(evening.hana)] == ["absences.noted"] * 2
    assert await evening.city.said(evening.leader) == []
    async with evening.city.uow.read() as tx:
        audits = (await tx.session.exec(select(AuditEntry.action, AuditEntry.facts))).all()
    assert list(audits) == [("absence.explained", {})] * 2


async def test_what_the_desk_wrote_down_is_not_overwritten_even_at_the_same_moment(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.hana)

    async def writes() -> None:
        async with evening.city.uow.write() as tx:
            await tx.standings.excuse(excuse(evening, patrol_id, evening.hana))

    await asyncio.gather(writes(), evening.replies.reply(evening.tap(evening.hana), patrol_id, AbsenceReply.illness))
    await evening.replies.reply(evening.tap(evening.hana), patrol_id, AbsenceReply.illness)

    (kept,) = await evening.excuses()
    assert (kept.reason, kept.entered_by) == (ExcuseReason.family, evening.coordinator)
    assert (await evening.city.said(evening.hana))[-1].kind == "absences.settled"


async def test_own_words_are_asked_for_kept_without_a_resident_number_and_go_with_the_reason(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.hana)
    await evening.replies.reply(evening.tap(evening.hana), patrol_id, AbsenceReply.words)
    before = await evening.excuses()
    await evening.replies.write(evening.tap(evening.hana), "  ")
    await evening.replies.write(evening.tap(evening.hana), "손주를 봤어요 900101-1234567")
    (kept,) = await evening.excuses()
    async with evening.city.uow.write() as tx:
        await tx.standings.excuse(excuse(evening, patrol_id, evening.hana))

    assert before == []
    assert (kept.reason, kept.words) == (ExcuseReason.other, "손주를 봤어요 ******-*******")
    assert [row.kind for row in await evening.city.said(evening.hana)] == [
        *("absences.ask_words", "absences.unclear_words", "absences.noted")
    ]
    assert [each.words for each in await evening.excuses()] == [""]


async def test_who_came_is_marked_by_one_tap_of_a_leader_and_is_absent_no_more(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.hana)
    await evening.replies.reply(evening.tap(evening.hana), patrol_id, AbsenceReply.was_there)
    asked = await evening.city.said(kind="absences.request")
    await evening.replies.confirm(evening.tap(evening.leader), patrol_id, evening.unit, evening.hana)
    await evening.replies.reply(evening.tap(evening.hana), patrol_id, AbsenceReply.illness)

    assert [(row.address, row.facts["state"]) for row in asked] == [(str(evening.leader), "asked")]
    async with evening.city.uow.read() as tx:
        presence = (await tx.session.exec(select(Checkin).where(Checkin.person_id == evening.hana))).one()
        missed = await tx.standings.absences(evening.city.city_id, evening.hana, START, MORNING)
    assert (presence.method, presence.credited_minutes, presence.marked_by) == (
        *(CheckinMethod.roster, 120, evening.leader),
    )
    assert list(missed) == []
    assert (await evening.city.said(evening.hana))[-1].kind == "absences.present"
    assert (await evening.city.said(kind="absences.request"))[-1].facts["state"] == "present"


async def test_two_leaders_who_tap_at_once_mark_once(evening: Evening) -> None:
    other = await evening.city.person("강대장", evening.unit, role=Role.leader)
    patrol_id = await evening.patrol(evening.hana)
    await evening.replies.reply(evening.tap(evening.hana), patrol_id, AbsenceReply.was_there)
    await asyncio.gather(
        *(
            evening.replies.confirm(evening.tap(who), patrol_id, evening.unit, evening.hana)
            for who in (evening.leader, other)
        )
    )

    async with evening.city.uow.read() as tx:
        marks = await tx.session.exec(select(AuditEntry).where(AuditEntry.action == "checkin.marked_present"))
        assert len(marks.all()) == 1


@pytest.mark.parametrize("reason", ["signed", "a_day_over"])
async def test_once_the_roster_is_closed_the_word_of_who_came_is_kept_instead(evening: Evening, reason: str) -> None:
    patrol_id = await evening.patrol(evening.hana)
    hours = 13.0 if reason == "signed" else 26.5
    if reason == "signed":
        logs = PatrolLogs(evening.city.uow, POLICY)
        await logs.draft_due(END + timedelta(minutes=1))
        await logs.sign(evening.tap(evening.coordinator, 3), patrol_id)
    await evening.replies.reply(evening.tap(evening.hana, hours), patrol_id, AbsenceReply.was_there)

    assert [each.reason for each in await evening.excuses()] == [ExcuseReason.was_there]
    assert await evening.told("absences.request") == []
    assert (await evening.city.said(evening.hana))[-1].facts["is_passed_on"] is False
    toast = await evening.replies.confirm(evening.tap(evening.leader, hours), patrol_id, evening.unit, evening.hana)
    assert (toast.kind, toast.is_alert) == ("rosters.closed", True)


async def test_a_leader_is_not_woken_for_a_mark(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.hana)
    await evening.replies.reply(evening.tap(evening.hana, 3), patrol_id, AbsenceReply.was_there)

    (asked,) = await evening.city.said(kind="absences.request")
    assert asked.due_at == MORNING


async def test_a_leader_who_was_not_seen_asks_the_coordinators(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.leader)
    await evening.replies.reply(evening.tap(evening.leader), patrol_id, AbsenceReply.was_there)

    assert await evening.told("absences.request") == [str(evening.coordinator)]


async def test_another_reason_takes_the_request_back(evening: Evening) -> None:
    patrol_id = await evening.patrol(evening.hana)
    for reply in (AbsenceReply.was_there, AbsenceReply.was_there, AbsenceReply.illness):
        await evening.replies.reply(evening.tap(evening.hana), patrol_id, reply)

    asked = await evening.city.said(kind="absences.request")
    assert [row.facts["state"] for row in asked] == ["asked", "withdrawn"]


async def test_nobody_answers_for_a_patrol_of_others_of_another_city_or_that_is_not_over(evening: Evening) -> None:
    other = Evening(await small_city(evening.city.uow.engines, "군포시"))
    await other.gather()
    patrol_id = await evening.patrol(evening.hana)
    theirs = await other.patrol(other.hana)

    for incoming, wanted in (
        (evening.tap(evening.duri), patrol_id),
        (evening.tap(evening.hana), theirs),
        (evening.tap(evening.hana, 1), patrol_id),
        (evening.tap(evening.hana), 999),
    ):
        with pytest.raises(NotAllowed):
            await evening.replies.reply(incoming, wanted, AbsenceReply.illness)
    for who in (evening.hana, evening.stranger):
        with pytest.raises(NotAllowed):
            await evening.replies.confirm(evening.tap(who), patrol_id, evening.unit, evening.hana)
    with pytest.raises(NotAllowed):
        await other.replies.confirm(other.tap(other.leader), patrol_id, evening.unit, evening.hana)
    assert await evening.excuses() == []


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
