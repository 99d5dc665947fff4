"""Scripted trouble: which calls go wrong, how, and how often."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

_FAULT = re.compile(
    r"(reset_before|reset_after|hang|hang_after|garbage"
    r"|status(?:_after)?:\d{3}|slow:\d+(?:\.\d+)?|delay:\d+(?:\.\d+)?|retry_after:\d+)"
)


@dataclass(slots=True)
class Fault:
    """One line of the script.

    `reset_before` cuts the connection without doing the call, `reset_after` after doing it;
    `status:502` answers with that status undone, `status_after:502` done; `slow:3` does the call and
    answers three seconds later, `delay:3` waits three seconds and then does it; `retry_after:5` is a
    429; `hang` never answers and does nothing, `hang_after` does it and never answers; `garbage`
    answers something that is no JSON.
    """

    id: int
    fault: str
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    skip: int = 0
    happened: int = 0

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Tell whether this line is about such a call."""
        is_method = self.method is None or self.method.lower() == method.lower()
        return is_method and (self.chat_id is None or self.chat_id == chat_id)

    @property
    def is_spent(self) -> bool:
        """Whether it has happened as often as it should."""
        return self.times is not None and self.happened >= self.times

    @property
    def name(self) -> str:
        """The fault without its number."""
        return self.fault.partition(":")[0]

    @property
    def amount(self) -> float:
        """The number after the colon."""
        return float(self.fault.partition(":")[2] or 0)


@dataclass(slots=True)
class FaultScript:
    """All lines; the first that fits a call is the one that happens."""

    lines: list[Fault] = field(default_factory=list)
    _next_id: int = 1

    def add(self, fault: str, **facts: Any) -> Fault:
        """Add a line; unknown faults are refused."""
        if not _FAULT.fullmatch(fault):
            raise ValueError(f"unknown fault {fault!r}")
        line = Fault(self._next_id, fault, **facts)
        self._next_id += 1
        self.lines.append(line)
        return line

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the fault that befalls this call, and count it."""
        for line in self.lines:
            if line.is_spent or not line.matches(method, chat_id):
                continue
            if line.skip > 0:
                line.skip -= 1
                continue
            line.happened += 1
            return line
        return None

    def remove(self, fault_id: int) -> None:
        """Take one line out."""
        self.lines = [line for line in self.lines if line.id != fault_id]

    def describe(self) -> list[dict[str, Any]]:
        """Return the lines, with how often each has happened."""
        return [asdict(line) for line in self.lines]

    def clear(self) -> None:
        """Take all lines out."""
        self.lines.clear()
