"""Planning by question and answer: with buttons, with words, across restarts, and out of it again."""

from datetime import UTC, datetime

import pytest

from bot.app import App
from bot.settings import Settings
from simulator.client import Heard, Simulator, Someone
from tests.stories.stage import running
from tests.stories.towns import FORM, MERCHANTS, UNIT, Town, previews, publishes, settles

MONDAY = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
async def town(bot: App, telegram: Simulator) -> Town:
    """The town on a Monday at noon."""
    await telegram.clock.freeze(MONDAY)
    return await settles(bot, telegram)


async def step(person: Someone, number: int) -> Heard:
    return await person.hears(f"{number}/8")


async def test_a_patrol_is_planned_by_taps_where_one_was_planned_before(town: Town) -> None:
    boss = town.coordinator
    await publishes(boss)
    await boss.says("/newpatrol")
    days = await step(boss, 1)
    await boss.taps("12/4(금)", on=days)
    await boss.taps("20:00–22:00", on=await step(boss, 2))
    await boss.taps("범계역 2번 출구", on=await step(boss, 3))
    await boss.taps("범계역 합동순찰", on=await step(boss, 4))
    organisations = await step(boss, 5)
    await boss.taps(UNIT, on=organisations)
    await boss.taps("인원 제한 없음", on=await step(boss, 5))
    await boss.taps("다음", on=await step(boss, 5))
    await boss.taps("범계역 로데오거리", on=await step(boss, 6))
    await boss.taps("매주 금", on=await step(boss, 7))
    await boss.taps("형광조끼", on=await step(boss, 8))
    preview = await boss.hears("이렇게 이해했어요")
    await boss.taps("게시", on=preview)
    await boss.hears("게시했어요")
    announcement = await town.members[0].hears("12월 4일(금)")

    assert sum(len(row) for row in days.buttons) == 14 + 1
    for words in ("2026년 12월 4일(금) 20:00–22:00", "범계역 2번 출구", f"{UNIT} 3명", "매주 금", "형광조끼 착용"):
        assert words in preview.text
    assert MERCHANTS not in announcement.text


async def test_a_patrol_is_planned_by_words_and_a_place_on_the_map(town: Town) -> None:
    boss = town.coordinator
    await boss.says("/newpatrol")
    await step(boss, 1)
    await boss.says("12월 4일")
    await step(boss, 2)
    await boss.says("밤 10시-1시")
    await step(boss, 3)
    await boss.says("안양일번가 분수대")
    await boss.hears("지도에서 어디인가요")
    await boss.shares_location(37.4016, 126.9227)
    await step(boss, 4)
    await boss.says("일번가 합동순찰")
    await step(boss, 5)
    await boss.says(f"{UNIT} 12, {MERCHANTS}")
    await step(boss, 6)
    await boss.taps("건너뛰기")
    await step(boss, 7)
    await boss.says("매월 첫째 금 까지 2027-03-31")
    await step(boss, 8)
    await boss.says("우산")
    preview = await boss.hears("이렇게 이해했어요")

    for words in ("12월 4일(금) 22:00–01:00", "37.40160, 126.92270", f"{UNIT} 12명", "매월 첫째 금", "안내: 우산"):
        assert words in preview.text


async def test_whoever_types_the_hours_with_the_day_is_not_asked_for_them(town: Town) -> None:
    await town.coordinator.says("/newpatrol")
    await step(town.coordinator, 1)
    await town.coordinator.says("내일 20:00-22:00")
    await step(town.coordinator, 3)


@pytest.mark.parametrize("typed", ["2월 30일", "어제", "아무 때나", "11/22/33", "가" * 4000])
async def test_a_wrong_answer_is_named_and_asked_again(town: Town, typed: str) -> None:
    await town.coordinator.says("/newpatrol")
    await step(town.coordinator, 1)
    await town.coordinator.says(typed)
    again = await step(town.coordinator, 1)
    await town.coordinator.says("내일")
    await step(town.coordinator, 2)

    assert "⚠️" in again.text


async def test_back_leads_to_the_question_before_and_cancel_out_of_it(town: Town) -> None:
    boss = town.coordinator
    await boss.says("/newpatrol")
    await boss.taps("11/24(화)", on=await step(boss, 1))
    await boss.taps("뒤로", on=await step(boss, 2))
    first = await step(boss, 1)
    await boss.taps("취소", on=first)
    await boss.hears("만들지 않았어요")
    await boss.says("내일")

    await boss.does_not_hear("2/8")


async def test_a_whole_form_is_understood_at_any_question(town: Town) -> None:
    await town.coordinator.says("/newpatrol")
    await step(town.coordinator, 1)
    await town.coordinator.says(FORM.removeprefix("/newpatrol\n"))
    await town.coordinator.hears("이렇게 이해했어요")


async def test_a_button_of_an_earlier_question_is_answered_kindly(town: Town) -> None:
    boss = town.coordinator
    await boss.says("/newpatrol")
    days = await step(boss, 1)
    await boss.says("내일")
    await step(boss, 2)
    toast = await boss.taps("12/4(금)", on=days)

    assert "지난 미리보기" in toast


async def test_pictures_and_stickers_leave_the_question_open(town: Town) -> None:
    await town.coordinator.says("/newpatrol")
    await step(town.coordinator, 1)
    await town.coordinator.sends_sticker()
    await town.coordinator.hears("글자로 답해")
    await town.coordinator.says("내일")
    await step(town.coordinator, 2)


async def test_a_city_without_organisations_can_plan_and_is_told_that_nobody_will_hear(town: Town) -> None:
    await town.owner.says("/newcity 군포시")
    await town.owner.hears("군포시")
    preview = await previews(town.owner, "\n".join(line for line in FORM.split("\n") if "단체" not in line))
    await town.owner.says(FORM)
    answer = await town.owner.hears("고쳐 주세요")

    assert "모든 단체" in preview.text
    assert "0명에게" in preview.text
    assert "/neworg" in answer.text


async def test_the_dialog_survives_a_restart_at_every_question(settings: Settings, telegram: Simulator) -> None:
    await telegram.clock.freeze(MONDAY)
    async with running(settings, telegram) as app:
        town = await settles(app, telegram)
        boss = town.coordinator
        await boss.says("/newpatrol")
        await step(boss, 1)
    answers = ("12월 4일", "20:00-22:00", "범계역 37.3897,126.9507", "범계역 순찰", UNIT, "일번가", "매주 금")
    for number, answer in enumerate(answers, start=2):
        async with running(settings, telegram):
            await boss.says(answer)
            await step(boss, number)
    async with running(settings, telegram):
        await boss.says("형광조끼")
        preview = await boss.hears("이렇게 이해했어요")
    async with running(settings, telegram):
        await boss.taps("게시", on=preview)
        await town.members[0].hears("범계역 순찰")


async def test_drafts_that_nobody_published_are_forgotten_after_a_day(bot: App, town: Town) -> None:
    await previews(town.coordinator, FORM + "\n반복: 매주 금")
    await publishes(town.coordinator, FORM.replace("범계역 합동순찰", "게시한 순찰"))
    await previews(town.coordinator, FORM + "\n반복: 매주 금")
    await bot.services.patrol_drafts.sweep(MONDAY.replace(day=25))
    async with bot.uow.read() as tx:
        left = [await tx.patrols.get(town.crowd.city_id, number) for number in range(1, 4)]
        series = await tx.series.get(town.crowd.city_id, 1)

    assert [patrol.title for patrol in left if patrol] == ["게시한 순찰"]
    assert series is None
