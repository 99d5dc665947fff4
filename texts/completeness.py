"""Proof that nothing is left unsaid: every kind has words, every word is used, and languages agree with each other.

It reads source files and Fluent files alike and imports nothing that it looks at, so that `python -m texts` can say it
before anything runs.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from core.languages import Language

HOUSE = Path(__file__).parent.parent
LOCALES = HOUSE / "texts" / "locales"

SPEAKERS = ("services", "handlers", "bot", "web")
"""Where kinds are named."""
_SAYING = frozenset({"answer", "say", "Message", "Toast", "_say", "_ask"})
"""Calls whose text arguments are kinds."""
_IS_KIND = re.compile(r"(^|_)kinds?$|_KINDS$")
_KIND = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9_]+)+")
_IN_TEMPLATE = re.compile(r'\bt\("([a-z0-9_-]+)"(\s*~)?')
"""A text named in a page, whole or as the beginning of its name."""
_ANYTHING = "\x00"
"""Stands in a pattern for what a program puts between fixed words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One Fluent message: the variables and other messages it names, and how many bold spans it opens and closes."""

    file: str
    variables: frozenset[str]
    references: frozenset[str]
    opened: int
    closed: int


class _Parts(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.references: set[str] = set()
        self.words: list[str] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 (the library's name)
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802 (as above)
        self.references.add(node.id.name)

    def visit_TextElement(self, node: ftl.TextElement) -> None:  # noqa: N802 (as above)
        self.words.append(node.value)


def read_locale(folder: Path) -> tuple[dict[str, Entry], list[str]]:
    """The messages of one language by id, and what is wrong with its files by themselves."""
    entries: dict[str, Entry] = {}
    faults: list[str] = []
    for file in sorted(folder.glob("*.ftl")):
        where = f"{folder.name}/{file.name}"
        for node in FluentParser().parse(file.read_text("utf-8")).body:
            if isinstance(node, ftl.Junk):
                faults.append(f"{where}: not understood: {(node.content or '').strip().splitlines()[0]!r}")
            elif isinstance(node, ftl.Message):
                if node.id.name in entries:
                    faults.append(f"{where}: {node.id.name} is also in {entries[node.id.name].file}")
                entries[node.id.name] = _entry(where, node)
    return entries, faults


def _entry(where: str, node: ftl.Message) -> Entry:
    parts = _Parts()
    parts.visit(node)
    words = "".join(parts.words)
    return Entry(
        where,
        frozenset(parts.variables),
        frozenset(parts.references),
        words.count("<b>"),
        words.count("</b>"),
    )


def disagreements(locales: dict[str, dict[str, Entry]]) -> list[str]:
    """Where languages differ in what they say: ids, variables, and whether anything stands out in bold."""
    faults = []
    for message_id in sorted(set().union(*locales.values())):
        found = {locale: entries[message_id] for locale, entries in locales.items() if message_id in entries}
        faults += [f"{locale}: no {message_id}" for locale in locales if locale not in found]
        if len({entry.variables for entry in found.values()}) > 1:
            named = ", ".join(f"{locale} {sorted(entry.variables)}" for locale, entry in found.items())
            faults.append(f"{message_id}: different variables: {named}")
        if len({entry.opened > 0 for entry in found.values()}) > 1:
            faults.append(f"{message_id}: bold in one language only")
        faults += [
            f"{locale}: {message_id}: {entry.opened} <b> and {entry.closed} </b>"
            for locale, entry in found.items()
            if entry.opened != entry.closed
        ]
    return faults


def named_kinds(house: Path = HOUSE) -> dict[str, str]:
    """Every kind that is said anywhere, with a place that says it; what is filled in at run time is a placeholder."""
    kinds: dict[str, str] = {}
    for file in _sources(house, SPEAKERS):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            for text in _texts(_said_in(node)):
                if _KIND.fullmatch(text.replace(_ANYTHING, "x")):
                    kinds.setdefault(text, f"{file.relative_to(house)}:{getattr(node, 'lineno', 0)}")
    return kinds


def _said_in(node: ast.AST) -> list[ast.expr]:
    """The expressions that give a kind: arguments of what says something, and whatever is called a kind."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="router"))):
            return []  # a router's answers are to questions, which have names of the same form
        case ast.Call(func=function, args=arguments, keywords=keywords):
            named = [keyword.value for keyword in keywords if keyword.arg == "kind"]
            return [*arguments, *named] if _name_of(function) in _SAYING else named
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if _IS_KIND.search(name):
            return [value]
        case ast.For(target=target, iter=values) if any(
            isinstance(each, ast.Name) and _IS_KIND.search(each.id) for each in ast.walk(target)
        ):
            return [values]
        case _:
            return []


