"""What the guide proposes, in words: eight things to try, by a volunteer, a leader and a coordinator."""

from dataclasses import dataclass, field
from typing import Any

from demo.city import COORDINATOR_CHAT, FIRST_CHAT, ORGANISATIONS
from demo.crowd import NEWCOMER

VOLUNTEER_CHAT, LEADER_CHAT = FIRST_CHAT + len(ORGANISATIONS), FIRST_CHAT
PLAYED = frozenset({VOLUNTEER_CHAT, LEADER_CHAT, COORDINATOR_CHAT})
"""Those the audience plays: a member and the leader of the first organisation, and a coordinator."""
NOTE = "여성안심귀갓길 가로등이 꺼져 있어요"

Words = dict[str, str]
VOLUNTEER, LEADER, COORDINATOR = (
    {"ko": "① 대원", "en": "① Volunteer"},
    {"ko": "② 대장", "en": "② Leader"},
    {"ko": "③ 코디네이터", "en": "③ Coordinator"},
)


@dataclass(slots=True)
class Step:
    """Something to try on `person`'s phone; done once it shows what fits `until`.

    `words` are on the buttons it is about, `says` is what the page writes ready to be sent, `done` goes into the story.
    """

    id: str
    role: Words
    person: int
    title: Words
    hint: Words
    done: Words
    until: str
    words: tuple[str, ...] = ()
    says: str | None = None
    state: str = field(default="later")

    def describe(self) -> dict[str, Any]:
        """The step as the page shows it."""
        shown = ("id", "role", "title", "hint", "person", "words", "says", "state")
        return {name: getattr(self, name) for name in shown}


def plan(names: dict[int, str], form: str) -> list[Step]:
    """All steps in order; `names` are of people by chat, `form` is tomorrow's patrol in one message."""
    return [*_volunteer_steps(names), *_leader_steps(names), *_coordinator_steps(names, form)]


def _volunteer_steps(names: dict[int, str]) -> list[Step]:
    name = names[VOLUNTEER_CHAT]
    return [
        Step(
            "answer",
            VOLUNTEER,
            VOLUNTEER_CHAT,
            {"ko": "순찰 안내가 오면 ‘참석’을 눌러 주세요.", "en": "When a patrol is announced, press “참석” (going)."},
            {"ko": f"{name} 님의 휴대전화예요.", "en": f"On {name}'s phone."},
            {"ko": f"{name} 님이 참석한다고 답했어요.", "en": f"{name} is going."},
            "참석으로",
            ("참석",),
        ),
        Step(
            "check_in",
            VOLUNTEER,
            VOLUNTEER_CHAT,
            {"ko": "모이는 곳에 왔어요. ‘출석’을 눌러 보세요.", "en": "You have arrived. Press “출석” (check in)."},
            {"ko": "위치는 지도에서 고를 수 있어요.", "en": "You choose on a map where you are."},
            {"ko": f"{name} 님이 모이는 곳에 와서 출석했어요.", "en": f"{name} came and checked in."},
            "출석했어요",
            ("내 위치 보내기", "출석"),
        ),
        Step(
            "note",
            VOLUNTEER,
            VOLUNTEER_CHAT,
            {
                "ko": "꺼진 가로등이 보여요. ‘특이사항’을 누르고 적어 주세요.",
                "en": "A lamp is out. Press “특이사항” and write.",
            },
            {"ko": "글로 적거나 사진을 보내도 돼요.", "en": "Words or a photo, as you like."},
            {"ko": f"{name} 님이 특이사항을 알렸어요.", "en": f"{name} wrote a note."},
            "접수했어요",
            ("특이사항",),
            f"/note {NOTE}",
        ),
    ]


def _leader_steps(names: dict[int, str]) -> list[Step]:
    name = names[LEADER_CHAT]
    return [
        Step(
            "approve",
            LEADER,
            LEADER_CHAT,
            {
                "ko": f"새로 온 {NEWCOMER} 님이 기다려요. ‘승인’을 눌러 주세요.",
                "en": f"{NEWCOMER} wants to join. Press “승인” (approve).",
            },
            {"ko": f"이번에는 {name} 대장의 휴대전화예요.", "en": f"Now on the phone of {name}, a leader."},
            {"ko": f"{name} 대장이 {NEWCOMER} 님을 승인했어요.", "en": f"{name} approved {NEWCOMER}."},
            "승인했어요",
            ("승인",),
        ),
        Step(
            "roster",
            LEADER,
            LEADER_CHAT,
            {
                "ko": "휴대전화가 없는 분도 왔어요. 출석부에서 이름을 눌러 주세요.",
                "en": "Somebody came without a phone. Tap the name in the roster.",
            },
            {"ko": "/roster 를 보내면 출석부가 와요.", "en": "Send /roster to see it."},
            {"ko": f"{name} 대장이 출석부에서 대신 표시했어요.", "en": f"{name} marked somebody in the roster."},
            "출석으로 표시했어요",
            ("▫️",),
            "/roster",
        ),
    ]


def _coordinator_steps(names: dict[int, str], form: str) -> list[Step]:
    name = names[COORDINATOR_CHAT]
    return [
        Step(
            "triage",
            COORDINATOR,
            COORDINATOR_CHAT,
            {
                "ko": "아까 적은 특이사항이 왔어요. ‘처리 중’을 눌러 주세요.",
                "en": "Your note has arrived. Press “처리 중” (in progress).",
            },
            {"ko": "알린 사람에게도 바로 전해져요.", "en": "Whoever wrote it is told at once."},
            {"ko": f"{name} 코디네이터가 특이사항을 맡았어요.", "en": f"{name} took the note on."},
            r"^#\d+: ",
            ("처리 중",),
        ),
        Step(
            "plan",
            COORDINATOR,
            COORDINATOR_CHAT,
            {
                "ko": "내일 순찰을 만들어요. 적힌 글을 보내고 ‘게시’를 눌러 주세요.",
                "en": "Plan tomorrow: send the text that is written, then press “게시”.",
            },
            {"ko": "‘어디인지 보기’를 누르면 글이 미리 적혀요.", "en": "“Show me where” writes the text for you."},
            {"ko": f"{name} 코디네이터가 내일 순찰을 게시했어요.", "en": f"{name} published tomorrow's patrol."},
            "게시했어요",
            ("게시",),
            form,
        ),
        Step(
            "remind",
            COORDINATOR,
            VOLUNTEER_CHAT,
            {
                "ko": "시계를 옮겨 보세요. ‘다음 알림까지’를 눌러 주세요.",
                "en": "Move the clock: press “To the next reminder”.",
            },
            {"ko": "대원들에게 알림이 저절로 가요.", "en": "The members are reminded by themselves."},
            {"ko": "대원들이 내일 순찰을 알림으로 받았어요.", "en": "The members were reminded of tomorrow."},
            "순찰이 있어요|아직 답을 못 들었어요",
        ),
    ]
