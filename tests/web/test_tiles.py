"""Streets lie where the places are, the drawing is covered by a few tiles, and no other origin may send pictures."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.app import App
from bot.settings import Settings
from simulator.client import Simulator
from tests.stories.conftest import settings as plain_settings
from tests.web.conftest import Browser, signs_in
from tests.web.evenings import evening
from web.maps import HEIGHT, WIDTH, drawn_map
from web.tiles import Tile, TileSource

__all__ = ["plain_settings"]

SOURCE = TileSource("https://tiles.example/{z}/{x}/{y}.png", "© 지도 제공처")
PLACES = st.tuples(st.floats(33, 38.6), st.floats(125, 131))
NEAR = st.floats(-0.05, 0.05)


def tile_at(tiles: list[Tile], x: float, y: float) -> str:
    (found,) = {tile.href for tile in tiles if tile.x <= x < tile.x + tile.width and tile.y <= y < tile.y + tile.height}
    return found


def test_the_tile_below_a_place_is_the_one_that_shows_it() -> None:
    """The numbers of a known tile: Beomgye station at zoom 17."""
    found = drawn_map([(1, 1, "open", 37.3897, 126.9507)], SOURCE)
    assert found is not None
    (dot,) = found.dots

    assert tile_at(list(found.tiles), dot.x, dot.y) == "https://tiles.example/17/111757/50839.png"
    assert found.credit == "© 지도 제공처"
    assert (found.columns, found.rows) == ((), ())


@given(PLACES, st.lists(st.tuples(NEAR, NEAR), max_size=5))
def test_a_few_tiles_cover_the_whole_drawing(middle: tuple[float, float], beside: list[tuple[float, float]]) -> None:
    places = [middle, *((middle[0] + down, middle[1] + across) for down, across in beside)]
    found = drawn_map([(number, number, "open", *place) for number, place in enumerate(places)], SOURCE)
    assert found is not None
    tiles = found.tiles

    assert len(tiles) <= 24
    assert min(tile.x for tile in tiles) <= 0
    assert min(tile.y for tile in tiles) <= 0
    assert max(tile.x + tile.width for tile in tiles) >= WIDTH - 1
    assert max(tile.y + tile.height for tile in tiles) >= HEIGHT - 1
    assert all(150 < tile.width < 400 for tile in tiles)


@pytest.mark.parametrize(
    "address",
    [
        "tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}/{y}/{r}.png",
        "https://tiles.example; script-src *//{z}/{x}/{y}.png",
        "https://me:secret@tiles.example/{z}/{x}/{y}.png",
        'https://tiles.example/{z}/{x}/{y}.png"',
    ],
)
def test_an_address_that_names_no_tiles_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="an address with"):
        Settings(_env_file=None, bot_token="1:a", map_tiles=address)


@pytest.fixture(params=[SOURCE.template, ""], ids=["tiles", "plain"])
def settings(plain_settings: Settings, request: pytest.FixtureRequest) -> Settings:
    return plain_settings.model_copy(update={"map_tiles": request.param, "map_credit": SOURCE.credit})


async def test_pictures_may_come_from_that_origin_and_where_there_is_none_from_nowhere(
    settings: Settings, bot: App, browser: Browser, telegram: Simulator
) -> None:
    tonight = await evening(bot, telegram)
    await signs_in(browser, tonight.crowd.coordinator)
    await browser.opens("/console/notes")
    headers = (await browser.get("/console/notes")).headers
    allowed = re.findall(r"img-src ([^;]*);", headers["content-security-policy"])

    if settings.map_tiles:
        assert allowed == ["https://tiles.example 'self' data:"]
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert browser.page.count("https://tiles.example/") in range(4, 25)
        assert "© 지도 제공처" in browser.page
    else:
        assert allowed == ["'self' data:"]
        assert headers["referrer-policy"] == "same-origin"
        assert "<image" not in browser.page
        assert "© 지도 제공처" not in browser.page
