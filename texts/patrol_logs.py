"""The patrol log in the chat: what it will say, and what is asked of whoever signs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from texts.buttons import Tap
from texts.messages import Button, Message, message_from
from texts.render import Facts, builds
from texts.words import Words


class LogAction(StrEnum):
    """What the buttons under a log do."""

    show = "show"
    findings = "findings"
    confirm = "confirm"
    sign = "sign"
    papers = "papers"


@dataclass(frozen=True, slots=True)
class LogTap(Tap):
    prefix: ClassVar[str] = "log1"

    action: LogAction
    patrol_id: int


def log_button(words: Words, action: LogAction, patrol_id: int) -> Button:
    return Button(words.plain(f"patrol_logs-{action}_button"), LogTap(action, patrol_id).pack())


@builds("patrol_logs.draft")
def draft(words: Words, facts: Facts) -> Message:
    wishes = (LogAction.findings, LogAction.papers, LogAction.confirm)
    return _card(words, facts, "patrol_logs-draft_hint", wishes)


@builds("patrol_logs.confirm")
def confirm(words: Words, facts: Facts) -> Message:
    return _card(words, facts, "patrol_logs-confirm_hint", (LogAction.sign, LogAction.show))


@builds("patrol_logs.signed")
def signed(words: Words, facts: Facts) -> Message:
    return _card(words, facts, "", (LogAction.papers,))


def _card(words: Words, facts: Facts, hint: str, wishes: Sequence[LogAction]) -> Message:
    parts = [
        words("patrol_logs-heading", **_pick(facts, "title", "starts_at", "ends_at")),
        words("patrol_logs-numbers", **_pick(facts, "present", "late", "marked", "notes", "handed")),
        "\n".join(
            words("patrol_logs-organisation", name=name, present=str(count)) for name, count in facts["organisations"]
        ),
        words("patrol_logs-findings_line", findings=facts["findings"])
        if facts["findings"]
        else words("patrol_logs-no_findings_line"),
        words("patrol_logs-signature", name=facts["signer"], at=facts["sealed_at"], number=str(facts["log_number"]))
        if facts["sealed_at"]
        else "",
        words(hint) if hint else "",
    ]
    buttons = [(log_button(words, wish, int(facts["patrol_id"])),) for wish in wishes]
    return message_from("\n\n".join(part for part in parts if part)).with_buttons(*buttons)


def _pick(facts: Facts, *names: str) -> dict[str, Any]:
    return {name: facts[name] for name in names}
