"""From a list at the desk to a member in the chat."""

from __future__ import annotations

import html
import re

import pytest
from sqlmodel import select

from bot.app import App
from core.roles import MembershipState
from db.tables import ExpectedPerson, Membership, Person
from simulator.client import Simulator
from tests.stories.registering import registers
from tests.web.conftest import Browser
from tests.web.evenings import Evening

LIST = "이름,단체,전화번호\n서가람,평촌자율방범대,010-1234-5678\n노가온,없는 단체,\n900101-1987654,평촌자율방범대,\n"


async def uploads(browser: Browser, content: bytes, name: str = "명단.csv") -> int:
    await browser.opens("/console/people/import")
    mark = re.findall(r'name="mark" value="([0-9a-f]+)"', browser.page)[0]
    answer = await browser.post("/console/people/import", data={"mark": mark}, files={"file": (name, content)})
    browser.page = answer.text
    return answer.status_code


async def takes(browser: Browser) -> None:
    packed = html.unescape(re.findall(r'name="lines" value="([^"]*)"', browser.page)[0])
    await browser.posts("/console/people/import/take", lines=packed)


@pytest.mark.every_database
async def test_who_is_on_a_list_comes_by_their_link_and_is_let_in_with_one_tap(
    bot: App, browser: Browser, telegram: Simulator, tonight: Evening
) -> None:
    crowd = tonight.crowd
    await uploads(browser, LIST.encode("cp949"))
    preview = browser.page
    await takes(browser)
    async with bot.uow.read() as tx:
        (expected,) = (await tx.session.exec(select(ExpectedPerson))).all()
    unit_path = f"/console/people/{crowd.organisation_ids['평촌자율방범대']}"
    await browser.opens(unit_path)
    listed = browser.page
    mark = re.findall(r'name="mark" value="([0-9a-f]+)"', browser.page)[0]
    paper = await browser.post(f"{unit_path}/expected.pdf", data={"mark": mark})
    (newcomer,) = await telegram.people([{"first_name": "서가람", "language_code": "ko"}])
    await registers(newcomer, f"https://t.me/{telegram.username}?start={expected.token}")
    leader = crowd.people["평촌자율방범대"][0]
    application = await leader.hears("서가람")
    await browser.opens("/console/today")
    today = browser.page
    await leader.taps("승인", on=application)
    await newcomer.hears("승인")
    async with bot.uow.read() as tx:
        left = (await tx.session.exec(select(ExpectedPerson))).all()
        person = (await tx.session.exec(select(Person).where(Person.name == "서가람"))).one()
        held = (await tx.session.exec(select(Membership).where(Membership.person_id == person.id))).one()

    assert "주민등록번호가 있어 저장하지 않음" in preview
    assert "987654" not in preview
    assert "없는 단체" in preview
    assert "서가람" in listed
    assert paper.content.startswith(b"%PDF")
    assert "명단에 있는 분" in application.text
    assert "명단에 있는 분" in today
    assert (held.state, held.is_expected) == (MembershipState.active, True)
    assert left == []


@pytest.mark.every_database
async def test_somebody_else_who_comes_by_the_link_is_not_marked_and_the_expected_stays(
    bot: App, browser: Browser, telegram: Simulator, tonight: Evening
) -> None:
    await uploads(browser, LIST.encode("utf-8-sig"))
    await takes(browser)
    async with bot.uow.read() as tx:
        (expected,) = (await tx.session.exec(select(ExpectedPerson))).all()
    (stranger,) = await telegram.people([{"first_name": "남모름", "language_code": "ko"}])
    await registers(stranger, f"https://t.me/{telegram.username}?start={expected.token}")
    application = await tonight.crowd.people["평촌자율방범대"][0].hears("남모름")
    async with bot.uow.read() as tx:
        left = (await tx.session.exec(select(ExpectedPerson))).all()

    assert "명단에 있는 분" not in application.text
    assert len(left) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "읽을 줄이 없어요"),
        (b"PK\x03\x04", "읽을 수 없는 파일"),
        ("단체\n평촌자율방범대".encode(), "열을 찾지 못했어요"),
        (b"x" * 1_000_001, "1 MB보다 작게"),
        (b"x" * 2_000_001, "1 MB보다 작게"),
    ],
    ids=["empty", "no workbook", "no names", "large", "larger than any form"],
)
async def test_what_cannot_be_read_is_said_plainly(
    browser: Browser, tonight: Evening, content: bytes, words: str
) -> None:
    assert tonight
    await uploads(browser, content)

    assert words in browser.page


@pytest.mark.parametrize("lines", ["", "nonsense", "{}", "[1]", '[[2,"가"]]'])
async def test_a_forged_list_is_nothing(bot: App, browser: Browser, tonight: Evening, lines: str) -> None:
    assert tonight
    await browser.opens("/console/people/import")
    status = await browser.posts("/console/people/import/take", lines=lines)
    async with bot.uow.read() as tx:
        rows = (await tx.session.exec(select(ExpectedPerson))).all()

    assert status == 404
    assert rows == []
