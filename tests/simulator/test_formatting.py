"""Formatted text: entities in UTF-16 units, and Telegram's words for mark-up that is wrong."""

from __future__ import annotations

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import ApiError
from simulator.formatting import FormattedText, format_text, found_in


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a <b>b</b>", "a b", [entity("bold", 2, 1)]),
        ("<b>굵게 <i>둘 다</i></b>", "굵게 둘 다", [entity("bold", 0, 6), entity("italic", 3, 3)]),
        ("🚓<b>a</b>", "🚓a", [entity("bold", 2, 1)]),
        ("1 &lt; 2 &amp;&#33; &nbsp; & x", "1 < 2 &! &nbsp; & x", []),
        ('<a href="http://a.kr/?a=1&amp;b=2">x</a>', "x", [entity("text_link", 0, 1, url="http://a.kr/?a=1&b=2")]),
        ("<a href='tg://user?id=7'>x</a>", "x", [entity("text_mention", 0, 1, user_id=7)]),
        ("<pre><code class='language-py'>x</code></pre>", "x", [entity("pre", 0, 1, language="py")]),
        ("<code class='language-py'>x</code>", "x", [entity("code", 0, 1)]),
        (
            "<span class='tg-spoiler'>x</span><tg-spoiler>y</tg-spoiler>",
            "xy",
            [entity("spoiler", 0, 1), entity("spoiler", 1, 1)],
        ),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ("  <b> x </b>  ", " x", [entity("bold", 0, 2)]),
        ("<b></b>x", "x", []),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert format_text(source, "HTML", None) == FormattedText(text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>가</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("a <3 b", 'Unsupported start tag "3" at byte offset 2'),
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        format_text(source, "html", None)

    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        (
            "*b* _i_ __u__ ~s~ ||p||",
            "b i u s p",
            [
                entity(kind, 2 * i, 1)
                for i, kind in enumerate(["bold", "italic", "underline", "strikethrough", "spoiler"])
            ],
        ),
        (r"1\.5 \*", "1.5 *", []),
        ("*a _b_*", "a b", [entity("bold", 0, 3), entity("italic", 2, 1)]),
        ("`a*b`", "a*b", [entity("code", 0, 3)]),
        ("```py\nx = 1\n```", "x = 1", [entity("pre", 0, 5, language="py")]),
        ("[가](http://a.kr/\\))", "가", [entity("text_link", 0, 1, url="http://a.kr/)")]),
        (">인용\n밖", "인용\n밖", [entity("blockquote", 0, 2)]),
    ],
)
def test_markdown_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert format_text(source, "MarkdownV2", None) == FormattedText(text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("1.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("*b", "Can't find end of Bold entity at byte offset 0"),
    ],
)
def test_wrong_markdown_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        format_text(source, "MarkdownV2", None)

    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_commands_mentions_and_addresses_are_found_in_plain_text() -> None:
    found = found_in(FormattedText("/note@bot 가 @someone https://a.kr/x?y #범계 1/2"))

    assert found.entities == [
        entity("bot_command", 0, 9),
        entity("mention", 12, 8),
        entity("url", 21, 16),
        entity("hashtag", 38, 3),
    ]


@given(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])))
def test_text_that_was_escaped_appears_as_it_was_typed(typed: str) -> None:
    assert format_text(f"<b>x{html.escape(typed)}x</b>", "HTML", None).text == f"x{typed}x"


@given(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])), st.integers(0, 9))
def test_entities_never_reach_beyond_the_text(typed: str, offset: int) -> None:
    text = f"{typed}{'x' * 14}"
    entities = [{"type": "bold", "offset": offset, "length": 5}]
    formatted = found_in(format_text(text, "", entities))

    length = len(formatted.text.encode("utf-16-le")) // 2
    assert all(e["length"] > 0 and e["offset"] + e["length"] <= length for e in formatted.entities)


def test_nothing_is_found_inside_code() -> None:
    formatted = format_text("<code>/start</code>", "HTML", None)

    assert found_in(formatted).entities == [entity("code", 0, 6)]
