"""The morning after: who was not seen is asked kindly, answers with one tap, and the leader can mend the rest."""

from datetime import timedelta

import pytest

from bot.app import App
from core.incoming import Address
from core.roles import OrganisationKind
from core.rsvps import RsvpState
from db.tables import Rsvp
from simulator.client import Simulator, Someone
from tests.stories.crowds import Crowd
from tests.stories.patrolling import HERE, START, TITLE, gathers, plans

UNIT = "평촌자율방범대"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 4)}
MORNING = START + timedelta(hours=12)
ANSWERS = [["몸이 아팠어요"], ["일이 생겼어요"], ["다른 말로 쓸게요"], ["나왔는데 출석을 못 눌렀어요"]]


@pytest.fixture
async def crowd(bot: App, telegram: Simulator) -> Crowd:
    return await gathers(bot, telegram, UNITS)


async def says_yes(bot: App, crowd: Crowd, person: Someone, patrol_id: int = 1) -> None:
    async with bot.uow.write() as tx:
        member = await tx.members.at(Address("telegram", str(person.id)))
        assert member is not None
        await tx.rsvps.added(
            Rsvp(
                patrol_id=patrol_id,
                person_id=member.id,
                city_id=crowd.city_id,
                organisation_id=crowd.organisation_ids[UNIT],
                state=RsvpState.going,
                answered_at=bot.clock.now(),
            )
        )


async def test_in_the_morning_only_who_was_not_seen_is_asked_and_one_tap_answers(
    bot: App, telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana, duri, sechan = crowd.people[UNIT]
    for person in (hana, duri):
        await says_yes(bot, crowd, person)
    await duri.shares_location(*HERE)
    await duri.hears("출석했어요")
    await telegram.clock.set(START + timedelta(hours=3))
    await hana.does_not_hear("괜찮으신가요", within=1.5)
    await telegram.clock.set(MORNING)

    question = await hana.hears("괜찮으신가요")
    assert TITLE in question.text
    assert question.buttons == ANSWERS
    await hana.taps("몸이 아팠어요")
    noted = await hana.hears("이렇게 적어 두었어요")
    assert noted.id == question.id
    assert "몸이 아팠어요" in noted.text
    assert noted.buttons == [["✅ 몸이 아팠어요"], *ANSWERS[1:]]
    await leader.says("/roster")
    assert f"▫️ {hana.name} · 아파서" in (await leader.hears("출석부")).text
    for person in (duri, sechan, leader):
        await person.does_not_hear("괜찮으신가요", within=0.2)


async def test_ones_own_words_are_asked_for_and_read_by_the_leader_alone(
    bot: App, telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana, duri, _ = crowd.people[UNIT]
    await says_yes(bot, crowd, hana)
    await telegram.clock.set(MORNING)
    await hana.hears("괜찮으신가요")
    await hana.taps("다른 말로 쓸게요")
    asked = await hana.hears("한두 마디로")
    assert TITLE in asked.text
    await hana.says("<b>손주</b>를 돌봤어요")

    assert "<b>손주</b>를 돌봤어요" in (await hana.hears("적어 두었어요")).text
    await leader.says("/roster")
    assert f"{hana.name} · <b>손주</b>를 돌봤어요" in (await leader.hears("출석부")).text
    await duri.does_not_hear("손주", within=0.2)


async def test_a_leader_finds_what_was_said_on_the_members_card_when_the_roster_is_gone(
    bot: App, telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana, duri, _ = crowd.people[UNIT]
    for person in (hana, duri):
        await says_yes(bot, crowd, person)
    await telegram.clock.set(MORNING)
    await hana.hears("괜찮으신가요")
    await telegram.clock.set(START + timedelta(days=3))
    await hana.taps("일이 생겼어요")
    await hana.hears("이렇게 적어 두었어요")
    cards = []
    for person in (hana, duri):
        await leader.says("/members")
        await leader.taps(person.name, on=await leader.hears(UNIT))
        cards.append((await leader.hears("출석이 없던 순찰 1번")).text)

    assert [f"{TITLE} · {said}" in card for said, card in zip(("일이 생겨서", "까닭 없음"), cards, strict=True)] == [
        True
    ] * 2


async def test_an_open_question_for_words_can_be_left(bot: App, telegram: Simulator, crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await says_yes(bot, crowd, hana)
    await telegram.clock.set(MORNING)
    await hana.hears("괜찮으신가요")
    await hana.taps("다른 말로 쓸게요")
    await hana.hears("한두 마디로")
    await hana.sends_photo()
    await hana.hears("글로 200자까지")
    await hana.says("/cancel")
    await hana.hears("")

    await hana.says("손주를 돌봤어요")
    await hana.hears("무슨 말씀인지")
    await crowd.people[UNIT][0].says("/roster")
    assert "손주" not in (await crowd.people[UNIT][0].hears("출석부")).text


async def test_who_came_and_forgot_to_check_in_is_marked_by_one_tap_of_the_leader(
    bot: App, telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana, *_ = crowd.people[UNIT]
    await says_yes(bot, crowd, hana)
    await telegram.clock.set(MORNING)
    await hana.hears("괜찮으신가요")
    await hana.taps("나왔는데")
    await hana.hears("대장에게 전해")
    request = await leader.hears("출석을 못 눌렀다고")
    assert hana.name in request.text

    assert "출석으로 표시" in await leader.taps("출석으로 표시", on=request)
    done = await leader.hears(f"{hana.name} 님을 출석으로")
    assert done.id == request.id
    assert done.buttons == []
    await telegram.clock.advance(seconds=6)
    assert TITLE in (await hana.hears("대장이 표시했어요")).text
    await hana.says("/me")
    assert "2시간" in (await hana.hears("활동")).text


async def test_a_day_later_the_roster_is_closed_and_the_word_of_who_came_is_kept(
    bot: App, telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana, *_ = crowd.people[UNIT]
    await says_yes(bot, crowd, hana)
    await telegram.clock.set(MORNING)
    await hana.hears("괜찮으신가요")
    await telegram.clock.set(START + timedelta(hours=40))
    await hana.taps("나왔는데")

    await hana.hears("이미 마감")
    await leader.does_not_hear("출석을 못 눌렀다고", within=0.5)


async def test_a_leader_is_asked_to_call_who_was_silent_twice_in_a_row(
    bot: App, telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana, duri, _ = crowd.people[UNIT]
    second = await plans(bot, crowd, starts_at=START + timedelta(days=2), title="둘째 순찰")
    for patrol_id in (1, second):
        for person in (hana, duri):
            await says_yes(bot, crowd, person, patrol_id)
    await telegram.clock.set(MORNING)
    for person in (hana, duri):
        await person.hears("괜찮으신가요")
    await duri.taps("일이 생겼어요")
    await duri.hears("적어 두었어요")
    await telegram.clock.set(MORNING + timedelta(days=2))
    assert "둘째 순찰" in (await hana.hears("괜찮으신가요")).text
    await leader.does_not_hear("전화로", within=0.5)
    await telegram.clock.set(MORNING + timedelta(days=3))

    call = await leader.hears("안부를 한번 여쭤봐")
    assert hana.name in call.text
    assert duri.name not in call.text
    await crowd.coordinator.does_not_hear("안부", within=0.2)
    await leader.does_not_hear("안부", within=1.5)
