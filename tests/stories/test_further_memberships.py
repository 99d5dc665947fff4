"""More than one organisation a person: another kind by link, one patrol unit only, and another try."""

from simulator.client import Simulator
from tests.stories.registering import City, approves, links_in, registers


async def test_a_member_joins_another_kind_of_organisation_by_link_without_being_asked_again(
    founded: City,
) -> None:
    member = founded.members[0]

    await member.follows(founded.merchants_links[0])
    await member.hears("신청했어요")
    await approves(founded.coordinator, member)

    await member.hears("승인")
    assert member.keyboard == [["다음 순찰", "출석"], ["특이사항", "내 활동"]]


async def test_nobody_joins_a_second_patrol_unit(founded: City) -> None:
    await founded.coordinator.says("/neworg patrol_unit 범계자율방범대")
    link = links_in((await founded.coordinator.hears("범계자율방범대")).text)[0]

    await founded.members[0].follows(link)

    await founded.members[0].hears("한 곳만")


async def test_of_two_units_applied_to_only_the_first_to_approve_gets_the_person(
    founded: City, telegram: Simulator
) -> None:
    await founded.coordinator.says("/neworg patrol_unit 범계자율방범대")
    link = links_in((await founded.coordinator.hears("범계자율방범대")).text)[0]
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.unit_links[0])
    await minsu.follows(link)
    await minsu.hears("신청했어요")
    first = await founded.coordinator.hears("민수")
    second = await founded.coordinator.hears("민수")
    await founded.coordinator.taps("승인", on=first)
    await minsu.hears("승인")

    await founded.coordinator.taps("승인", on=second)

    await founded.coordinator.hears("다른 자율방범대")


async def test_a_declined_person_can_apply_again(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.unit_links[0])
    application = await founded.leader.hears("민수")
    await founded.leader.taps("거절", on=application)
    await minsu.hears("받아들여지지 않았어요")

    await minsu.says("/start")
    await minsu.hears("함께할 단체")
    await minsu.taps("평촌자율방범대")
    await minsu.hears("신청했어요")

    await approves(founded.leader, minsu)
    await minsu.hears("승인")
