"""Planning in the chat: the questions with their buttons, the preview, and the lines of a form that are wrong."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from core.patrol_questions import ASKED, OPTIONAL, Draft, Move, Step, from_json
from texts.messages import Button, Message
from texts.patrol_buttons import ChoiceTap, DiscardTap, MoveTap, PublishTap
from texts.patrol_lines import details, full_when, joined, noon, repetition
from texts.render import Facts, builds
from texts.words import Words

Rows = list[tuple[Button, ...]]

QUESTIONS = len(ASKED) - 1


@builds("patrols.question")
def question(words: Words, facts: Facts) -> Message:
    """One question: what was said so far, what was wrong with the last answer, and the buttons."""
    draft = from_json(facts)
    lines = [words("questions-header", number=draft.number, count=QUESTIONS)]
    lines += _so_far(words, draft)
    if facts.get("problem"):
        lines += ["", words("questions-problem", problem=problem_words(words, facts["problem"]))]
    asked = draft.step.name
    if draft.step is Step.place and draft.place_name:
        asked = "point"
    elif draft.step is Step.place and draft.point:
        asked = "place_name"
    lines += ["", words(f"questions-{asked}")]
    return joined(lines).with_buttons(*_choices(words, draft, facts["choices"]), _moves(words, draft))


def _so_far(words: Words, draft: Draft) -> list[str]:
    known: list[str] = []
    if draft.day and draft.step is not Step.day:
        clocks = f" {draft.clocks.begins:%H:%M}–{draft.clocks.ends:%H:%M}" if draft.clocks else ""
        known.append(words("questions-day_so_far", day=noon(words, draft.day), clocks=clocks))
    if draft.place_name:
        known.append(words("patrols-where", place=draft.place_name))
    if draft.title:
        known.append(words("patrols-title", title=draft.title))
    return known


def _choices(words: Words, draft: Draft, choices: Sequence[Any]) -> Rows:
    step = draft.step
    match step:
        case Step.day:
            days = [Button(_day(words, day), ChoiceTap(step, day).pack()) for day in choices]
            return _rows(days, 4)
        case Step.clock:
            return _rows([Button(_clock(each), ChoiceTap(step, each).pack()) for each in choices], 2)
        case Step.organisations:
            return [_organisation(words, draft, key, name) for key, name in choices]
        case Step.repeat:
            return _rows([Button(repetition(words, each), ChoiceTap(step, each).pack()) for each in choices], 1)
        case _:
            return _rows([Button(_short(text), ChoiceTap(step, key).pack()) for text, key in choices], 1)


def _organisation(words: Words, draft: Draft, key: int, name: str) -> tuple[Button, ...]:
    """A tap invites or leaves out; the quota beside it goes through the usual numbers."""
    quotas = dict(draft.organisations)
    mark = "☑" if key in quotas else "☐"
    row = (Button(f"{mark} {name}", ChoiceTap(Step.organisations, str(key)).pack()),)
    if key not in quotas:
        return row
    quota = quotas[key]
    label = words.plain("questions-no_quota") if quota is None else words.plain("questions-quota", quota=quota)
    return (*row, Button(label, ChoiceTap(Step.organisations, f"{key}+").pack()))


def _moves(words: Words, draft: Draft) -> tuple[Button, ...]:
    moves = [] if draft.step is Step.day else [Move.back]
    names = {move: f"questions-{move.name}" for move in Move}
    if draft.step is Step.organisations and draft.organisations:
        moves.append(Move.go_on)
    elif draft.step in OPTIONAL:
        moves.append(Move.skip)
        if draft.step is Step.organisations:
            names[Move.skip] = "questions-everybody"
        if draft.step is Step.repeat:
            names[Move.skip] = "questions-once"
    moves.append(Move.cancel)
    return tuple(Button(words.plain(names[move]), MoveTap(draft.step, move).pack()) for move in moves)


def _rows(buttons: Sequence[Button], width: int) -> Rows:
    return [tuple(buttons[begin : begin + width]) for begin in range(0, len(buttons), width)]


def _day(words: Words, day: str) -> str:
    found = date.fromisoformat(day)
    weekday = words.plain(f"patrols-weekday_{found.weekday()}")
    return words.plain("questions-day_button", month=str(found.month), day=str(found.day), weekday=weekday)


def _clock(typed: str) -> str:
    return typed.replace("-", "–")


def _short(text: str) -> str:
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"


_WIDE = 36


@builds("patrols.preview")
def preview(words: Words, facts: Facts) -> Message:
    """Everything that was understood, before anybody is told."""
    lines = [
        words("patrols-preview"),
        "",
        words("patrols-title", title=facts["title"]),
        full_when(words, facts),
        words("patrols-where_exactly", place=facts["place"], coordinates=_coordinates(facts)),
        *details(words, facts),
    ]
    if facts.get("dates"):
        dates = ", ".join(words("patrols-date", day=noon(words, day)) for day in facts["dates"])
        lines.append(words("patrols-first_dates", dates=dates))
        if not facts["is_chosen"]:
            lines.append(words("patrols-first_is_extra"))
    lines += ["", words("patrols-recipients", count=facts["recipients"]), words("patrols-preview_hint")]
    patrol_id = facts["patrol_id"]
    return joined(lines).with_buttons(
        (
            Button(words.plain("patrols-publish_button"), PublishTap(patrol_id).pack()),
            Button(words.plain("patrols-discard_button"), DiscardTap(patrol_id).pack()),
        ),
        (Button(words.plain("questions-back"), MoveTap(Step.preview, Move.back).pack()),) if facts["is_guided"] else (),
    )


def _coordinates(facts: Facts) -> str:
    return f"{facts['latitude']:.5f}, {facts['longitude']:.5f}"


@builds("patrols.form_wrong")
def form_wrong(words: Words, facts: Facts) -> Message:
    """Each wrong line by its number and words, with what would be right."""
    lines = [words("patrols-form_wrong"), ""]
    for problem in facts["problems"]:
        lines.append(_name_of_line(words, problem))
        lines.append(words("problem-what", what=problem_words(words, problem)))
        if problem.get("key"):
            lines.append(words("problem-example", example=words(f"example-{problem['key']}")))
    if facts["left_out"]:
        lines.append(words("problem-left_out", count=facts["left_out"]))
    return joined([*lines, "", words("patrols-form_again")])


def _name_of_line(words: Words, problem: Mapping[str, Any]) -> str:
    if problem.get("line_number") is not None:
        return words("problem-line", number=problem["line_number"], line=problem["line"])
    return words("problem-key", key=words(f"problem-key_{problem['key']}"))


def problem_words(words: Words, problem: Mapping[str, Any]) -> str:
    """What is wrong with one value."""
    arguments = {name: problem[name] for name in ("piece", "limit", "near") if problem.get(name) is not None}
    return words(f"problem-{problem['reason']}", **{"piece": "", "limit": 0, **arguments})
