"""The program starts, serves, waits for what is not there, and stops when it is told to."""

from bot.app import App
from simulator.client import Simulator
from tests.stories.conftest import OWNER


async def test_the_owner_is_greeted_and_founds_a_city(telegram: Simulator, bot: App) -> None:
    owner = await telegram.person("김소유", id=OWNER, language="ko")
    await owner.says("/start")
    await owner.hears("반가워요")
    await owner.says("/newcity 안양시")
    answer = await owner.hears("?start=")

    assert "안양시" in answer.text
    assert owner.keyboard == [["다음 순찰", "출석"], ["특이사항", "내 활동"]]
