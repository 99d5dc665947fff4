"""A whole patrol, played by clicks on three phones of the page, with the bot behind them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from bot.settings import Settings
from db import schema
from db.engine import open_engines
from db.uow import UnitOfWork
from demo.city import COORDINATOR_CHAT, FIRST_CHAT, ORGANISATIONS, PLACE, PLACE_NAME, ZONE, fill, inhabitants
from demo.forms import patrol_form
from simulator.client import Simulator, Someone
from tests.browser.conftest import OpensPage
from tests.browser.screens import Handset
from tests.stories.stage import running

LEADER, MEMBER = FIRST_CHAT, FIRST_CHAT + len(ORGANISATIONS)
FEW = len(ORGANISATIONS) + 1


async def furnished(telegram: Simulator, database_url: str) -> Settings:
    """Settings for a bot whose database holds a small example city."""
    engines = open_engines(database_url)
    await schema.migrate(engines)
    async with UnitOfWork(engines).write() as tx:
        await fill(tx, inhabitants(FEW), datetime.now(UTC))
    await engines.dispose()
    return Settings(
        _env_file=None,
        bot_token=telegram.token,
        api_url=telegram.api_url,
        database_url=database_url,
        web_port=0,
    )


@pytest.fixture
async def settings(telegram: Simulator, database_url: str) -> Settings:
    return await furnished(telegram, database_url)


async def three(telegram: Simulator) -> tuple[Someone, Someone, Someone]:
    """The coordinator, the leader and the member, each with the main menu, on the stage."""
    names = {one.chat: one.name for one in inhabitants(FEW)}
    chats = (COORDINATOR_CHAT, LEADER, MEMBER)
    people = [await telegram.person(names[chat], id=chat, language="ko", has_started=True) for chat in chats]
    for someone in people:
        await someone.says("/start")
        await someone.hears("반가워요")
    place = {"name": {"ko": PLACE_NAME}, "latitude": PLACE[0], "longitude": PLACE[1]}
    await telegram.stage.set(zone=ZONE, phones=chats, places=[place])
    return people[0], people[1], people[2]


@pytest.mark.parametrize("width", ["desk", "tablet", "phone"])
async def test_a_patrol_is_played_by_clicks_on_three_phones(
    telegram: Simulator, settings: Settings, opens_page: OpensPage, width: str
) -> None:
    async with running(settings, telegram):
        people = await three(telegram)
        page = await opens_page(width)
        coordinator, leader, member = (Handset(page, someone) for someone in people)
        starts_at = datetime.now(UTC) + timedelta(minutes=5)

        await coordinator.writes(patrol_form("합동순찰", starts_at, starts_at + timedelta(hours=1), ZoneInfo(ZONE)))
        await coordinator.presses("게시")
        await member.reads("합동순찰")
        await member.presses("참석")
        await member.is_told("참석으로 적었어요")

        await member.presses("출석")
        await member.presses("내 위치 보내기")
        await member.chooses("300 m 떨어진 곳")
        await member.chooses("이 위치 보내기")
        await member.reads("떨어져 있어요")
        await member.presses("내 위치 보내기")
        await member.chooses("모이는 곳")
        await member.chooses("이 위치 보내기")
        await member.reads("출석했어요")

        await leader.writes("/roster")
        await leader.presses(f"✅ {people[2].name}")
        await leader.is_told("지웠어요")

        await member.writes("/note 가로등이 꺼져 있어요")
        await member.reads("접수했어요")
        await coordinator.reads("가로등이 꺼져 있어요")
        await coordinator.presses("처리 중")
        await member.reads("지금 처리하고 있어요")

        await expect(page.locator(".refusal p")).to_have_count(0)


async def test_what_was_clicked_is_saved_and_played_again_with_another_bot(
    telegram: Simulator, settings: Settings, opens_page: OpensPage, tmp_path: Path
) -> None:
    async with running(settings, telegram):
        people = await three(telegram)
        page = await opens_page("desk")
        coordinator, _, member = (Handset(page, someone) for someone in people)
        starts_at = datetime.now(UTC) + timedelta(hours=5)
        await coordinator.writes(patrol_form("합동순찰", starts_at, starts_at + timedelta(hours=1), ZoneInfo(ZONE)))
        await coordinator.presses("게시")
        await member.presses("참석")
        await member.is_told("참석으로")
        scene = await telegram.scenes.save([people[0].id, people[2].id])
    deeds = [(step["does"], step["text"].split("\n")[0]) for step in scene["steps"] if step["text"] != "/start"]
    async with Simulator(timeout=20) as other:
        again = await furnished(other, f"sqlite+aiosqlite:///{tmp_path / 'again.db'}")
        async with running(again, other):
            await other.scenes.play(scene)
        log = other.mirror.screen(MEMBER, MEMBER).log

        assert deeds == [("says", "/newpatrol"), ("taps", "게시"), ("taps", "참석")]
        assert [heard.text for heard in log if heard.kind == "toast"] == ["참석으로 적었어요. 그날 뵐게요!"]
