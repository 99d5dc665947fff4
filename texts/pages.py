"""The row under a long list that turns its pages."""

from collections.abc import Callable

from texts.buttons import Tap
from texts.messages import Button
from texts.words import Words


def pager(words: Words, page: int, last_page: int, turned_to: Callable[[int], Tap]) -> tuple[Button, ...]:
    """Buttons to the page before and after; none where everything fits on one."""
    row: list[Button] = []
    if page > 0:
        row.append(Button(words.plain("pages-before"), turned_to(page - 1).pack()))
    if page < last_page:
        row.append(Button(words.plain("pages-after"), turned_to(page + 1).pack()))
    return tuple(row)
