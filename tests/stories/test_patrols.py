"""Planning, announcing and finding patrols, in the words of the chat."""

import asyncio

import pytest

from bot.app import App
from simulator.client import Heard, Simulator, Someone
from tests.stories.registering import City

FORM = """/newpatrol
제목: 범계역 합동순찰
일시: 내일 20:00-22:00
장소: 범계역 2번 출구 37.38970,126.95070
단체: 평촌자율방범대 10, 안양상인연합회 5
구역: 범계역 로데오거리, 여성안심귀갓길
안내: 형광조끼 착용"""


async def previews(coordinator: Someone, form: str = FORM) -> Heard:
    await coordinator.says(form)
    return await coordinator.hears("이렇게 이해했어요")


async def publishes(coordinator: Someone, form: str = FORM) -> None:
    await coordinator.taps("게시", on=await previews(coordinator, form))
    await coordinator.hears("게시했어요")


async def test_a_pasted_form_is_shown_as_understood_before_anybody_is_told(founded: City) -> None:
    preview = await previews(founded.coordinator)

    for words in ("범계역 합동순찰", "20:00–22:00", "범계역 2번 출구", "37.38970, 126.95070", "평촌자율방범대 10명"):
        assert words in preview.text
    assert "안양상인연합회 5명" in preview.text
    assert "형광조끼 착용" in preview.text
    assert "4명에게 알려요" in preview.text
    assert preview.buttons == [["게시", "취소"]]
    await founded.members[0].hears_nothing()


async def test_everybody_invited_is_told_once_however_often_publish_is_tapped(founded: City) -> None:
    preview = await previews(founded.coordinator)
    await founded.coordinator.taps("게시", on=preview)
    await founded.coordinator.hears("게시했어요")
    again = await founded.coordinator.taps_data(preview.button("게시")["callback_data"], on=preview)
    announcements = [await person.hears("범계역 합동순찰") for person in (*founded.members, founded.leader)]

    assert "이미 게시한" in again
    for announcement in announcements:
        assert announcement.buttons == [["참석", "불참", "미정"], ["지도", "일정 추가"]]
        for words in ("20:00–22:00", "범계역 2번 출구", "평촌자율방범대 10명", "형광조끼 착용"):
            assert words in announcement.text
    for person in founded.members:
        await person.does_not_hear("범계역 합동순찰")


async def test_two_taps_at_the_same_moment_announce_once(founded: City) -> None:
    preview = await previews(founded.coordinator)
    await asyncio.gather(*(founded.coordinator.taps("게시", on=preview) for _ in range(2)))
    await founded.members[0].hears("범계역 합동순찰")

    await founded.members[0].does_not_hear("범계역 합동순찰")


async def test_every_wrong_line_is_named_and_the_corrected_form_can_be_sent_at_once(founded: City) -> None:
    wrong = FORM.replace("내일 20:00-22:00", "2월 30일 25:00").replace(" 37.38970,126.95070", "").replace("안내", "준비물")
    await founded.coordinator.says(wrong.replace("평촌자율방범대 10", "평촌자율방법대 10"))
    answer = await founded.coordinator.hears("고쳐 주세요")
    await founded.coordinator.says(FORM.removeprefix("/newpatrol\n"))
    preview = await founded.coordinator.hears("이렇게 이해했어요")

    for words in ("3번째 줄", "2월 30일", "4번째 줄", "좌표가 없어요", "7번째 줄", "혹시 평촌자율방범대"):
        assert words in answer.text
    assert "범계역 합동순찰" in preview.text


async def test_an_unknown_organisation_is_answered_with_the_nearest_name(founded: City) -> None:
    await founded.coordinator.says(FORM.replace("안양상인연합회", "안양상인협회"))

    answer = await founded.coordinator.hears("없는 단체예요")
    assert "안양상인연합회" in answer.text


