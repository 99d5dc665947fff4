"""What somebody answers who was not seen: kept as their own, or mended by a leader."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from core.absences import AbsenceReply
from core.checkins import CheckinMethod
from core.roles import NotAllowed, Role
from core.standings import ExcuseReason
from db.tables import AuditEntry, Checkin
from services.patrol_logs import PatrolLogs
from tests.services.absent_evenings import END, MORNING, Evening, evening, excuse
from tests.services.small_city import POLICY, START, small_city

__all__ = ["evening"]


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
