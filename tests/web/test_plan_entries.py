"""A patrol planned at the desk is the patrol the chat would have made: understood alike, published once, told once."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.app import App
from core.rsvps import PatrolState
from db.tables import OutboxRow, Patrol, PatrolOrganisation, Series
from simulator.client import Simulator
from tests.web.conftest import Browser, browsing, signs_in
from tests.web.months import Month, month

BOXES = {
    "title": "연말 합동순찰",
    "day": "2026-12-18",
    "begins": "20:00",
    "ends": "22:00",
    "place": "범계역 3번 출구",
    "coordinates": "37.39010,126.95100",
    "zones": "범계역 로데오거리, 여성안심귀갓길",
    "info": "형광조끼 착용",
}


@pytest.fixture
async def december(bot: App, browser: Browser, telegram: Simulator) -> Month:
    found = await month(bot, telegram)
    await signs_in(browser, found.crowd.coordinator)
    return found


async def submits(browser: Browser, december: Month, **boxes: str) -> int:
    """Fills in the form; the id of the draft."""
    await browser.opens("/console/plan/new")
    assert await browser.posts("/console/plan/new", **{"city_id": str(december.crowd.city_id), **BOXES, **boxes}) == 200
    found = re.search(r"/console/plan/drafts/(\d+)/publish", browser.page)
    assert found is not None, browser.page
    return int(found[1])


async def rows(bot: App, table: Any, *where: Any) -> list[Any]:
    async with bot.uow.read() as tx:
        return list((await tx.session.exec(select(table).where(*where).order_by(*table.__table__.primary_key))).all())


async def patrol(bot: App, patrol_id: int) -> Patrol | None:
    async with bot.uow.read() as tx:
        return await tx.session.get(Patrol, patrol_id)


async def test_a_day_of_the_calendar_begins_a_form_with_what_was_usual(browser: Browser, december: Month) -> None:
    assert december
    await browser.opens("/console/plan/new?day=2026-12-25")

    assert 'value="2026-12-25"' in browser.page
    assert 'name="begins" value="20:00"' in browser.page
    assert "이날은 성탄절이에요" in browser.page
    assert "범계역 2번 출구" in browser.page


async def test_the_preview_shows_what_was_understood_and_tells_nobody(
    bot: App, browser: Browser, december: Month
) -> None:
    organisation_id = str(december.crowd.organisation_ids["안양상인연합회"])
    draft_id = await submits(
        browser,
        december,
        **{"organisation": organisation_id, f"quota_{organisation_id}": "5", "repeat": "weekly", "weekday": "4"},
    )
    told = await rows(bot, OutboxRow, col(OutboxRow.kind) == "patrols.announced")

    assert all(
        words in browser.page
        for words in ("안양상인연합회 5명", "매주 금", "12월 25일(금)", "성탄절", "게시하면 15명에게", "형광조끼 착용")
    )
    assert told == []
    assert (await patrol(bot, draft_id)).state is PatrolState.draft  # type: ignore[union-attr]


async def test_published_at_the_desk_it_is_announced_to_those_invited_once(
    bot: App, browser: Browser, december: Month
) -> None:
    organisation_id = str(december.crowd.organisation_ids["안양상인연합회"])
    draft_id = await submits(browser, december, organisation=organisation_id)
    path = f"/console/plan/drafts/{draft_id}/publish"
    await browser.posts(path)
    first = browser.page
    await browser.opens("/console/access")
    await browser.posts(path)
    told = await rows(bot, OutboxRow, col(OutboxRow.key).startswith(f"announce:{draft_id}:"))

    assert "게시했어요" in first
    assert "두 번 알리지 않았어요" in browser.page
    assert len(told) == 15


@pytest.mark.every_database
async def test_of_two_who_publish_at_once_one_tells(bot: App, telegram: Simulator) -> None:
    december = await month(bot, telegram)
    async with browsing(bot) as one, browsing(bot) as two:
        await signs_in(one, december.crowd.coordinator)
        await signs_in(two, december.crowd.coordinator)
        draft_id = await submits(one, december)
        await two.opens("/console/access")
        path = f"/console/plan/drafts/{draft_id}/publish"
        await asyncio.gather(one.posts(path), two.posts(path))
        told = await rows(bot, OutboxRow, col(OutboxRow.key).startswith(f"announce:{draft_id}:"))
        said = sorted("두 번 알리지" in each.page for each in (one, two))

    assert len(told) == 80
    assert said == [False, True]


async def test_publishing_a_repeating_one_plans_its_dates(bot: App, browser: Browser, december: Month) -> None:
    draft_id = await submits(
        browser, december, repeat="monthly", nth="3", weekday="4", until="2027-03-31", holidays="skip"
    )
    await browser.posts(f"/console/plan/drafts/{draft_id}/publish")
    series = (await patrol(bot, draft_id)).series_id  # type: ignore[union-attr]
    dates = await rows(bot, Patrol, col(Patrol.series_id) == series)
    (rule,) = [each.recurrence for each in await rows(bot, Series, col(Series.id) == series)]

    assert rule == "FREQ=MONTHLY;BYDAY=3FR;UNTIL=20270331;HOLIDAYS=SKIP"
    assert [each.series_day.isoformat() for each in dates] == ["2026-12-18", "2027-01-15"]


async def test_a_saved_draft_waits_in_the_plan_and_outlives_the_sweep(
    bot: App, browser: Browser, telegram: Simulator, december: Month
) -> None:
    saved = await submits(browser, december)
    await browser.posts(f"/console/plan/drafts/{saved}/save")
    listed = browser.page
    forgotten = await submits(browser, december, title="미리보기만")
    await telegram.clock.advance(timedelta(days=1, minutes=1))
    await bot.services.patrol_drafts.sweep(bot.clock.now())

    assert "초안으로 두었어요" in listed
    assert f"/console/plan/drafts/{saved}" in listed
    assert await patrol(bot, saved) is not None
    assert await patrol(bot, forgotten) is None


async def test_a_preview_nobody_saved_is_not_in_the_plan(browser: Browser, december: Month) -> None:
    await submits(browser, december, title="미리보기만")
    await browser.opens("/console/plan")

    assert "미리보기만" not in browser.page


async def test_a_corrected_draft_takes_the_place_of_the_first(bot: App, browser: Browser, december: Month) -> None:
    first = await submits(browser, december, repeat="daily")
    await browser.posts(f"/console/plan/drafts/{first}/save")
    await browser.opens(f"/console/plan/new?draft={first}")
    filled = browser.page
    corrected = await submits(browser, december, draft_id=str(first), title="고친 순찰")
    await browser.opens("/console/plan")

    assert 'value="연말 합동순찰"' in filled
    assert 'value="daily" checked' in filled
    assert await patrol(bot, first) is None
    assert (await patrol(bot, corrected)).saved_at is not None  # type: ignore[union-attr]
    assert "고친 순찰" in browser.page
    assert [each for each in await rows(bot, Series) if each.planned_until is None] == []


async def test_a_discarded_draft_is_gone(bot: App, browser: Browser, december: Month) -> None:
    draft_id = await submits(browser, december)
    await browser.posts(f"/console/plan/drafts/{draft_id}/discard")
    said = browser.page
    gone = await browser.opens(f"/console/plan/drafts/{draft_id}")

    assert "초안을 버렸어요" in said
    assert gone == 404
    assert await patrol(bot, draft_id) is None


async def test_everything_wrong_is_said_beside_its_box_and_what_was_typed_stays(
    bot: App, browser: Browser, december: Month
) -> None:
    await browser.opens("/console/plan/new")
    before = len(await rows(bot, Patrol))
    wrong = {"day": "2026-12-01", "coordinates": "", "title": "", "repeat": "weekly", "info": "<b>조끼</b>"}
    status = await browser.posts("/console/plan/new", **{"city_id": str(december.crowd.city_id), **BOXES, **wrong})
    faults = re.findall(r'id="fault-(\w+)"', browser.page)

    assert status == 422
    assert faults == ["title", "when", "repeat", "place"]
    assert "이미 지난 시각이에요" in browser.page
    assert 'value="&lt;b&gt;조끼&lt;/b&gt;"' in browser.page
    assert len(await rows(bot, Patrol)) == before


async def test_a_place_used_before_needs_no_coordinates(bot: App, browser: Browser, december: Month) -> None:
    draft_id = await submits(browser, december, place_of=str(december.single_id), place="", coordinates="")
    found = await patrol(bot, draft_id)

    assert found is not None
    assert (found.place_name, round(found.latitude, 4)) == ("안양일번가 입구", 37.4016)


async def test_a_new_one_like_an_old_one_asks_for_its_day_alone(browser: Browser, december: Month) -> None:
    await browser.opens(f"/console/plan/new?like={december.clashing_ids[0]}")
    organisation_id = december.crowd.organisation_ids["평촌자율방범대"]

    assert 'value="로데오거리 순찰"' in browser.page
    assert f'name="organisation" value="{organisation_id}" checked' in browser.page
    assert 'name="day" value=""' in browser.page


async def test_the_preview_names_what_is_in_its_way(browser: Browser, december: Month) -> None:
    await submits(browser, december, repeat="weekly", weekday="4")

    assert "여성안심귀갓길 순찰" in browser.page
    assert "겹치는 순찰이" in browser.page


async def test_a_form_opened_for_another_city_creates_nothing(bot: App, browser: Browser, december: Month) -> None:
    before = len(await rows(bot, Patrol))
    await browser.opens("/console/plan/new")
    status = await browser.posts("/console/plan/new", **{"city_id": str(december.crowd.city_id + 1), **BOXES})

    assert status == 404
    assert len(await rows(bot, Patrol)) == before
    assert len(await rows(bot, PatrolOrganisation)) == 2
