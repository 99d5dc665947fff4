"""The audit at the desk: everything of the city and nothing of another, found by person, subject and days."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.app import App
from core.roles import OrganisationKind
from db.tables import AuditEntry
from simulator.client import Simulator
from tests.stories.crowds import Crowd, fills
from tests.stories.patrolling import START
from tests.web.conftest import Browser, signs_in

UNITS = {"평촌자율방범대": (OrganisationKind.patrol_unit, 3)}
pytestmark = pytest.mark.every_database


@pytest.fixture
async def crowd(bot: App, browser: Browser, telegram: Simulator) -> Crowd:
    """Sixty readings of a note on two days by the coordinator, one change of settings, one deed in another city."""
    await telegram.clock.freeze(START)
    found = await fills(bot, telegram, UNITS)
    await signs_in(browser, found.coordinator)
    async with bot.uow.write() as tx:
        coordinator_id = (
            await tx.session.exec(select(AuditEntry.actor_id).where(AuditEntry.action == "console.link"))
        ).one()
        for number in range(60):
            at = START - timedelta(days=number % 2)
            tx.audits.record(
                "note.read", f"note:{number}", at, city_id=found.city_id, actor_id=coordinator_id, person_id=3
            )
        changes = {"radius_m": [150, 250], "second_approver": [False, True]}
        tx.audits.record(
            "city.settings_changed", "city:1", START, city_id=found.city_id, actor_id=coordinator_id, changed=changes
        )
        tx.audits.record("person.left", "person:9", START, city_id=None, actor_id=None)
    return found


BY_ITSELF = "봉사시간 마감을 알림"
"""What the program does when its scheduler first looks: before there is a city, or soon after."""


def lines(page: str) -> list[str]:
    return re.findall(r'<li class="row">.*?<b>(.*?)</b>', page, re.DOTALL)


@pytest.mark.usefixtures("crowd")
async def test_the_latest_come_first_in_words_and_pages_hold_together(browser: Browser) -> None:
    await browser.opens("/console/audit")
    first = browser.page
    later = re.search(r'href="(/console/audit\?[^"]*before=\d+)"', first)
    assert later is not None
    await browser.opens(later[1].replace("&amp;", "&"))

    assert lines(first)[0] == "설정을 바꿈"
    assert "출석을 받는 거리: 150 → <b>250</b>" in first
    assert "끔 → <b>켬</b>" in first
    assert len(lines(first)) == 50
    # Besides those above: the link, coming in, and what was seen first.
    assert len([each for each in lines(browser.page) if each != BY_ITSELF]) == 61 + 3 - 50
    assert "탈퇴함" not in first + browser.page


@pytest.mark.usefixtures("crowd")
async def test_what_is_asked_for_is_all_that_is_shown(browser: Browser) -> None:
    found = {}
    for asked in (
        "group=city&how=changed",
        "group=notes&first=2026-12-04",
        "group=notes&last=2026-12-03",
        "person=3&how=read",
        "group=broadcasts",
        "first=nonsense&person=x&group=y&before=%00",
    ):
        assert await browser.opens(f"/console/audit?{asked}") == 200
        found[asked] = lines(browser.page)

    assert found["group=city&how=changed"] == ["설정을 바꿈"]
    assert found["group=notes&first=2026-12-04"] == ["특이사항을 봄"] * 30
    assert found["group=notes&last=2026-12-03"] == ["특이사항을 봄"] * 30
    assert set(found["person=3&how=read"]) == {"특이사항을 봄"}
    assert found["group=broadcasts"] == []
    assert len(found["first=nonsense&person=x&group=y&before=%00"]) == 50


@pytest.mark.usefixtures("crowd")
async def test_looking_at_the_trail_is_in_the_trail(bot: App, browser: Browser) -> None:
    await browser.opens("/console/audit")
    await browser.opens("/console/audit")
    async with bot.uow.read() as tx:
        wanted = select(AuditEntry.action).where(col(AuditEntry.action) == "audit.read")
        looks = (await tx.session.exec(wanted)).all()

    assert "이 기록을 봄" in browser.page
    assert list(looks) == ["audit.read"]
