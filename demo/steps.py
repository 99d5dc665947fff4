"""What the guide proposes, in words: eight things to try, by a volunteer, a leader and a coordinator."""

from dataclasses import dataclass, field, replace
from typing import Any

from demo.city import COORDINATOR_CHAT, FIRST_CHAT, ORGANISATIONS
from demo.newcomers import NEWCOMER

VOLUNTEER_CHAT, LEADER_CHAT = FIRST_CHAT + len(ORGANISATIONS), FIRST_CHAT
PLAYED = frozenset({VOLUNTEER_CHAT, LEADER_CHAT, COORDINATOR_CHAT})
"""Those the audience plays: a member and the leader of the first organisation, and a coordinator."""
NOTE = "여성안심귀갓길 가로등이 꺼져 있어요"
LAST_ON_THE_STREET = "triage"
"""The step after which the patrol may come to its end."""

Words = dict[str, str]
ROLES = {
    VOLUNTEER_CHAT: {"ko": "① 대원", "en": "① Volunteer"},
    LEADER_CHAT: {"ko": "② 대장", "en": "② Leader"},
    COORDINATOR_CHAT: {"ko": "③ 코디네이터", "en": "③ Coordinator"},
}


@dataclass(slots=True)
class Step:
    """Something for `player` to try; done once `person`'s phone, usually the same, shows what fits `until`.

    `words` are on the buttons it is about, `says` is what the page writes ready to be sent, `done` goes into the story.
    Once the bot's latest message contains `asked`, the page writes `answer` ready to be sent instead.
    `{name}` stands for the player, `{form}` for tomorrow's patrol in one message.
    """

    id: str
    player: int
    title: Words
    hint: Words
    done: Words
    until: str
    words: tuple[str, ...] = ()
    says: str | None = None
    asked: str | None = None
    answer: str | None = None
    watched: int | None = None
    state: str = field(default="later")

    @property
    def person(self) -> int:
        """Whose phone tells that it is done."""
        return self.watched or self.player

    def describe(self) -> dict[str, Any]:
        """The step as the page shows it."""
        shown = ("id", "title", "hint", "words", "says", "asked", "answer", "state")
        return {name: getattr(self, name) for name in shown} | {"person": self.player, "role": ROLES[self.player]}


_STEPS = (
    Step(
        "answer",
        VOLUNTEER_CHAT,
        {"ko": "순찰 안내가 왔어요. ‘참석’을 눌러 주세요.", "en": "A patrol is announced. Press “참석” (going)."},
        {"ko": "{name} 님의 휴대전화예요.", "en": "On {name}'s phone."},
        {"ko": "{name} 님이 참석한다고 답했어요.", "en": "{name} is going."},
        "참석으로",
        ("참석",),
    ),
    Step(
        "check_in",
        VOLUNTEER_CHAT,
        {"ko": "모이는 곳에 왔어요. ‘출석’을 눌러 주세요.", "en": "You have arrived. Press “출석” (check in)."},
        {
            "ko": "이어서 ‘내 위치 보내기’를 누르고 ‘모이는 곳’을 골라요.",
            "en": "Then press “내 위치 보내기” and choose the meeting place.",
        },
        {"ko": "{name} 님이 모이는 곳에 와서 출석했어요.", "en": "{name} came and checked in."},
        "출석했어요",
        ("내 위치 보내기", "출석"),
    ),
    Step(
        "note",
        VOLUNTEER_CHAT,
        {"ko": "꺼진 가로등을 봤어요. ‘특이사항’을 눌러 주세요.", "en": "A lamp is out. Press “특이사항” (note)."},
        {"ko": "본 것을 글로 적거나 사진으로 보내요.", "en": "Write what you saw, or send a photo."},
        {"ko": "{name} 님이 특이사항을 알렸어요.", "en": "{name} wrote a note."},
        "접수했어요",
        ("특이사항",),
        f"/note {NOTE}",
        asked="무엇을 보셨어요",
        answer=NOTE,
    ),
    Step(
        "approve",
        LEADER_CHAT,
        {
            "ko": "{newcomer} 님이 가입을 기다려요. ‘승인’을 눌러 주세요.",
            "en": "{newcomer} wants to join. Press “승인” (approve).",
        },
        {"ko": "이제 {name} 대장의 휴대전화예요.", "en": "Now on the phone of {name}, a leader."},
        {"ko": "{name} 대장이 {newcomer} 님을 승인했어요.", "en": "{name} approved {newcomer}."},
        "승인했어요",
        ("승인",),
    ),
    Step(
        "roster",
        LEADER_CHAT,
        {
            "ko": "휴대전화 없이 온 분이 있어요. 출석부에서 이름을 눌러 주세요.",
            "en": "Somebody came without a phone. Tap the name in the roster.",
        },
        {"ko": "/roster 를 보내면 출석부가 와요.", "en": "Send /roster to see it."},
        {"ko": "{name} 대장이 출석부에서 대신 표시했어요.", "en": "{name} marked somebody in the roster."},
        "출석으로 표시했어요",
        ("▫️",),
        "/roster",
    ),
    Step(
        "triage",
        COORDINATOR_CHAT,
        {
            "ko": "아까 적은 특이사항이 왔어요. ‘처리 중’을 눌러 주세요.",
            "en": "Your note has arrived. Press “처리 중” (in progress).",
        },
        {"ko": "이제 {name} 코디네이터의 휴대전화예요.", "en": "Now on the phone of {name}, a coordinator."},
        {"ko": "{name} 코디네이터가 특이사항을 맡았어요.", "en": "{name} took the note on."},
        r"^#\d+: ",
        ("처리 중",),
    ),
    Step(
        "plan",
        COORDINATOR_CHAT,
        {
            "ko": "내일 순찰을 만들어요. 적힌 글을 보내고 ‘게시’를 눌러 주세요.",
            "en": "Plan tomorrow: send the text that is written, then press “게시” (publish).",
        },
        {"ko": "‘어디인지 보기’를 누르면 글이 적혀 있어요.", "en": "“Show me where” writes the text for you."},
        {"ko": "{name} 코디네이터가 내일 순찰을 게시했어요.", "en": "{name} published tomorrow's patrol."},
        "게시했어요",
        ("게시",),
        "{form}",
    ),
    Step(
        "remind",
        COORDINATOR_CHAT,
        {
            "ko": "시계를 옮겨 봐요. ‘다음 알림까지’를 눌러 주세요.",
            "en": "Move the clock: press “To the next reminder”.",
        },
        {"ko": "대원들에게 알림이 저절로 가요.", "en": "The members are reminded by themselves."},
        {"ko": "대원들이 내일 순찰을 알림으로 받았어요.", "en": "The members were reminded of tomorrow."},
        "순찰이 있어요|아직 답을 못 들었어요",
        ("다음 알림까지", "To the next reminder"),
        watched=VOLUNTEER_CHAT,
    ),
)


def plan(names: dict[int, str], form: str) -> list[Step]:
    """All steps in order; `names` are of people by chat, `form` is tomorrow's patrol in one message."""
    return [_of(step, names[step.player], form) for step in _STEPS]


def _of(step: Step, name: str, form: str) -> Step:
    """The step with what its words leave open."""

    def filled(words: Words) -> Words:
        return {language: text.format(name=name, newcomer=NEWCOMER) for language, text in words.items()}

    says = step.says and step.says.format(form=form)
    return replace(step, title=filled(step.title), hint=filled(step.hint), done=filled(step.done), says=says)
