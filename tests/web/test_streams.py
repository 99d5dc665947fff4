"""Pages that keep themselves up to date: nothing is missed between what a page shows and the stream it listens to."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from html import unescape

import pytest
from sqlmodel import col, update

from bot.app import App
from bot.settings import Settings
from core.roles import MembershipState, Role
from db.tables import Membership
from simulator.client import Simulator
from tests.stories.stage import running
from tests.web.conftest import Browser, browsing, signs_in
from tests.web.evenings import Evening, evening

LIVE = ("today", "patrols", "patrols/{patrol_id}", "plan", "notes", "notes?stage=all&text=가로", "broadcasts")


def stream_of(page: str) -> str:
    """The address that a page listens to."""
    found = re.search(r'sse-connect="([^"]+)"', page)
    assert found, "the page listens to nothing"
    return unescape(found[1])


@asynccontextmanager
async def listening(bot: App, browser: Browser, address: str, **headers: str) -> AsyncIterator[AsyncIterator[str]]:
    """The lines of a stream, heard by whoever sits at the browser."""
    async with browsing(bot) as watching:
        watching.cookies.update(browser.cookies)
        async with watching.stream("GET", address, headers=headers) as stream:
            yield stream.aiter_lines()


async def first_words(lines: AsyncIterator[str]) -> list[str]:
    """The events of a stream's first look, by name."""
    events: list[str] = []
    async for line in lines:
        if line.startswith("event: "):
            events.append(line.removeprefix("event: "))
        if line.startswith(": still") or events[-1:] == ["changed"]:
            break
    return events


@pytest.mark.parametrize("place", LIVE)
async def test_a_page_that_shows_what_there_is_hears_no_news(
    bot: App, browser: Browser, tonight: Evening, place: str
) -> None:
    await browser.opens(f"/console/{place.format(patrol_id=tonight.patrol_id)}")
    async with listening(bot, browser, stream_of(browser.page)) as lines:
        assert await first_words(lines) == ["listening"]


async def test_what_happened_since_the_page_was_made_is_heard_at_once(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    await browser.opens("/console/today")
    address = stream_of(browser.page)
    await browser.posts(f"/console/applications/{tonight.application_id}", decision="decline")

    async with listening(bot, browser, address) as lines:
        assert await first_words(lines) == ["listening", "changed"]


async def test_two_who_change_places_are_news_though_no_number_changes(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    unit, organisation_id = next(iter(tonight.crowd.organisation_ids.items()))
    one, other = (str(tonight.person_ids[person.id]) for person in tonight.crowd.people[unit][:2])
    path, form = f"/console/patrols/{tonight.patrol_id}", {"organisation_id": str(organisation_id)}
    await browser.opens(path)
    await browser.posts(f"{path}/marks", **form, came=one)
    async with listening(bot, browser, stream_of(browser.page)) as lines:
        assert await first_words(lines) == ["listening"]
    address = stream_of(browser.page)
    await browser.posts(f"{path}/marks", **form, missed=one)
    await browser.posts(f"{path}/marks", **form, came=other)

    async with listening(bot, browser, address) as lines:
        assert await first_words(lines) == ["listening", "changed"]


async def test_a_line_that_was_cut_goes_on_from_what_was_heard_last(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    await browser.opens("/console/today")
    old = stream_of(browser.page)
    await browser.posts(f"/console/applications/{tonight.application_id}", decision="decline")
    await browser.opens("/console/today")
    now = re.search(r"seen=(\w+)", stream_of(browser.page))
    assert now

    async with listening(bot, browser, old, **{"Last-Event-ID": now[1]}) as lines:
        assert await first_words(lines) == ["listening"]


async def test_words_of_a_stranger_are_no_part_of_the_stream(bot: App, browser: Browser, tonight: Evening) -> None:
    assert tonight
    async with listening(bot, browser, "/console/live?seen=a%0Aevent:%20changed") as lines:
        assert await first_words(lines) == ["listening"]


async def test_the_stream_says_when_something_changed(bot: App, browser: Browser, tonight: Evening) -> None:
    await browser.opens("/console/today")
    async with listening(bot, browser, stream_of(browser.page)) as lines:
        before = await first_words(lines)
        await browser.posts(f"/console/applications/{tonight.application_id}", decision="decline")
        said = ""
        while said != "event: changed":
            said = await anext(lines)

    assert before == ["listening"]


async def test_the_stream_ends_with_the_session(bot: App, browser: Browser, tonight: Evening) -> None:
    assert tonight
    await browser.opens("/console/access")
    async with listening(bot, browser, "/console/live") as lines, asyncio.timeout(30):
        await browser.posts("/console/leave")
        heard = [line async for line in lines]

    assert [line for line in heard if line.startswith("event: ")] == ["event: listening", "event: ended"]


async def test_the_stream_of_whoever_coordinates_no_more_ends_as_well(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    assert tonight
    await browser.opens("/console/today")
    async with listening(bot, browser, "/console/live") as lines, asyncio.timeout(30):
        await first_words(lines)
        async with bot.uow.write() as tx:
            await tx.session.execute(
                update(Membership).where(col(Membership.role) == Role.coordinator).values(state=MembershipState.paused)
            )
        heard = [line async for line in lines]

    assert [line for line in heard if line.startswith("event: ")] == ["event: ended"]


async def test_a_stream_that_comes_back_after_the_session_hears_its_end(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    assert tonight
    await browser.opens("/console/today")
    address = stream_of(browser.page)
    await browser.posts("/console/leave")

    async with listening(bot, browser, address, Accept="text/event-stream") as lines:
        assert [line async for line in lines] == ["event: ended", "data: ", ""]


async def test_an_open_page_keeps_nobody_from_stopping_the_program(telegram: Simulator, settings: Settings) -> None:
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(running(settings, telegram))
        tonight = await evening(bot, telegram)
        async with browsing(bot) as watching:
            await signs_in(watching, tonight.crowd.coordinator)
            async with watching.stream("GET", "/console/live") as stream:
                await first_words(stream.aiter_lines())
                begun = time.monotonic()
                await stack.aclose()
                took_s = time.monotonic() - begun

    assert took_s < 3
