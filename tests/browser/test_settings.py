"""Settings open in two windows at once: the second to save reads what changed, keeps what was typed, and saves."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.app import App
from core.roles import OrganisationKind
from simulator.client import Simulator
from tests.browser.consoles import OpensConsole, bot, opens_console, settings
from tests.browser.inspections import faults
from tests.stories.crowds import fills

__all__ = ["bot", "opens_console", "settings"]

UNITS = {"평촌자율방범대": (OrganisationKind.patrol_unit, 2)}


@pytest.mark.parametrize("width", ["desk", "phone"])
async def test_the_second_to_save_is_told_and_types_nothing_twice(
    bot: App, telegram: Simulator, opens_console: OpensConsole, width: str
) -> None:
    crowd = await fills(bot, telegram, UNITS)
    first, second = [await opens_console(crowd.coordinator, width) for _ in range(2)]
    for page in (first, second):
        await page.goto("/console/settings")
    await first.get_by_label("출석을 받는 거리").fill("250")
    await first.get_by_label("끝난 특이사항의 글·사진·장소").fill("24")
    await first.get_by_role("button", name="저장").click()
    await expect(first.get_by_role("status")).to_contain_text("저장했어요")
    await second.get_by_label("출석을 받는 거리").fill("300")
    await second.get_by_label("자율방범대 대원은 두 단계로 승인").check()
    await second.get_by_role("button", name="저장").click()
    await expect(second.get_by_role("alert")).to_contain_text("다른 분이 설정을 바꿨어요")
    await expect(second.get_by_role("alert")).to_be_in_viewport()
    found = await faults(second)
    await expect(second.get_by_label("출석을 받는 거리")).to_have_value("300")
    await expect(second.get_by_label("끝난 특이사항의 글·사진·장소")).to_have_value("24")
    await second.get_by_role("button", name="저장").click()
    await expect(second.get_by_role("status")).to_contain_text("저장했어요")
    await first.reload()

    assert found == []
    await expect(first.get_by_label("출석을 받는 거리")).to_have_value("300")
    await expect(first.get_by_label("자율방범대 대원은 두 단계로 승인")).to_be_checked()
