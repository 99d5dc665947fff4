"""Streets below the map of notes, from a server on this machine: fetched, in their place, and under places to press."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from PIL import Image
from playwright.async_api import expect

from bot.app import App
from bot.settings import Settings
from simulator.client import Simulator
from tests.browser.consoles import OpensConsole, bot, opens_console
from tests.browser.inspections import LARGEST, faults, weight_of
from tests.stories.conftest import settings as plain_settings
from tests.web.evenings import Evening, evening

__all__ = ["bot", "opens_console", "plain_settings"]


@dataclass
class Tiles:
    """A server of one grey picture with a lighter rim; remembers what was asked for, and for which site."""

    port: int = 0
    asked: set[tuple[str, ...]] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)

    async def tile(self, request: web.Request) -> web.Response:
        self.asked.add(tuple(request.match_info[name] for name in "zxy"))
        self.sites.add(request.headers.get("Referer", ""))
        picture = Image.new("RGB", (256, 256), "#ffffff")
        picture.paste("#c8d4c0", (2, 2, 254, 254))
        written = io.BytesIO()
        picture.save(written, "PNG")
        return web.Response(body=written.getvalue(), content_type="image/png")


@pytest.fixture
async def tiles() -> AsyncIterator[Tiles]:
    server = Tiles()
    app = web.Application()
    app.router.add_get("/{z:[0-9]+}/{x:[0-9]+}/{y:[0-9]+}.png", server.tile)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    yield server
    await runner.cleanup()


@pytest.fixture
async def tonight(bot: App, telegram: Simulator) -> Evening:
    return await evening(bot, telegram)


@pytest.fixture
def settings(plain_settings: Settings, tiles: Tiles) -> Settings:
    address = f"http://127.0.0.1:{tiles.port}/{{z}}/{{x}}/{{y}}.png"
    return plain_settings.model_copy(update={"map_tiles": address, "map_credit": "© 지도 제공처"})


FETCHED = "performance.getEntriesByType('resource').filter(one => one.initiatorType === 'image').length"


@pytest.mark.parametrize(("width", "theme"), [("desk", "light"), ("phone", "dark")])
async def test_streets_lie_below_the_notes_and_a_place_opens_its_note(
    tonight: Evening, opens_console: OpensConsole, tiles: Tiles, width: str, theme: str
) -> None:
    page = await opens_console(tonight.crowd.coordinator, width, theme=theme)
    await page.goto("/console/notes")
    drawing = page.locator("svg.map")
    number = await drawing.locator("image").count()
    await page.wait_for_function(f"() => {FETCHED} === {number}")
    asked = set(tiles.asked)
    found = await faults(page)
    weight = await weight_of(page)
    await drawing.get_by_role("link", name="#1").click()

    await expect(page.get_by_role("heading", level=1)).to_contain_text("#1")
    assert found == []
    assert weight < LARGEST
    assert number == len(asked) >= 4
    assert {zoom for zoom, _, _ in asked} == {"17"}
    assert tiles.sites == {page.url.split("console")[0]}
