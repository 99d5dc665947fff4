"""A patrol that is over shows who was missed, and the desk writes down why, as leaders do in the chat."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.app import App
from core.roles import OrganisationKind
from db.tables import AuditEntry, Excuse
from simulator.client import Simulator
from tests.stories.patrolling import START
from tests.web.conftest import Browser, signs_in
from tests.web.evenings import Evening, evening

UNIT = "평촌자율방범대"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 4), "안양상인연합회": (OrganisationKind.merchants, 2)}
MORNING = START + timedelta(hours=12)


@pytest.fixture
async def after(bot: App, browser: Browser, telegram: Simulator) -> Evening:
    """The morning after an evening on which nobody checked in."""
    tonight = await evening(bot, telegram, units=UNITS)
    await telegram.clock.freeze(MORNING)
    await signs_in(browser, tonight.crowd.coordinator)
    return tonight


def missed(page: str) -> str:
    """What the page says of those who were missed."""
    found = re.search(r'aria-labelledby="absent".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


async def test_whoever_said_yes_and_was_not_seen_is_listed_once_the_patrol_is_over(
    browser: Browser, telegram: Simulator, after: Evening
) -> None:
    path = f"/console/patrols/{after.patrol_id}"
    await browser.opens(path)
    listed = missed(browser.page)
    await browser.opens(f"/console/patrols/{after.later_id}")
    to_come = browser.page

    names = re.findall(r"<b>(\S+)</b>", listed)
    assert names == ["평촌000", "평촌001", "평촌002", "안양000", "안양001"]
    assert missed(to_come) == ""
    assert telegram


async def test_a_reason_written_at_the_desk_is_told_kept_and_audited(
    bot: App, browser: Browser, telegram: Simulator, after: Evening
) -> None:
    leader, hana, *_ = after.crowd.people[UNIT]
    path = f"/console/patrols/{after.patrol_id}"
    form = {"person_id": str(after.person_ids[hana.id])}
    await browser.opens(path)
    await browser.posts(f"{path}/excuses", **form, reason="work")
    written = browser.page
    await telegram.clock.advance(seconds=6)
    told = await hana.hears("들은 대로 적어 두었어요")
    await leader.says("/roster")
    roster = await leader.hears("출석부")
    await browser.posts(f"{path}/excuses", **form, reason="")
    taken_back = browser.page
    async with bot.uow.read() as tx:
        left = (await tx.session.exec(select(Excuse))).all()
        audited = (
            await tx.session.exec(select(AuditEntry.action).where(AuditEntry.person_id == after.person_ids[hana.id]))
        ).all()

    assert "까닭을 적었어요" in written
    assert (
        re.search(rf'id="absent-{after.person_ids[hana.id]}">.*?</li>', written, re.DOTALL)[0].count("일 때문에") == 1
    )
    assert re.search(r'name="person_id"><option value="(\d+)"', written)[1] == str(after.person_ids[leader.id])
    assert "일 때문에" in told.text
    assert f"{hana.name} · 일 때문에" in roster.text
    assert "까닭을 지웠어요" in taken_back
    assert not left
    assert [action for action in audited if action.startswith("absence.")] == ["absence.excused", "absence.unexcused"]


async def test_a_reason_taken_back_at_once_is_told_to_nobody(
    browser: Browser, telegram: Simulator, after: Evening
) -> None:
    _, hana, duri, *_ = after.crowd.people[UNIT]
    path = f"/console/patrols/{after.patrol_id}"
    for person in (hana, duri):
        await browser.posts(f"{path}/excuses", person_id=str(after.person_ids[person.id]), reason="work")
    await browser.posts(f"{path}/excuses", person_id=str(after.person_ids[hana.id]), reason="")
    await telegram.clock.advance(seconds=6)

    await duri.hears("들은 대로 적어 두었어요")
    await hana.does_not_hear("적어 두었어요")


async def test_nothing_is_written_for_somebody_who_was_not_missed(browser: Browser, after: Evening) -> None:
    *_, maybe = after.crowd.people[UNIT]
    path = f"/console/patrols/{after.patrol_id}"
    await browser.opens(path)
    status = await browser.posts(f"{path}/excuses", person_id=str(after.person_ids[maybe.id]), reason="work")

    assert status == 404