async def test_a_cancelled_preview_can_no_longer_be_published(founded: City) -> None:
    preview = await previews(founded.coordinator)
    publish = preview.button("게시")["callback_data"]
    await founded.coordinator.taps("취소", on=preview)
    await founded.coordinator.hears("만들지 않았어요")

    toast = await founded.coordinator.taps_data(publish, on=preview)

    assert "지난 미리보기" in toast
    await founded.members[0].hears_nothing()


async def test_a_corrected_form_takes_the_place_of_its_earlier_preview(founded: City) -> None:
    first = await previews(founded.coordinator)
    second = await previews(founded.coordinator, FORM.replace("범계역 합동순찰", "일번가 합동순찰"))
    toast = await founded.coordinator.taps("게시", on=first)
    await founded.coordinator.taps("게시", on=second)
    await founded.members[0].hears("일번가 합동순찰")

    assert "지난 미리보기" in toast
    await founded.members[0].does_not_hear("범계역 합동순찰")


async def test_a_past_start_is_refused(founded: City) -> None:
    await founded.coordinator.says(FORM.replace("내일", "2026-01-05"))
    await founded.coordinator.hears("이미 지난")


async def test_members_may_not_plan(founded: City) -> None:
    await founded.members[0].says(FORM)
    await founded.members[0].hears("권한")


async def test_the_list_shows_each_coming_patrol_with_its_buttons_and_coordinators_can_change_it(founded: City) -> None:
    await publishes(founded.coordinator)
    await founded.members[0].hears("범계역 합동순찰")
    await founded.members[0].says("/patrols")
    seen = await founded.members[0].hears("범계역 합동순찰")
    await founded.coordinator.taps("다음 순찰")
    card = await founded.coordinator.hears("범계역 합동순찰")

    assert seen.buttons == [["참석", "불참", "미정"], ["지도", "일정 추가"]]
    assert card.buttons[-1] == ["변경", "순찰 취소"]


async def test_an_empty_list_says_so(founded: City) -> None:
    await founded.members[0].says("/patrols")
    await founded.members[0].hears("순찰이 없어요")
    await founded.coordinator.says("/patrols")
    await founded.coordinator.hears("/newpatrol")


async def test_the_meeting_place_comes_as_a_pin_and_the_time_as_a_calendar_file(
    founded: City, telegram: Simulator
) -> None:
    await publishes(founded.coordinator)
    announcement = await founded.members[0].hears("범계역 합동순찰")
    await founded.members[0].taps("지도", on=announcement)
    pin = await founded.members[0].hears("")
    await founded.members[0].taps("일정 추가", on=announcement)
    await founded.members[0].hears("일정 파일")
    file_id = founded.members[0].last.payload["document"]["file_id"]

    assert pin.payload["venue"]["title"] == "범계역 2번 출구"
    assert file_id
    assert telegram.world


async def test_an_english_member_reads_english(founded: City, telegram: Simulator) -> None:
    emma = founded.members[0]
    await emma.says("/language")
    await emma.hears("English")
    await emma.taps("English")
    await emma.hears("English")
    await publishes(founded.coordinator)

    announcement = await emma.hears("범계역 합동순찰")
    assert announcement.buttons == [["Going", "Not going", "Maybe"], ["Map", "Add to calendar"]]
    assert "all organisations" not in announcement.text


@pytest.mark.parametrize("typed", ["<b>범계</b> & *순찰*", "‮역순 순찰", "순찰 {title} { $x }"])
async def test_what_was_typed_is_shown_as_typed(founded: City, typed: str) -> None:
    await publishes(founded.coordinator, FORM.replace("범계역 합동순찰", typed))
    announcement = await founded.members[0].hears(typed.lstrip("‮"))

    assert [entity["type"] for entity in announcement.entities] == ["bold"]


async def test_a_stranger_city_can_neither_publish_nor_see_it(founded: City, bot: App, telegram: Simulator) -> None:
    preview = await previews(founded.coordinator)
    await founded.owner.says("/newcity 군포시")
    await founded.owner.hears("군포시")
    data = preview.button("게시")["callback_data"]
    own = founded.owner.last
    toast = await founded.owner.taps_data(data, on=own)

    assert "지난 미리보기" in toast
    await founded.members[0].hears_nothing()
