"""Members as those above see them: which organisation, its list, one person's card; and what that person is told."""

from dataclasses import dataclass
from typing import Any, ClassVar

from core.members import Action, RemovalReason
from texts.absences import ExcusingTap
from texts.buttons import Tap
from texts.invitations import ShowLinks
from texts.menu import main_keyboard
from texts.messages import Button, Keyboard, Message, message_from
from texts.pages import pager
from texts.render import Facts, builds
from texts.roles import role_name
from texts.words import Words


@dataclass(frozen=True, slots=True)
class ShowRosters(Tap):
    prefix: ClassVar[str] = "mlists1"
    page: int


@dataclass(frozen=True, slots=True)
class ShowRoster(Tap):
    """`organisation_id` 0 means the coordinators of the city."""

    prefix: ClassVar[str] = "mlist1"
    organisation_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowMember(Tap):
    prefix: ClassVar[str] = "mcard1"
    membership_id: int


@dataclass(frozen=True, slots=True)
class ActOnMember(Tap):
    prefix: ClassVar[str] = "mact1"
    membership_id: int
    action: Action


@dataclass(frozen=True, slots=True)
class RemoveFor(Tap):
    prefix: ClassVar[str] = "mout1"
    membership_id: int
    reason: RemovalReason


@dataclass(frozen=True, slots=True)
class ConfirmRemoval(Tap):
    prefix: ClassVar[str] = "moutyes1"
    membership_id: int


@dataclass(frozen=True, slots=True)
class HandOver(Tap):
    prefix: ClassVar[str] = "mlead1"
    membership_id: int


_ABSENCES = 5
"""Shown on a card, the latest."""


@builds("members.choose")
def choose(words: Words, facts: Facts) -> Message:
    rows = [
        (Button(_with_waiting(words, name, waiting), ShowRoster(organisation_id, 0).pack()),)
        for organisation_id, name, waiting in facts["choices"]
    ]
    if facts["has_coordinators"]:
        rows.append((Button(words.plain("members-button_coordinators"), ShowRoster(0, 0).pack()),))
    text = words.message("members-choose" if rows else "members-nothing_to_choose", city=facts["city"])
    return text.with_buttons(*rows, pager(words, facts["page"], facts["last_page"], ShowRosters))


def _with_waiting(words: Words, name: str, waiting: int) -> str:
    return words.plain("members-button_waiting", name=name, waiting=waiting) if waiting else name


@builds("members.roster")
def roster(words: Words, facts: Facts) -> Message:
    organisation_id = facts["organisation_id"]
    counts = {key: facts[key] for key in ("active", "waiting", "paused")}
    text = words("members-roster", where=facts["organisation"] or _coordinators(words, facts), **counts)
    if facts["warning"]:
        text = f"{text}\n{words('members-warning_' + facts['warning'], size=facts['size'])}"
    rows = [
        (Button(_line(words, name, role, state, is_reachable), ShowMember(membership_id).pack()),)
        for membership_id, name, role, state, is_reachable in facts["lines"]
    ]
    turned = pager(words, facts["page"], facts["last_page"], lambda page: ShowRoster(organisation_id, page))
    below = [Button(words.plain("invitations-button_links"), ShowLinks(organisation_id).pack())]
    if facts["has_choice"]:
        below.append(Button(words.plain("members-button_choice"), ShowRosters(0).pack()))
    return message_from(text).with_buttons(*rows, turned, tuple(below))


def _coordinators(words: Words, facts: Facts) -> str:
    return words.plain("members-coordinators_of", city=facts["city"])


def _line(words: Words, name: str, role: str, state: str, is_reachable: bool) -> str:
    return words.plain(
        "members-line",
        name=name,
        role=role_name(words, role),
        state=state,
        rank=role,
        reach="yes" if is_reachable else "no",
    )


