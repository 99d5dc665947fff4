"""The audit trail at a desk: who read or changed what and when, in pages; looking at it is itself written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.audits import AuditQuery
from services.visits import Visitor, VisitService

PAGE = 50


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry. `actor` is empty where the program acted by itself; `changed` are settings as [before, after]."""

    entry_id: int
    at: datetime
    actor_id: int | None
    actor: str
    action: str
    subject: str
    subject_id: int | None
    person_id: int | None
    person: str
    changed: Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """`people` are those to choose from; `next_id` is where the next page begins, None after the last."""

    lines: Sequence[AuditLine]
    next_id: int | None
    people: Sequence[tuple[int, str]]


class AuditSheets(VisitService):
    async def page(self, visitor: Visitor, query: AuditQuery) -> AuditPage:
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            found = await tx.audits.listed(visitor.city_id, query, PAGE + 1)
            people = await tx.audits.officers(visitor.city_id, query.person_id)
        lines = [
            AuditLine(
                entry.id,
                entry.at,
                entry.actor_id,
                actor or "",
                entry.action,
                *_subject(entry.subject),
                entry.person_id,
                person or "",
                entry.facts.get("changed", {}) if entry.action == "city.settings_changed" else {},
            )
            for entry, actor, person in found
        ]
        shown = lines[:PAGE]
        return AuditPage(shown, shown[-1].entry_id if len(lines) > PAGE else None, people)


def _subject(subject: str) -> tuple[str, int | None]:
    noun, _, number = subject.partition(":")
    return noun, int(number) if number.isdecimal() else None
