"""Changing and cancelling a patrol: old and new for those who had answered, a cancellation for all."""

import asyncio

from bot.app import App
from bot.settings import Settings
from simulator.client import Heard, Simulator
from tests.stories.stage import running
from tests.stories.towns import FORM, MERCHANTS, UNIT, Town, publishes, settles


async def card_of(town: Town) -> Heard:
    await town.coordinator.says("/patrols")
    return await town.coordinator.hears("📍")


async def answers_of_three(town: Town) -> None:
    """One comes, one does not, one does not know; the leader and the merchant say nothing."""
    for member, answer in zip(town.members, ("참석", "불참", "미정"), strict=True):
        await member.taps(answer, on=await member.hears("새 순찰"))
        await member.hears("범계역 합동순찰")
    for person in (town.leader, town.merchant):
        await person.hears("새 순찰")


async def asks_to_change(town: Town, field: str) -> None:
    await town.coordinator.taps("변경", on=await card_of(town))
    question = await town.coordinator.hears("무엇을 바꿀까요")
    assert question.buttons == [["일시", "장소"], ["단체", "구역", "안내"], ["그만두기"]]
    await town.coordinator.taps(field, on=question)
    await town.coordinator.hears("지금:")


async def test_a_change_of_time_is_told_once_to_those_who_had_answered_showing_old_and_new(town: Town) -> None:
    await publishes(town.coordinator)
    await answers_of_three(town)
    await asks_to_change(town, "일시")
    await town.coordinator.says("모레 19:30-21:30")
    preview = await town.coordinator.hears("이렇게 바꿀까요")
    await town.coordinator.taps("게시", on=preview)
    await town.coordinator.hears("게시했어요")

    assert "20:00–22:00" in preview.text
    assert "19:30–21:30" in preview.text
    assert "3명에게" in preview.text
    for member in town.members:
        told = await member.hears("순찰이 바뀌었어요")
        assert "범계역 합동순찰" in told.text
        assert "20:00–22:00" in told.text
        assert "19:30–21:30" in told.text
        assert told.buttons[0][-1].endswith("미정")
        await member.does_not_hear("바뀌었어요")
    await town.leader.does_not_hear("바뀌었어요")
    await town.merchant.does_not_hear("바뀌었어요")
    assert "19:30–21:30" in (await card_of(town)).text


async def test_a_change_of_place_may_be_shared_from_the_map(town: Town) -> None:
    await publishes(town.coordinator)
    await answers_of_three(town)
    await asks_to_change(town, "장소")
    await town.coordinator.shares_location(37.4016, 126.9227)
    preview = await town.coordinator.hears("이렇게 바꿀까요")
    await town.coordinator.taps("게시", on=preview)
    told = await town.members[0].hears("순찰이 바뀌었어요")

    assert "37.38970, 126.95070" in told.text
    assert "37.40160, 126.92270" in told.text


async def test_a_wrong_value_is_named_and_the_question_stays_open(town: Town) -> None:
    await publishes(town.coordinator)
    await asks_to_change(town, "일시")
    await town.coordinator.says("2월 30일 20:00-22:00")
    await town.coordinator.hears("달력에 없는 날")
    await town.coordinator.says("25:00")
    await town.coordinator.hears("⚠️")
    await town.coordinator.says("모레 21:00-23:00")
    await town.coordinator.hears("이렇게 바꿀까요")


async def test_info_and_zones_change_quietly(town: Town) -> None:
    await publishes(town.coordinator)
    await answers_of_three(town)
    for field, value in (("안내", "우산을 가져오세요"), ("구역", "없음")):
        await asks_to_change(town, field)
        await town.coordinator.says(value)
        await town.coordinator.taps("게시", on=await town.coordinator.hears("이렇게 바꿀까요"))
        await town.coordinator.hears("게시했어요")
    card = await card_of(town)

    assert "우산을 가져오세요" in card.text
    assert "구역" not in card.text
    await town.members[0].does_not_hear("바뀌었어요")


