"""A list of expected people, by clicks: looked at line by line before anything is kept, then taken over."""

from __future__ import annotations

import pytest
from playwright.async_api import FilePayload, expect
from sqlmodel import select

from bot.app import App
from db.tables import ExpectedPerson
from simulator.client import Simulator
from tests.browser.consoles import OpensConsole, bot, opens_console, settings
from tests.browser.inspections import faults
from tests.web.evenings import Evening, evening

__all__ = ["bot", "opens_console", "settings"]

UNIT = "평촌자율방범대"
LINES = (
    "이름,단체,전화번호,주민등록번호,비고",
    f"서가람,{UNIT},010-1234-5678,,반장",
    "노가온,없는 단체,010-2222-3333,,",
    f"900101-1987654,{UNIT},,,",
    f"=HYPERLINK(1),{UNIT},,,",
    "한이레,안양상인연합회,031-1,,",
    "마누리,,,,",
    f"서가람,{UNIT},010-1234-5678,,두 번",
)


@pytest.fixture
async def tonight(bot: App, telegram: Simulator) -> Evening:
    return await evening(bot, telegram)


def file_of(*lines: str, encoding: str = "cp949") -> FilePayload:
    return {"name": "명단.csv", "mimeType": "text/csv", "buffer": "\r\n".join(lines).encode(encoding)}


async def expected_names(app: App) -> list[str]:
    async with app.uow.read() as tx:
        return sorted((await tx.session.exec(select(ExpectedPerson.name))).all())


@pytest.mark.parametrize("width", ["desk", "phone"])
async def test_a_list_is_looked_at_line_by_line_and_then_taken_over(
    bot: App, opens_console: OpensConsole, tonight: Evening, width: str
) -> None:
    page = await opens_console(tonight.crowd.coordinator, width)
    await page.get_by_role("navigation", name="메뉴").get_by_role("link", name="사람").click()
    await page.get_by_role("link", name="명단 올리기").click()
    found = await faults(page)
    await page.get_by_label("명단 파일").set_input_files(file_of(*LINES))
    await page.get_by_role("button", name="미리 보기").click()
    await expect(page.get_by_role("status")).to_contain_text("아직 저장하지 않았어요")
    found += await faults(page)
    previewed = await expected_names(bot)
    fates = await page.get_by_role("region", name="빼는 줄").locator("tbody tr").all_inner_texts()
    await expect(page.get_by_role("alert")).to_contain_text("주민등록번호")
    await expect(page.get_by_text("987654")).to_have_count(0)
    await page.get_by_role("button", name="1분을 명단에 올리기").click()
    await expect(page.get_by_role("status")).to_contain_text("명단에 올렸어요")
    await page.get_by_role("link").filter(has_text=UNIT).click()
    await page.get_by_text("이름 보기").click()
    await expect(page.get_by_text("서가람", exact=True)).to_be_visible()
    found += await faults(page)

    assert found == []
    assert previewed == []
    assert [one.split("\t")[0] for one in fates] == ["3", "4", "5", "6", "7", "8"]
    assert await expected_names(bot) == ["서가람"]


async def test_another_file_can_be_chosen_and_what_is_no_list_is_said_plainly(
    bot: App, opens_console: OpensConsole, tonight: Evening
) -> None:
    page = await opens_console(tonight.crowd.coordinator, "phone")
    organisation_id = tonight.crowd.organisation_ids[UNIT]
    await page.goto(f"/console/people/{organisation_id}")
    await page.get_by_role("link", name="명단 올리기").click()
    await page.get_by_label("명단 파일").set_input_files(file_of("동네,전화번호", "평촌동,010-1234-5678"))
    await page.get_by_role("button", name="미리 보기").click()
    await expect(page.get_by_role("alert")).to_contain_text("‘이름’ 열을 찾지 못했어요")
    found = await faults(page)
    await page.get_by_label("명단 파일").set_input_files(file_of("이름", "서가람", "노가온", encoding="utf-8-sig"))
    await page.get_by_role("button", name="미리 보기").click()
    await page.get_by_role("link", name="다른 파일 고르기").click()
    await page.get_by_label("단체", exact=True).select_option(label=UNIT)
    await page.get_by_label("명단 파일").set_input_files(file_of("성함", "한이레", encoding="utf-8"))
    await page.get_by_role("button", name="미리 보기").click()
    await page.get_by_role("button", name="1분을 명단에 올리기").click()
    await expect(page.get_by_role("status")).to_contain_text("명단에 올렸어요")

    assert found == []
    assert page.url.endswith(f"/console/people/{organisation_id}")
    assert await expected_names(bot) == ["한이레"]
