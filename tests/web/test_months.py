"""The month and the comparison of 112 calls at the desk."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.app import App
from db.tables import Note
from tests.stories.patrolling import START
from tests.web.conftest import Browser
from tests.web.evenings import Evening


async def test_the_figures_of_the_model_city_say_about_three_points_and_how_sure(
    browser: Browser, tonight: Evening
) -> None:
    await browser.opens("/console/effects")
    await browser.posts("/console/effects/rate", before="11486", after="10879", others="-2.3")
    text = re.sub(r"<[^>]+>", " ", browser.page)

    assert tonight
    assert "11,486건 → 10,879건" in text
    assert "−5.3%" in text
    assert "−2.3%" in text
    assert "약 −3.0%p" in text
    assert "우연일 수 있는 차이" in text


async def test_a_table_with_starts_tells_of_all_cities_together(browser: Browser, tonight: Evening) -> None:
    lines = ["도시,월,건수,시작"]
    for city, start in (("안양시", "2026-06"), ("수원시", ""), ("군포시", "2026-09"), ("의왕시", ""), ("과천시", "")):
        for month in range(1, 12):
            lines += [
                f"{city},2025-{month:02d},{5000 + 7 * month},",
                f"{city},2026-{month:02d},{4900 + 6 * month},{start}",
            ]
    await browser.opens("/console/effects")
    await browser.posts("/console/effects/table", table="\n".join(lines))
    told = browser.page
    await browser.posts("/console/effects/table", table="도시,월,건수\n안양시,봄,3")

    assert tonight
    assert "시작한 도시 2곳을 함께 보면" in told
    assert "2번째 줄의 월을 모르겠어요" in browser.page


async def test_the_month_shows_squares_only_from_three_notes_on(bot: App, browser: Browser, tonight: Evening) -> None:
    await browser.opens("/console/months?month=2026-12")
    few = browser.page
    async with bot.uow.write() as tx:
        for number in range(20, 24):
            note = Note(
                city_id=tonight.crowd.city_id,
                number=number,
                reporter_id=next(iter(tonight.person_ids.values())),
                latitude=37.3902,
                longitude=126.9515,
                created_at=START + timedelta(minutes=1),
            )
            await tx.notes.added(note)
    await browser.opens("/console/months?month=2026-12")

    assert 'class="cell"' not in few
    assert browser.page.count('class="cell"') == 1
    assert await browser.opens("/console/months?month=2026-13") == 404
    assert await browser.opens("/console/months?month=nonsense") == 404
