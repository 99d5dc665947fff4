"""Papers at the desk are those of the chat: the log, the month, the portal's list, a certificate of any days."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from sqlmodel import col, select

from bot.app import App
from db.tables import AuditEntry, Checkin
from simulator.client import Simulator
from tests.stories.patrolling import START, TITLE
from tests.texts.rendered import faults, pages_of
from tests.web.conftest import Browser, signs_in
from tests.web.evenings import Evening

MONTH = f"{START:%Y-%m}"
UNIT = "평촌자율방범대"


@pytest.fixture
async def after(bot: App, telegram: Simulator, browser: Browser, tonight: Evening) -> Evening:
    """The morning after: three were there to the end."""
    organisation_id = str(tonight.crowd.organisation_ids[UNIT])
    for person in tonight.crowd.people[UNIT][:3]:
        came = str(tonight.person_ids[person.id])
        await browser.opens(f"/console/patrols/{tonight.patrol_id}")
        await browser.posts(f"/console/patrols/{tonight.patrol_id}/marks", organisation_id=organisation_id, came=came)
    await telegram.clock.freeze(START + timedelta(hours=12))
    await telegram.clock.advance(seconds=60)
    async with asyncio.timeout(30):
        while not await _have_left(bot, tonight.patrol_id):
            await asyncio.sleep(0.1)
    await signs_in(browser, tonight.crowd.coordinator)
    return tonight


async def _have_left(bot: App, patrol_id: int) -> bool:
    """Whether the end of the patrol has been written down for everybody who was there."""
    async with bot.uow.read() as tx:
        theirs = select(Checkin.left_at).where(Checkin.patrol_id == patrol_id, col(Checkin.is_present))
        return all((await tx.session.exec(theirs)).all())


async def content(browser: Browser, path: str) -> bytes:
    answer = await browser.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    return answer.content


def cells(workbook: bytes) -> list[str]:
    book = openpyxl.load_workbook(BytesIO(workbook))
    return [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    ]


async def test_the_log_of_a_patrol_that_is_over_is_taken_as_pdf_and_workbook(
    bot: App, browser: Browser, after: Evening
) -> None:
    path = f"/console/patrols/{after.patrol_id}"
    await browser.opens(path)
    page = browser.page
    pages = pages_of(await content(browser, f"{path}/log.pdf"))
    as_workbook = cells(await content(browser, f"{path}/log.xlsx"))
    async with bot.uow.read() as tx:
        read = (await tx.session.exec(select(AuditEntry.subject).where(AuditEntry.action == "patrol_log.read"))).all()

    assert f'href="{path}/log.pdf"' in page
    assert [faults(each) for each in pages] == [[]] * len(pages)
    assert pages[0].says("순찰일지", "서명 전", TITLE, *(each.name for each in after.crowd.people[UNIT][:3]))
    assert not pages[0].says(after.crowd.people[UNIT][3].name)
    assert after.crowd.people[UNIT][0].name in " ".join(as_workbook)
    assert list(read) == [f"patrol:{after.patrol_id}"]


async def test_a_patrol_that_is_not_over_has_no_log_yet(browser: Browser, tonight: Evening) -> None:
    path = f"/console/patrols/{tonight.patrol_id}"
    await browser.opens(path)

    assert f"{path}/log.pdf" not in browser.page
    assert await browser.opens(f"{path}/log.pdf") == 404


async def test_a_month_is_taken_as_picture_workbook_and_list(browser: Browser, after: Evening) -> None:
    await browser.opens(f"/console/months?month={MONTH}")
    page = browser.page
    picture = await content(browser, f"/console/months/{MONTH}/chart.png")
    report = cells(await content(browser, f"/console/months/{MONTH}/report.xlsx"))
    hours = cells(await content(browser, f"/console/months/{MONTH}/hours.xlsx"))

    assert f'src="/console/months/{MONTH}/chart.png"' in page
    assert picture.startswith(b"\x89PNG")
    assert UNIT in " ".join(report)
    assert sum(after.crowd.people[UNIT][0].name == cell for cell in hours) == 1


async def test_a_month_without_hours_says_so(browser: Browser, tonight: Evening) -> None:
    assert tonight
    await browser.opens("/console/months/2026-01/hours.xlsx")

    assert "이 기간에는 활동 시간이 없어요" in browser.page


async def test_a_members_hours_are_certified_for_any_days(bot: App, browser: Browser, after: Evening) -> None:
    person_id = after.person_ids[after.crowd.people[UNIT][0].id]
    async with bot.uow.read() as tx:
        membership_id = (await tx.members.memberships_of(person_id))[0].id
    path = f"/console/members/{membership_id}"
    await browser.opens(path)
    page = browser.page
    day = f"{START:%Y-%m-%d}"
    [paper] = pages_of(await content(browser, f"{path}/certificate.pdf?first={day}&last={day}"))
    await browser.opens(f"{path}/certificate.pdf?first=2026-01-01&last=2026-01-31")
    none = browser.page

    assert f'action="{path}/certificate.pdf"' in page
    assert faults(paper) == []
    assert paper.says("활동 확인서", after.crowd.people[UNIT][0].name, day, TITLE, "합계 1시간 50분")
    assert "이 기간에는 활동 시간이 없어요" in none
    assert await browser.opens(f"{path}/certificate.pdf?first=2026-02-01&last=2026-01-01") == 404