@builds("members.card")
def card(words: Words, facts: Facts) -> Message:
    lines = [
        words("members-card", name=facts["name"], where=_where(words, facts), role=role_name(words, facts["role"])),
        words(f"members-state_{facts['state']}", since=facts["since"]),
    ]
    if not facts["is_reachable"]:
        lines.append(words("members-unreachable"))
    if facts["absences"]:
        lines += ["", words("members-absences", count=len(facts["absences"]))]
        lines += [_absence(words, *each[:4]) for each in facts["absences"][:_ABSENCES]]
    buttons = _excusing(words, facts) + [
        Button(words.plain(f"members-action_{action}"), ActOnMember(facts["membership_id"], Action[action]).pack())
        for action in facts["actions"]
    ]
    back = Button(words.plain("members-button_list"), ShowRoster(facts["organisation_id"], 0).pack())
    return message_from("\n".join(lines)).with_buttons(*((button,) for button in buttons), (back,))


def _excusing(words: Words, facts: Facts) -> list[Button]:
    """For each absence shown nobody knows the reason of yet, a way to write it down."""
    if facts["state"] != "active":
        return []
    return [
        Button(
            words.plain("members-button_excuse", starts_at=starts_at),
            ExcusingTap(patrol_id, facts["organisation_id"], facts["person_id"]).pack(),
        )
        for _, starts_at, reason, _, patrol_id in facts["absences"][:_ABSENCES]
        if not reason
    ]


def _absence(words: Words, title: str, starts_at: str, reason: str, typed: str) -> str:
    said = typed or words.plain(f"standings-excuse_{reason}" if reason else "standings-unexcused")
    return words("members-absence", title=title, starts_at=starts_at, said=said)


@builds("members.ask_reason")
def ask_reason(words: Words, facts: Facts) -> Message:
    rows = [
        (
            Button(
                words.plain(f"members-reason_{reason.name}"),
                RemoveFor(facts["membership_id"], reason).pack(),
            ),
        )
        for reason in RemovalReason
    ]
    text = words.message("members-ask_reason", name=facts["name"], where=_where(words, facts))
    return text.with_buttons(*rows, (_no(words, facts),))


@builds("members.confirm_removal")
def confirm_removal(words: Words, facts: Facts) -> Message:
    text = words.message(
        "members-confirm_removal", name=facts["name"], where=_where(words, facts), reason=facts["reason"]
    )
    yes = Button(words.plain("members-button_remove"), ConfirmRemoval(facts["membership_id"]).pack())
    return text.with_buttons((yes,), (_no(words, facts),))


@builds("members.ask_hand_over")
def ask_hand_over(words: Words, facts: Facts) -> Message:
    yes = Button(words.plain("members-button_hand_over"), HandOver(facts["membership_id"]).pack())
    text = words.message("members-ask_hand_over", name=facts["name"], where=_where(words, facts))
    return text.with_buttons((yes,), (_no(words, facts),))


def _no(words: Words, facts: Facts) -> Button:
    return Button(words.plain("members-button_no"), ShowMember(facts["membership_id"]).pack())


@builds("members.done_removing")
def done_removing(words: Words, facts: Facts) -> Message:
    back = Button(words.plain("members-button_list"), ShowRoster(facts["organisation_id"], 0).pack())
    return words.message("members-done_removing", name=facts["name"], where=_where(words, facts)).with_buttons((back,))


def _where(words: Words, facts: Facts) -> str:
    return str(facts["organisation"]) or _coordinators(words, facts)


@builds("members.paused")
def paused(words: Words, facts: Facts) -> Message:
    return _decided(words, facts, "members-paused")


@builds("members.resumed")
def resumed(words: Words, facts: Facts) -> Message:
    return _decided(words, facts, "members-resumed")


@builds("members.removed")
def removed(words: Words, facts: Facts) -> Message:
    reason = facts["reason"]
    if reason in RemovalReason.__members__:
        reason = words.plain(f"members-reason_{reason}")
    return _decided(words, facts, "members-removed", reason=reason)


@builds("members.made_leader")
def made_leader(words: Words, facts: Facts) -> Message:
    return _decided(words, facts, "members-made_leader")


@builds("members.made_member")
def made_member(words: Words, facts: Facts) -> Message:
    return _decided(words, facts, "members-made_member")


def _decided(words: Words, facts: Facts, text: str, **more: Any) -> Message:
    """The main menu is for active people only: with the last role its keys go, too."""
    where = facts["organisation"] or facts["city"]
    keyboard = main_keyboard(words) if facts["is_active"] else Keyboard()
    return words.message(text, name=facts["name"], where=where, **more).with_keyboard(keyboard)
