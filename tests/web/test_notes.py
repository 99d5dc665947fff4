"""Notes at the desk, and what those in the chat hear of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.app import App
from db.tables import AuditEntry, Note
from simulator.client import Simulator
from simulator.files import PIXEL_PNG
from tests.stories.patrolling import START
from tests.web.conftest import Browser
from tests.web.evenings import Evening, lamp
from tests.web.tokens import program, token_of


async def test_the_finder_hears_when_the_lamp_is_fixed(bot: App, browser: Browser, tonight: Evening) -> None:
    finder = tonight.crowd.people["평촌자율방범대"][3]
    path = await lamp(bot, finder)
    await browser.opens(path)
    await browser.posts(f"{path}/facility", state="requested", office="도로과")
    asked = await finder.hears("고쳐 달라고 요청했어요")
    await browser.posts(f"{path}/facility", state="accepted", reference="2026-1182")
    accepted = await finder.hears("시청이 접수했어요")
    await browser.posts(f"{path}/facility", state="fixed", on="2026-12-04")
    fixed = await finder.hears("다 고쳐졌어요")
    await finder.does_not_hear("완료")

    assert all("#4" in heard.text and "112" in heard.text for heard in (asked, accepted, fixed))
    assert "2026-1182" in accepted.text
    assert "고쳐졌다고 알린 분께 알렸어요" in browser.page
    assert "고쳐짐" in browser.page


async def test_a_refusal_is_told_with_its_reason(bot: App, browser: Browser, tonight: Evening) -> None:
    finder = tonight.crowd.people["평촌자율방범대"][3]
    path = await lamp(bot, finder)
    await browser.opens(path)
    await browser.posts(f"{path}/facility", state="requested")
    await browser.posts(f"{path}/facility", state="refused", remark="사유지라서 건물주가 고쳐야 해요")

    assert "사유지라서" in (await finder.hears("고치기 어렵다고 해요")).text


@pytest.mark.parametrize("on", ["2026-12-05", "nonsense"])
async def test_a_day_that_cannot_be_is_said_plainly(bot: App, browser: Browser, tonight: Evening, on: str) -> None:
    path = await lamp(bot, tonight.crowd.people["평촌자율방범대"][3])
    await browser.opens(path)
    await browser.posts(f"{path}/facility", state="requested", on=on)

    assert re.search(r'role="status">(아직 오지 않은 날|날짜를 다시)', browser.page)


async def test_the_reporter_of_a_merged_note_hears_of_the_other(bot: App, browser: Browser, tonight: Evening) -> None:
    first, second = tonight.crowd.people["평촌자율방범대"][3], tonight.crowd.people["안양상인연합회"][2]
    await lamp(bot, first)
    path = await lamp(bot, second, 5)
    await browser.opens(path)
    suggested = browser.page
    await browser.posts(f"{path}/merge", number="4")
    merged = await second.hears("함께 처리해요")
    kept = browser.page
    await browser.posts(f"{path.rpartition('/')[0]}/{int(path.rpartition('/')[2]) - 1}/state", state="done")
    told = await second.hears("완료")

    assert "#5를 #4에 합치기" in suggested
    assert "#4" in merged.text
    assert "112" in merged.text
    assert "여기에 합친 글" in kept
    assert "#5" in told.text
    assert "#4" in told.text
    await first.hears("완료")


async def test_one_lamp_that_two_told_of_is_one_note_in_the_log_the_month_the_page_and_the_api(
    bot: App, browser: Browser, tonight: Evening, telegram: Simulator
) -> None:
    boss, leader = tonight.crowd.coordinator, tonight.crowd.people["평촌자율방범대"][0]
    await browser.opens(f"/console/patrols/{tonight.patrol_id}")
    before = browser.page
    path = f"/console/notes/{tonight.note_ids[1]}"
    await browser.opens(path)
    await browser.posts(f"{path}/merge", number="1")
    await browser.opens(f"/console/patrols/{tonight.patrol_id}")
    after = browser.page
    await telegram.clock.set(START + timedelta(hours=2, minutes=1))
    draft = await leader.hears("순찰일지")
    await boss.says("/report")
    await boss.taps("2026년 12월", on=await boss.hears("일지"))
    month = await boss.hears("순찰 1번")
    async with await program(bot, await token_of(bot, tonight.crowd)) as client:
        notes = (await client.get("/notes")).json()["items"]

    assert [page.count('id="note-') for page in (before, after)] == [3, 2]
    assert [f"/console/notes/{note_id}" in after for note_id in tonight.note_ids] == [True, False, True]
    assert "특이사항 2건" in draft.text
    assert "특이사항 2건" in month.text
    assert [(note["number"], note["merged"]) for note in notes] == [(1, [2]), (3, [])]


async def test_a_button_of_before_the_merge_says_where_the_note_went(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    crowd = tonight.crowd
    await lamp(bot, crowd.people["평촌자율방범대"][3])
    path = await lamp(bot, crowd.people["평촌자율방범대"][4], 5)
    leader = crowd.people["평촌자율방범대"][0]
    seen = await leader.hears("#5")
    await browser.opens(path)
    await browser.posts(f"{path}/merge", number="4")
    shown = await leader.hears("#4에 합쳐서")

    assert shown.buttons == []
    assert "#4" in await leader.taps_data(f"tri1:{path.rpartition('/')[2]}:done", on=seen)


async def test_who_is_given_a_note_is_told_in_the_chat_and_works_on_it_there(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    crowd = tonight.crowd
    finder, other_leader = crowd.people["평촌자율방범대"][3], crowd.people["안양상인연합회"][0]
    path = await lamp(bot, finder)
    await browser.opens(path)
    (person_id,) = re.findall(rf'<option value="(\d+)" >{other_leader.name} ', browser.page)
    await browser.posts(f"{path}/assignee", person_id=person_id)
    given = await other_leader.hears("처리를 부탁하셨어요")
    await crowd.coordinator.says("/incidents")
    listed = await crowd.coordinator.hears("4건 중 1번째")
    await crowd.coordinator.taps("뒤", on=listed)
    await other_leader.taps("완료", on=given)
    await finder.hears("완료")

    assert "112" in given.text
    assert "가로등이 꺼졌어요" in given.text
    assert f"맡은 분: {other_leader.name}" in (await other_leader.hears("완료 —")).text
    await browser.opens("/console/notes?stage=done")
    assert f"{other_leader.name} 님이 맡음" in browser.page


async def test_a_photo_is_shown_from_the_messenger_and_hidden_from_everybody(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    path = await lamp(bot, tonight.crowd.people["평촌자율방범대"][3], has_photo=True)
    await browser.opens(path)
    (source,) = re.findall(r'<img src="(/console/notes/[^"]+)"', browser.page)
    answer = await browser.get(source)
    await browser.posts(f"{source}/hiding", is_hidden="true")
    hidden = browser.page
    gone = await browser.get(source)
    await browser.opens(path)
    await browser.posts(f"{source}/hiding", is_hidden="false")
    async with bot.uow.read() as tx:
        actions = await tx.session.exec(select(AuditEntry.action).where(col(AuditEntry.subject).like("note_file:%")))
        done = sorted(actions.all())

    assert answer.content == PIXEL_PNG
    assert answer.headers["content-type"] == "image/png"
    assert "no-store" in answer.headers["cache-control"]
    assert "가려 둔 사진이에요" in hidden
    assert '<img src="/console/notes' not in hidden
    assert gone.status_code == 404
    assert "다시 보여요" in browser.page
    assert done == ["note_file.hidden", "note_file.seen", "note_file.shown"]


async def test_what_is_no_picture_is_only_ever_saved(bot: App, browser: Browser, tonight: Evening) -> None:
    finder = tonight.crowd.people["평촌자율방범대"][3]
    await finder.says("/note")
    await finder.hears("무엇을 보셨어요")
    await finder.sends_document("악성")
    await finder.hears("#4")
    async with bot.uow.read() as tx:
        note = (await tx.session.exec(select(Note).where(Note.number == 4))).one()
    await browser.opens(f"/console/notes/{note.id}")
    (source,) = re.findall(r'href="([^"]+/files/\d+)"', browser.page)
    answer = await browser.get(source)

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "query", ["stage=nonsense", "category=nonsense", "since=2026-13-01", "who=me%27", "until=yesterday"]
)
async def test_nonsense_in_the_address_finds_nothing(browser: Browser, tonight: Evening, query: str) -> None:
    assert tonight
    assert await browser.opens(f"/console/notes?{query}") == 404
