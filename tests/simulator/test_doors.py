"""Mini Apps and log-in links are opened with what Telegram tells them, and with what it does not."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import parse_qs, urlsplit

import init_data_py
import pytest

from simulator.client import Simulator, Someone, StoryError
from tests.simulator.raw_bot import RawBot

APP = "https://console.example/app?city=1"


async def offered(bot: RawBot, minsu: Someone, **button: object) -> None:
    await bot.does(
        "sendMessage", chat_id=minsu.id, text="여기요", reply_markup={"inline_keyboard": [[{"text": "열기"} | button]]}
    )
    await minsu.hears("여기요")


def told(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).fragment).items()}


async def test_an_app_is_told_who_opens_it_and_can_check_it(bot: RawBot, telegram: Simulator, minsu: Someone) -> None:
    await offered(bot, minsu, web_app={"url": APP})
    address = await minsu.taps("열기")
    raw = told(address)["tgWebAppData"]
    data = init_data_py.validate_by_hash(raw, telegram.token, now=telegram.clock.now())

    assert address.startswith(f"{APP}#tgWebAppData=")
    assert data.user is not None
    assert data.user.id == minsu.id
    assert parse_qs(raw).keys() >= {"query_id", "auth_date", "signature"}
    assert not init_data_py.is_valid_by_hash(raw.replace(str(minsu.id), "1"), telegram.token)
    assert not init_data_py.is_valid_by_hash(raw, "42:another")


async def test_the_menu_button_opens_the_persons_own_app(bot: RawBot, telegram: Simulator, minsu: Someone) -> None:
    with pytest.raises(StoryError, match="opens no app"):
        await minsu.opens_app()
    for chat_id, path in ((None, "all"), (minsu.id, "own")):
        button = {"type": "web_app", "text": "콘솔", "web_app": {"url": f"https://console.example/{path}"}}
        where = {} if chat_id is None else {"chat_id": chat_id}
        await bot.does("setChatMenuButton", **where, menu_button=button)
    friend = await telegram.person("영희", has_started=True)

    assert (await minsu.opens_app()).startswith("https://console.example/own#")
    assert (await friend.opens_app()).startswith("https://console.example/all#")


async def test_an_app_of_a_keyboard_is_not_told_who_opens_it_and_may_answer(bot: RawBot, minsu: Someone) -> None:
    keyboard = {"keyboard": [[{"text": "고르기", "web_app": {"url": APP}}]]}
    await bot.does("sendMessage", chat_id=minsu.id, text="골라요", reply_markup=keyboard)
    await minsu.hears("골라요")
    address = await minsu.taps("고르기")
    sent = await minsu.sends_app_data("고르기", "셋째")

    assert told(address).keys() == {"tgWebAppVersion", "tgWebAppPlatform", "tgWebAppThemeParams"}
    assert sent.payload["web_app_data"] == {"data": "셋째", "button_text": "고르기"}
    with pytest.raises(StoryError, match="has no app"):
        await minsu.sends_app_data("없는 단추", "a")


async def test_a_log_in_link_says_who_pressed_it(bot: RawBot, telegram: Simulator, minsu: Someone) -> None:
    await offered(bot, minsu, login_url={"url": "https://console.example/in?next=1"})
    query = {name: values[0] for name, values in parse_qs(urlsplit(await minsu.taps("열기")).query).items()}
    claimed = query.pop("hash")
    next_page = query.pop("next")
    lines = "\n".join(f"{name}={value}" for name, value in sorted(query.items()))
    key = hashlib.sha256(telegram.token.encode()).digest()

    assert (query["id"], next_page) == (str(minsu.id), "1")
    assert claimed == hmac.new(key, lines.encode(), "sha256").hexdigest()


@pytest.mark.parametrize("url", ["http://console.example/app", "ftp://127.0.0.1/", "console"])
async def test_apps_are_opened_over_https_only_except_on_this_machine(bot: RawBot, minsu: Someone, url: str) -> None:
    markup = {"inline_keyboard": [[{"text": "열기", "web_app": {"url": url}}]]}
    refusal = await bot.is_refused("sendMessage", chat_id=minsu.id, text="여기요", reply_markup=markup)
    await offered(bot, minsu, web_app={"url": "http://127.0.0.1:8080/app"})

    assert "Only HTTPS links are allowed" in refusal
