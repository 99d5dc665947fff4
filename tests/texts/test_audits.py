"""Every action that is written down anywhere has words in every language, and belongs to a group one can ask for."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.audits import group_of
from core.broadcasts import BroadcastState
from core.facilities import FacilityState
from core.languages import Language
from texts.completeness import HOUSE, LOCALES, read_locale

_ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
_FILLED_IN = {
    "state.name": [state.name for state in BroadcastState if state.name not in {"draft", "cancelled"}],
    "what": ["present", "absent"],
    "written.state.name": [state.name for state in FacilityState],
    "kind.name": ["assigned", "unassigned"],
    "deed": ["paused", "resumed", "removed", "made_leader", "made_member"],
}
"""What stands in the places that are filled in at run time."""


def recorded() -> dict[str, str]:
    """Every action with a place that records it."""
    found: dict[str, str] = {}
    for file in sorted(itertools.chain((HOUSE / "services").rglob("*.py"), (HOUSE / "web").rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            for action in _actions(node):
                found.setdefault(action, f"{file.relative_to(HOUSE)}:{getattr(node, 'lineno', 0)}")
    return found


def _actions(node: ast.AST) -> Iterator[str]:
    """Of what records an action, or names the one that will be recorded."""
    match node:
        case ast.Call(func=ast.Attribute(attr="record", value=ast.Attribute(attr="audits")), args=[action, *_]):
            yield from _words(action)
        case ast.Call(func=ast.Attribute(attr="record_reading" | "_record"), args=arguments):
            yield from itertools.chain.from_iterable(map(_words, arguments))
        case ast.Call(func=ast.Name(id="_record"), args=arguments):
            yield from itertools.chain.from_iterable(map(_words, arguments))
        case ast.Assign(targets=[ast.Name(id="action")], value=value):
            yield from _words(value)


def _words(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if _ACTION.fullmatch(text):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from (*_words(body), *_words(other))
        case ast.JoinedStr(values=parts) if isinstance(parts[0], ast.Constant) and "." in str(parts[0].value):
            yield from map("".join, itertools.product(*map(_choices, parts)))


def _choices(part: ast.expr) -> list[str]:
    """What can stand in one part of an action's name."""
    match part:
        case ast.Constant(value=text):
            return [str(text)]
        case ast.FormattedValue(value=ast.IfExp(body=ast.Constant(value=yes), orelse=ast.Constant(value=no))):
            return [str(yes), str(no)]
        case ast.FormattedValue(value=value):
            return _FILLED_IN[ast.unparse(value)]
        case _:
            raise TypeError(ast.unparse(part))


def test_the_search_finds_what_is_recorded() -> None:
    actions = recorded()

    assert {"note.read", "consent.withdrawn", "broadcast.paused", "checkin.marked_absent", "audit.read"} <= set(actions)


@pytest.mark.parametrize("language", list(Language))
def test_every_action_has_words(language: Language) -> None:
    entries = read_locale(Path(LOCALES) / language.name)[0]
    wordless = [
        f"{place}: {action}"
        for action, place in recorded().items()
        if f"audit-action_{action.replace('.', '_')}" not in entries
    ]

    assert wordless == []


def test_every_action_can_be_asked_for() -> None:
    assert [action for action in recorded() if group_of(action) is None] == []
