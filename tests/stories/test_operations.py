"""The program starts, serves, waits for what is not there, and stops when it is told to."""

import aiohttp

from bot.app import App
from simulator.client import Simulator
from tests.stories.conftest import OWNER


async def test_the_owner_is_greeted_and_founds_a_city(telegram: Simulator, bot: App) -> None:  # noqa: ARG001 (the bot has to be there)
    owner = await telegram.person("김소유", id=OWNER, language="ko")
    await owner.says("/start")
    await owner.hears("반가워요")
    await owner.says("/newcity 안양시")
    answer = await owner.hears("?start=")

    assert "안양시" in answer.text
    assert owner.keyboard == [["다음 순찰", "출석"], ["특이사항", "내 활동"]]


async def test_it_says_that_it_is_alive_ready_and_what_it_counts(telegram: Simulator, bot: App) -> None:
    owner = await telegram.person("김소유", id=OWNER)
    await owner.says("/start")
    await owner.hears("반가워요")
    port = await bot.web_port()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as browser:
        live = await browser.get("/health/live")
        ready = await browser.get("/health/ready")
        metrics = ""
        while 'patrol_sends_total{result="sent"}' not in metrics:  # counted once it is written down
            metrics = await (await browser.get("/metrics")).text()
        checks = (await ready.json())["checks"]

    assert live.status == 200
    assert checks == {"database": "ok", "delivery": "ok", "scheduler": "ok", "telegram": "ok"}
    assert ready.status == 200
    assert 'patrol_updates_total{what="command"} 1.0' in metrics
    assert "patrol_reminder_lateness_seconds_count 0.0" in metrics
