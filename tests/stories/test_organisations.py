"""Founding cities and organisations, and the links that invite into them."""

from io import BytesIO

import zxingcpp
from PIL import Image

from core.roles import OrganisationKind
from simulator.client import Simulator
from tests.stories.registering import City, links_in


async def test_an_organisation_in_one_line_answers_with_the_members_link_first(
    founded: City, telegram: Simulator
) -> None:
    await founded.coordinator.says("/neworg citizen_police 동안시민경찰연합회")
    answer = await founded.coordinator.hears("동안시민경찰연합회")
    members, leaders = links_in(answer.text)
    newcomer = await telegram.person("민수", language="ko")

    await newcomer.follows(members)
    assert "대원" in (await newcomer.hears("동안시민경찰연합회")).text
    await newcomer.follows(leaders)
    assert "대장" in (await newcomer.hears("동안시민경찰연합회")).text
    for link in (members, leaders):
        assert link in answer.text.splitlines()


async def test_an_organisation_is_founded_by_buttons(founded: City) -> None:
    await founded.coordinator.says("/neworg")
    question = await founded.coordinator.hears("어떤 단체")
    assert len(question.buttons) == len(OrganisationKind)
    await founded.coordinator.taps("생활안전협의회")
    await founded.coordinator.hears("이름을 적어")
    await founded.coordinator.says("12")
    await founded.coordinator.hears("글자로")
    await founded.coordinator.says("평촌생활안전협의회")

    assert len(links_in((await founded.coordinator.hears("평촌생활안전협의회")).text)) == 2


async def test_a_name_without_a_kind_is_asked_for_its_kind(founded: City) -> None:
    await founded.coordinator.says("/neworg 범계자율방범대")
    assert "범계자율방범대" in (await founded.coordinator.hears("어떤 단체")).text
    await founded.coordinator.taps("자율방범대")

    assert len(links_in((await founded.coordinator.hears("준비가 끝났어요")).text)) == 2


async def test_the_korean_word_for_a_kind_is_understood(founded: City) -> None:
    await founded.coordinator.says("/neworg 자율방범대 범계 자율방범대")

    assert "범계 자율방범대" in (await founded.coordinator.hears("준비가 끝났어요")).text


async def test_an_organisation_that_exists_gets_new_links(founded: City) -> None:
    await founded.coordinator.says("/neworg patrol_unit 평촌자율방범대")
    answer = await founded.coordinator.hears("이미 있어요")

    assert len(links_in(answer.text)) == 2
    assert set(links_in(answer.text)).isdisjoint(founded.unit_links)


async def test_only_coordinators_found_organisations_and_only_administrators_cities(founded: City) -> None:
    await founded.leader.says("/neworg patrol_unit 범계자율방범대")
    await founded.leader.hears("권한")
    await founded.coordinator.says("/newcity 수원시")
    await founded.coordinator.hears("권한")


async def test_a_link_is_shown_as_a_qr_picture(founded: City) -> None:
    await founded.coordinator.says("/neworg other 모임")
    answer = await founded.coordinator.hears("준비가 끝났어요")
    await founded.coordinator.taps("대원 QR")
    picture = await founded.coordinator.hears("초대예요")
    scanned = zxingcpp.read_barcode(Image.open(BytesIO(await founded.coordinator.opens(picture))))

    link = links_in(answer.text)[0]
    assert scanned is not None
    assert scanned.text == link
    assert link in picture.text


async def test_a_revoked_link_opens_nothing_any_more(founded: City, telegram: Simulator) -> None:
    await founded.coordinator.says("/neworg other 모임")
    member_link, leader_link = links_in((await founded.coordinator.hears("준비가 끝났어요")).text)
    await founded.coordinator.taps("초대 링크 보기")
    shown = await founded.coordinator.hears("초대 링크예요")
    number = 1 + links_in(shown.text).index(member_link)
    await founded.coordinator.taps(f"{number}번 막기")
    left = await founded.coordinator.hears("초대 링크예요")
    assert links_in(left.text) == [leader_link]
    newcomer = await telegram.person("민수", language="ko")

    await newcomer.follows(member_link)

    await newcomer.hears("이제 쓰지 않아요")
    await newcomer.hears("함께할 단체")


async def test_a_leader_looks_at_the_members_links_of_their_own_organisation_alone(founded: City) -> None:
    await founded.leader.says("/members")
    await founded.leader.hears("평촌자율방범대")
    await founded.leader.taps("초대 링크 보기")
    shown = await founded.leader.hears("초대 링크")
    assert links_in(shown.text) == [founded.unit_links[0]]
    await founded.leader.taps("대원 링크 만들기")

    assert len(links_in((await founded.leader.hears("초대 링크")).text)) == 2


async def test_a_city_is_founded_in_a_guided_way_and_the_owner_switches_between_cities(founded: City) -> None:
    await founded.owner.says("/newcity")
    await founded.owner.hears("어느 도시")
    await founded.owner.says("수원시")
    assert len(links_in((await founded.owner.hears("수원시")).text)) == 1
    await founded.owner.says("/start")
    choice = await founded.owner.hears("수원시")
    assert choice.buttons == [["수원시"], ["안양시"]]
    await founded.owner.taps("안양시")
    await founded.owner.hears("지금은 안양시")
    await founded.owner.says("/members")
    await founded.owner.hears("안양시")

    assert founded.owner.sees_button("평촌자율방범대")


async def test_a_city_that_exists_gets_a_new_link(founded: City) -> None:
    await founded.owner.says("/newcity 안양시")
    answer = await founded.owner.hears("이미 있는 도시")

    assert links_in(answer.text) != [founded.coordinators_link]
    assert len(links_in(answer.text)) == 1
