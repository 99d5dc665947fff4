"""Planning, announcing and finding patrols, in the words of the chat."""

import asyncio

import pytest

from bot.app import App
from simulator.client import Heard, Simulator
from tests.stories.crowds import fills
from tests.stories.towns import FORM, Town, previews, publishes


def data_of(message: Heard, words: str) -> str:
    button = message.button(words)
    assert button is not None
    return str(button["callback_data"])


async def test_a_pasted_form_is_shown_as_understood_before_anybody_is_told(town: Town) -> None:
    preview = await previews(town.coordinator)

    for words in ("범계역 합동순찰", "20:00–22:00", "범계역 2번 출구", "37.38970, 126.95070", "평촌자율방범대 10명"):
        assert words in preview.text
    assert "안양상인연합회 5명" in preview.text
    assert "형광조끼 착용" in preview.text
    assert "5명에게 알려요" in preview.text
    assert preview.buttons == [["게시", "취소"]]
    await town.members[0].hears_nothing()


async def test_everybody_invited_is_told_once_however_often_publish_is_tapped(town: Town) -> None:
    preview = await previews(town.coordinator)
    await town.coordinator.taps("게시", on=preview)
    await town.coordinator.hears("게시했어요")
    again = await town.coordinator.taps_data(data_of(preview, "게시"), on=preview)
    announcements = [await person.hears("범계역 합동순찰") for person in town.invited]

    assert "이미 게시한" in again
    for announcement in announcements:
        assert announcement.buttons == [["참석", "불참", "미정"], ["지도", "일정 추가"]]
        for words in ("20:00–22:00", "범계역 2번 출구", "평촌자율방범대 10명", "형광조끼 착용"):
            assert words in announcement.text
    for person in town.members:
        await person.does_not_hear("범계역 합동순찰")


async def test_two_taps_at_the_same_moment_announce_once(town: Town) -> None:
    preview = await previews(town.coordinator)
    await asyncio.gather(*(town.coordinator.taps("게시", on=preview) for _ in range(2)))
    await town.members[0].hears("범계역 합동순찰")

    await town.members[0].does_not_hear("범계역 합동순찰")


async def test_every_wrong_line_is_named_and_the_corrected_form_can_be_sent_at_once(town: Town) -> None:
    wrong = (
        FORM.replace("내일 20:00-22:00", "2월 30일 25:00").replace(" 37.38970,126.95070", "").replace("안내", "준비물")
    )
    await town.coordinator.says(wrong.replace("평촌자율방범대 10", "평촌자율방법대 10"))
    answer = await town.coordinator.hears("고쳐 주세요")
    await town.coordinator.says(FORM.removeprefix("/newpatrol\n"))
    preview = await town.coordinator.hears("이렇게 이해했어요")

    for words in ("3번째 줄", "2월 30일", "4번째 줄", "좌표가 없어요", "7번째 줄", "혹시 평촌자율방범대"):
        assert words in answer.text
    assert "범계역 합동순찰" in preview.text


async def test_only_the_wrong_lines_have_to_be_sent_again(town: Town) -> None:
    wrong = FORM.replace("내일 20:00-22:00", "2월 30일 25:00").replace("안내", "준비물")
    await town.coordinator.says(wrong.replace("평촌자율방범대 10", "평촌자율방법대 10"))
    await town.coordinator.hears("고친 줄만 보내")
    await town.coordinator.says("일시: 내일 20:00-22:00\n안내: 형광조끼 착용")
    second = await town.coordinator.hears("아래를 고쳐 주세요")
    await town.coordinator.says("평촌자율방범대 10")
    preview = await town.coordinator.hears("이렇게 이해했어요")

    assert "혹시 평촌자율방범대" in second.text
    assert "일시" not in second.text
    for words in ("범계역 합동순찰", "20:00–22:00", "평촌자율방범대 10명", "형광조끼 착용"):
        assert words in preview.text


async def test_a_place_without_coordinates_is_found_on_the_map(town: Town) -> None:
    await town.coordinator.says(FORM.replace(" 37.38970,126.95070", ""))
    answer = await town.coordinator.hears("좌표가 없어요")
    await town.coordinator.shares_location(37.3897, 126.9507)
    preview = await town.coordinator.hears("이렇게 이해했어요")

    assert "범계역 2번 출구" in answer.text
    assert "범계역 2번 출구" in preview.text


async def test_an_unknown_organisation_is_answered_with_the_nearest_name(town: Town) -> None:
    await town.coordinator.says(FORM.replace("안양상인연합회", "안양상인협회"))

    answer = await town.coordinator.hears("없는 단체예요")
    assert "안양상인연합회" in answer.text


