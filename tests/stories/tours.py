"""A tour through everything a city's people can be shown, so that every button they ever see is seen once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.roles import OrganisationKind
from simulator.client import Gathering, Heard, Simulator, Someone
from tests.stories.crowds import Crowd
from tests.stories.registering import links_in, registers
from tests.stories.towns import MERCHANTS, UNIT, previews, publishes

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=ZoneInfo("Asia/Seoul"))
START = datetime(2026, 12, 4, 20, 0, tzinfo=ZoneInfo("Asia/Seoul"))
TITLE = "범계역 합동순찰"
HERE = (37.3897, 126.9507)
UNITS = {
    UNIT: (OrganisationKind.patrol_unit, 5),
    MERCHANTS: (OrganisationKind.merchants, 2),
    "안양시장상인회": (OrganisationKind.merchants, 1),
}
FORM = f"""/newpatrol
제목: {TITLE}
일시: 2026-12-04 20:00-22:00
장소: 범계역 2번 출구 37.38970,126.95070
단체: {UNIT} 1, {MERCHANTS}
반복: 매주 금"""


def buttons_of(telegram: Simulator, people: Iterable[Someone]) -> dict[str, Heard]:
    """All button data ever shown in the chats of these people, also what was edited away."""
    ids = {person.id for person in people}
    return {
        button["callback_data"]: heard
        for (person_id, _chat), screen in telegram.mirror.screens.items()
        if person_id in ids
        for heard in screen.log
        if heard.kind != "toast"
        for row in heard.inline_keyboard
        for button in row
        if "callback_data" in button
    }


async def tours_the_desk(telegram: Simulator, crowd: Crowd) -> tuple[Someone, ...]:
    """Three days before a patrol: everything but the street. Returns who came to the city on the way."""
    boss, (leader, hana, duri, *_rest) = crowd.coordinator, crowd.people[UNIT]
    applicant = await _invitations(telegram, leader)
    await _patrols(boss, hana, duri, crowd.people[MERCHANTS][1])
    await _changes(boss)
    await _broadcasts(boss, hana)
    await _notes_and_sos(boss, leader, hana)
    await _members(boss, leader)
    await _foundings(crowd)
    await _group(telegram, boss)
    for command in ("/me", "/language", "/report"):
        await boss.says(command)
        await boss.hears("")
    return (applicant,)


async def tours_the_street(telegram: Simulator, crowd: Crowd) -> None:
    """While the patrol is on: check-in, code, roster."""
    await telegram.clock.set(START + timedelta(minutes=5))
    boss, (leader, hana, *_rest) = crowd.coordinator, crowd.people[UNIT]
    await hana.shares_location(*HERE)
    await hana.hears("출석했어요")
    for person in (leader, boss):
        await person.says("/code")
        await person.hears("출석 번호")
        await person.says("/roster")
        await person.hears("출석부")
    await leader.taps("먼저 가는 분")
    await leader.hears("활동이 끝나요")


async def tours_the_morning_after(telegram: Simulator, crowd: Crowd) -> None:
    """Somebody had said yes and was not seen: the question, what their leader is asked for, and can write down."""
    await telegram.clock.set(START + timedelta(hours=13))
    leader, member = crowd.people[MERCHANTS]
    await member.taps("나왔는데", on=await member.hears("괜찮으신가요"))
    await leader.hears("출석을 못 눌렀다고")
    await leader.says("/roster")
    await leader.taps("안 오신 분", on=await leader.hears("출석부"))
    await leader.taps(member.name, on=await leader.hears("출석 표시가 없는"))
    await leader.hears("전화로 뭐라고")


async def tours_the_papers(telegram: Simulator, crowd: Crowd) -> None:
    """When the patrol is over: its log, and the month."""
    await telegram.clock.set(START + timedelta(hours=14))
    boss, leader = crowd.coordinator, crowd.people[UNIT][0]
    await leader.taps("서명하기", on=await leader.hears("맞는지 보시고"))
    await leader.hears("더 고칠 수 없어요")
    await boss.says("/report")
    await boss.taps("2026년 12월", on=await boss.hears("일지"))
    await boss.hears("순찰 1번")


async def _invitations(telegram: Simulator, leader: Someone) -> Someone:
    await leader.says("/members")
    await leader.taps("초대 링크 보기", on=await leader.hears(UNIT))
    await leader.taps("대원 링크 만들기", on=await leader.hears("초대 링크"))
    (link,) = links_in((await leader.hears("t.me")).text)
    applicant = await telegram.person("한신청", language="ko")
    await registers(applicant, link)
    await leader.hears(applicant.name)
    chooser = await telegram.person("두리번", language="ko")
    await chooser.says("/start")
    await chooser.hears("단체")
    return applicant


async def _patrols(boss: Someone, hana: Someone, duri: Someone, merchant: Someone) -> None:
    await publishes(boss, FORM)
    await merchant.hears("새 순찰")
    await merchant.taps("참석")
    await merchant.hears("참석하기로")
    for person in (hana, duri):
        await person.hears("새 순찰")
        await person.taps("참석")
        await person.hears(TITLE)
    await hana.taps("불참")
    await duri.hears("자리가")
    await previews(boss, FORM.replace(TITLE, "아직 아닌 순찰"))
    await boss.says("/newpatrol")
    await boss.taps("12/4(금)", on=await boss.hears("1/8"))
    await boss.hears("2/8")
    await boss.says("/cancel")
    await boss.hears("")


async def _card(boss: Someone) -> Heard:
    await boss.says("/patrols")
    return await boss.hears("📍")


async def _changes(boss: Someone) -> None:
    await boss.taps("순찰 취소", on=await _card(boss))
    await boss.hears("취소")
    await boss.taps("변경", on=await _card(boss))
    await boss.taps("안내", on=await boss.hears("무엇을 바꿀까요"))
    await boss.hears("지금:")
    await boss.says("우산")
    await boss.hears("이렇게 바꿀까요")


async def _broadcasts(boss: Someone, hana: Someone) -> None:
    audiences = (("순찰별", TITLE, "미응답"), ("단체별", "뒤로", "대장"), ("전체",))
    for taps, words in zip(audiences, ("첫째 알림", "둘째 알림", "셋째 알림"), strict=True):
        await boss.says("/broadcast")
        await boss.hears("누구에게")
        for tap in taps:
            await boss.taps(tap)
            await boss.hears("")
        await boss.says(words)
        await boss.hears("명에게")
    await boss.taps("확인")  # a button to confirm, for this one
    await boss.hears("명에게")
    await boss.taps("보내기")
    await hana.hears("셋째 알림")


async def _notes_and_sos(boss: Someone, leader: Someone, hana: Someone) -> None:
    await hana.sends_photo("/note 꺼진 가로등")
    await hana.taps("시설", on=await hana.hears("#1"))
    await hana.hears("")
    await boss.hears("가로등")
    await boss.says("/incidents")
    await boss.hears("가로등")
    await hana.says("/sos")
    await leader.hears("긴급")


async def _members(boss: Someone, leader: Someone) -> None:
    for deed in ("대장 맡기기", "내보내기"):
        await leader.says("/members")
        await leader.taps(f"{UNIT[:2]}001", on=await leader.hears("이름을 누르면 자세히"))
        await leader.hears("활동하고 있어요")
        await leader.taps(deed)
        await leader.hears("")
    await boss.says("/members")
    await boss.hears("")
    await boss.taps(UNIT, on=boss.see().with_button(MERCHANTS))
    await boss.hears("")
    await boss.taps(f"{UNIT[:2]}002")
    await boss.hears("")
    await boss.taps("내보내기")
    await boss.hears("까닭")
    await boss.says("다른 도시로 갔어요")
    await boss.hears("내보낼까요")


async def _foundings(crowd: Crowd) -> None:
    await crowd.coordinator.says("/neworg 새모임")
    await crowd.coordinator.hears("어떤 단체")
    await crowd.owner.says("/start")
    await crowd.owner.hears("")


async def _group(telegram: Simulator, boss: Someone) -> Gathering:
    group = await telegram.group("상인 대화방", boss, with_bot=False)
    await group.adds_bot(by=boss)
    await boss.hears("어느 단체의 방인가요")
    return group
