"""The console inside Telegram: what Telegram signed lets its person in once and for minutes, and nothing else does."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import init_data_py
import pytest

from bot.app import App
from bot.settings import Settings
from core.roles import OrganisationKind
from simulator.client import Simulator, Someone
from tests.stories.crowds import Crowd, fills
from tests.stories.patrolling import START
from tests.stories.stage import running
from tests.web.conftest import Browser, browsing

UNIT = "평촌자율방범대"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 2)}
FRAME = "frame-ancestors https://web.telegram.org"


@pytest.fixture
async def crowd(bot: App, telegram: Simulator) -> Crowd:
    await telegram.clock.freeze(START)
    return await fills(bot, telegram, UNITS)


def signed(telegram: Simulator, someone: Someone, *, ago: timedelta = timedelta(), token: str = "") -> str:
    """What Telegram hands to a page about who opened it."""
    user = f'{{"id":{someone.id},"first_name":"{someone.name}"}}'
    return init_data_py.sign({"query_id": "AAE", "user": user}, token or telegram.token, auth_date=START - ago)


async def launches(browser: Browser, init_data: str) -> int:
    await browser.opens("/console/app")
    return await browser.posts("/console/app", init_data=init_data)


async def test_a_coordinator_comes_in_by_what_telegram_signed_and_by_it_once(
    bot: App, browser: Browser, crowd: Crowd, telegram: Simulator
) -> None:
    init_data = signed(telegram, crowd.coordinator)
    assert await launches(browser, init_data) == 200
    inside = browser.page
    async with browsing(bot) as thief:
        assert await launches(thief, init_data) == 410
        assert "이미 쓴 링크" in thief.page
    await browser.opens("/console/access")

    assert "오늘" in inside
    assert "안양시" in inside
    assert "<b>Telegram</b>" in browser.page


@pytest.mark.usefixtures("bot")
async def test_what_is_forged_stale_or_signed_by_another_bot_opens_nothing(
    browser: Browser, crowd: Crowd, telegram: Simulator
) -> None:
    good = signed(telegram, crowd.coordinator)
    tries = {
        "nothing": ("", 404),
        "nonsense": ("%00&hash=x&user={", 404),
        "another person": (good.replace(str(crowd.coordinator.id), str(crowd.owner.id)), 404),
        "another bot": (signed(telegram, crowd.coordinator, token="42:another"), 404),
        "unsigned": (re.sub(r"&?hash=[0-9a-f]+", "", good), 404),
        "too long": (good + "&x=" + "y" * 9000, 404),
        "stale": (signed(telegram, crowd.coordinator, ago=timedelta(minutes=6)), 410),
        "of tomorrow": (signed(telegram, crowd.coordinator, ago=timedelta(days=-1)), 410),
    }
    outcomes = {name: await launches(browser, init_data) for name, (init_data, _) in tries.items()}

    assert outcomes == {name: status for name, (_, status) in tries.items()}
    assert await browser.opens("/console/today") == 401


@pytest.mark.usefixtures("bot")
async def test_a_member_and_somebody_unknown_are_not_let_in(
    browser: Browser, crowd: Crowd, telegram: Simulator
) -> None:
    stranger = await telegram.person("모르는 사람", language="ko")
    outcomes = [await launches(browser, signed(telegram, someone)) for someone in (crowd.people[UNIT][1], stranger)]

    assert outcomes == [404, 404]
    assert await browser.opens("/console/today") == 401


@pytest.fixture
async def public(settings: Settings, telegram: Simulator) -> AsyncIterator[tuple[App, Crowd]]:
    """A bot whose console people reach over https."""
    async with running(settings.model_copy(update={"web_url": "https://patrol.example"}), telegram) as app:
        await telegram.clock.freeze(START)
        yield app, await fills(app, telegram, UNITS)


async def test_over_https_the_menu_button_and_a_button_below_the_link_open_it(
    public: tuple[App, Crowd], telegram: Simulator
) -> None:
    _, crowd = public
    await crowd.owner.says("/language")
    await crowd.owner.hears("prefer")
    await crowd.owner.taps("한국어")
    await crowd.owner.says("/console")
    await crowd.owner.hears("https://patrol.example/console/enter/")
    await crowd.coordinator.says("/console")
    link = await crowd.coordinator.hears("https://patrol.example/console/enter/")
    opened = await crowd.coordinator.taps("텔레그램 안에서 열기")
    by_menu = await crowd.owner.opens_app()

    assert link.buttons == [["🖥 텔레그램 안에서 열기"]]
    for address in (opened, by_menu):
        assert address.startswith("https://patrol.example/console/app#")
        raw = parse_qs(urlsplit(address).fragment)["tgWebAppData"][0]
        assert init_data_py.is_valid_by_hash(raw, telegram.token, expires_in=None)


async def test_inside_a_frame_of_telegram_the_cookie_is_kept_and_no_other_page_may_frame_it(
    public: tuple[App, Crowd], telegram: Simulator
) -> None:
    app, crowd = public
    async with browsing(app) as browser:
        page = await browser.get("/console/app")
        answer = await browser.post(
            "/console/app", data={"init_data": signed(telegram, crowd.coordinator)}, follow_redirects=False
        )
        cookie = answer.headers["set-cookie"]
        inside = await browser.get("/console/today", headers={"Cookie": cookie.partition(";")[0]})
        outside = await browser.get("/console/today")

    assert answer.status_code == 303
    assert cookie.startswith("__Host-patrol-inside=")
    assert {"Path=/", "HttpOnly", "Secure", "SameSite=None", "Partitioned"} <= set(cookie.split("; "))
    for shown in (page, inside):
        assert FRAME in shown.headers["content-security-policy"]
        assert "x-frame-options" not in shown.headers
    assert inside.status_code == 200
    assert "frame-ancestors 'none'" in outside.headers["content-security-policy"]
    assert outside.headers["x-frame-options"] == "DENY"
