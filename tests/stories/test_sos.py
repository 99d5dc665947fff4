"""SOS: 112 first, the alarm at once, and whoever needs help hears who is coming."""

from simulator.client import Simulator
from tests.stories.registering import City

HERE = (37.38971, 126.95072)


async def test_the_alarm_reaches_leader_and_coordinator_at_once_and_points_to_112_first(founded: City) -> None:
    person, other, _ = founded.members
    await person.says("/sos")
    answer = await person.hears("112")
    assert answer.text.startswith("🚨 지금 바로 112")
    assert "2명" in answer.text

    for told in (founded.leader, founded.coordinator):
        alarm = await told.hears(f"{person.name} 님이 긴급 도움")
        assert "평촌자율방범대" in alarm.text
        assert "112" in alarm.text
    await other.does_not_hear("긴급")


async def test_the_person_hears_who_saw_it_and_who_is_coming(founded: City) -> None:
    person = founded.members[0]
    await person.says("/sos")
    await founded.leader.hears("긴급 도움")
    await founded.coordinator.hears("긴급 도움")
    await founded.coordinator.taps("확인했어요")
    assert "112" in (await person.hears(f"{founded.coordinator.name} 님이 긴급 요청을 확인")).text
    await founded.leader.taps("제가 갈게요")
    await person.hears(f"{founded.leader.name} 님이 지금 가고 있어요")

    assert f"{founded.leader.name} 님 가는 중" in (await founded.coordinator.hears("가는 중")).text
    await founded.leader.taps("제가 갈게요")
    await person.does_not_hear("가고 있어요")


async def test_the_place_is_told_and_not_kept(founded: City) -> None:
    person = founded.members[0]
    await person.says("/sos")
    await person.hears("112")
    await person.taps("위치 보내기", at=HERE)
    assert "112" in (await person.hears("전했어요")).text
    for told in (founded.leader, founded.coordinator):
        await told.hears("긴급 도움")
        assert (await told.hears("위치")).text

    await person.taps("잘못 눌렀어요")
    await founded.leader.hears("괜찮다고")


async def test_another_sos_within_a_minute_is_the_same_one_but_a_new_place_goes_out(founded: City) -> None:
    person = founded.members[0]
    await person.says("/sos")
    await founded.leader.hears("긴급 도움")
    await person.says("/sos")
    assert "이미" in (await person.hears("112")).text
    await founded.leader.does_not_hear("긴급 도움")
    for lat in (37.4, 37.5):
        await person.shares_location(lat, 126.9)
        await person.hears("전했어요")
        await founded.leader.hears("위치")


async def test_a_later_sos_is_a_new_alarm(founded: City, telegram: Simulator) -> None:
    person = founded.members[0]
    await person.says("/sos")
    await founded.leader.hears("긴급 도움")
    await telegram.clock.advance(minutes=2)
    await person.says("/sos")
    await founded.leader.hears("긴급 도움")


async def test_words_are_passed_on(founded: City) -> None:
    person = founded.members[0]
    await person.says("/sos")
    await person.hears("112")
    await person.says("로데오거리 골목 안이에요")
    await person.hears("전했어요")
    await founded.coordinator.hears("로데오거리 골목 안이에요")


async def test_a_mistake_is_one_tap_and_the_menu_comes_back(founded: City) -> None:
    person = founded.members[0]
    menu = person.keyboard
    await person.says("/sos")
    await person.hears("112")
    await person.taps("잘못 눌렀어요")
    await person.hears("마쳤어요")
    assert person.keyboard == menu
    await founded.leader.hears("괜찮다고")
    alarm = next(m for m in founded.leader.messages if "끝났어요" in m.text)
    assert alarm.buttons == []


async def test_the_alarm_of_a_stranger_is_refused_and_a_forged_answer_too(founded: City, telegram: Simulator) -> None:
    stranger = await telegram.person("모르는 사람", language="ko")
    await stranger.says("/sos")
    await stranger.hears("권한")
    person, other, _ = founded.members
    await person.says("/sos")
    await person.hears("112")
    await other.says("/help")
    await other.says("/sos")
    own = await other.hears("112")
    assert "권한" in await other.taps_data("sos1:1:1", on=own)
