"""The menu button of coordinators who were here before the console, or before it had an address for everybody."""

from __future__ import annotations

import asyncio

import pytest

from bot.settings import Settings
from core.roles import OrganisationKind
from simulator.client import Simulator, Someone
from simulator.lines import StoryError
from tests.stories.crowds import fills
from tests.stories.stage import running

UNIT = "평촌자율방범대"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 3)}


async def opens_app(someone: Someone) -> str:
    """The address behind the menu button, which the bot sets soon after its start."""
    for _ in range(400):
        try:
            return await someone.opens_app()
        except StoryError:
            await asyncio.sleep(0.1)
    return await someone.opens_app()


async def buttons_set(telegram: Simulator) -> int:
    return int((await telegram.counters())["calls"].get("setChatMenuButton", 0))


async def test_the_button_comes_with_the_next_start_and_is_set_no_second_time(
    settings: Settings, telegram: Simulator
) -> None:
    public = settings.model_copy(update={"web_url": "https://patrol.example"})
    async with running(settings, telegram) as app:
        crowd = await fills(app, telegram, UNITS)
        with pytest.raises(StoryError):
            await crowd.coordinator.opens_app()
    async with running(public, telegram):
        address = await opens_app(crowd.coordinator)
        await crowd.coordinator.says("/help")
        await crowd.coordinator.hears("/console")
    leader, member, _ = crowd.people[UNIT]
    before = await buttons_set(telegram)
    async with running(public, telegram):
        await crowd.coordinator.says("/help")
        await crowd.coordinator.hears("/console")
    after = await buttons_set(telegram)

    assert address.startswith("https://patrol.example/console/app#")
    assert after == before
    for person in (leader, member):
        with pytest.raises(StoryError):
            await person.opens_app()
        await person.does_not_hear("", within=0.2)


async def test_a_console_that_moved_is_opened_at_its_new_address(settings: Settings, telegram: Simulator) -> None:
    first, second = (
        settings.model_copy(update={"web_url": f"https://{name}.example"}) for name in ("patrol", "anyang")
    )
    async with running(first, telegram) as app:
        crowd = await fills(app, telegram, UNITS)
        await crowd.coordinator.says("/language")
        await crowd.coordinator.taps("한국어", on=await crowd.coordinator.hears("prefer"))
        before = await opens_app(crowd.coordinator)
    async with running(second, telegram):
        for _ in range(400):
            after = await opens_app(crowd.coordinator)
            if after.startswith("https://anyang."):
                break
            await asyncio.sleep(0.1)

    assert before.startswith("https://patrol.example/console/app#")
    assert after.startswith("https://anyang.example/console/app#")