async def test_newly_invited_organisations_get_the_announcement_and_the_others_nothing(town: Town) -> None:
    await publishes(town.coordinator, FORM.replace(f", {MERCHANTS} 5", ""))
    await town.members[0].hears("새 순찰")
    await asks_to_change(town, "단체")
    await town.coordinator.says(f"{UNIT} 10, {MERCHANTS} 3")
    await town.coordinator.taps("게시", on=await town.coordinator.hears("이렇게 바꿀까요"))
    announcement = await town.merchant.hears("새 순찰")

    assert f"{MERCHANTS} 3명" in announcement.text
    await town.members[0].hears_nothing()


async def test_who_had_answered_and_is_no_longer_invited_is_told_so(town: Town) -> None:
    await publishes(town.coordinator)
    await answers_of_three(town)
    await asks_to_change(town, "단체")
    await town.coordinator.says(f"단체: {MERCHANTS} 5")
    await town.coordinator.taps("게시", on=await town.coordinator.hears("이렇게 바꿀까요"))

    await town.members[0].hears("다른 단체가 맡기로")
    await town.leader.does_not_hear("다른 단체")


async def test_an_older_preview_does_not_confirm_a_newer_value(town: Town) -> None:
    await publishes(town.coordinator)
    await asks_to_change(town, "안내")
    await town.coordinator.says("첫째 안내")
    first = await town.coordinator.hears("첫째 안내")
    await town.coordinator.says("둘째 안내")
    await town.coordinator.hears("둘째 안내")
    toast = await town.coordinator.taps("게시", on=first)

    assert "지난 화면" in toast
    assert "형광조끼" in (await card_of(town)).text


async def test_a_cancellation_asks_once_more_and_is_told_to_all_invited_once(town: Town) -> None:
    await publishes(town.coordinator)
    await answers_of_three(town)
    await town.coordinator.taps("순찰 취소", on=await card_of(town))
    question = await town.coordinator.hears("정말 취소할까요")
    await town.leader.hears_nothing()
    await asyncio.gather(*(town.coordinator.taps("네, 취소합니다", on=question) for _ in range(2)))

    assert question.buttons == [["네, 취소합니다"], ["아니요, 그대로 둘게요"]]
    for person in town.invited:
        told = await person.hears("취소되었어요")
        assert "범계역 합동순찰" in told.text
        await person.does_not_hear("취소되었어요")
    await town.members[0].says("/patrols")
    await town.members[0].hears("순찰이 없어요")


async def test_a_cancellation_that_was_thought_better_of_changes_nothing(town: Town) -> None:
    await publishes(town.coordinator)
    await town.members[0].hears("새 순찰")
    await town.coordinator.taps("순찰 취소", on=await card_of(town))
    await town.coordinator.taps("아니요", on=await town.coordinator.hears("정말 취소할까요"))
    await town.coordinator.hears("그대로 두었어요")

    await town.members[0].hears_nothing()
    assert "범계역" in (await card_of(town)).text


async def test_what_has_begun_can_neither_be_changed_nor_cancelled(town: Town, telegram: Simulator, bot: App) -> None:
    await publishes(town.coordinator)
    card = await card_of(town)
    async with bot.uow.read() as tx:
        patrol = await tx.patrols.get(town.crowd.city_id, 1)
    assert patrol is not None
    await telegram.clock.set(patrol.starts_at)

    for button in ("변경", "순찰 취소"):
        assert "이미 시작한" in await town.coordinator.taps(button, on=card)


async def test_a_change_survives_a_restart_at_every_step(settings: Settings, telegram: Simulator) -> None:
    async with running(settings, telegram) as app:
        town = await settles(app, telegram)
        await publishes(town.coordinator)
        card = await card_of(town)
    async with running(settings, telegram):
        await town.coordinator.taps("변경", on=card)
        question = await town.coordinator.hears("무엇을 바꿀까요")
    async with running(settings, telegram):
        await town.coordinator.taps("안내", on=question)
        await town.coordinator.hears("지금:")
    async with running(settings, telegram):
        await town.coordinator.says("우산")
        preview = await town.coordinator.hears("이렇게 바꿀까요")
    async with running(settings, telegram):
        await town.coordinator.taps("게시", on=preview)
        await town.coordinator.hears("게시했어요")
        assert "안내: 우산" in (await card_of(town)).text