async def test_a_cancelled_preview_can_no_longer_be_published(town: Town) -> None:
    preview = await previews(town.coordinator)
    publish = data_of(preview, "게시")
    await town.coordinator.taps("취소", on=preview)
    await town.coordinator.hears("만들지 않았어요")

    toast = await town.coordinator.taps_data(publish, on=preview)

    assert "지난 미리보기" in toast
    await town.members[0].hears_nothing()


async def test_a_corrected_form_takes_the_place_of_its_earlier_preview(town: Town) -> None:
    first = await previews(town.coordinator)
    second = await previews(town.coordinator, FORM.replace("범계역 합동순찰", "일번가 합동순찰"))
    toast = await town.coordinator.taps("게시", on=first)
    await town.coordinator.taps("게시", on=second)
    await town.members[0].hears("일번가 합동순찰")

    assert "지난 미리보기" in toast
    await town.members[0].does_not_hear("범계역 합동순찰")


async def test_a_past_start_is_refused(town: Town) -> None:
    await town.coordinator.says(FORM.replace("내일", "2026-01-05"))
    await town.coordinator.hears("이미 지난")


async def test_members_may_not_plan(town: Town) -> None:
    await town.members[0].says(FORM)
    await town.members[0].hears("권한")


async def test_the_list_shows_each_coming_patrol_with_its_buttons_and_coordinators_can_change_it(town: Town) -> None:
    await publishes(town.coordinator)
    await town.members[0].hears("범계역 합동순찰")
    await town.members[0].says("/patrols")
    seen = await town.members[0].hears("범계역 합동순찰")
    await town.coordinator.says("다음 순찰")
    card = await town.coordinator.hears("범계역 합동순찰")

    assert seen.buttons == [["참석", "불참", "미정"], ["지도", "일정 추가"]]
    assert card.buttons[-1] == ["변경", "순찰 취소"]


async def test_an_empty_list_says_so(town: Town) -> None:
    await town.members[0].says("/patrols")
    await town.members[0].hears("순찰이 없어요")
    await town.coordinator.says("/patrols")
    await town.coordinator.hears("/newpatrol")


async def test_the_meeting_place_comes_as_a_pin_and_the_time_as_a_calendar_file(town: Town) -> None:
    await publishes(town.coordinator)
    announcement = await town.members[0].hears("범계역 합동순찰")
    await town.members[0].taps("지도", on=announcement)
    pin = await town.members[0].hears("범계역 2번 출구")
    await town.members[0].taps("일정 추가", on=announcement)
    await town.members[0].hears("일정 파일")

    assert "venue" in pin.payload


async def test_an_english_member_reads_english(town: Town) -> None:
    emma = town.members[0]
    await emma.says("/language")
    await emma.taps("English", on=await emma.hears("language"))
    await publishes(town.coordinator)

    announcement = await emma.hears("범계역 합동순찰")
    assert announcement.buttons == [["Going", "Not going", "Maybe"], ["Map", "Add to calendar"]]
    assert "all organisations" not in announcement.text


@pytest.mark.parametrize("typed", ["<b>범계</b> & *순찰*", "\u202e역순 순찰", "순찰 {title} { $x }"])
async def test_what_was_typed_is_shown_as_typed(town: Town, typed: str) -> None:
    await publishes(town.coordinator, FORM.replace("범계역 합동순찰", typed))
    announcement = await town.members[0].hears(typed.lstrip("\u202e"))

    assert [entity["type"] for entity in announcement.entities] == ["bold"]


async def test_another_citys_coordinator_can_neither_publish_nor_list_nor_change_it(
    town: Town, bot: App, telegram: Simulator
) -> None:
    elsewhere = await fills(bot, telegram, {}, city="군포시", owner=town.owner)
    stranger = elsewhere.coordinator
    await publishes(town.coordinator)
    await town.members[0].hears("범계역 합동순찰")
    await town.coordinator.says("/patrols")
    card = await town.coordinator.hears("범계역 합동순찰")
    await stranger.says("/patrols")
    empty = await stranger.hears("순찰이 없어요")

    for button in ("변경", "순찰 취소", "지도", "일정 추가"):
        await stranger.taps_data(data_of(card, button), on=empty)
        await stranger.hears("권한")
    for data in ("publish1:1", "discard1:1"):
        assert "지난 미리보기" in await stranger.taps_data(data, on=empty)
    for data in ("field1:1:place", "calloff1:1:this"):
        await stranger.taps_data(data, on=empty)
        await stranger.hears("권한")
    await town.members[0].hears_nothing()
