"""Telegram's two Markdowns: the strict second version and the legacy first one."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.formatting.spans import Entity, cannot_parse, link_entity, utf16_length

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_MARKS = {
    "*": "bold",
    "_": "italic",
    "__": "underline",
    "~": "strikethrough",
    "||": "spoiler",
    "`": "code",
    "```": "pre",
}
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
}


@dataclass(slots=True)
class _Open:
    mark: str
    kind: str
    offset: int
    part: int
    byte: int
    language: str = ""


def parse_markdown_v2(source: str) -> tuple[str, list[Entity]]:
    """Return plain text and entities, or refuse with Telegram's words."""
    return _MarkdownParser(source).parse()


class _MarkdownParser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []
        self.quote: tuple[int, int] | None = None
        self.is_line_start = True

    def parse(self) -> tuple[str, list[Entity]]:
        while self.position < len(self.source):
            self._step()
        self._end_quote()
        if self.open:
            last = self.open[-1]
            raise cannot_parse(f"Can't find end of {_NAMES[last.kind]} entity at byte offset {last.byte}")
        return "".join(self.parts), self.entities

    def _step(self) -> None:
        source, here = self.source, self.position
        character = source[here]
        inside = self.open[-1].kind if self.open else ""
        if self.is_line_start and character == ">" and inside not in {"code", "pre"}:
            self.quote = self.quote or (self.offset, self._byte(here))
            self.is_line_start = False
            self.position += 1
            return
        if self.is_line_start:
            self._end_quote()
        self.is_line_start = False
        following = source[here + 1] if here + 1 < len(source) else ""
        if character == "\\" and following and 0 < ord(following) <= 126:
            self._emit(following, 2)
        elif inside in {"code", "pre"} and not self._closes(self.open[-1]):
            self._emit(character, 1)
        elif self._is_mark():
            self._mark()
        elif character == "]" and inside in {"text_link", "custom_emoji"}:
            self._end_link()
        elif character in _RESERVED:
            raise cannot_parse(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")
        else:
            self._emit(character, 1)

    def _emit(self, text: str, consumed: int) -> None:
        self.parts.append(text)
        self.offset += utf16_length(text)
        self.position += consumed
        self.is_line_start = text == "\n"

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _end_quote(self) -> None:
        if self.quote is None:
            return
        start, _ = self.quote
        self.quote = None
        # The line break that ends the quotation stays outside of it.
        length = self.offset - start - (1 if self.parts and self.parts[-1] == "\n" else 0)
        kind = "blockquote"
        if length > 0:
            self.entities.append({"type": kind, "offset": start, "length": length})

    def _closes(self, opened: _Open) -> bool:
        return bool(opened.mark) and self.source.startswith(opened.mark, self.position)

    def _is_mark(self) -> bool:
        source, here = self.source, self.position
        character = source[here]
        if character in "*_~`[":
            return True
        return source.startswith(("||", "!["), here)

    def _mark(self) -> None:
        source, here = self.source, self.position
        if source.startswith("![", here) or source[here] == "[":
            size = 2 if source[here] == "!" else 1
            kind = "custom_emoji" if size == 2 else "text_link"
            self.open.append(_Open("", kind, self.offset, len(self.parts), self._byte(here)))
            self.position += size
            return
        mark = next(m for m in ("```", "||", "__", "*", "_", "~", "`") if source.startswith(m, here))
        if self.open and self.open[-1].mark == mark:
            self._close(self.open.pop(), len(mark))
            return
        opened = _Open(mark, _MARKS[mark], self.offset, len(self.parts), self._byte(here))
        self.position += len(mark)
        if mark == "```":
            opened.language = self._language()
        self.open.append(opened)

    def _language(self) -> str:
        end = self.source.find("\n", self.position)
        word = self.source[self.position : end] if end >= 0 else ""
        if end < 0 or "`" in word or any(c.isspace() for c in word):
            return ""
        self.position = end + 1
        return word

    def _close(self, opened: _Open, consumed: int) -> None:
        self.position += consumed
        if self.offset > opened.offset:
            entity: Entity = {"type": opened.kind}
            if opened.language:
                entity["language"] = opened.language
            self._add(entity, opened)

    def _add(self, entity: Entity, opened: _Open) -> None:
        self.entities.append(entity | {"offset": opened.offset, "length": self.offset - opened.offset})

    def _end_link(self) -> None:
        opened = self.open.pop()
        self.position += 1
        url = ""
        if self.source.startswith("(", self.position):
            url = self._address(opened)
        elif opened.kind == "custom_emoji":
            raise cannot_parse("Custom emoji entity must contain a tg://emoji URL")
        if opened.kind == "custom_emoji":
            entity: Entity | None = {
                "type": "custom_emoji",
                "custom_emoji_id": url.rpartition("id=")[2],
            }
        else:
            entity = link_entity(url or "".join(self.parts[opened.part :]))
        if entity is not None and self.offset > opened.offset:
            self._add(entity, opened)

    def _address(self, opened: _Open) -> str:
        self.position += 1
        found: list[str] = []
        source = self.source
        while self.position < len(source) and source[self.position] != ")":
            if source[self.position] == "\\" and self.position + 1 < len(source):
                self.position += 1
            found.append(source[self.position])
            self.position += 1
        if self.position >= len(source):
            raise cannot_parse(f"Can't find end of a URL at byte offset {opened.byte}")
        self.position += 1
        return "".join(found)


def parse_markdown_v1(source: str) -> tuple[str, list[Entity]]:
    """Return plain text and entities of the legacy Markdown, which knows no nesting."""
    parts: list[str] = []
    entities: list[Entity] = []
    offset = position = 0
    while position < len(source):
        character = source[position]
        if character == "\\" and source[position + 1 : position + 2] in set("_*`["):
            parts.append(source[position + 1])
            offset, position = offset + 1, position + 2
            continue
        if character not in "_*`[":
            parts.append(character)
            offset, position = offset + utf16_length(character), position + 1
            continue
        mark = "```" if source.startswith("```", position) else character
        closing = "]" if mark == "[" else mark
        end = source.find(closing, position + len(mark))
        if end < 0:
            byte = len(source[:position].encode())
            raise cannot_parse(f"Can't find end of the entity starting at byte offset {byte}")
        inner = source[position + len(mark) : end]
        position = end + len(closing)
        entity: Entity | None = {"type": _MARKS.get(mark, "text_link")}
        if mark == "[":
            url = inner
            if source.startswith("(", position) and ")" in source[position:]:
                stop = source.index(")", position)
                url, position = source[position + 1 : stop], stop + 1
            entity = link_entity(url)
        parts.append(inner)
        if entity is not None and inner:
            entities.append(entity | {"offset": offset, "length": utf16_length(inner)})
        offset += utf16_length(inner)
    return "".join(parts), entities
