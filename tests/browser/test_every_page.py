"""Every page of the console is opened on a phone, and those that nobody else's story leads to are walked through."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Page, expect
from sqlmodel import col, update

from bot.app import App
from core.roles import MembershipState, OrganisationKind, Role
from db.tables import Membership
from simulator.client import Simulator
from tests.browser.consoles import OpensConsole, bot, opens_console, settings
from tests.browser.inspections import faults
from tests.texts.rendered import faults as faults_on_paper
from tests.texts.rendered import pages_of, scanned
from tests.web.evenings import Evening, evening
from tests.web.test_strangers import SMALL, fill, routes

__all__ = ["bot", "opens_console", "settings"]

UNIT = "평촌자율방범대"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 5), "안양상인연합회": (OrganisationKind.merchants, 2)}
ELSEWHERE = {"/console/enter/{secret}", "/console/app", "/console"}
"""The ways in, which have tests of their own."""
FILES = re.compile(r"\.\w+$|/live$|/files/|/static/")
"""What is no page: papers, pictures and streams."""
NARROW = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return [wide > 0 ? [`${wide} px too wide`] : [], document.querySelectorAll("h1").length === 1 ? [] : ["headings"],
    document.title.startsWith("·") ? ["no title"] : []].flat();
}"""


@pytest.fixture
async def tonight(bot: App, telegram: Simulator) -> Evening:
    return await evening(bot, telegram, units=UNITS)


async def lends_link(page: Page, tonight: Evening) -> str:
    """Makes an invitation for members: the address of its leaflet."""
    await page.goto(f"/console/people/{tonight.crowd.organisation_ids[UNIT]}")
    await page.get_by_role("button", name="대원 링크 만들기").click()
    address = await page.get_by_role("link", name="인쇄물").first.get_attribute("href")
    assert address is not None
    return address


async def test_every_page_can_be_opened_on_a_phone(bot: App, opens_console: OpensConsole, tonight: Evening) -> None:
    page = await opens_console(tonight.crowd.coordinator, "phone")
    ids = await fill(bot, tonight) | {"note_id": str(tonight.note_ids[1])}
    ids["token"] = (await lends_link(page, tonight)).rsplit("/", 1)[1]
    paths = [path for method, path in routes() if method == "GET" and path not in ELSEWHERE and not FILES.search(path)]
    found = {}
    for path in paths:
        answer = await page.goto(re.sub(r"{(\w+)}", lambda name: ids[name[1]], path))
        assert answer is not None
        found[path] = [answer.status, *await page.evaluate(NARROW)]

    assert found == {path: [200] for path in paths}
    assert len(paths) > 25


async def test_an_invitation_is_shown_and_printed_and_a_camera_reads_both(
    opens_console: OpensConsole, tonight: Evening
) -> None:
    page = await opens_console(tonight.crowd.coordinator, "phone")
    await page.goto(await lends_link(page, tonight))
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"{UNIT}에서 함께할 대원을 모셔요")
    found = await faults(page)
    link = await page.locator(".address").inner_text()
    shown = Image.open(BytesIO(await page.locator(".qr").screenshot()))
    printing = await page.get_by_role("link", name="인쇄하기").get_attribute("href")
    assert printing is not None
    printed = await page.request.get(printing)
    [paper] = pages_of(await printed.body())

    assert found == []
    assert scanned(shown) == link
    assert (printed.status, printed.headers["content-type"]) == (200, "application/pdf")
    assert faults_on_paper(paper) == []
    assert paper.says(UNIT, "함께할 대원을 모셔요", link.removeprefix("https://"))


async def test_who_was_told_of_a_cancellation_and_whether_it_arrived_is_a_page(
    opens_console: OpensConsole, tonight: Evening
) -> None:
    page = await opens_console(tonight.crowd.coordinator, "phone")
    await page.goto(f"/console/patrols/{tonight.later_id}/cancel")
    await page.get_by_role("button", name="네, 취소합니다").click()
    await expect(page.get_by_role("status")).to_have_text("순찰을 취소하고 모두에게 알렸어요.")
    for person in tonight.crowd.everybody:
        await person.hears("취소")
    await page.goto(f"/console/patrols/{tonight.later_id}")
    await page.get_by_role("link", name="메시지 모두").click()
    lines = page.get_by_role("main").get_by_role("listitem")

    await expect(page.get_by_role("heading", level=1)).to_have_text("이 순찰로 보낸 메시지")
    await expect(lines).to_have_count(len(tonight.crowd.everybody))
    await expect(lines.filter(has_text="취소 알림").filter(has_text="보냄")).to_have_count(len(tonight.crowd.everybody))
    assert await faults(page) == []


async def test_a_coordinator_of_another_city_reads_that_it_is_not_there_and_finds_back(
    bot: App, telegram: Simulator, opens_console: OpensConsole, tonight: Evening
) -> None:
    theirs = await evening(bot, telegram, units=SMALL, city="수원시", owner=tonight.crowd.owner)
    page = await opens_console(theirs.crowd.coordinator, "phone", refusals=(404,))
    for path in (
        f"/console/patrols/{tonight.patrol_id}",
        f"/console/patrols/{tonight.patrol_id}/messages",
        f"/console/notes/{tonight.note_ids[0]}",
        f"/console/people/{tonight.crowd.organisation_ids[UNIT]}",
        "/console/patrols/that-is-no-number",
        "/console/nothing/of/the/kind",
    ):
        answer = await page.goto(path)
        assert answer is not None
        assert answer.status == 404
        await expect(page.get_by_role("heading", level=1)).to_have_text("찾으시는 것이 여기에 없어요")
        await expect(page.get_by_text("평촌")).to_have_count(0)
    found = await faults(page)
    await page.get_by_role("link", name="처음 화면으로").click()

    await page.wait_for_url("**/console/today")
    assert found == []


async def test_who_coordinates_no_more_is_out_with_the_next_press_and_reads_how_to_come_in(
    bot: App, opens_console: OpensConsole, tonight: Evening
) -> None:
    page = await opens_console(tonight.crowd.coordinator, "phone", refusals=(401,))
    await page.goto(f"/console/people/{tonight.crowd.organisation_ids[UNIT]}")
    async with bot.uow.write() as tx:
        await tx.session.execute(
            update(Membership).where(col(Membership.role) == Role.coordinator).values(state=MembershipState.paused)
        )
    await page.get_by_role("button", name="대원 링크 만들기").click()

    await expect(page.get_by_role("heading", level=1)).to_have_text("들어오려면 링크가 필요해요")
    await expect(page.locator("code")).to_have_text("/console")
    assert await faults(page) == []
    await tonight.crowd.coordinator.says("/console")
    await tonight.crowd.coordinator.hears("권한")
