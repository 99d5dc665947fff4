"""Broadcasts: choosing whom to tell, the preview's card with its buttons, progress, report and confirmations."""

from collections.abc import Mapping, Sequence
from functools import partial

from core.broadcasts import PatrolAnswer
from core.roles import OrganisationKind
from texts.broadcast_taps import (
    ActTap,
    AnswerTap,
    BroadcastAct,
    KindTap,
    OrganisationsTap,
    OrganisationTap,
    PatrolTap,
    UnconfirmedTap,
)
from texts.messages import Button, CopyOf, Message, message_from
from texts.pages import pager
from texts.render import Facts, builds
from texts.words import Words

PAGE = 8
"""Organisations on one page of the list."""

KINDS: Mapping[OrganisationKind, str] = {
    OrganisationKind.citizen_police: "broadcasts-kind_citizen_police",
    OrganisationKind.merchants: "broadcasts-kind_merchants",
    OrganisationKind.patrol_unit: "broadcasts-kind_patrol_unit",
    OrganisationKind.safety_council: "broadcasts-kind_safety_council",
    OrganisationKind.police: "broadcasts-kind_police",
    OrganisationKind.city: "broadcasts-kind_city",
    OrganisationKind.other: "broadcasts-kind_other",
}
ANSWERS: Mapping[PatrolAnswer, str] = {
    PatrolAnswer.going: "broadcasts-answer_going",
    PatrolAnswer.waiting: "broadcasts-answer_waiting",
    PatrolAnswer.unanswered: "broadcasts-answer_unanswered",
}


def _button(words: Words, name: str, facts: Facts, act: BroadcastAct) -> Button:
    return Button(words.plain(name), ActTap(int(facts["broadcast_id"]), act).pack())


def _marked(words: Words, label: str, *, is_chosen: bool) -> str:
    return words.plain("broadcasts-chosen", label=label) if is_chosen else label


def audience_line(words: Words, audience: Facts) -> str:
    """Whom it is for, in words: the filters one after the other."""
    if audience["everyone"]:
        return words("broadcasts-to_everyone")
    parts = [words("broadcasts-to_organisation", name=name) for name in audience["organisations"]]
    parts += [words("broadcasts-to_kind", name=words(KINDS[OrganisationKind[kind]])) for kind in audience["kinds"]]
    if audience["patrol"]:
        answers = ", ".join(words(ANSWERS[PatrolAnswer[answer]]) for answer in audience["answers"])
        parts.append(words("broadcasts-to_patrol", title=audience["patrol"], answers=answers))
    parts += [words("broadcasts-to_leaders")] if audience["leaders_only"] else []
    return " · ".join(parts) or words("broadcasts-to_nobody")


@builds("broadcasts.audience")
def audience(words: Words, facts: Facts) -> Message:
    """The first question, and after each choice whom it means by now."""
    lines = [words("broadcasts-ask_audience")] if not facts["is_chosen"] else _chosen(words, facts)
    chosen = facts["audience"]
    everyone = _marked(words, words.plain("broadcasts-everyone"), is_chosen=chosen["everyone"])
    leaders = _marked(words, words.plain("broadcasts-leaders"), is_chosen=chosen["leaders_only"])
    broadcast_id = int(facts["broadcast_id"])
    return message_from("\n".join(lines)).with_buttons(
        (
            Button(everyone, ActTap(broadcast_id, BroadcastAct.everyone).pack()),
            Button(words.plain("broadcasts-by_organisation"), OrganisationsTap(broadcast_id, 0).pack()),
        ),
        (
            _button(words, "broadcasts-by_patrol", facts, BroadcastAct.patrols),
            Button(leaders, ActTap(broadcast_id, BroadcastAct.leaders).pack()),
        ),
        _way_on(words, facts),
    )


def _chosen(words: Words, facts: Facts) -> list[str]:
    said = "broadcasts-then_card" if facts["has_message"] else "broadcasts-then_message"
    return [
        words("broadcasts-for_whom", audience=audience_line(words, facts["audience"]), count=str(facts["count"])),
        words(said),
    ]


def _way_on(words: Words, facts: Facts) -> tuple[Button, ...]:
    cancel = _button(words, "broadcasts-cancel", facts, BroadcastAct.cancel)
    return (
        (_button(words, "broadcasts-to_card", facts, BroadcastAct.card), cancel) if facts["has_message"] else (cancel,)
    )


