"""The leader's roster: who is coming, who is there, and marking with one tap."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.app import App
from core.incoming import Address
from core.roles import OrganisationKind
from core.rsvps import RsvpState
from db.tables import AuditEntry, Person, Rsvp
from simulator.client import Simulator, Someone
from tests.stories.crowds import Crowd
from tests.stories.patrolling import HERE, START, TITLE, gathers

UNIT, MERCHANTS = "평촌자율방범대", "안양상인연합회"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 4), MERCHANTS: (OrganisationKind.merchants, 2)}


@pytest.fixture
async def crowd(bot: App, telegram: Simulator) -> Crowd:
    return await gathers(bot, telegram, UNITS)


async def _answers(bot: App, crowd: Crowd, person: Someone, state: RsvpState) -> None:
    async with bot.uow.write() as tx:
        member = await tx.members.at(Address("telegram", str(person.id)))
        assert member is not None
        await tx.rsvps.added(
            Rsvp(
                patrol_id=1,
                person_id=member.id,
                city_id=crowd.city_id,
                organisation_id=crowd.organisation_ids[UNIT],
                state=state,
                answered_at=bot.clock.now(),
            )
        )


async def test_the_roster_says_who_is_coming_there_late_waiting_and_silent(
    bot: App, telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana, duri, sechan = crowd.people[UNIT]
    await _answers(bot, crowd, hana, RsvpState.going)
    await _answers(bot, crowd, duri, RsvpState.waiting)
    await telegram.clock.set(START + timedelta(minutes=7))
    await hana.shares_location(*HERE)
    await hana.hears("출석했어요")

    await leader.says("/roster")

    roster = await leader.hears("출석부")
    assert TITLE in roster.text
    assert f"온다고 한 분\n✅ {hana.name} 20:07 (7분 늦음)" in roster.text
    assert f"대기 중인 분\n▫️ {duri.name}" in roster.text
    assert "출석 1명 · 늦음 1명\n온다고 함 1명 · 대기 1명 · 답 없음 2명" in roster.text
    assert f"▫️ {sechan.name}" in roster.text
    assert "안양" not in roster.text


async def test_one_tap_marks_present_and_the_next_takes_it_back(crowd: Crowd) -> None:
    leader, hana, *_ = crowd.people[UNIT]
    await leader.says("/roster")
    await leader.hears("출석부")

    assert "출석으로 표시" in await leader.taps(hana.name)
    await leader.hears(f"✅ {hana.name}")
    assert leader.sees_button(f"✅ {hana.name}")

    assert "지웠어요" in await leader.taps(hana.name)
    await leader.hears(f"▫️ {hana.name}")
    assert leader.sees_button(f"▫️ {hana.name}")


async def test_the_person_hears_how_the_marking_ended(telegram: Simulator, crowd: Crowd) -> None:
    leader, hana, duri, _ = crowd.people[UNIT]
    await leader.says("/roster")
    await leader.hears("출석부")
    await leader.taps(hana.name)
    await leader.hears(f"✅ {hana.name}")
    await leader.taps(duri.name)
    await leader.hears(f"✅ {duri.name}")
    await leader.taps(duri.name)

    await telegram.clock.advance(seconds=6)

    assert TITLE in (await hana.hears("출석")).text
    await duri.hears("오지 않으신 것으로")
    await hana.says("/checkin")
    await hana.hears("이미 출석")


async def test_a_leader_ends_the_duty_of_whoever_leaves(telegram: Simulator, crowd: Crowd) -> None:
    leader, hana, *_ = crowd.people[UNIT]
    await leader.says("/roster")
    await leader.hears("출석부")
    await leader.taps(hana.name)
    await leader.hears(f"✅ {hana.name}")
    await leader.taps("먼저 가는 분")
    await leader.hears("활동이 끝나요")
    await telegram.clock.set(START + timedelta(minutes=30))

    await leader.taps(hana.name)

    await leader.hears("표시할 분이 없어요")
    await leader.taps("출석 표시로")
    await leader.hears(f"👋 {hana.name} 19:50–20:30")
    await telegram.clock.advance(seconds=6)
    await hana.hears("20:30에 마치신")


async def test_a_coordinator_chooses_among_all_organisations(crowd: Crowd) -> None:
    merchant = crowd.people[MERCHANTS][1]
    await crowd.coordinator.says("/roster")
    await crowd.coordinator.hears("어느 단체")
    await crowd.coordinator.taps(MERCHANTS)
    roster = await crowd.coordinator.hears(f"{MERCHANTS} 출석부")
    assert merchant.name in roster.text

    await crowd.coordinator.taps(merchant.name)
    await crowd.coordinator.hears(f"✅ {merchant.name}")
    await crowd.coordinator.taps("다른 단체")

    await crowd.coordinator.hears("어느 단체")
    assert crowd.coordinator.sees_button("출석 1")


async def test_a_long_roster_has_pages_that_stay_where_they_are(bot: App, telegram: Simulator) -> None:
    crowd = await gathers(bot, telegram, {UNIT: (OrganisationKind.patrol_unit, 70)})
    leader, *members = crowd.people[UNIT]
    await leader.says("/roster")
    first = await leader.hears("출석부")
    assert not leader.sees_button(members[40].name)
    await leader.taps("다음")
    await leader.hears(members[16].name)
    await leader.taps("다음")
    second = await leader.hears(members[40].name)
    assert second.id == first.id

    await leader.taps(members[40].name)

    edited = await leader.hears(f"✅ {members[40].name}")
    assert edited.id == first.id
    assert leader.sees_button(f"✅ {members[40].name}")


async def test_before_it_opens_the_roster_shows_but_does_not_mark(telegram: Simulator, crowd: Crowd) -> None:
    leader, hana, *_ = crowd.people[UNIT]
    await telegram.clock.set(START - timedelta(hours=3))
    await leader.says("/roster")
    await leader.hears("출석부")

    toast = await leader.taps(hana.name)

    assert "19:30부터" in toast
    assert leader.sees_button(f"▫️ {hana.name}")


async def test_members_see_no_roster_and_no_code(crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    leader = crowd.people[UNIT][0]
    await leader.says("/roster")
    roster = await leader.hears("출석부")

    await hana.says("/roster")
    await hana.hears("권한")
    await hana.says("/code")
    refusal = await hana.hears("권한")
    await hana.taps_data("mark1:1:1:0:3:1", on=refusal)
    await hana.hears("권한")
    assert f"▫️ {hana.name}" in roster.text


async def test_a_forged_button_of_another_organisation_does_nothing(crowd: Crowd) -> None:
    leader, *_ = crowd.people[UNIT]
    other = crowd.organisation_ids[MERCHANTS]
    await leader.says("/roster")
    roster = await leader.hears("출석부")

    await leader.taps_data(f"ros1:1:{other}:0:marking", on=roster)
    await leader.hears("권한")
    await leader.taps_data("ros1:999:1:0:marking", on=roster)
    await leader.hears("권한")
    assert "단추" in await leader.taps_data("ros1:x:1:0:marking", on=roster)


async def test_of_a_cancelled_patrol_roster_and_code_say_that_it_was_cancelled(
    telegram: Simulator, crowd: Crowd
) -> None:
    leader = crowd.people[UNIT][0]
    await telegram.clock.set(START - timedelta(minutes=10))
    await leader.says("/roster")
    roster = await leader.hears("출석부")
    await leader.says("/code")
    code = await leader.hears("출석 번호")
    await crowd.coordinator.says("/patrols")
    await crowd.coordinator.taps("순찰 취소", on=await crowd.coordinator.hears(TITLE))
    await crowd.coordinator.taps("네, 취소합니다", on=await crowd.coordinator.hears("취소할까요"))
    await leader.hears("순찰이 취소되었어요")

    assert "취소된 순찰" in await leader.taps("지금 번호 보기", on=code)
    await leader.hears("취소된 순찰이라 번호가 없어요")
    await leader.taps_data(f"ros1:1:{crowd.organisation_ids[UNIT]}:0:marking", on=roster)
    await leader.hears("취소된 순찰이라 출석부가 없어요")


async def test_without_a_patrol_roster_and_code_say_so(telegram: Simulator, crowd: Crowd) -> None:
    leader = crowd.people[UNIT][0]
    await telegram.clock.set(START + timedelta(days=3))

    await leader.says("/roster")
    await leader.hears("출석부가 없어요")
    await leader.says("/code")
    await leader.hears("순찰이 없어요")
    await telegram.clock.set(START - timedelta(hours=5))
    await leader.says("/code")
    await leader.hears("19:30부터")


async def looks(bot: App) -> list[tuple[str | None, str, int | None]]:
    """Who looked at which patrol's roster, and of which organisation (none: at the desk, of all), in order."""
    async with bot.uow.read() as tx:
        seen = (
            select(Person.name, AuditEntry.subject, AuditEntry.facts)
            .join(Person, col(Person.id) == col(AuditEntry.actor_id))
            .where(AuditEntry.action == "roster.seen")
            .order_by(col(AuditEntry.id))
        )
        return [(name, subject, facts.get("organisation_id")) for name, subject, facts in await tx.session.exec(seen)]