def named_texts(house: Path = HOUSE) -> set[str]:
    """Everything in texts/ and beside it that could be the id of a message, or a pattern for several."""
    texts: set[str] = set()
    for file in _sources(house, (*SPEAKERS, "texts")):
        for text in _texts([ast.parse(file.read_text("utf-8"))]):
            if _ID.fullmatch(text.replace(_ANYTHING, "x")) or _KIND.fullmatch(text.replace(_ANYTHING, "x")):
                texts.add(text.replace(".", "-"))
    return texts | set(named_in_pages(house))


def named_in_pages(house: Path = HOUSE) -> dict[str, str]:
    """The texts that templates name, each with a file that does; what is filled in at run time is a placeholder."""
    return {
        name + (_ANYTHING if goes_on else ""): str(file.relative_to(house))
        for file in sorted((house / "web" / "templates").glob("*.html"))
        for name, goes_on in _IN_TEMPLATE.findall(file.read_text("utf-8"))
    }


def builders(house: Path = HOUSE) -> set[str]:
    """The kinds that a builder was registered for."""
    return {
        text
        for file in _sources(house, ("texts",))
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and _name_of(call.func) == "builds"
        for text in _texts(call.args)
    }


def unsaid(kinds: dict[str, str], built: set[str], known: Iterable[str]) -> list[str]:
    """Kinds that somebody says and nobody has words for."""
    ids = frozenset(known)
    return [
        f"{where}: no words for {kind.replace(_ANYTHING, '…')!r}"
        for kind, where in sorted(kinds.items())
        if kind not in built and not any(_fits(kind.replace(".", "-"), each) for each in ids)
    ]


def unused(entries: dict[str, Entry], texts: set[str]) -> list[str]:
    """Messages that nothing names."""
    referenced = set().union(*(entry.references for entry in entries.values()))
    exact = {text for text in texts if _ANYTHING not in text} | referenced
    patterns = [text for text in texts if _ANYTHING in text]
    return [
        f"{entry.file}: {message_id} is used nowhere"
        for message_id, entry in sorted(entries.items())
        if message_id not in exact and not any(_fits(pattern, message_id) for pattern in patterns)
    ]


def faults(house: Path = HOUSE) -> list[str]:
    """All that is missing, one line each; an empty list is the proof."""
    locales: dict[str, dict[str, Entry]] = {}
    found: list[str] = []
    for language in Language:
        locales[language.name], own = read_locale(house / "texts" / "locales" / language.name)
        found += own
    entries = next(iter(locales.values()))
    return [
        *found,
        *disagreements(locales),
        *unsaid(named_kinds(house) | named_in_pages(house), builders(house), entries),
        *unused(entries, named_texts(house)),
    ]


def _fits(pattern: str, message_id: str) -> bool:
    if _ANYTHING not in pattern:
        return pattern == message_id
    return re.fullmatch("[a-z0-9_]+".join(re.escape(part) for part in pattern.split(_ANYTHING)), message_id) is not None


def _sources(house: Path, folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((house / folder).rglob("*.py"))


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every text under these nodes; in f-strings and sums, what is not fixed becomes a placeholder."""
    for node in nodes:
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(_fixed(part) for part in node.values)
            yield from _texts(part.value for part in node.values if isinstance(part, ast.FormattedValue))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield _fixed(node.left) + _fixed(node.right)
        else:
            yield from _texts(ast.iter_child_nodes(node))


def _fixed(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else _ANYTHING
