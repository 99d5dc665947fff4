"""A change at the desk is asked first, told as in the chat, and never made of something somebody else has changed."""

from __future__ import annotations

import asyncio
import html
import re
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.app import App
from core.rsvps import PatrolState, RsvpState
from db.tables import OutboxRow, Patrol, Reminder, Rsvp
from simulator.client import Simulator
from tests.web.conftest import Browser, browsing, signs_in
from tests.web.months import TODAY, Month, month, on


@pytest.fixture
async def december(bot: App, browser: Browser, telegram: Simulator) -> Month:
    found = await month(bot, telegram)
    await answers(bot, found, 3)
    await signs_in(browser, found.crowd.coordinator)
    return found


async def answers(bot: App, december: Month, count: int) -> None:
    """So many of the first organisation say that they come to the patrol that stands alone."""
    unit, people = next(iter(december.crowd.people.items()))
    async with bot.uow.write() as tx:
        for person in people[:count]:
            await tx.rsvps.added(
                Rsvp(
                    patrol_id=december.single_id,
                    person_id=december.person_ids[person.id],
                    city_id=december.crowd.city_id,
                    organisation_id=december.crowd.organisation_ids[unit],
                    state=RsvpState.going,
                    answered_at=TODAY,
                )
            )


async def patrols(bot: App, *ids: int, series: int | None = None) -> list[Patrol]:
    async with bot.uow.read() as tx:
        where = col(Patrol.series_id) == series if series else col(Patrol.id).in_(ids)
        return list((await tx.session.exec(select(Patrol).where(where).order_by(col(Patrol.starts_at)))).all())


async def told(bot: App, kind: str) -> list[OutboxRow]:
    async with bot.uow.read() as tx:
        return list((await tx.session.exec(select(OutboxRow).where(OutboxRow.kind == kind))).all())


async def confirms(browser: Browser, scope: str = "this") -> int:
    """Presses the button of the question that is open, with all it holds."""
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', browser.page)
    fields = {name: html.unescape(value) for name, value in hidden}
    path = re.search(r'<form method="post" action="([^"]+/change)"', browser.page)
    assert path is not None, browser.page
    return await browser.posts(path[1], **fields, scope=scope)


async def test_a_drop_in_the_calendar_asks_before_anything_happens(bot: App, browser: Browser, december: Month) -> None:
    path = f"/console/patrols/{december.single_id}/change?what=when&is_filled=1&day=2026-12-16&back=plan"
    await browser.opens(path)
    (patrol,) = await patrols(bot, december.single_id)

    assert "12월 17일(목) 19:00–21:00" in browser.page
    assert "12월 16일(수) 19:00–21:00" in browser.page
    assert "이미 답한 3명에게 바뀐 내용을 알려요" in browser.page
    assert patrol.starts_at == on(17, 19)
    assert await told(bot, "patrols.changed") == []


async def test_confirmed_it_moves_and_those_who_answered_are_told(bot: App, browser: Browser, december: Month) -> None:
    await browser.opens(f"/console/patrols/{december.single_id}/change?what=when&is_filled=1&day=2026-12-16&back=plan")
    await confirms(browser)
    (patrol,) = await patrols(bot, december.single_id)
    async with bot.uow.read() as tx:
        due = [row.due_at for row in (await tx.session.exec(select(Reminder))).all() if row.patrol_id == patrol.id]

    assert "바뀐 내용을 알리고 있어요" in browser.page
    assert 'data-day="2026-12-16"' in browser.page
    assert (patrol.starts_at, patrol.ends_at) == (on(16, 19), on(16, 21))
    assert len(await told(bot, "patrols.changed")) == 3
    assert on(16, 19) - timedelta(hours=2) in due


@pytest.mark.every_database
async def test_of_two_changes_at_once_the_second_is_told_so(bot: App, telegram: Simulator) -> None:
    december = await month(bot, telegram)
    await answers(bot, december, 3)
    path = f"/console/patrols/{december.single_id}/change?what=when&is_filled=1&day=2026-12-"
    async with browsing(bot) as one, browsing(bot) as two:
        for browser, day in ((one, "15"), (two, "16")):
            await signs_in(browser, december.crowd.coordinator)
            await browser.opens(path + day)
        await asyncio.gather(confirms(one), confirms(two))
        pages = sorted("그사이 다른 분이 바꾼" in each.page for each in (one, two))
    (patrol,) = await patrols(bot, december.single_id)

    assert pages == [False, True]
    assert patrol.revision == 2
    assert len(await told(bot, "patrols.changed")) == 3