@pytest.mark.every_database
async def test_a_look_at_a_roster_is_in_the_audit_once_whatever_is_tapped_within_minutes(
    bot: App, telegram: Simulator, crowd: Crowd
) -> None:
    leader, hana = crowd.people[UNIT][:2]
    await leader.says("/roster")
    await leader.taps(hana.name, on=await leader.hears("출석부"))
    await leader.taps(hana.name, on=await leader.hears(f"✅ {hana.name}"))
    await leader.hears(f"▫️ {hana.name}")
    await leader.says("/roster")
    await leader.hears("출석부")
    first = await looks(bot)
    await telegram.clock.advance(timedelta(minutes=11))
    await leader.says("/roster")
    await leader.hears("출석부")

    of_the_unit = (leader.name, "patrol:1", crowd.organisation_ids[UNIT])
    assert first == [of_the_unit]
    assert await looks(bot) == [of_the_unit] * 2


async def test_a_coordinators_look_is_kept_for_each_organisation_and_choosing_shows_nobody(
    bot: App, crowd: Crowd
) -> None:
    await crowd.coordinator.says("/roster")
    await crowd.coordinator.hears("어느 단체")
    before = await looks(bot)
    for unit in (UNIT, MERCHANTS):
        await crowd.coordinator.taps(unit)
        await crowd.coordinator.hears(f"{unit} 출석부")
        await crowd.coordinator.taps("다른 단체")
        await crowd.coordinator.hears("어느 단체")

    assert before == []
    assert [organisation for _, _, organisation in await looks(bot)] == [*crowd.organisation_ids.values()]
