"""What is decided about a member at the desk is what the chat decides; hours, training and absences are counted."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.app import App
from core.incoming import Address
from core.roles import MembershipState, OrganisationKind, Role
from core.rsvps import RsvpState
from core.standings import ExcuseReason
from db.tables import Excuse, Membership, RosterChange, Rsvp
from simulator.client import Simulator, Someone
from tests.stories.crowds import Crowd, fills
from tests.stories.patrolling import START, plans
from tests.web.conftest import Browser, signs_in

pytestmark = pytest.mark.every_database

UNIT = "평촌자율방범대"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 4), "안양상인연합회": (OrganisationKind.merchants, 2)}


@pytest.fixture
async def crowd(bot: App, browser: Browser, telegram: Simulator) -> Crowd:
    await telegram.clock.freeze(START)
    found = await fills(bot, telegram, UNITS)
    await signs_in(browser, found.coordinator)
    return found


async def membership_of(app: App, someone: Someone) -> Membership:
    async with app.uow.read() as tx:
        person = await tx.members.at(Address("telegram", str(someone.id)))
        assert person is not None
        found = select(Membership).where(Membership.person_id == person.id).order_by(col(Membership.id).desc())
        row = (await tx.session.exec(found)).first()
        assert row is not None
        return row


async def misses(app: App, crowd: Crowd, someone: Someone, times: int) -> list[int]:
    """So many patrols that are over, to which this person had said yes."""
    membership = await membership_of(app, someone)
    patrols = [await plans(app, crowd, starts_at=START - timedelta(days=10 + number)) for number in range(times)]
    async with app.uow.write() as tx:
        for patrol_id in patrols:
            await tx.rsvps.added(
                Rsvp(
                    patrol_id=patrol_id,
                    person_id=membership.person_id,
                    city_id=crowd.city_id,
                    organisation_id=crowd.organisation_ids[UNIT],
                    state=RsvpState.going,
                    answered_at=START - timedelta(days=30),
                )
            )
    return patrols


async def test_somebody_pauses_comes_back_and_is_told_each_time(bot: App, browser: Browser, crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    path = f"/console/members/{(await membership_of(bot, hana)).id}"
    await browser.opens(path)
    await browser.posts(f"{path}/act", action="pause")
    assert "쉬게 했어요" in browser.page
    await hana.hears("쉬")
    assert (await membership_of(bot, hana)).state is MembershipState.paused

    await browser.posts(f"{path}/act", action="resume")

    assert "다시 활동하게 했어요" in browser.page
    assert (await membership_of(bot, hana)).state is MembershipState.active


async def test_nobody_is_removed_without_a_reason_and_the_reason_is_told(
    bot: App, browser: Browser, crowd: Crowd
) -> None:
    hana = crowd.people[UNIT][1]
    path = f"/console/members/{(await membership_of(bot, hana)).id}"
    await browser.opens(path)
    await browser.posts(f"{path}/remove", reason="", words=" ")
    refused = browser.page
    assert (await membership_of(bot, hana)).state is MembershipState.active
    await browser.posts(f"{path}/remove", reason="", words="연락이 <닿지> 않아요")

    assert "까닭을 고르거나 적어 주세요" in refused
    assert (await membership_of(bot, hana)).state is MembershipState.removed
    assert "연락이 <닿지> 않아요" in (await hana.hears("닿지")).text


async def test_leadership_handed_over_at_the_desk_has_one_leader_and_both_are_told(
    bot: App, browser: Browser, crowd: Crowd
) -> None:
    leader, hana = crowd.people[UNIT][:2]
    path = f"/console/members/{(await membership_of(bot, hana)).id}"
    await browser.opens(path)
    await browser.posts(f"{path}/act", action="hand_over")

    assert "대장을 맡겼어요" in browser.page
    assert (await membership_of(bot, hana)).role is Role.leader
    assert (await membership_of(bot, leader)).role is Role.member
    await hana.hears("대장")
    await leader.hears("대원")


async def test_absences_warn_at_two_and_an_excuse_takes_one_back_and_nobody_is_removed(
    bot: App, browser: Browser, crowd: Crowd
) -> None:
    hana = crowd.people[UNIT][1]
    patrols = await misses(bot, crowd, hana, 3)
    path = f"/console/members/{(await membership_of(bot, hana)).id}"
    await browser.opens(path)
    three = browser.page
    await browser.posts(f"{path}/excuses", patrol_id=str(patrols[0]), reason="illness")
    two = browser.page
    await browser.opens(f"/console/people/{crowd.organisation_ids[UNIT]}")
    listed = browser.page
    await browser.posts(f"{path}/excuses", patrol_id=str(patrols[1]), reason="work")
    one = browser.page
    await browser.posts(f"{path}/excuses", patrol_id=str(patrols[1]), reason="")
    async with bot.uow.read() as tx:
        excuses = (await tx.session.exec(select(Excuse.patrol_id))).all()

    assert "결석이 세 번이에요" in three
    assert "결석이 두 번이에요" in two
    assert "결석 2" in listed
    assert "번이에요" not in one
    assert list(excuses) == [patrols[0]]
    assert (await membership_of(bot, hana)).state is MembershipState.active


async def test_what_somebody_says_of_an_absence_stands_at_the_desk_and_can_be_judged_there(
    bot: App, browser: Browser, crowd: Crowd
) -> None:
    hana = crowd.people[UNIT][1]
    patrols = await misses(bot, crowd, hana, 1)
    patrol_id = patrols[0]
    member = await membership_of(bot, hana)
    async with bot.uow.write() as tx:
        excuse = Excuse(
            patrol_id=patrol_id,
            person_id=member.person_id,
            city_id=crowd.city_id,
            reason=ExcuseReason.other,
            words="<b>손주</b>를 봤어요",
            entered_by=member.person_id,
            entered_at=START,
        )
        assert await tx.absences.explain(excuse)
    path = f"/console/members/{member.id}"
    await browser.opens(path)
    said = browser.page
    await browser.posts(f"{path}/excuses", patrol_id=str(patrol_id), reason="other")
    kept = browser.page
    await browser.posts(f"{path}/excuses", patrol_id=str(patrol_id), reason="work")
    judged = browser.page
    await browser.opens(f"/console/patrols/{patrol_id}")

    assert "본인이 알림" in said
    assert "&lt;b&gt;손주&lt;/b&gt;를 봤어요" in said
    assert "손주" in kept
    assert "본인이 알림" not in kept
    assert "손주" not in judged
    assert "일 때문에" in browser.page


async def test_training_is_counted_towards_twelve_hours(bot: App, browser: Browser, crowd: Crowd) -> None:
    path = f"/console/members/{(await membership_of(bot, crowd.people[UNIT][1])).id}"
    await browser.opens(path)
    await browser.posts(f"{path}/trainings", day="2026-12-04", hours="4")
    await browser.posts(f"{path}/trainings", day="2026-12-04", hours="0.5")
    counted = browser.page
    await browser.posts(f"{path}/trainings", day="2027-01-01", hours="4")
    refused = browser.page
    drop = re.search(r'action="([^"]*/trainings/\d+/drop)"', counted)
    assert drop is not None
    await browser.posts(drop[1])

    assert "4시간 30분 받음 · 7시간 30분 남음" in counted
    assert "아직 오지 않은 날" in refused
    assert "교육을 지웠어요" in browser.page
    assert "4시간 30분 받음" not in browser.page


async def test_changes_of_a_patrol_units_roster_wait_to_be_reported_and_turn_overdue(
    bot: App, browser: Browser, crowd: Crowd, telegram: Simulator
) -> None:
    unit_path = f"/console/members/{(await membership_of(bot, crowd.people[UNIT][1])).id}"
    other_path = f"/console/members/{(await membership_of(bot, crowd.people['안양상인연합회'][1])).id}"
    await browser.opens(unit_path)
    await browser.posts(f"{unit_path}/remove", reason="moved")
    await browser.posts(f"{other_path}/remove", reason="moved")
    await browser.opens("/console/changes")
    waiting = browser.page
    await telegram.clock.freeze(START + timedelta(days=11))
    await signs_in(browser, crowd.coordinator)
    await browser.opens("/console/changes")
    overdue = browser.page
    async with bot.uow.read() as tx:
        (change,) = (await tx.session.exec(select(RosterChange))).all()
    await browser.posts("/console/changes")
    nothing = browser.page
    await browser.posts("/console/changes", change=str(change.id))

    assert "평촌001 · 내보냄" in waiting
    assert "12월 14일(월)까지" in waiting
    assert "에 지났어요" in overdue
    assert "먼저 신고한 것을 골라 주세요" in nothing
    assert "신고한 것으로 표시했어요" in browser.page
    assert "평촌001" not in browser.page


async def test_a_unit_below_ten_is_told_so(browser: Browser, crowd: Crowd) -> None:
    await browser.opens(f"/console/people/{crowd.organisation_ids[UNIT]}")

    assert "10명부터예요. 지금은 4명" in browser.page
