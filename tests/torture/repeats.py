"""Messages that came twice, and what excuses each.

A message that came twice is one that no row of the outbox calls its own: its row was sent again and carries the number
of the later one. It is excused by the fault that took the answer of this very call, by a process that held its row when
it was killed, or by a database that was away at that moment. Anything else is a failure.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from db.duties import PRESENT_FOR
from db.tables import OutboxRow
from tests.torture.fleet import Life
from tests.torture.troubles import Outage
from tests.torture.witness import Said

MARGIN = timedelta(seconds=1)

Own: TypeAlias = Mapping[tuple[str, str], OutboxRow]
"""The row that calls a message (chat, number) its own."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A message that came again, the kind of its row, and what excuses it, if anything does."""

    said: Said
    kind: str
    cause: str | None
    gap: timedelta = timedelta(0)
    """From the send to what kept it from being written down."""


class Judge:
    """Looks at everything that was said. `rows_of` are the rows of each chat, by number."""

    def __init__(
        self,
        everything: Sequence[Said],
        own: Own,
        rows_of: Mapping[str, frozenset[int]],
        lives: Sequence[Life],
        outages: Sequence[Outage],
    ) -> None:
        self._everything = everything
        self._own = own
        self._rows_of = rows_of
        self._lives = lives
        self._outages = outages

    def repeats(self) -> Iterator[tuple[Said, list[OutboxRow]]]:
        """The messages that no row calls its own, each with the rows it may have been of."""
        numbers = {message_id for _, message_id in self._own}
        by_chat: dict[int, list[Said]] = defaultdict(list)
        for said in self._everything:
            by_chat[said.chat_id].append(said)
        for messages in by_chat.values():
            for index, said in enumerate(messages):
                if str(said.message_id) not in numbers:
                    rows = self._rows_like(said, messages[max(0, index - 20) : index], messages[index + 1 :])
                    yield said, [row for row in rows if self._was_there(row, said)]

    def _was_there(self, row: OutboxRow, said: Said) -> bool:
        """Not where a process ended later than this was said, and the row was still to come then.

        By numbers and not by when rows were made, since the clock is set back and forth meanwhile.
        """
        return all(
            row.id <= life.latest
            for life in self._lives
            if life.latest is not None and life.ended_at is not None and said.at <= life.ended_at
        )

    def _rows_like(self, said: Said, before: Sequence[Said], later: Sequence[Said]) -> list[OutboxRow]:
        """The rows whose message this may have been, by its content: that of the next copy, that of one just before.

        The last call of a killed process may reach the messenger after its successor has said the same again.
        """
        address = str(said.chat_id)
        just_before = [each for each in before if said.at - each.at < MARGIN]
        found = []
        for side in (later, just_before[::-1]):
            copies = (self._own.get((address, str(each.message_id))) for each in side if each.content == said.content)
            found += [row for row in copies if row is not None][:1]
        return found

    def cause(self, said: Said, found: Sequence[OutboxRow]) -> Repeat:
        """The repeat with what excuses it."""
        kind = found[0].kind if found else "?"
        if said.cut_off is not None:
            return Repeat(said, kind, f"its answer was cut off ({said.cut_off})")
        # What was said again in other words, because it had changed meanwhile, is some row of this chat.
        rows = self._numbers(said, found)
        for life in self._lives:
            is_holder = bool(rows & life.sending)
            if is_holder and life.ended_at is not None and life.began_at < said.at <= life.ended_at + MARGIN:
                return Repeat(said, kind, "killed while sending it", life.ended_at - said.at)
        for outage in self._outages:
            # Later than that its sender would have been taken for dead, and that would be another cause.
            is_fresh = outage.began_at - PRESENT_FOR < said.at < outage.began_at
            is_at_once = outage.began_at - MARGIN < said.at < outage.ended_at + MARGIN
            if is_at_once or (is_fresh and rows & outage.sending):
                return Repeat(said, kind, "the database was away", max(timedelta(0), outage.began_at - said.at))
        return Repeat(said, kind, None)

    def words(self, said: Said, found: Sequence[OutboxRow]) -> list[str]:
        """What is wrong, and what happened within half a minute of it, for whoever looks for its cause."""
        rows = self._numbers(said, found)
        near = timedelta(seconds=30)
        copies = [
            each.at
            for each in self._everything
            if each.chat_id == said.chat_id and each.content == said.content and abs(each.at - said.at) < near
        ]
        ends = [
            f"{life.ended_at:%H:%M:%S.%f} {'held it' if rows & life.sending else f'held {sorted(life.sending)}'}"
            for life in self._lives
            if life.ended_at is not None and abs(life.ended_at - said.at) < near
        ]
        outages = [
            f"{outage.began_at:%H:%M:%S.%f}-{outage.ended_at:%H:%M:%S.%f}"
            for outage in self._outages
            if abs(outage.began_at - said.at) < near
        ]
        shown = [f"{at:%H:%M:%S.%f}" for at in copies]
        kinds = sorted({row.kind for row in found})
        return [
            f"1 unexcused repeat of {kinds} (rows {sorted(rows)}) in {said.chat_id} at {said.at}",
            f"  copies {shown}, lives {ends}, database away {outages}",
        ]

    def _numbers(self, said: Said, found: Sequence[OutboxRow]) -> frozenset[int]:
        return frozenset(row.id for row in found) or self._rows_of[str(said.chat_id)]
