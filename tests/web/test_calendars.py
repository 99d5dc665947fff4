"""A telephone subscribes to a calendar over HTTP."""

from __future__ import annotations

import re

import httpx
from icalendar import Calendar

from bot.app import App
from simulator.client import Simulator
from tests.stories.patrolling import START
from tests.stories.towns import Town
from tests.web.conftest import Browser, signs_in
from tests.web.evenings import evening


async def _asks(app: App, path: str, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{await app.web_port()}", timeout=20) as telephone:
        return await telephone.get(path, headers=headers)


async def _city_link(browser: Browser) -> str:
    await browser.opens("/console/connections")
    await browser.posts("/console/connections/calendars", kind="city")
    found = re.search(r"/calendar/[\w-]+\.ics", browser.page)
    assert found is not None
    return found[0]


async def test_a_city_calendar_is_read_again_only_when_something_changed(
    bot: App, browser: Browser, telegram: Simulator
) -> None:
    tonight = await evening(bot, telegram)
    await signs_in(browser, tonight.crowd.coordinator)
    path = await _city_link(browser)
    first = await _asks(bot, path)
    same = await _asks(bot, path, **{"If-None-Match": first.headers["etag"]})
    await browser.opens(f"/console/patrols/{tonight.later_id}/cancel")
    await browser.posts(f"/console/patrols/{tonight.later_id}/cancel", scope="this")
    changed = await _asks(bot, path, **{"If-None-Match": first.headers["etag"]})
    before, after = (Calendar.from_ical(each.content).walk("VEVENT") for each in (first, changed))

    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "max-age" in first.headers["cache-control"]
    assert same.status_code == 304
    assert changed.status_code == 200
    assert [event["status"] for event in before] == ["CONFIRMED", "CONFIRMED"]
    assert [event["status"] for event in after] == ["CONFIRMED", "CANCELLED"]
    assert before[0].start == START
    assert b"DTSTART:20" in first.content
    assert [event["uid"] for event in before] == [event["uid"] for event in after]


async def test_a_wrong_and_a_revoked_link_find_nothing(bot: App, browser: Browser, telegram: Simulator) -> None:
    tonight = await evening(bot, telegram)
    await signs_in(browser, tonight.crowd.coordinator)
    path = await _city_link(browser)
    nearly = path.removesuffix(".ics")
    nearly = nearly[:-1] + ("B" if nearly.endswith("A") else "A")
    wrong = [await _asks(bot, f"{each}.ics") for each in (f"/calendar/{'x' * 43}", "/calendar/x", nearly)]
    await browser.opens("/console/connections")
    await browser.posts("/console/connections/calendars/drop", kind="city")
    revoked = await _asks(bot, path)

    assert [each.status_code for each in wrong] == [404, 404, 404]
    assert revoked.status_code == 404
    assert revoked.content == b""


async def test_a_member_gets_the_link_from_their_own_card(bot: App, town: Town) -> None:
    member = town.members[0]
    await member.says("/me")
    await member.hears("활동 시간")
    await member.taps("내 달력에 순찰 넣기")
    await member.hears("구독 추가")
    await member.taps("달력 링크 받기")
    heard = await member.hears("/calendar/")
    found = re.search(r"/calendar/[\w-]+\.ics", heard.text)
    assert found is not None

    assert (await _asks(bot, found[0])).status_code == 200
