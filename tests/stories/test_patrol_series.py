"""Repeating patrols: visible eight weeks ahead, each date announced once and by itself."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import App
from bot.settings import Settings
from simulator.client import Heard, Simulator, Someone, StoryError
from tests.stories.stage import running
from tests.stories.towns import FORM, Town, publishes, settles

FRIDAY_NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
WEEKLY = FORM.replace("내일", "2026-11-27") + "\n반복: 매주 금"


@pytest.fixture
async def town(bot: App, telegram: Simulator) -> Town:
    """The town on a Friday at noon, a week before the first date."""
    await telegram.clock.freeze(FRIDAY_NOON)
    return await settles(bot, telegram)


async def lists(person: Someone) -> list[Heard]:
    """The cards that /patrols shows now, until no more of them come."""
    await person.says("/patrols")
    cards = [await person.hears("📍")]
    with contextlib.suppress(StoryError):
        while True:
            cards.append(await person.hears("📍", within=0.6))
    return cards


async def test_publishing_announces_the_first_date_alone_and_the_list_shows_eight_weeks(town: Town) -> None:
    await publishes(town.coordinator, WEEKLY)
    announcement = await town.members[0].hears("범계역 합동순찰")
    await town.members[0].does_not_hear("범계역 합동순찰", within=1.5)
    cards = await lists(town.members[0])

    assert "11월 27일(금)" in announcement.text
    assert "매주 금" in announcement.text
    assert len(cards) == 8
    assert "1월 15일(금)" in cards[-1].text


async def test_the_preview_names_the_rule_and_the_first_dates(town: Town) -> None:
    await town.coordinator.says(WEEKLY.replace("매주 금", "매월 셋째 금 까지 2027-03-31 공휴일 제외"))
    preview = await town.coordinator.hears("이렇게 이해했어요")

    assert "매월 셋째 금" in preview.text
    assert "공휴일 제외" in preview.text
    assert "3월 31일(수)까지" in preview.text
    assert "11월 27일(금), 12월 18일(금), 1월 15일(금)" in preview.text
    assert "첫날은 반복하는 요일이 아니지만" in preview.text


async def test_public_holidays_are_left_out(town: Town) -> None:
    await publishes(town.coordinator, WEEKLY + " 공휴일 제외")
    cards = await lists(town.coordinator)

    texts = "\n".join(card.text for card in cards)
    assert "12월 18일(금)" in texts
    assert "12월 25일(금)" not in texts
    assert "1월 1일(금)" not in texts


async def test_each_later_date_is_announced_a_week_ahead_and_once(town: Town, telegram: Simulator) -> None:
    await publishes(town.coordinator, WEEKLY)
    member = town.members[0]
    await member.hears("11월 27일(금)")
    await telegram.clock.set(datetime(2026, 11, 27, 10, 59, tzinfo=UTC))
    await member.does_not_hear("12월 4일(금)", within=1.5)
    await telegram.clock.advance(minutes=2)
    announcement = await member.hears("12월 4일(금)")
    await member.does_not_hear("12월 4일(금)", within=1.5)

    assert "새 순찰" in announcement.text
    assert announcement.buttons[0] == ["참석", "불참", "미정"]


async def test_dates_come_into_sight_as_time_goes_by(town: Town, telegram: Simulator) -> None:
    await publishes(town.coordinator, WEEKLY)
    await town.members[0].hears("범계역")
    await telegram.clock.advance(days=7, hours=9)
    await town.members[0].hears("12월 4일(금)")

    cards = await lists(town.members[0])
    assert "1월 22일(금)" in cards[-1].text


async def test_after_a_downtime_late_announcements_still_go_out_one_by_one_unless_the_patrol_has_begun(
    settings: Settings, telegram: Simulator
) -> None:
    await telegram.clock.freeze(FRIDAY_NOON)
    async with running(settings, telegram) as app:
        town = await settles(app, telegram)
        await publishes(town.coordinator, WEEKLY)
        member = town.members[0]
        await member.hears("11월 27일(금)")
    await telegram.clock.set(FRIDAY_NOON + timedelta(days=22))
    async with running(settings, telegram):
        late = await member.hears("12월 18일(금)")
        await member.does_not_hear("12월 4일(금)", within=1.5)

    assert "새 순찰" in late.text


async def test_of_two_dates_that_are_due_together_the_second_waits_its_turn(
    settings: Settings, telegram: Simulator
) -> None:
    await telegram.clock.freeze(FRIDAY_NOON)
    twice = WEEKLY.replace("매주 금", "매주 목,금")
    async with running(settings, telegram) as app:
        town = await settles(app, telegram)
        await publishes(town.coordinator, twice)
        await town.merchant.hears("11월 27일(금)")
    await telegram.clock.set(datetime(2026, 12, 3, 10, 30, tzinfo=UTC))
    async with running(settings, telegram):
        first = await town.merchant.hears("새 순찰")
        await town.merchant.does_not_hear("새 순찰", within=1.5)
        await telegram.clock.advance(minutes=61)
        second = await town.merchant.hears("새 순찰")

    assert "12월 3일(목)" in first.text
    assert "12월 4일(금)" in second.text


async def test_one_date_can_be_cancelled_alone(town: Town) -> None:
    await publishes(town.coordinator, WEEKLY)
    cards = await lists(town.coordinator)
    await town.coordinator.taps("순찰 취소", on=cards[1])
    question = await town.coordinator.hears("정말 취소")
    await town.coordinator.taps("네, 취소합니다 (이 날짜만)", on=question)
    await town.coordinator.hears("취소하고")
    told = await town.members[0].hears("취소되었어요")
    rest = await lists(town.coordinator)

    assert "12월 4일(금)" in told.text
    assert "범계역 합동순찰" in told.text
    assert len(rest) == 7
    assert "12월 11일(금)" in rest[1].text


async def test_a_date_and_all_that_follow_can_be_cancelled_with_one_message(town: Town, telegram: Simulator) -> None:
    await publishes(town.coordinator, WEEKLY)
    cards = await lists(town.coordinator)
    await town.coordinator.taps("순찰 취소", on=cards[2])
    await town.coordinator.taps("이날부터 모두", on=await town.coordinator.hears("정말 취소"))
    await town.coordinator.hears("취소하고")
    await town.members[0].hears("모두 취소되었어요")
    await town.members[0].does_not_hear("취소되었어요")
    await telegram.clock.advance(days=8)
    await town.members[0].hears("12월 4일(금)")
    rest = await lists(town.coordinator)

    assert ["12월 4일(금)" in card.text for card in rest] == [True]


async def changes(town: Town, card: Heard, field: str, value: str, confirm: str) -> Heard:
    await town.coordinator.taps("변경", on=card)
    await town.coordinator.taps(field, on=await town.coordinator.hears("무엇을"))
    await town.coordinator.hears("지금:")
    await town.coordinator.says(value)
    preview = await town.coordinator.hears("이렇게 바꿀까요")
    await town.coordinator.taps(confirm, on=preview)
    await town.coordinator.hears("게시했어요")
    return preview


async def test_one_date_can_be_moved_alone(town: Town) -> None:
    await publishes(town.coordinator, WEEKLY)
    cards = await lists(town.coordinator)
    await changes(town, cards[1], "일시", "12월 5일 19:00-21:00", "이 날짜만")
    after = await lists(town.coordinator)

    assert "12월 5일(토) 19:00–21:00" in after[1].text
    assert "12월 11일(금) 20:00–22:00" in after[2].text


async def test_a_date_and_all_that_follow_can_be_moved_and_later_dates_follow(town: Town, telegram: Simulator) -> None:
    await publishes(town.coordinator, WEEKLY)
    cards = await lists(town.coordinator)
    preview = await changes(town, cards[1], "일시", "12월 5일 19:00-21:00", "이날부터 모두")
    after = await lists(town.coordinator)
    await telegram.clock.advance(days=15, hours=8)
    await town.members[0].hears("12월 12일(토)")
    later = await lists(town.coordinator)

    assert "12월 4일(금) 20:00–22:00" in preview.text
    assert "11월 27일(금) 20:00–22:00" in after[0].text
    assert ["(토) 19:00–21:00" in card.text for card in after[1:]] == [True] * 6
    assert "1월 30일(토) 19:00–21:00" in later[-1].text


async def test_a_place_changed_for_all_that_follow_is_that_of_dates_still_to_come(
    town: Town, telegram: Simulator
) -> None:
    await publishes(town.coordinator, WEEKLY)
    cards = await lists(town.coordinator)
    await changes(town, cards[0], "장소", "범계역 광장 37.3900,126.9510", "이날부터 모두")
    await telegram.clock.advance(days=15)
    await town.members[0].hears("12월 11일(금)")
    later = await lists(town.coordinator)

    assert ["범계역 광장" in card.text for card in later] == [True] * len(later)
    assert len(later) == 8


async def test_a_rule_that_cannot_move_as_a_whole_offers_this_date_only(town: Town) -> None:
    await publishes(town.coordinator, WEEKLY.replace("매주 금", "매월 넷째 금"))
    cards = await lists(town.coordinator)
    await town.coordinator.taps("변경", on=cards[0])
    await town.coordinator.taps("일시", on=await town.coordinator.hears("무엇을"))
    await town.coordinator.says("11월 28일 20:00-22:00")
    preview = await town.coordinator.hears("이렇게 바꿀까요")

    assert preview.buttons == [["게시", "취소"]]


async def test_of_a_daily_patrol_the_list_shows_ten_at_a_time(town: Town) -> None:
    await publishes(town.coordinator, WEEKLY.replace("매주 금", "매일"))
    await town.members[0].hears("새 순찰")
    cards = await lists(town.members[0])
    await town.members[0].taps("더 보기")
    following = await town.members[0].hears("📍")
    announcements = [message for message in town.members[0].messages if "새 순찰" in message.text]

    assert len(cards) == 10
    assert "12월 7일(월)" in following.text
    assert len(announcements) == 1


async def test_a_daily_patrol_is_announced_the_day_before(town: Town, telegram: Simulator) -> None:
    await publishes(town.coordinator, WEEKLY.replace("매주 금", "매일"))
    await town.members[0].hears("11월 27일(금)")
    await telegram.clock.set(datetime(2026, 11, 27, 10, 59, tzinfo=UTC))
    await town.members[0].does_not_hear("11월 28일(토)", within=1.5)
    await telegram.clock.advance(minutes=1)
    announcement = await town.members[0].hears("11월 28일(토)")
    await town.members[0].does_not_hear("11월 28일(토)", within=1.5)

    assert "새 순찰" in announcement.text
