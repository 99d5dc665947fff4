"""Telegram's small HTML: strict about tags, forgiving about everything else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simulator.formatting.spans import Entity, cannot_parse, link_entity, utf16_length

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_UNQUOTED = re.compile(r"[0-9A-Za-z.\-]+")


@dataclass(slots=True)
class _Tag:
    name: str
    offset: int
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return plain text and entities, or refuse with Telegram's words."""
    return _HtmlParser(source).parse()


class _HtmlParser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[_Tag] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        source = self.source
        while self.position < len(source):
            if source[self.position] == "<":
                if source.startswith("</", self.position):
                    self._end_tag()
                else:
                    self._start_tag()
                continue
            stop = source.find("<", self.position)
            stop = len(source) if stop < 0 else stop
            self._emit(_decode(source[self.position : stop]))
            self.position = stop
        if self.open:
            name = self.open[-1].name
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{name}"')
        return "".join(self.parts), self.entities

    def _emit(self, text: str) -> None:
        self.parts.append(text)
        self.offset += utf16_length(text)

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _start_tag(self) -> None:
        source, begin = self.source, self.position
        end = begin + 1
        while end < len(source) and not source[end].isspace() and source[end] != ">":
            end += 1
        if end == len(source):
            raise cannot_parse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        name = source[begin + 1 : end].lower()
        if name not in _TYPES:
            raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        self.position = end
        tag = _Tag(name, self.offset, len(self.parts), self._attributes(name, begin))
        if name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(tag)

    def _attributes(self, name: str, begin: int) -> dict[str, str]:
        source, found = self.source, dict[str, str]()
        while True:
            self._skip_spaces(begin)
            if source[self.position] == ">":
                self.position += 1
                return found
            start = self.position
            while not source[self.position].isspace() and source[self.position] not in "=>":
                self._step(begin)
            attribute = source[start : self.position].lower()
            if not attribute:
                raise cannot_parse(f'Empty attribute name in the tag "{name}" at byte offset {self._byte(begin)}')
            self._skip_spaces(begin)
            found[attribute] = ""
            if source[self.position] == "=":
                self._step(begin)
                self._skip_spaces(begin)
                found[attribute] = self._value(begin)

    def _value(self, begin: int) -> str:
        source, quote = self.source, self.source[self.position]
        if quote in "'\"":
            end = source.find(quote, self.position + 1)
            if end < 0:
                raise cannot_parse(f"Unclosed start tag at byte offset {self._byte(begin)}")
            value = source[self.position + 1 : end]
            self.position = end
            self._step(begin)
            return _decode(value)
        match = _UNQUOTED.match(source, self.position)
        end = match.end() if match else self.position
        if end >= len(source):
            raise cannot_parse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if not source[end].isspace() and source[end] != ">":
            raise cannot_parse(f"Unexpected end of name token at byte offset {self._byte(end)}")
        value = source[self.position : end]
        self.position = end
        return value

    def _step(self, begin: int) -> None:
        self.position += 1
        if self.position >= len(self.source):
            raise cannot_parse(f"Unclosed start tag at byte offset {self._byte(begin)}")

    def _skip_spaces(self, begin: int) -> None:
        while self.source[self.position].isspace():
            self._step(begin)

    def _end_tag(self) -> None:
        source, begin = self.source, self.position
        if not self.open:
            raise cannot_parse(f"Unexpected end tag at byte offset {self._byte(begin)}")
        end = source.find(">", begin)
        if end < 0:
            raise cannot_parse(f"Unclosed end tag at byte offset {self._byte(begin)}")
        found = source[begin + 2 : end].strip().lower()
        tag = self.open.pop()
        if found and found != tag.name:
            raise cannot_parse(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{tag.name}>", found "</{found}>"'
            )
        self.position = end + 1
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Tag) -> None:
        entity: Entity | None = {"type": _TYPES[tag.name]}
        if tag.name == "a":
            entity = link_entity(tag.attributes.get("href") or "".join(self.parts[tag.start :]))
        elif tag.name == "tg-emoji":
            entity = {"type": "custom_emoji", "custom_emoji_id": tag.attributes.get("emoji-id", "")}
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity = {"type": "expandable_blockquote"}
        elif tag.name == "pre" and self._is_code_inside(tag):
            entity = {"type": "pre", **self._language_inside(tag)}
        elif tag.name == "code":
            language = tag.attributes.get("class", "")
            if language.startswith("language-"):
                entity = {"type": "code", "_language": language[9:]}
        if entity is not None:
            self.entities.append(entity | {"offset": tag.offset, "length": self.offset - tag.offset})

    def _is_code_inside(self, tag: _Tag) -> bool:
        last = self.entities[-1] if self.entities else {}
        return (
            last.get("type") == "code"
            and last.get("offset") == tag.offset
            and last.get("length") == self.offset - tag.offset
        )

    def _language_inside(self, _tag: _Tag) -> dict[str, str]:
        language = self.entities.pop().get("_language")
        return {"language": language} if language else {}


def _decode(text: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        hexadecimal, decimal, named = match.groups()
        if named:
            return _NAMED[named]
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        is_character = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF
        return chr(code) if is_character else match.group()

    return _REFERENCE.sub(replaced, text) if "&" in text else text
