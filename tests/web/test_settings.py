"""Settings changed at the desk are in force in the chat at once; what cannot be taken changes nothing."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.app import App
from core.roles import OrganisationKind
from db.tables import AuditEntry, City, Reminder
from services.reminders import plan_reminders
from simulator.client import Simulator
from tests.stories.crowds import Crowd, becomes_coordinator, fills
from tests.stories.patrolling import START, gathers, plans
from tests.web.conftest import Browser, browsing, signs_in

UNIT = "평촌자율방범대"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 3), "안양상인연합회": (OrganisationKind.merchants, 2)}
TWO_HUNDRED_METRES_NORTH = (37.39150, 126.9507)


def fields_of(page: str) -> dict[str, list[str]]:
    """The form as the page shows it."""
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        is_sent = "checked" in tag or not re.search(r'type="(checkbox|radio)"', tag)
        if name and value and is_sent:
            fields.setdefault(name[1], []).append(html.unescape(value[1]))
    return fields


async def saves(browser: Browser, **changes: object) -> None:
    await browser.opens("/console/settings")
    fields = fields_of(browser.page)
    assert await browser.posts("/console/settings", **{**fields, **changes}) == 200  # type: ignore[arg-type]


async def settings_of(app: App) -> City:
    async with app.uow.read() as tx:
        return (await tx.session.exec(select(City))).one()


async def test_a_wider_radius_is_accepted_in_the_chat_at_once(bot: App, browser: Browser, telegram: Simulator) -> None:
    crowd = await gathers(bot, telegram, UNITS)
    await signs_in(browser, crowd.coordinator)
    hana, dul = crowd.people[UNIT][1:3]
    await hana.says("/checkin")
    await hana.hears("위치")
    await hana.taps("위치", at=TWO_HUNDRED_METRES_NORTH)
    await hana.hears("200 m")

    await saves(browser, radius_m="250")

    assert "저장했어요" in browser.page
    await dul.says("/checkin")
    await dul.hears("위치")
    await dul.taps("위치", at=TWO_HUNDRED_METRES_NORTH)
    await dul.hears("출석했어요")


async def test_check_in_opens_as_early_as_the_city_says(bot: App, browser: Browser, telegram: Simulator) -> None:
    crowd = await gathers(bot, telegram, UNITS, minutes_before=55)
    await signs_in(browser, crowd.coordinator)
    hana = crowd.people[UNIT][1]
    await hana.says("/checkin")
    await hana.hears("19:30")

    await saves(browser, checkin_opens_minutes="60")

    await hana.says("/checkin")
    await hana.hears("네 자리 번호")


async def test_what_is_changed_is_written_down_with_who_did_it(bot: App, browser: Browser, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram, UNITS)
    await signs_in(browser, crowd.coordinator)
    await saves(browser)
    await saves(browser, radius_m="250", second_approver="1", hours_deadline_months="3")
    async with bot.uow.read() as tx:
        wanted = select(AuditEntry).where(AuditEntry.action == "city.settings_changed")
        entries = (await tx.session.exec(wanted)).all()
    city = await settings_of(bot)

    assert (city.radius_m, city.second_approver, city.hours_deadline_months) == (250, True, 3)
    assert city.reminder_minutes is None
    assert [entry.facts["changed"] for entry in entries] == [
        {"radius_m": [150, 250], "second_approver": [False, True], "hours_deadline_months": [1, 3]}
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"radius_m": "5"}, "30부터 1,000까지만 돼요"),
        ({"radius_m": "멀리"}, "숫자로 적어 주세요"),
        ({"quiet_from": "밤"}, "시와 분을 적어 주세요"),
        ({"keep_audit_months": "6"}, "12부터 60까지만 돼요"),
        ({"reminder_minutes": []}, "하나 이상 골라 주세요"),
    ],
)
async def test_what_cannot_be_taken_is_said_beside_its_field_and_nothing_changes(
    bot: App, browser: Browser, telegram: Simulator, changes: dict[str, object], said: str
) -> None:
    crowd = await fills(bot, telegram, UNITS)
    await signs_in(browser, crowd.coordinator)
    before = await settings_of(bot)

    await saves(browser, **{"offer_minutes": "60", **changes})

    assert said in browser.page
    assert "아직 아무것도 바뀌지 않았어요" in browser.page
    assert 'value="60"' in browser.page
    assert await settings_of(bot) == before


async def test_reminders_that_are_planned_follow_the_citys_moments(
    bot: App, browser: Browser, telegram: Simulator
) -> None:
    await telegram.clock.freeze(START - timedelta(days=3))
    crowd: Crowd = await fills(bot, telegram, UNITS)
    patrol_id = await plans(bot, crowd)
    async with bot.uow.write() as tx:
        patrol = await tx.patrols.lock(crowd.city_id, patrol_id)
        assert patrol is not None
        await plan_reminders(tx, patrol, bot.clock.now(), bot.services.reminders.policy)
    await signs_in(browser, crowd.coordinator)

    await saves(browser, reminder_minutes=["180", "30"])

    async with bot.uow.read() as tx:
        wanted = select(Reminder).where(Reminder.kind == "before").order_by(col(Reminder.due_at))
        moments = [START - row.due_at for row in (await tx.session.exec(wanted)).all()]
    assert moments == [timedelta(hours=3), timedelta(minutes=30)]


async def test_whoever_saves_second_sees_what_changed_and_loses_nothing(
    bot: App, browser: Browser, telegram: Simulator
) -> None:
    crowd = await fills(bot, telegram, UNITS)
    await signs_in(browser, crowd.coordinator)
    await browser.opens("/console/settings")
    second = {**fields_of(browser.page), "offer_minutes": "60", "radius_m": "300", "two_step_approval": "1"}
    await saves(browser, radius_m="250", keep_notes_months="24", second_approver="1", quiet_from="21:00")

    await browser.posts("/console/settings", **second)  # type: ignore[arg-type]
    told = browser.page
    city = await settings_of(bot)
    again = fields_of(told)
    await browser.posts("/console/settings", **again)  # type: ignore[arg-type]
    saved = await settings_of(bot)

    assert "다른 분이 설정을 바꿨어요" in told
    assert "출석을 받는 거리: 지금 값은 250 m" in told
    assert "새 값은 24 개월" in told
    assert "한 번 더 승인: 새 값은 켜짐" in told
    assert "조용한 시간 시작: 새 값은 21:00" in told
    assert (city.radius_m, city.offer_minutes, city.second_approver) == (250, 120, True)
    assert (saved.radius_m, saved.offer_minutes, saved.keep_notes_months) == (300, 60, 24)
    assert (saved.second_approver, saved.two_step_approval, f"{saved.quiet_from:%H:%M}") == (True, True, "21:00")


async def test_whoever_saves_second_reads_who_changed_it_and_when(
    bot: App, browser: Browser, telegram: Simulator
) -> None:
    await telegram.clock.freeze(START)
    crowd = await fills(bot, telegram, UNITS)
    other = crowd.people[UNIT][1]
    await becomes_coordinator(bot, crowd, other)
    await signs_in(browser, crowd.coordinator)
    await saves(browser, radius_m="200")
    await browser.opens("/console/settings")
    form = {**fields_of(browser.page), "radius_m": "300", "offer_minutes": "60"}
    await telegram.clock.freeze(START + timedelta(minutes=5))
    async with browsing(bot) as second:
        await signs_in(second, other)
        await saves(second, radius_m="250", offer_minutes="90")
        await telegram.clock.freeze(START + timedelta(minutes=9))
        await saves(second, offer_minutes="45")
    await browser.posts("/console/settings", **form)  # type: ignore[arg-type]
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", browser.page))

    assert re.search(r"출석을 받는 거리: 지금 값은 250 m\.[^:]* \(평촌001 님, 12월 4일\(금\) 20:05\)", told)
    assert re.search(r"답을 기다리는 시간: 지금 값은 45 분\.[^:]* \(평촌001 님, 12월 4일\(금\) 20:09\)", told)
    assert "이조정 님," not in told


async def test_a_fault_does_not_make_forget_what_the_form_was_opened_with(
    bot: App, browser: Browser, telegram: Simulator
) -> None:
    crowd = await fills(bot, telegram, UNITS)
    await signs_in(browser, crowd.coordinator)
    await browser.opens("/console/settings")
    await browser.posts("/console/settings", **{**fields_of(browser.page), "offer_minutes": "5"})  # type: ignore[arg-type]
    faulty = fields_of(browser.page)
    await saves(browser, radius_m="250")

    await browser.posts("/console/settings", **{**faulty, "offer_minutes": "60"})  # type: ignore[arg-type]

    assert "다른 분이 설정을 바꿨어요" in browser.page
    assert (await settings_of(bot)).offer_minutes == 120
