"""/members: what leaders and coordinators see of their people, and what they can do about one of them."""

from sqlmodel import col, select

from bot.app import App
from core.roles import MembershipState, Role
from db.tables import AuditEntry, Identity, Membership, Person
from simulator.client import Simulator, Someone
from tests.stories.crowds import fills
from tests.stories.registering import City, registers


async def membership_of(bot: App, name: str) -> Membership:
    async with bot.uow.read() as tx:
        found = select(Membership).join(Person, col(Person.id) == col(Membership.person_id)).where(Person.name == name)
        return (await tx.session.exec(found.order_by(col(Membership.id).desc()))).first() or Membership()


async def deeds(bot: App) -> list[str]:
    async with bot.uow.read() as tx:
        return [
            entry.action for entry in (await tx.session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all()
        ]


async def opens_card(leader: Someone, name: str) -> None:
    await leader.says("/members")
    await leader.hears("활동")
    await leader.taps(name)
    await leader.hears(name)


async def test_a_leader_sees_the_list_with_waiting_people_first(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("가민수", language="ko")
    await registers(minsu, founded.unit_links[0])

    await founded.leader.says("/members")
    roster = await founded.leader.hears("평촌자율방범대")

    assert "활동 4명 · 새 신청 1명 · 쉼 0명" in roster.text
    assert "10명부터" in roster.text
    assert [row[0] for row in roster.buttons[:3]] == ["🙋 가민수 · 새 신청", "⭐ 박대장 · 대장", "김하나 · 대원"]


async def test_an_application_can_be_approved_from_the_list(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.unit_links[0])

    await opens_card(founded.leader, "민수")
    await founded.leader.taps("승인", on=founded.leader.see().with_button("목록으로"))

    await minsu.hears("승인")
    await founded.coordinator.hears("박대장 님이 승인했어요")


async def test_members_are_paused_and_resumed(founded: City, bot: App) -> None:
    member = founded.members[0]

    await opens_card(founded.leader, member.name)
    await founded.leader.taps("쉬게 하기")
    await founded.leader.hears("쉬고 있어요")
    await member.hears("쉬게 되었어요")
    assert member.keyboard == []
    await member.says("/start")
    await member.hears("쉬고 계세요")
    assert (await membership_of(bot, member.name)).state is MembershipState.paused
    await founded.leader.taps("다시 활동하게")
    await founded.leader.hears("활동하고 있어요")
    await member.hears("다시 시작")

    assert member.keyboard == [["다음 순찰", "출석"], ["특이사항", "내 활동"]]
    assert [deed for deed in await deeds(bot) if deed in ("member.paused", "member.resumed")] == [
        "member.paused",
        "member.resumed",
    ]


async def test_a_member_is_removed_for_a_usual_reason_and_told_politely(founded: City, bot: App) -> None:
    member = founded.members[0]

    await opens_card(founded.leader, member.name)
    await founded.leader.taps("내보내기")
    await founded.leader.hears("까닭")
    await founded.leader.taps("이사")
    await founded.leader.hears("내보냈어요")
    farewell = await member.hears("고맙습니다")

    assert "이사" in farewell.text
    assert member.keyboard == []
    assert (await membership_of(bot, member.name)).reason == "moved"
    assert "member.removed" in await deeds(bot)
    await member.says("/members")
    await member.hears("권한")


async def test_a_typed_reason_removes_nobody_until_it_is_confirmed(founded: City, bot: App) -> None:
    member = founded.members[0]
    await opens_card(founded.leader, member.name)
    await founded.leader.taps("내보내기")
    await founded.leader.hears("까닭")

    await founded.leader.says("단체를 <b>옮김</b>")
    question = await founded.leader.hears("내보낼까요")
    assert "단체를 <b>옮김</b>" in question.text
    assert (await membership_of(bot, member.name)).state is MembershipState.active
    await founded.leader.taps("네, 내보냅니다")
    await founded.leader.hears("내보냈어요")

    assert "단체를 <b>옮김</b>" in (await member.hears("고맙습니다")).text


async def test_who_goes_back_removes_nobody_by_what_is_typed_next(founded: City, bot: App) -> None:
    member = founded.members[0]
    await opens_card(founded.leader, member.name)
    await founded.leader.taps("내보내기")
    await founded.leader.hears("까닭")

    await founded.leader.taps("아니요")
    await founded.leader.hears("활동하고 있어요")
    await founded.leader.says("안녕하세요")
    await founded.leader.hears("모르겠어요")

    assert (await membership_of(bot, member.name)).state is MembershipState.active


async def test_leadership_is_handed_over_after_a_second_tap(founded: City, bot: App) -> None:
    heir = founded.members[0]
    await opens_card(founded.leader, heir.name)

    await founded.leader.taps("대장 맡기기")
    await founded.leader.hears("맡길까요")
    await founded.leader.taps("네, 맡깁니다")
    await heir.hears("대장이에요")
    await founded.leader.hears("대원으로")

    assert (await membership_of(bot, heir.name)).role is Role.leader
    assert (await membership_of(bot, founded.leader.name)).role is Role.member
    await heir.says("/members")
    await heir.hears("평촌자율방범대")
    await founded.leader.says("/members")
    await founded.leader.hears("권한")


async def test_a_leader_can_neither_pause_nor_remove_another_leader_or_themselves(founded: City) -> None:
    await opens_card(founded.leader, founded.leader.name)

    assert not founded.leader.sees_button("내보내기")
    assert not founded.leader.sees_button("쉬게 하기")


async def test_who_cannot_be_reached_is_marked(founded: City, bot: App) -> None:
    member = founded.members[0]
    async with bot.uow.write() as tx:
        found = await tx.session.exec(select(Identity).where(Identity.address == str(member.id)))
        found.one().unreachable_at = bot.clock.now()

    await founded.leader.says("/members")
    roster = await founded.leader.hears("활동")

    assert any("연락 안 됨" in row[0] and member.name in row[0] for row in roster.buttons)


async def test_a_coordinator_chooses_the_organisation_first(founded: City) -> None:
    await founded.coordinator.says("/members")
    choice = await founded.coordinator.hears("어느 단체")
    assert choice.buttons == [["평촌자율방범대"], ["안양상인연합회"]]
    await founded.coordinator.taps("평촌자율방범대")
    await founded.coordinator.hears("활동 4명")
    await founded.coordinator.taps("박대장")
    await founded.coordinator.hears("박대장")

    assert founded.coordinator.sees_button("내보내기")


async def test_long_lists_have_pages(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram)
    leader = crowd.people["평촌자율방범대"][0]

    await leader.says("/members")
    first = await leader.hears("활동 20명")
    await leader.taps("다음 쪽")
    second = await leader.hears("활동 20명")

    assert first.buttons[0] == ["⭐ 평촌000 · 대장"]
    assert second.buttons[0] == ["평촌008 · 대원"]


async def test_nobody_sees_or_decides_about_members_of_another_city(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram)
    other = await fills(bot, telegram, city="수원시", owner=crowd.owner)
    victim = await membership_of(bot, crowd.people["평촌자율방범대"][1].name)
    await other.coordinator.says("/members")
    screen = await other.coordinator.hears("어느 단체")

    async with bot.uow.read() as tx:
        all_ids = [row.id for row in (await tx.session.exec(select(Membership))).all() if row.city_id == crowd.city_id]
    for data in (
        f"mlist1:{crowd.organisation_ids['평촌자율방범대']}:0",
        f"mcard1:{all_ids[5]}",
        f"mact1:{all_ids[5]}:pause",
        f"mact1:{all_ids[5]}:remove",
        f"mout1:{all_ids[5]}:moved",
        f"mlead1:{all_ids[5]}",
        f"apply1:{all_ids[5]}:1",
        f"links1:{crowd.organisation_ids['평촌자율방범대']}",
        f"linknew1:{crowd.organisation_ids['평촌자율방범대']}:leader",
        f"city1:{crowd.city_id}",
        "mlist1:0:0",
    ):
        toast = await other.coordinator.taps_data(data, on=screen)
        assert "권한" in toast, data

    async with bot.uow.read() as tx:
        states = {row.state for row in (await tx.session.exec(select(Membership))).all()}
    assert states == {MembershipState.active}
    assert victim.state is MembershipState.active


async def test_an_administrator_sees_the_coordinators_and_can_pause_one(founded: City) -> None:
    await founded.owner.says("/members")
    await founded.owner.hears("어느 단체")
    await founded.owner.taps("코디네이터")
    await founded.owner.hears("안양시 코디네이터")
    await founded.owner.taps("이조정")
    await founded.owner.hears("이조정")
    await founded.owner.taps("쉬게 하기")
    await founded.coordinator.hears("쉬게 되었어요")

    await founded.coordinator.says("/neworg")
    await founded.coordinator.hears("권한")


async def test_the_list_speaks_english_too(founded: City, telegram: Simulator) -> None:
    anna = await telegram.person("Anna", language="en")
    await anna.follows(founded.unit_links[1])
    for question in ("Personal data", "Location", "Transfer abroad"):
        await anna.hears(question)
        await anna.taps("I agree")
    await anna.hears("19")
    await anna.taps("I am 19 or older")
    await anna.hears("name")
    await anna.says("Anna")
    await anna.hears("last question")
    await anna.taps("Skip")
    await anna.hears("Thank you")
    application = await founded.coordinator.hears("Anna")
    await founded.coordinator.taps("승인", on=application)
    await anna.hears("approved")

    await anna.says("/members")
    await anna.hears("Tap a name")
    await anna.taps("김하나")
    await anna.hears("Active since")
    await anna.taps("Remove")
    await anna.hears("Why should")
    await anna.taps("Moved away")
    await anna.hears("no longer")

    await founded.members[0].hears("이사")