async def test_a_value_that_is_wrong_is_asked_for_again(browser: Browser, december: Month) -> None:
    path = f"/console/patrols/{december.single_id}/change?is_filled=1"
    past = await browser.opens(f"{path}&what=when&day=2026-12-01")
    said = browser.page
    nowhere = await browser.opens(f"{path}&what=place&place=어딘가&coordinates=")

    assert (past, nowhere) == (422, 422)
    assert "이미 지난 시각이에요" in said
    assert "좌표가 없어요" in browser.page


async def test_the_same_value_changes_nothing_and_offers_nothing(browser: Browser, december: Month) -> None:
    await browser.opens(f"/console/patrols/{december.single_id}/change?is_filled=1&what=when&day=2026-12-17")

    assert "지금과 같아요" in browser.page
    assert 'name="scope"' not in browser.page


async def test_place_zones_and_info_change_at_the_desk(bot: App, browser: Browser, december: Month) -> None:
    path = f"/console/patrols/{december.single_id}/change?is_filled=1"
    await browser.opens(f"{path}&what=place&place=안양역 1번 출구&coordinates=37.40170,126.92230")
    await confirms(browser)
    await browser.opens(f"{path}&what=zones&zones=")
    await confirms(browser)
    await browser.opens(f"{path}&what=info&info=<b>우의</b>")
    await confirms(browser)
    (patrol,) = await patrols(bot, december.single_id)

    assert (patrol.place_name, patrol.zones, patrol.info) == ("안양역 1번 출구", [], "<b>우의</b>")
    assert len(await told(bot, "patrols.changed")) == 3


async def test_other_organisations_are_announced_to_and_those_left_out_are_told(
    bot: App, browser: Browser, december: Month
) -> None:
    organisation_id = str(december.crowd.organisation_ids["안양상인연합회"])
    path = f"/console/patrols/{december.single_id}/change"
    await browser.opens(f"{path}?is_filled=1&what=organisations&organisation={organisation_id}")
    asked = browser.page
    await confirms(browser)
    left_out = await told(bot, "patrols.uninvited")
    await browser.opens(f"{path}?is_filled=1&what=organisations")

    assert "참석을 답했지만 빠지는 3명" in asked
    assert len(left_out) == 3
    assert "새로 불리는 65명에게" in browser.page


async def test_all_that_follow_move_with_a_date_of_a_series(bot: App, browser: Browser, december: Month) -> None:
    first, second, *_ = await patrols(bot, series=december.series_id)
    await browser.opens(
        f"/console/patrols/{second.id}/change?is_filled=1&what=when&day=2026-12-17&begins=19:00&ends=21:00"
    )
    offered = browser.page
    await confirms(browser, scope="following")
    (stayed,) = await patrols(bot, series=december.series_id)
    moved = await patrols(bot, second.id)

    assert "이날부터 모두 게시" in offered
    assert stayed.id == first.id
    assert moved[0].starts_at == on(17, 19)
    later = await patrols(bot, series=moved[0].series_id)
    assert {each.starts_at.astimezone(TODAY.tzinfo).weekday() for each in later} == {3}


async def test_a_patrol_that_has_begun_says_why_it_stays(browser: Browser, december: Month) -> None:
    await browser.opens(f"/console/patrols/{december.past_ids[0]}/change")
    begun = browser.page
    await browser.opens(f"/console/patrols/{december.cancelled_id}/change")

    assert "이미 시작한 순찰이라 바꿀 수 없어요" in begun
    assert "취소된 순찰이라 바꿀 수 없어요" in browser.page


async def test_cancelling_says_how_many_are_told_and_can_take_all_that_follow(
    bot: App, browser: Browser, december: Month
) -> None:
    first, second, *_ = await patrols(bot, series=december.series_id)
    await browser.opens(f"/console/patrols/{second.id}/cancel")
    asked = browser.page
    await browser.posts(f"/console/patrols/{second.id}/cancel", scope="following")
    found = await patrols(bot, series=december.series_id)

    assert "취소하면 80명에게 알려요" in asked
    assert [each.id for each in found if each.state is PatrolState.published] == [first.id]
    assert len(await told(bot, "patrols.cancelled")) == 80
