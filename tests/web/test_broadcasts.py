"""Broadcasts written at the desk go the way of those from the chat: previewed, approved, counted, confirmed."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.app import App
from core.roles import OrganisationKind
from db.tables import Broadcast
from simulator.client import Simulator
from tests.stories.crowds import Crowd, becomes_coordinator, fills
from tests.web.conftest import Browser, browsing, signs_in

UNIT, MERCHANTS = "평촌자율방범대", "안양상인연합회"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 3), MERCHANTS: (OrganisationKind.merchants, 2)}
WORDS = "내일 <b>회의</b>가 있습니다"


@pytest.fixture
async def crowd(bot: App, browser: Browser, telegram: Simulator) -> Crowd:
    found = await fills(bot, telegram, UNITS)
    await signs_in(browser, found.coordinator)
    return found


async def writes(browser: Browser, **fields: object) -> str:
    """Fills in the form and looks at the preview; its path."""
    await browser.opens("/console/broadcasts/new")
    form = {"whom": "everyone", "text": WORDS, **fields}
    assert await browser.posts("/console/broadcasts/new", **form) == 200  # type: ignore[arg-type]
    found = re.search(r'action="(/console/broadcasts/\d+)/steps"', browser.page)
    return found[1] if found else ""


async def test_words_from_the_desk_arrive_as_they_were_typed_and_the_page_counts_them(
    browser: Browser, crowd: Crowd
) -> None:
    path = await writes(browser)
    preview = browser.page
    await browser.posts(f"{path}/steps", step="send")
    for person in crowd.everybody:
        assert (await person.hears("회의")).text == WORDS
    await crowd.coordinator.hears("다 보냈어요")
    await browser.opens(path)

    assert "5명에게 보내요" in preview
    assert "약 1초" in preview
    assert "&lt;b&gt;회의" in preview
    assert "다 보냈어요" in browser.page
    assert re.findall(r"<dd>(\d+)</dd>", browser.page) == ["5", "0", "0", "0"]


async def test_an_audience_is_narrowed_as_in_the_chat(browser: Browser, crowd: Crowd) -> None:
    path = await writes(browser, whom="some", organisation=[str(crowd.organisation_ids[UNIT])], leaders="1")
    assert "1명에게 보내요" in browser.page
    await browser.posts(f"{path}/steps", step="send")
    await crowd.people[UNIT][0].hears("회의")

    await crowd.people[UNIT][1].does_not_hear("회의")
    await crowd.people[MERCHANTS][0].does_not_hear("회의")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"whom": "some"}, "받는 사람을 골라 주세요"),
        ({"text": " "}, "보낼 글을 적어 주세요"),
        ({"text": "가" * 3501}, "글이 너무 길어요"),
        ({"text": "900101-1234567 로 연락하세요"}, "주민등록번호처럼"),
        ({"at": "2020-01-01T09:00"}, "이미 지난 때"),
        ({"at": "언젠가"}, "다시 골라 주세요"),
    ],
)
@pytest.mark.usefixtures("crowd")
async def test_what_cannot_be_sent_is_said_and_what_was_typed_stays(
    bot: App, browser: Browser, fields: dict[str, object], said: str
) -> None:
    await writes(browser, asks_confirmation="1", **fields)
    async with bot.uow.read() as tx:
        drafts = (await tx.session.exec(select(Broadcast))).all()

    assert said in browser.page
    assert re.search(r'name="asks_confirmation" value="1" checked', browser.page)
    assert drafts == []


async def test_where_a_second_approver_is_wanted_nothing_leaves_before_they_agree(
    bot: App, browser: Browser, crowd: Crowd
) -> None:
    second = crowd.people[UNIT][1]
    await becomes_coordinator(bot, crowd, second)
    async with bot.uow.write() as tx:
        (await tx.cities.lock(crowd.city_id)).second_approver = True
    path = await writes(browser)
    await browser.posts(f"{path}/steps", step="send")
    assert "승인을 부탁했어요" in browser.page
    await second.hears("보내려고 해요")
    await crowd.people[MERCHANTS][0].does_not_hear("회의")

    async with browsing(bot) as desk:
        await signs_in(desk, second)
        await desk.opens(path)
        assert "승인" in desk.page
        await desk.posts(f"{path}/steps", step="approve")

    await crowd.people[MERCHANTS][0].hears("회의")
    await crowd.coordinator.hears("님이 알림을 승인했어요")


async def test_nobody_approves_their_own(bot: App, browser: Browser, crowd: Crowd) -> None:
    await becomes_coordinator(bot, crowd, crowd.people[UNIT][1])
    async with bot.uow.write() as tx:
        (await tx.cities.lock(crowd.city_id)).second_approver = True
    path = await writes(browser)
    await browser.posts(f"{path}/steps", step="send")

    assert await browser.posts(f"{path}/steps", step="approve") in {403, 404}
    await crowd.people[MERCHANTS][0].does_not_hear("회의")


async def test_those_who_have_not_confirmed_are_named_and_they_alone_are_reminded(
    browser: Browser, crowd: Crowd
) -> None:
    path = await writes(browser, asks_confirmation="1")
    await browser.posts(f"{path}/steps", step="send")
    first, *others = crowd.everybody
    for person in crowd.everybody:
        await person.hears("회의")
    await crowd.coordinator.hears("다 보냈어요")
    await first.taps("확인했습니다")
    await browser.opens(path)
    named = browser.page
    await browser.posts(f"{path}/remind")
    again = browser.page
    await browser.posts(f"{path}/remind")
    for person in others:
        await person.hears("회의")

    assert "확인한 분 1 / 5명" in named
    assert "평촌000" not in named
    assert "평촌001" in named
    assert "다시 보내요" in again
    assert "조금 전에 다시 알렸어요" in browser.page
    await first.does_not_hear("회의")


async def test_long_lists_of_names_are_turned_page_by_page(bot: App, browser: Browser, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram, {UNIT: (OrganisationKind.patrol_unit, 130)})
    await signs_in(browser, crowd.coordinator)
    path = await writes(browser, asks_confirmation="1")
    await browser.posts(f"{path}/steps", step="send")
    await crowd.coordinator.hears("다 보냈어요")
    await browser.opens(path)
    first = set(re.findall(r"평촌\d{3}", browser.page))
    await browser.opens(f"{path}?page=2")
    second = set(re.findall(r"평촌\d{3}", browser.page))
    async with bot.engines.writing.begin() as connection:
        await connection.execute(text("UPDATE outbox SET outcome = 'expired' WHERE kind = 'broadcasts.text'"))
    await browser.opens(path)
    heading = re.search(r"못 받은 분 <span[^>]*>(\d+)<", browser.page)
    third = set(re.findall(r"평촌\d{3}", browser.page))
    await browser.opens(f"{path}?unheard=2")
    fourth = set(re.findall(r"평촌\d{3}", browser.page))

    assert (len(first), len(second), len(third), len(fourth)) == (100, 30, 100, 30)
    assert not first & second
    assert not third & fourth
    assert heading is not None
    assert heading[1] == "130"
    assert "2 / 2" in browser.page


async def test_one_on_its_way_is_paused_resumed_and_stopped_by_the_rules_of_the_chat(
    bot: App, browser: Browser, crowd: Crowd
) -> None:
    path = await writes(browser, at="2099-01-01T09:00")
    await browser.posts(f"{path}/steps", step="send")
    scheduled = browser.page
    await browser.posts(f"{path}/steps", step="pause")
    refused = browser.page
    await browser.posts(f"{path}/steps", step="cancel")
    async with bot.uow.read() as tx:
        (broadcast,) = (await tx.session.exec(select(Broadcast))).all()

    assert "예약했어요" in scheduled
    assert "이미 보냈거나 끝난 알림" in refused
    assert broadcast.state.name == "cancelled"
    await crowd.people[UNIT][1].does_not_hear("회의")


async def test_a_draft_is_its_authors_own_and_waits_to_be_finished(bot: App, browser: Browser, crowd: Crowd) -> None:
    second = crowd.people[UNIT][1]
    await becomes_coordinator(bot, crowd, second)
    path = await writes(browser)
    async with browsing(bot) as desk:
        await signs_in(desk, second)
        assert await desk.opens(path) == 404
        await desk.opens("/console/broadcasts")
        assert "회의" not in desk.page
    await browser.opens("/console/broadcasts/new")

    assert "&lt;b&gt;회의" in browser.page
