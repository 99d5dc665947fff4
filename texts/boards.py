"""The board of a patrol in a group: counts by organisation, and the buttons everybody uses for themselves."""

from collections.abc import Mapping
from typing import Any

from texts.messages import Message
from texts.patrol_lines import head, joined
from texts.render import Facts, builds
from texts.rsvps import rsvp_row
from texts.words import Words


@builds("boards.patrol")
def board(words: Words, facts: Facts) -> Message:
    if facts["is_cancelled"]:
        return joined([*head(words, facts), "", words("boards-cancelled")])
    total = sum(line["going"] for line in facts["lines"])
    counts = [_line(words, line) for line in facts["lines"]]
    message = joined([*head(words, facts), "", *counts, words("boards-total", total=total)])
    return message.with_buttons(rsvp_row(words, facts["patrol_id"])) if facts["is_open"] else message


def _line(words: Words, line: Mapping[str, Any]) -> str:
    going = words("boards-line" if line["quota"] is None else "boards-line_of_quota", **_counts(line))
    return going + (words("boards-line_waiting", waiting=line["waiting"]) if line["waiting"] else "")


def _counts(line: Mapping[str, Any]) -> dict[str, Any]:
    counts = {"organisation": line["organisation"], "going": line["going"]}
    return counts if line["quota"] is None else counts | {"quota": line["quota"]}
