"""Connections, the month and the comparison of calls in a real browser: readable, usable, no wider than the screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import expect

from bot.app import App
from core.webhooks import FAILURES_AT_LEAST, GIVEN_UP_AFTER
from db.tables import Note, Webhook
from simulator.client import Simulator
from tests.browser.consoles import OpensConsole, bot, opens_console, settings
from tests.browser.inspections import faults
from tests.stories.patrolling import START
from tests.web.evenings import Evening, evening
from tests.web.tokens import desk_of, token_of

__all__ = ["bot", "opens_console", "settings"]

PAGES = ("/console/connections", "/console/months?month=2026-12", "/console/effects")


async def _fills(app: App, tonight: Evening) -> None:
    """A token, a receiver that was given up, and notes in several squares."""
    await token_of(app, tonight.crowd)
    visitor = await desk_of(app, tonight.crowd)
    async with app.uow.write() as tx:
        row = Webhook(
            city_id=tonight.crowd.city_id,
            url="https://data.example/hooks/patrol-notes",
            secret="whsec_AAAA",
            made_by=visitor.person_id,
            made_at=START,
        )
        webhook_id = (await tx.webhooks.added(row)).id
        for number in range(20, 45):
            note = Note(
                city_id=tonight.crowd.city_id,
                number=number,
                reporter_id=visitor.person_id,
                latitude=37.3902 + number % 5 * 0.0032,
                longitude=126.9515 + number % 3 * 0.004,
                created_at=START + timedelta(minutes=1),
            )
            await tx.notes.added(note)
    for number in range(FAILURES_AT_LEAST + 1):
        at = START + GIVEN_UP_AFTER * number / FAILURES_AT_LEAST
        await app.services.webhooks.failed(webhook_id, "status 500", at)


@pytest.mark.parametrize(("width", "theme"), [("desk", "light"), ("phone", "dark")])
async def test_a_token_is_shown_once_and_every_page_can_be_read(
    opens_console: OpensConsole, bot: App, telegram: Simulator, width: str, theme: str
) -> None:
    tonight = await evening(bot, telegram)
    await _fills(bot, tonight)
    page = await opens_console(tonight.crowd.coordinator, width, theme=theme)
    found: list[str] = []
    for place in PAGES:
        await page.goto(place)
        found += await faults(page)
    await page.get_by_label("작년 같은 달 건수").fill("11486")
    await page.get_by_label("올해 건수").fill("10879")
    await page.get_by_label("다른 도시들의 변화").fill("-2.3")
    await page.get_by_role("button", name="비교하기").last.click()
    await expect(page.get_by_text("차이는 약 −3.0%p")).to_be_visible()
    found += await faults(page)
    await page.goto("/console/connections")
    await expect(page.get_by_text("멈춤", exact=True)).to_be_visible()
    await page.get_by_text("새 열쇠 만들기").click()
    await page.get_by_label("어느 프로그램이 쓰나요?").fill("열린데이터")
    await page.get_by_label("순찰과 단체별 인원 수").check()
    await page.get_by_role("button", name="열쇠 만들기").click()
    secret = await page.get_by_label("복사할 내용").input_value()
    found += await faults(page)
    await page.goto("/console/connections")

    assert secret.startswith("patrol_")
    await expect(page.get_by_text(secret)).to_have_count(0)
    assert found == []
