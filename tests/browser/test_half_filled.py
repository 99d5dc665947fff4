"""A page that keeps itself up to date leaves alone what somebody is about to fill in."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.async_api import expect

from bot.app import App
from core.roles import OrganisationKind
from simulator.client import Simulator
from tests.browser.consoles import WATCH, OpensConsole, bot, opens_console, settings
from tests.browser.inspections import LARGEST, faults, weight_of
from tests.stories.patrolling import START
from tests.web.evenings import evening

__all__ = ["bot", "opens_console", "settings"]

UNITS = {"평촌자율방범대": (OrganisationKind.patrol_unit, 40)}


async def test_a_reason_that_was_chosen_is_not_undone_by_what_happens_elsewhere(
    bot: App, telegram: Simulator, opens_console: OpensConsole
) -> None:
    tonight = await evening(bot, telegram, units=UNITS)
    await telegram.clock.freeze(START + timedelta(hours=3))
    page = await opens_console(tonight.crowd.coordinator, "phone")
    await page.add_init_script(WATCH)
    await page.goto(f"/console/patrols/{tonight.patrol_id}")
    seen = page.locator("html")
    await expect(seen).to_have_attribute("data-listens", "yes")
    found = await faults(page)
    weight = await weight_of(page)
    missed, reason = page.get_by_label("어느 분인가요?"), page.get_by_label("왜 못 오셨나요?")
    await missed.select_option(label="평촌002")
    await reason.select_option(label="집안일로")
    await page.evaluate("delete document.documentElement.dataset.news")
    leader = tonight.crowd.people["평촌자율방범대"][0]
    await leader.says("/roster")
    await leader.taps("평촌001", on=await leader.hears("출석부"))
    await leader.says("/note 가로등이 꺼졌어요")
    await leader.hears("접수")
    await expect(seen).to_have_attribute("data-news", re.compile("[1-9]"))
    gone = page.locator("[id^=absent-]", has_text="평촌001")
    await expect(gone).to_be_visible()
    await expect(reason).to_have_value("family")
    await page.get_by_role("button", name="까닭 적기").click()

    await expect(page.get_by_role("status")).to_contain_text("까닭을 적었어요")
    await expect(page.locator("[id^=absent-]", has_text="평촌002")).to_contain_text("집안일로")
    await expect(gone).to_have_count(0)
    assert found == []
    assert weight < LARGEST
