"""The page of a patrol of many people shows its organisations, and by name those of the one that was chosen."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.app import App
from core.roles import OrganisationKind
from simulator.client import Simulator
from tests.stories.patrolling import START
from tests.web.conftest import Browser, signs_in
from tests.web.evenings import Evening, evening

UNIT, SHOPS = "평촌자율방범대", "안양상인연합회"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 110), SHOPS: (OrganisationKind.merchants, 50)}


@pytest.fixture
async def tonight(bot: App, browser: Browser, telegram: Simulator) -> Evening:
    found = await evening(bot, telegram, units=UNITS)
    await signs_in(browser, found.crowd.coordinator)
    return found


def people(page: str) -> int:
    return len(re.findall(r'id="person-', page))


async def test_organisations_stand_with_their_counts_until_one_is_chosen(browser: Browser, tonight: Evening) -> None:
    path = f"/console/patrols/{tonight.patrol_id}"
    shops = tonight.crowd.organisation_ids[SHOPS]
    await browser.opens(path)
    closed = browser.page
    await browser.opens(f"{path}?organisation={shops}")

    assert people(closed) == 0
    assert f"{path}?organisation={shops}#roster" in closed
    assert people(browser.page) == 50
    assert re.search(rf"{UNIT}</b>.*?110명", browser.page, re.DOTALL)


async def test_a_mark_leads_back_to_the_organisation_it_was_made_in(browser: Browser, tonight: Evening) -> None:
    path = f"/console/patrols/{tonight.patrol_id}"
    shops = str(tonight.crowd.organisation_ids[SHOPS])
    somebody = tonight.person_ids[tonight.crowd.people[SHOPS][0].id]
    await browser.opens(f"{path}?organisation={shops}")
    await browser.posts(f"{path}/marks", organisation_id=shops, came=str(somebody), chosen=shops)

    assert people(browser.page) == 50
    assert re.search(rf'id="mark-{somebody}-{shops}"[^>]*aria-pressed="true"', browser.page)


async def test_reasons_are_written_organisation_by_organisation(
    browser: Browser, telegram: Simulator, tonight: Evening
) -> None:
    await telegram.clock.freeze(START + timedelta(hours=12))
    await signs_in(browser, tonight.crowd.coordinator)
    path = f"/console/patrols/{tonight.patrol_id}"
    shops = str(tonight.crowd.organisation_ids[SHOPS])
    somebody = tonight.person_ids[tonight.crowd.people[SHOPS][0].id]
    await browser.opens(path)
    closed = browser.page
    await browser.opens(f"{path}?organisation={shops}")
    await browser.posts(f"{path}/excuses", person_id=str(somebody), reason="work", chosen=shops)

    assert "위 출석부에서 단체를 누르시면" in closed
    assert "까닭을 적었어요" in browser.page
    assert f'id="absent-{somebody}"' in browser.page


async def test_what_everybody_was_told_is_a_page_of_its_own(bot: App, browser: Browser, tonight: Evening) -> None:
    path = f"/console/patrols/{tonight.later_id}"
    await browser.opens(f"{path}/cancel")
    await browser.posts(f"{path}/cancel", scope="this")
    assert f'href="{path}/messages"' in browser.page
    await browser.opens(f"{path}/messages")
    everything = browser.page
    async with bot.engines.writing.begin() as connection:
        await connection.execute(text("UPDATE outbox SET outcome = 'expired' WHERE kind = 'patrols.cancelled'"))
    await browser.opens(path)

    assert "못 받은 분이 110명 더 있어요" in browser.page
    assert tonight.crowd.people[UNIT][0].name in everything
    assert everything.count("취소 알림") == 160
