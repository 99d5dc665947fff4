"""The plan shows what the city has before it, holidays and clashes included, and how the work is spread."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.app import App
from db.tables import AuditEntry, Membership, Person
from services.load_sheets import LINES
from simulator.client import Simulator
from tests.stories.patrolling import plans
from tests.web.conftest import Browser, signs_in
from tests.web.months import TODAY, Month, month, on


@pytest.fixture
async def december(bot: App, browser: Browser, telegram: Simulator) -> Month:
    """The 9th of December, and the coordinator signed in."""
    found = await month(bot, telegram)
    await signs_in(browser, found.crowd.coordinator)
    return found


def day_of(page: str, day: str) -> str:
    """What stands on one day of the calendar."""
    found = re.search(rf'data-day="{day}".*?(?=<li class="day|</ol>)', page, re.DOTALL)
    assert found is not None
    return found[0]


async def test_the_month_holds_every_patrol_on_its_day(browser: Browser, december: Month) -> None:
    assert december
    await browser.opens("/console/plan")
    page = browser.page

    assert "2026년 12월" in page
    assert "범계역 합동순찰" in day_of(page, "2026-12-04")
    assert "안양일번가 합동순찰" in day_of(page, "2026-12-17")
    assert all("여성안심귀갓길 순찰" in day_of(page, f"2026-12-{day}") for day in (11, 18))
    assert "취소됨" in day_of(page, "2026-12-24")
    assert "slot" not in day_of(page, "2026-12-16")


async def test_public_holidays_are_named_and_left_out_by_a_series_that_skips_them(
    browser: Browser, december: Month
) -> None:
    assert december
    await browser.opens("/console/plan")

    assert "성탄절" in day_of(browser.page, "2026-12-25")
    assert "여성안심귀갓길" not in day_of(browser.page, "2026-12-25")


async def test_dates_a_series_will_have_are_shown_before_they_exist(browser: Browser, december: Month) -> None:
    assert december
    await browser.opens("/console/plan?day=2027-02-01")
    day = day_of(browser.page, "2027-02-12")

    assert "여성안심귀갓길 순찰" in day
    assert "반복 예정" in day
    assert "/console/patrols/" not in day


async def test_the_week_shows_seven_days_with_places_and_organisations(browser: Browser, december: Month) -> None:
    assert december
    await browser.opens("/console/plan?view=week&day=2026-12-22")

    assert browser.page.count("data-day=") == 7
    assert "안양일번가 입구" in day_of(browser.page, "2026-12-22")
    assert "평촌자율방범대" in day_of(browser.page, "2026-12-22")


async def test_the_first_day_of_the_week_is_a_choice_that_is_kept(browser: Browser, december: Month) -> None:
    assert december
    await browser.opens("/console/plan")
    sunday = re.findall(r'data-day="([\d-]+)"', browser.page)[0]
    await browser.opens("/console/plan?first=mon")
    await browser.opens("/console/plan")
    monday = re.findall(r'data-day="([\d-]+)"', browser.page)[0]

    assert (sunday, monday) == ("2026-11-29", "2026-11-30")


async def test_a_crowded_day_keeps_the_month_short_and_the_week_shows_all(
    bot: App, browser: Browser, december: Month
) -> None:
    for hour in range(12):
        await plans(bot, december.crowd, starts_at=on(28, 6 + hour), title=f"순찰 {hour}")
    await browser.opens("/console/plan")
    crowded = day_of(browser.page, "2026-12-28")
    await browser.opens("/console/plan?view=week&day=2026-12-28")

    assert crowded.count('class="slot published') == 4
    assert "8건 더 보기" in crowded
    assert day_of(browser.page, "2026-12-28").count('class="slot published') == 12


async def test_two_patrols_for_the_same_people_at_once_are_told_as_a_clash(browser: Browser, december: Month) -> None:
    await browser.opens("/console/plan")
    first, second = december.clashing_ids

    assert "겹치는 순찰이 1건 있어요" in browser.page
    assert "같은 단체를 불러요: 평촌자율방범대" in browser.page
    assert browser.page.count('clashing"') == 2
    assert {f"/console/patrols/{first}", f"/console/patrols/{second}"} <= set(
        re.findall(r'href="(/console/patrols/\d+)"', browser.page)
    )


@pytest.mark.parametrize("address", ["?view=year", "?day=2026-13-01", "?day=tomorrow"])
async def test_a_sheet_that_is_none_is_not_there(browser: Browser, december: Month, address: str) -> None:
    assert december
    assert await browser.opens(f"/console/plan{address}") == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_a_day_out_of_all_reach_is_brought_back(browser: Browser, december: Month, day: str) -> None:
    assert december
    assert await browser.opens(f"/console/plan?day={day}") == 200


async def test_the_load_counts_who_was_asked_said_yes_and_came(browser: Browser, december: Month) -> None:
    assert december
    await browser.opens("/console/plan/load")
    rows = re.findall(r"<th scope=\"row\"><b>(.*?)</b>.*?</tr>", browser.page, re.DOTALL)
    busiest = re.search(r"<th scope=\"row\"><b>평촌000</b>.*?</tr>", browser.page, re.DOTALL)
    assert busiest is not None
    counts = re.findall(r"(\d+)번", busiest[0])

    assert len(rows) == LINES
    assert counts == ["3", "3", "3"]
    assert "1 / 2쪽" in browser.page


async def test_who_was_not_asked_longest_is_suggested_and_who_rests_is_not(
    bot: App, browser: Browser, december: Month
) -> None:
    person_id = december.person_ids[december.crowd.people["안양상인연합회"][2].id]
    resting = december.person_ids[december.crowd.people["안양상인연합회"][3].id]
    async with bot.uow.write() as tx:
        row = (await tx.session.exec(select(Membership).where(Membership.person_id == person_id))).one()
        row.applied_at, row.decided_at = TODAY, TODAY
        (await tx.members.lock(resting)).rests_since = TODAY
        names = {
            each.id: each.name
            for each in (await tx.session.exec(select(Person).where(col(Person.id).in_([person_id, resting])))).all()
        }
    await browser.opens("/console/plan/load")
    turns = re.search(r'<ol class="turns.*?</ol>', browser.page, re.DOTALL)
    assert turns is not None

    assert re.findall(r"<b>(.*?)</b>", turns[0])[0] == names[person_id]
    assert "부탁한 적 없음" in turns[0]
    assert names[resting] not in turns[0]


async def test_the_period_and_the_organisation_can_be_chosen(browser: Browser, december: Month) -> None:
    organisation_id = december.crowd.organisation_ids["안양상인연합회"]
    await browser.opens(f"/console/plan/load?since=2026-12-05&until=2026-12-09&organisation={organisation_id}")
    chosen = browser.page
    await browser.opens("/console/plan/load?since=2026-11-01&until=2026-11-30")

    assert chosen.count('<th scope="row">') == 15
    assert "평촌000" not in chosen
    assert "이 기간에 알린 순찰이 없어요" in browser.page


async def test_looking_at_the_load_is_in_the_log_once(bot: App, browser: Browser, december: Month) -> None:
    for _ in range(2):
        await browser.opens("/console/plan/load")
    async with bot.uow.read() as tx:
        seen = (await tx.session.exec(select(AuditEntry).where(AuditEntry.action == "loads.seen"))).all()

    assert [entry.subject for entry in seen] == [f"city:{december.crowd.city_id}"]


async def test_a_patrol_tells_what_happened_to_it(
    bot: App, browser: Browser, telegram: Simulator, december: Month
) -> None:
    await browser.opens(f"/console/patrols/{december.past_ids[0]}")
    past = browser.page
    path = f"/console/patrols/{december.single_id}"
    await browser.opens(f"{path}/change?what=info&is_filled=1&info=형광조끼 착용")
    await browser.posts(f"{path}/change", what="info", info="형광조끼 착용", scope="this", revision="1")
    await telegram.clock.advance(timedelta(minutes=1))
    await browser.opens(path)

    assert bot
    assert on(1) < TODAY
    assert "모두 16명" in past
    assert "대원들에게 알렸어요" in past
    assert "이조정 님이 안내를 바꿨어요" in browser.page


async def test_an_english_coordinator_plans_in_english(bot: App, browser: Browser, december: Month) -> None:
    async with bot.uow.write() as tx:
        rows = (await tx.session.exec(select(Membership))).all()
        (found,) = [each for each in rows if each.role == "coordinator"]
        (await tx.members.lock(found.person_id)).locale = "en"
    pages = ["plan", "plan?view=week", "plan/new", "plan/load", f"patrols/{december.single_id}/change", "cities"]
    korean = {}
    for page in pages:
        await browser.opens(f"/console/{page}")
        told = re.sub(r"(평촌|범계|안양|동안|여성|로데오|연말|성탄)[^<\"]*", "", browser.page)
        korean[page] = re.findall(r">[^<]*[가-힣][^<]*<", told.replace("이조정", ""))

    assert {page for page, found in korean.items() if found} == set()
