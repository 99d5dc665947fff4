"""A bot's Mini App opens in the phone, told who opens it as Telegram tells it, and speaks with its messenger."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import parse_qs

import aiohttp
import init_data_py
import pytest
from aiohttp import web
from playwright.async_api import Page, expect

from simulator.client import Simulator, Someone
from tests.browser.conftest import OpensPage
from tests.browser.screens import Handset
from tests.simulator.raw_bot import RawBot

APP = """<!doctype html><html lang="ko"><meta charset="utf-8"><title>앱</title>
<h1>순찰 콘솔</h1><output></output>
<button id="more">더 보기</button><button id="send">보내기</button><button id="close">끝내기</button>
<script>
  const tell = (eventType, eventData) => parent.postMessage(JSON.stringify({eventType, eventData}), "*");
  const show = (text) => document.querySelector("output").append(text + " ");
  document.querySelector("#more").onclick = () => {
    tell("web_app_setup_main_button", {is_visible: true, is_active: true, text: "저장"});
    tell("web_app_setup_back_button", {is_visible: true});
    tell("web_app_request_theme");
  };
  document.querySelector("#send").onclick = () => tell("web_app_data_send", {data: "고른 것"});
  document.querySelector("#close").onclick = () => tell("web_app_close");
  addEventListener("message", (event) => {
    const {eventType, eventData} = JSON.parse(event.data);
    show(eventType + (eventData.theme_params ? " " + eventData.theme_params.bg_color : ""));
  });
  tell("web_app_ready");
</script></html>"""


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """Where an app is served, by somebody other than the simulator."""

    async def show(_request: web.Request) -> web.Response:
        return web.Response(text=APP, content_type="text/html")

    app = web.Application()
    app.router.add_get("/app", show)
    app.router.add_get("/favicon.ico", show)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/app"
    await runner.cleanup()


@pytest.fixture
async def minsu(telegram: Simulator) -> Someone:
    return await telegram.person("김민수", language="ko", has_started=True)


@pytest.fixture
async def bot(telegram: Simulator) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(telegram, session)


async def offers(bot: RawBot, minsu: Someone, address: str) -> None:
    """Puts the app behind an inline button, a keyboard button and the menu button."""
    inline = {"inline_keyboard": [[{"text": "콘솔 열기", "web_app": {"url": address}}]]}
    await bot.does("sendMessage", chat_id=minsu.id, text="콘솔이에요", reply_markup=inline)
    keyboard = {"keyboard": [[{"text": "고르기", "web_app": {"url": address}}]]}
    await bot.does("sendMessage", chat_id=minsu.id, text="골라 주세요", reply_markup=keyboard)
    menu = {"type": "web_app", "text": "콘솔", "web_app": {"url": address}}
    await bot.does("setChatMenuButton", chat_id=minsu.id, menu_button=menu)


async def told(page: Page) -> dict[str, str]:
    """What the app that is open finds behind the `#` of its address."""
    frame = page.locator("section.app iframe")
    fragment = str(await frame.get_attribute("src")).partition("#")[2]
    return {name: values[0] for name, values in parse_qs(fragment).items()}


async def test_the_menus_button_leaves_room_for_words(
    telegram: Simulator, bot: RawBot, minsu: Someone, address: str, opens_page: OpensPage
) -> None:
    await offers(bot, minsu, address)
    for number in range(2):  # with three phones side by side each is at its narrowest
        await telegram.person(f"이웃{number}")
    page = await opens_page("desk")
    phone = Handset(page, minsu)
    await phone.reads("콘솔이에요")
    line = await phone.box.get_by_role("textbox").bounding_box()

    assert line is not None
    assert line["width"] > 100
    assert line["width"] > line["height"]


@pytest.mark.parametrize("opener", ["콘솔 열기", "콘솔"])
async def test_an_app_is_opened_in_the_phone_and_told_who_opens_it(
    bot: RawBot, minsu: Someone, address: str, opens_page: OpensPage, opener: str
) -> None:
    await offers(bot, minsu, address)
    page = await opens_page("phone")
    phone = Handset(page, minsu)
    await phone.reads("콘솔이에요")
    await phone.box.get_by_role("button", name=opener, exact=True).click()
    panel = phone.box.get_by_role("region", name="순찰봇 미니 앱")
    await expect(panel.frame_locator("iframe").get_by_role("heading", name="순찰 콘솔")).to_be_visible()
    data = init_data_py.validate_by_hash((await told(page))["tgWebAppData"], bot.telegram.token)
    await panel.get_by_role("button", name="앱 닫기").click()

    assert data.user is not None
    assert (data.user.id, data.user.first_name) == (minsu.id, "김민수")
    await expect(panel).to_have_count(0)


async def test_an_app_has_buttons_of_its_messenger_and_knows_its_colours(
    bot: RawBot, minsu: Someone, address: str, opens_page: OpensPage
) -> None:
    await offers(bot, minsu, address)
    page = await opens_page("tablet", theme="dark")
    phone = Handset(page, minsu)
    await phone.presses("콘솔 열기")
    panel = phone.box.locator("section.app")
    app = panel.frame_locator("iframe")
    await app.get_by_role("button", name="더 보기").click()
    await panel.get_by_role("button", name="저장").click()
    await panel.get_by_role("button", name="앱 안에서 뒤로").click()

    await expect(app.locator("output")).to_have_text("theme_changed #1a2124 main_button_pressed back_button_pressed ")
    await app.get_by_role("button", name="끝내기").click()
    await expect(panel).to_have_count(0)


async def test_what_a_keyboards_app_sends_comes_back_to_the_bot_from_somebody_unknown_to_the_app(
    bot: RawBot, minsu: Someone, address: str, opens_page: OpensPage
) -> None:
    await offers(bot, minsu, address)
    page = await opens_page("tablet")
    phone = Handset(page, minsu)
    await phone.presses("고르기")
    panel = phone.box.locator("section.app")
    knows = await told(page)
    await panel.frame_locator("iframe").get_by_role("button", name="보내기").click()
    await expect(panel).to_have_count(0)
    update = (await bot.does("getUpdates"))[-1]

    assert "tgWebAppData" not in knows
    assert update["message"]["web_app_data"] == {"data": "고른 것", "button_text": "고르기"}
