"""Somebody did not come and told their leader on the phone: the leader sees who is missed, and writes down why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.app import App
from core.incoming import Address
from core.roles import OrganisationKind
from core.rsvps import RsvpState
from db.tables import AuditEntry, Rsvp
from simulator.client import Simulator, Someone
from tests.stories.crowds import Crowd
from tests.stories.patrolling import HERE, START, TITLE, gathers, plans

UNIT, MERCHANTS = "평촌자율방범대", "안양상인연합회"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 5), MERCHANTS: (OrganisationKind.merchants, 2)}
MORNING = START + timedelta(hours=12)


async def person_id(bot: App, person: Someone) -> int:
    async with bot.uow.read() as tx:
        member = await tx.members.at(Address("telegram", str(person.id)))
    assert member is not None
    return int(member.id)


async def says_yes(bot: App, crowd: Crowd, unit: str, *people: Someone, patrol_id: int = 1) -> None:
    for person in people:
        row = Rsvp(
            patrol_id=patrol_id,
            person_id=await person_id(bot, person),
            city_id=crowd.city_id,
            organisation_id=crowd.organisation_ids[unit],
            state=RsvpState.going,
            answered_at=bot.clock.now(),
        )
        async with bot.uow.write() as tx:
            await tx.rsvps.added(row)


@pytest.fixture
async def crowd(bot: App, telegram: Simulator) -> Crowd:
    """Of four who said yes one came; it is the morning after, and one has answered."""
    crowd = await gathers(bot, telegram, UNITS)
    _, hana, duri, sechan, nari = crowd.people[UNIT]
    await says_yes(bot, crowd, UNIT, hana, duri, sechan, nari)
    await says_yes(bot, crowd, MERCHANTS, crowd.people[MERCHANTS][1])
    await nari.shares_location(*HERE)
    await nari.hears("출석했어요")
    await telegram.clock.set(MORNING)
    await duri.taps("일이 생겼어요", on=await duri.hears("괜찮으신가요"))
    await duri.hears("이렇게 적어 두었어요")
    return crowd


async def test_a_leader_reads_on_the_roster_who_did_not_come_and_writes_down_what_they_heard(
    telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana, duri, sechan, nari = crowd.people[UNIT]
    await leader.says("/roster")
    await leader.taps("안 오신 분 3명의 까닭", on=await leader.hears("출석부"))
    missed = await leader.hears("출석 표시가 없는")
    assert f"{hana.name} · 아직 몰라요" in missed.text
    assert f"{duri.name} · 일이 생겨서 (본인이 알림)" in missed.text
    assert nari.name not in missed.text
    await leader.taps(hana.name, on=missed)
    await leader.taps("집안일로", on=await leader.hears("전화로 뭐라고"))

    kept = await leader.hears("집안일로 (들은 대로 적음)")
    assert TITLE in kept.text
    assert ["✅ 집안일로"] in kept.buttons
    await leader.taps("다른 분 보기", on=kept)
    assert f"{hana.name} · 집안일로 (들은 대로 적음)" in (await leader.hears("출석 표시가 없는")).text
    await telegram.clock.advance(seconds=6)
    told = await hana.hears("들은 대로 적어 두었어요")
    assert TITLE in told.text
    assert "집안일로" in told.text
    await sechan.does_not_hear("적어 두었어요", within=0.2)


async def test_who_wrote_it_down_stays_on_record_and_the_person_need_not_answer_any_more(
    bot: App, crowd: Crowd
) -> None:
    leader, hana, *_ = crowd.people[UNIT]
    question = await hana.hears("괜찮으신가요")
    await leader.says("/roster")
    await leader.taps("안 오신 분", on=await leader.hears("출석부"))
    await leader.taps(hana.name, on=await leader.hears("출석 표시가 없는"))
    await leader.taps("아파서", on=await leader.hears("전화로 뭐라고"))
    await leader.hears("아파서 (들은 대로 적음)")
    await hana.taps("나왔는데", on=question)
    await hana.hears("이미 적혀 있어요")

    async with bot.uow.read() as tx:
        wanted = select(AuditEntry).where(AuditEntry.action == "absence.excused").order_by(col(AuditEntry.id))
        entries = (await tx.session.exec(wanted)).all()
    who = (await person_id(bot, leader), await person_id(bot, hana), "patrol:1")
    assert [(entry.actor_id, entry.person_id, entry.subject) for entry in entries] == [who]


async def test_when_the_roster_is_gone_the_members_card_leads_to_the_same_question(
    telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana, *_ = crowd.people[UNIT]
    await telegram.clock.set(START + timedelta(days=20))
    await leader.says("/members")
    await leader.taps(hana.name, on=await leader.hears("이름을 누르면 자세히"))
    await leader.taps("12월 4일(금) 까닭 적기", on=await leader.hears("출석이 없던 순찰 1번"))
    await leader.taps("일 때문에", on=await leader.hears("전화로 뭐라고"))
    await leader.hears("일 때문에 (들은 대로 적음)")
    await leader.says("/members")
    await leader.taps(hana.name, on=await leader.hears("이름을 누르면 자세히"))
    card = await leader.hears("출석이 없던 순찰 1번")

    assert f"{TITLE} · 일 때문에" in card.text
    assert not any("까닭 적기" in words for row in card.buttons for words in row)


async def test_who_is_asked_to_call_can_write_down_at_once_what_they_heard(
    bot: App, telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana, *_ = crowd.people[UNIT]
    second = await plans(bot, crowd, starts_at=START + timedelta(days=2), title="둘째 순찰")
    await says_yes(bot, crowd, UNIT, hana, patrol_id=second)
    await telegram.clock.set(MORNING + timedelta(days=2))
    await hana.hears("둘째 순찰")
    await telegram.clock.set(MORNING + timedelta(days=3))
    call = await leader.hears("안부를 한번 여쭤봐")
    await leader.taps("들은 까닭 적기", on=call)
    await leader.taps(hana.name, on=await leader.hears("출석 표시가 없는"))
    await leader.taps("아파서", on=await leader.hears("전화로 뭐라고"))

    assert "둘째 순찰" in (await leader.hears("아파서 (들은 대로 적음)")).text


async def test_a_leader_reads_and_writes_for_nobody_elses_people(bot: App, crowd: Crowd) -> None:
    leader, hana, *_ = crowd.people[UNIT]
    other, merchant = crowd.people[MERCHANTS]
    await leader.says("/roster")
    await leader.taps("안 오신 분", on=await leader.hears("출석부"))
    missed = await leader.hears("출석 표시가 없는")
    await leader.taps(hana.name, on=missed)
    await leader.hears("전화로 뭐라고")
    unit, merchants = crowd.organisation_ids[UNIT], crowd.organisation_ids[MERCHANTS]
    theirs, hers = await person_id(bot, merchant), await person_id(bot, hana)
    await other.says("/roster")
    sheet = await other.hears("출석부")

    assert merchant.name not in missed.text
    for data in (f"absentees1:1:{unit}:0", f"excusing1:1:{unit}:{hers}", f"excuse1:1:{unit}:{hers}:illness"):
        await other.taps_data(data, on=sheet)
        await other.hears("권한")
    for data in (f"excuse1:1:{unit}:{theirs}:illness", f"excuse1:1:{merchants}:{theirs}:illness"):
        await leader.taps_data(data, on=missed)
        await leader.hears("권한")


async def test_before_the_end_nobody_is_missed(bot: App, telegram: Simulator) -> None:
    crowd = await gathers(bot, telegram, UNITS)
    leader, hana, *_ = crowd.people[UNIT]
    await says_yes(bot, crowd, UNIT, hana)
    await telegram.clock.set(START + timedelta(minutes=30))
    await leader.says("/roster")
    sheet = await leader.hears("출석부")

    assert not any("안 오신 분" in words for row in sheet.buttons for words in row)
    unit = crowd.organisation_ids[UNIT]
    await leader.taps_data(f"excuse1:1:{unit}:{await person_id(bot, hana)}:illness", on=sheet)
    await leader.hears("권한")