@builds("broadcasts.organisations")
def organisations(words: Words, facts: Facts) -> Message:
    """Organisations to tick, and whole kinds of them where there are several."""
    broadcast_id, ticked = int(facts["broadcast_id"]), facts["audience"]
    choices = facts["choices"]
    pages = max(1, -(-len(choices) // PAGE))
    page = min(max(0, int(facts["page"])), pages - 1)
    rows = [
        (
            Button(
                _marked(words, each["name"], is_chosen=each["id"] in ticked["organisation_ids"]),
                OrganisationTap(broadcast_id, each["id"], page).pack(),
            ),
        )
        for each in choices[page * PAGE : (page + 1) * PAGE]
    ]
    kinds = [OrganisationKind[each["kind"]] for each in choices]
    several = [kind for kind in OrganisationKind if kinds.count(kind) > 1]
    rows += [
        (
            Button(
                _marked(
                    words,
                    words.plain("broadcasts-all_of_kind", kind=words.plain(KINDS[kind])),
                    is_chosen=kind.name in ticked["kinds"],
                ),
                KindTap(broadcast_id, kind, page).pack(),
            ),
        )
        for kind in several
    ]
    turning = pager(words, page, pages - 1, partial(OrganisationsTap, broadcast_id))
    return _listed(words, facts, "broadcasts-ask_organisations", [*rows, turning])


@builds("broadcasts.patrols")
def patrols(words: Words, facts: Facts) -> Message:
    broadcast_id = int(facts["broadcast_id"])
    rows = [
        (
            Button(
                words.plain("broadcasts-patrol", title=each["title"], at=each["starts_at"]),
                PatrolTap(broadcast_id, each["id"]).pack(),
            ),
        )
        for each in facts["choices"]
    ]
    return _listed(words, facts, "broadcasts-ask_patrol" if rows else "broadcasts-no_patrol", rows)


@builds("broadcasts.answers")
def answers(words: Words, facts: Facts) -> Message:
    broadcast_id, patrol_id, ticked = int(facts["broadcast_id"]), int(facts["patrol_id"]), facts["audience"]
    buttons = tuple(
        Button(
            _marked(
                words,
                words.plain(name),
                is_chosen=ticked["patrol_id"] == patrol_id and answer.name in ticked["answers"],
            ),
            AnswerTap(broadcast_id, patrol_id, answer).pack(),
        )
        for answer, name in ANSWERS.items()
    )
    return _listed(words, facts, "broadcasts-ask_answers", [buttons])


def _listed(words: Words, facts: Facts, question: str, rows: Sequence[tuple[Button, ...]]) -> Message:
    title = {"title": facts["title"]} if "title" in facts else {}
    lines = [words(question, **title), *(["", *_chosen(words, facts)] if facts["is_chosen"] else [])]
    back = _button(words, "broadcasts-back", facts, BroadcastAct.overview)
    return message_from("\n".join(lines)).with_buttons(*rows, (back, *_way_on(words, facts)))


@builds("broadcasts.copy")
def copy(words: Words, facts: Facts) -> Message:
    """The author's own message, with a button where one is asked for."""
    shown = Message(attachment=CopyOf(facts["address"], tuple(facts["message_ids"])))
    if not facts["asks_confirmation"]:
        return shown
    return shown.with_buttons((_button(words, "broadcasts-confirm", facts, BroadcastAct.confirm),))


@builds("broadcasts.text")
def text(words: Words, facts: Facts) -> Message:
    """Words written at the desk, as they were typed."""
    shown = Message(text=facts["text"])
    if not facts["asks_confirmation"]:
        return shown
    return shown.with_buttons((_button(words, "broadcasts-confirm", facts, BroadcastAct.confirm),))


@builds("broadcasts.confirm")
def confirm(words: Words, facts: Facts) -> Message:
    """Below an album, which cannot carry a button itself."""
    button = _button(words, "broadcasts-confirm", facts, BroadcastAct.confirm)
    return words.message("broadcasts-please_confirm").with_buttons((button,))


@builds("broadcasts.approval")
def approval(words: Words, facts: Facts) -> Message:
    line = words(
        "broadcasts-approval",
        author=facts["author"],
        audience=audience_line(words, facts["audience"]),
        count=str(facts["count"]),
    )
    if facts["decided_by"]:
        done = "broadcasts-approved_by" if facts["is_approved"] else "broadcasts-declined_by"
        return message_from(f"{line}\n\n{words(done, name=facts['decided_by'])}")
    return message_from(line).with_buttons(
        (
            _button(words, "broadcasts-approve", facts, BroadcastAct.approve),
            _button(words, "broadcasts-decline", facts, BroadcastAct.decline),
        )
    )


@builds("broadcasts.unconfirmed")
def unconfirmed(words: Words, facts: Facts) -> Message:
    if not facts["total"]:
        return words.message("broadcasts-all_confirmed")
    shown = [
        words("broadcasts-person", name=each["name"], organisation=each["organisation"] or "-")
        for each in facts["names"]
    ]
    lines = [words("broadcasts-unconfirmed", count=str(facts["total"])), *shown]
    turning = pager(
        words,
        int(facts.get("page", 0)),
        int(facts.get("last_page", 0)),
        partial(UnconfirmedTap, int(facts["broadcast_id"])),
    )
    button = _button(words, "broadcasts-remind", facts, BroadcastAct.remind)
    return message_from("\n".join(lines)).with_buttons(turning, (button,))
