"""Once more on another day: the same patrol, drafted and asked about like any new one; days chosen likewise."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot.app import App
from core.rsvps import PatrolState
from db.tables import OutboxRow, Patrol, PatrolOrganisation, Series
from simulator.client import Simulator
from tests.web.conftest import Browser, signs_in
from tests.web.months import Month, month, on


@pytest.fixture
async def december(bot: App, browser: Browser, telegram: Simulator) -> Month:
    found = await month(bot, telegram)
    await signs_in(browser, found.crowd.coordinator)
    return found


async def repeats(browser: Browser, patrol_id: int, day: str, **hours: str) -> int:
    """Makes the patrol once more on this day; the status of the page that follows."""
    await browser.opens("/console/access")
    return await browser.posts(f"/console/patrols/{patrol_id}/again", day=day, **hours)


def draft_on(page: str) -> int:
    found = re.search(r"/console/plan/drafts/(\d+)/publish", page)
    assert found is not None, page
    return int(found[1])


async def patrol(bot: App, patrol_id: int) -> Patrol:
    async with bot.uow.read() as tx:
        return (await tx.session.exec(select(Patrol).where(Patrol.id == patrol_id))).one()


async def invited(bot: App, patrol_id: int) -> list[tuple[int, int | None]]:
    async with bot.uow.read() as tx:
        found = await tx.session.exec(select(PatrolOrganisation).where(PatrolOrganisation.patrol_id == patrol_id))
        return [(each.organisation_id, each.quota) for each in found]


async def told(bot: App) -> int:
    async with bot.uow.read() as tx:
        return len((await tx.session.exec(select(OutboxRow).where(OutboxRow.kind == "patrols.announced"))).all())


async def count_of(bot: App) -> int:
    async with bot.uow.read() as tx:
        return len((await tx.session.exec(select(Patrol.id))).all())


async def test_once_more_is_the_same_patrol_on_another_day_and_tells_nobody(
    bot: App, browser: Browser, december: Month
) -> None:
    first = december.clashing_ids[0]
    async with bot.uow.write() as tx:
        row = (await tx.session.exec(select(PatrolOrganisation).where(PatrolOrganisation.patrol_id == first))).one()
        row.quota = 7
        (await tx.session.exec(select(Patrol).where(Patrol.id == first))).one().info = "형광조끼, <b>손전등</b>"
    before = await patrol(bot, first)
    assert await repeats(browser, first, "2026-12-29") == 200
    new, old = await patrol(bot, draft_on(browser.page)), await patrol(bot, first)

    assert old == before
    assert (new.state, new.saved_at) == (PatrolState.draft, None)
    assert (new.starts_at, new.ends_at) == (on(29), on(29, 22))
    assert [(each.title, each.place_name, each.latitude, each.zones, each.info) for each in (new,)] == [
        (each.title, each.place_name, each.latitude, each.zones, each.info) for each in (old,)
    ]
    assert await invited(bot, new.id) == await invited(bot, first)
    assert await told(bot) == 0
    assert "게시하면 20명에게 바로 알려요" in browser.page


async def test_published_it_is_told_to_everybody_it_invites_once(bot: App, browser: Browser, december: Month) -> None:
    await repeats(browser, december.single_id, "2026-12-18")
    await browser.posts(f"/console/plan/drafts/{draft_on(browser.page)}/publish")

    assert "게시했어요" in browser.page
    assert await told(bot) == 80


async def test_a_date_of_a_series_is_once_more_alone(bot: App, browser: Browser, december: Month) -> None:
    async with bot.uow.read() as tx:
        of_series = select(Patrol).where(Patrol.series_id == december.series_id)
        one = (await tx.session.exec(of_series.order_by(col(Patrol.starts_at)))).first()
        assert one is not None
    await repeats(browser, one.id, "2026-12-15")
    new = await patrol(bot, draft_on(browser.page))
    async with bot.uow.read() as tx:
        series = list((await tx.session.exec(select(Series.id))).all())

    assert (new.title, new.series_id, new.starts_at) == (one.title, None, on(15))
    assert series == [december.series_id]


async def test_what_is_over_or_cancelled_is_once_more_too(bot: App, browser: Browser, december: Month) -> None:
    states = []
    for patrol_id in (december.past_ids[0], december.cancelled_id):
        await repeats(browser, patrol_id, "2026-12-15")
        states.append((await patrol(bot, draft_on(browser.page))).state)

    assert states == [PatrolState.draft, PatrolState.draft]
    assert (await patrol(bot, december.cancelled_id)).state is PatrolState.cancelled


async def test_its_preview_names_what_is_in_its_way(browser: Browser, december: Month) -> None:
    await repeats(browser, december.past_ids[0], "2026-12-18")

    assert "겹치는 순찰이" in browser.page
    assert "여성안심귀갓길 순찰" in browser.page


async def test_it_may_begin_at_another_hour(bot: App, browser: Browser, december: Month) -> None:
    await repeats(browser, december.single_id, "2026-12-18", begins="22:00", ends="01:00")
    new = await patrol(bot, draft_on(browser.page))

    assert (new.starts_at, new.ends_at) == (on(18, 22), on(19, 1))


@pytest.mark.parametrize("day", ["2026-12-08", "", "어느 날", "9999-99-99"])
async def test_a_day_it_cannot_be_on_is_said_in_the_form_with_all_the_rest(
    bot: App, browser: Browser, december: Month, day: str
) -> None:
    before = await count_of(bot)
    status = await repeats(browser, december.single_id, day)

    assert status == 422
    assert re.findall(r'id="fault-(\w+)"', browser.page) == ["when"]
    assert 'value="안양일번가 합동순찰"' in browser.page
    assert await count_of(bot) == before


async def test_a_forged_form_makes_nothing(bot: App, browser: Browser, december: Month) -> None:
    before = await count_of(bot)
    await browser.opens("/console/access")
    status = await browser.posts(f"/console/patrols/{december.single_id}/again", mark="0" * 32, day="2026-12-18")

    assert status == 403
    assert await count_of(bot) == before


async def test_a_drop_in_the_calendar_offers_both_and_a_change_of_the_form_only_one(
    browser: Browser, december: Month
) -> None:
    path = f"/console/patrols/{december.single_id}/change?what=when&is_filled=1"
    offered = {}
    for rest in ("&day=2026-12-16&back=plan", "&day=2026-12-16", "&day=2026-12-17&back=plan"):
        await browser.opens(path + rest)
        offered[rest] = ("옮기기</button>" in browser.page, "/again" in browser.page)

    assert list(offered.values()) == [(True, True), (False, False), (False, False)]


async def test_a_drop_of_a_date_of_a_series_moves_it_or_all_that_follow_or_repeats_it(
    bot: App, browser: Browser, december: Month
) -> None:
    async with bot.uow.read() as tx:
        of_series = select(Patrol.id).where(Patrol.series_id == december.series_id)
        patrol_id = (await tx.session.exec(of_series.order_by(col(Patrol.starts_at)))).first()
    await browser.opens(f"/console/patrols/{patrol_id}/change?what=when&is_filled=1&day=2026-12-12&back=plan")

    assert all(words in browser.page for words in ("이 날짜만 옮기기", "이날부터 모두 옮기기", "복사해서 한 번 더"))


async def test_several_days_of_the_calendar_begin_a_form_that_repeats_until_the_last(
    bot: App, browser: Browser, december: Month
) -> None:
    before = await count_of(bot)
    await browser.opens("/console/plan/new?day=2026-12-14&until=2026-12-16")

    assert december
    assert 'name="day" value="2026-12-14"' in browser.page
    assert 'value="daily" checked' in browser.page
    assert 'name="until" value="2026-12-16"' in browser.page
    assert "3일 동안 매일" in browser.page
    assert await count_of(bot) == before


@pytest.mark.parametrize("until", ["2026-12-14", "2026-12-01"])
async def test_a_last_day_that_is_none_begins_the_form_of_one_day(
    browser: Browser, december: Month, until: str
) -> None:
    assert december
    await browser.opens(f"/console/plan/new?day=2026-12-14&until={until}")

    assert 'name="day" value="2026-12-14"' in browser.page
    assert 'value="" checked' in browser.page


async def test_the_days_that_were_chosen_are_the_days_that_are_planned(
    bot: App, browser: Browser, december: Month
) -> None:
    await browser.opens("/console/plan/new?day=2026-12-14&until=2026-12-16")
    boxes = {"title": "사흘 순찰", "day": "2026-12-14", "begins": "20:00", "ends": "22:00"}
    boxes |= {"repeat": "daily", "until": "2026-12-16", "place_of": str(december.single_id)}
    await browser.posts("/console/plan/new", city_id=str(december.crowd.city_id), **boxes)
    await browser.posts(f"/console/plan/drafts/{draft_on(browser.page)}/publish")
    async with bot.uow.read() as tx:
        found = await tx.session.exec(select(Patrol).where(Patrol.title == "사흘 순찰").order_by(col(Patrol.starts_at)))
        days = [each.series_day for each in found]

    assert days == [date(2026, 12, 14) + timedelta(days=number) for number in range(3)]
