"""Messages longer than a messenger takes: split or cut, never broken."""

from hypothesis import given
from hypothesis import strategies as st

from texts.messages import Button, Message, in_parts, message_from, shortened

LINES = st.text(alphabet="가나a 🙂\n", min_size=1, max_size=300)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(LINES, st.integers(3, 40))
def test_no_part_is_longer_than_the_limit_and_no_word_is_lost(text: str, limit: int) -> None:
    parts = in_parts(Message(text.strip() or "x"), limit)

    assert all(0 < _units(part.text) <= limit for part in parts)
    assert "".join("".join(part.text.split()) for part in parts) == "".join((text.strip() or "x").split())


@given(LINES, st.integers(3, 40), st.data())
def test_what_was_bold_stays_bold(text: str, limit: int, data: st.DataObject) -> None:
    text = text.strip() or "x"
    begins = data.draw(st.integers(0, len(text) - 1))
    ends = data.draw(st.integers(begins + 1, len(text)))
    parts = in_parts(Message(text, ((begins, ends),)), limit)
    bold = "".join(part.text[start:end] for part in parts for start, end in part.bold)

    assert "".join(bold.split()) == "".join(text[begins:ends].split())


def test_a_break_falls_between_lines_and_buttons_stay_with_the_last_part() -> None:
    message = Message("첫째 줄\n둘째 줄\n셋째 줄", buttons=((Button("네", "x"),),))
    first, last = in_parts(message, 10)

    assert (first.text, last.text) == ("첫째 줄\n둘째 줄", "셋째 줄")
    assert (first.buttons, last.buttons) == ((), message.buttons)


@given(LINES, st.integers(3, 40))
def test_a_shortened_message_fits(text: str, limit: int) -> None:
    short = shortened(Message(text, ((0, len(text)),)), limit)

    assert _units(short.text) <= limit
    assert all(0 <= start < end <= len(short.text) for start, end in short.bold)


def test_what_fits_is_not_touched() -> None:
    message = message_from("\ue000굵게\ue001 보통")

    assert in_parts(message, 100) == (message,)
    assert shortened(message, 5) is message
    assert message.bold == ((0, 2),)
