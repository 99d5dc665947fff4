"""Changing a patrol at a desk: the boxes, old beside new with who is told, `게시`; the rules are those of the chat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.geo import Point
from core.patrol_changes import Changeable, Scope
from core.patrol_entries import PatrolEntry, read_invited, zones_line
from core.patrol_fields import FieldProblem
from core.roles import NotAllowed, Role
from core.rsvps import PatrolState
from db.tables import Patrol
from db.uow import Transaction
from services.clashes import Clash, clashes_of, slot_of
from services.facts import patrol_facts
from services.patrol_alterations import Alteration
from services.patrol_entries import coordinates_of, entry_of, with_used_place
from services.patrol_previews import Planner, names_in, problem_facts
from services.patrol_revisions import objection, revise, revision_facts
from services.patrol_values import Problem, Value, present_value, read_value
from services.visits import Visitor, VisitService

EMPTY = "-"
"""In the boxes nothing is nothing; the chat has a word for it."""


@dataclass(frozen=True, slots=True)
class RevisionForm:
    """The patrol as it is, and its boxes; `refusal` is the kind of why it stays as it is."""

    facts: Mapping[str, Any]
    entry: PatrolEntry
    refusal: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A new value beside the old one: whether it differs, who is told what, and what gets in its way.

    `entry` holds the new value as it will be confirmed, `revision` the state of the patrol it is meant for. Of those
    who answered `recipients` are told of the change; `joining` people get the announcement, `leaving` ones are told
    that they need not come.
    """

    facts: Mapping[str, Any]
    entry: PatrolEntry
    revision: int
    differs: bool
    is_announced: bool
    recipients: int
    joining: int
    leaving: int
    clashes: Sequence[Clash]


class PatrolRevisionSheets(VisitService):
    async def form(self, visitor: Visitor, patrol_id: int, at: datetime) -> RevisionForm:
        async with self.uow.read() as tx:
            planner = await self._planner(tx, visitor)
            patrol = await self._patrol(tx, visitor, patrol_id)
            entry = await entry_of(tx, planner, patrol)
            return RevisionForm(patrol_facts(patrol), entry, objection(patrol, at))

    async def preview(
        self,
        visitor: Visitor,
        patrol_id: int,
        change: Changeable,
        entry: PatrolEntry,
        at: datetime,
        *,
        place_of: int | None = None,
    ) -> Revision | dict[str, Any]:
        """What the boxes would change; or what is wrong with them."""
        async with self.uow.read() as tx:
            planner = await self._planner(tx, visitor)
            patrol = await self._patrol(tx, visitor, patrol_id)
            if refusal := objection(patrol, at):
                raise NotAllowed(refusal)
            filled = await with_used_place(tx, planner, entry, place_of)
            try:
                value = await _read(tx, planner, change, filled, at)
            except Problem as problem:
                return problem.facts
            return await self._revision(tx, planner, patrol, change, value)

    async def confirm(
        self,
        visitor: Visitor,
        patrol_id: int,
        change: Changeable,
        entry: PatrolEntry,
        at: datetime,
        *,
        scope: Scope,
        revision: int,
    ) -> str:
        """`게시`: makes it true and tells whom it concerns; the name of what became of it."""
        async with self.uow.write() as tx:
            planner = await self._planner(tx, visitor)
            patrol = await self._patrol(tx, visitor, patrol_id, lock=True)
            if patrol.revision != revision:
                return "changed_meanwhile"
            try:
                value = await _read(tx, planner, change, entry, at)
            except Problem:
                return "change_impossible"
            done = await revise(tx, planner, self.policy, patrol, change=change, value=value, scope=scope, at=at)
        return "change_impossible" if isinstance(done, str) else "patrol_changed"

    async def _revision(
        self, tx: Transaction, planner: Planner, patrol: Patrol, change: Changeable, value: Value
    ) -> Revision:
        facts = await revision_facts(tx, self.policy, patrol, change, value)
        joining = leaving = 0
        if change is Changeable.organisations:
            reached = tx.patrols.reached(patrol.city_id, [key for key, _, _ in value["organisations"]])
            invited = tx.patrols.invited(patrol, told_only=True)
            joining = await tx.patrols.count(tx.patrols.without(reached, invited))
            leaving = await tx.patrols.count(tx.patrols.without(tx.patrols.answered([patrol]), reached))
        return Revision(
            facts,
            _filled(await entry_of(tx, planner, patrol), planner, change, value),
            patrol.revision,
            value != await present_value(tx, patrol, change),
            patrol.announced_at is not None,
            facts["recipients"],
            joining,
            leaving,
            await _clashes(tx, patrol, change, value),
        )

    async def _patrol(self, tx: Transaction, visitor: Visitor, patrol_id: int, *, lock: bool = False) -> Patrol:
        found = await (tx.patrols.lock if lock else tx.patrols.get)(visitor.city_id, patrol_id)
        if found is None or found.state is PatrolState.draft:
            raise NotAllowed(Role.coordinator)
        return found

    async def _planner(self, tx: Transaction, visitor: Visitor) -> Planner:
        return Planner(await self.coordinator(tx, visitor), visitor.city_id, self.policy.zone)


async def _read(tx: Transaction, planner: Planner, change: Changeable, entry: PatrolEntry, at: datetime) -> Value:
    """The value of the boxes, read as if it had been typed in the chat."""
    match change:
        case Changeable.when:
            typed = entry.when
        case Changeable.place:
            typed = f"{entry.place} {entry.coordinates}"
        case Changeable.zones:
            typed = entry.zones.strip() or EMPTY
        case Changeable.info:
            typed = entry.info.strip() or EMPTY
        case Changeable.organisations:
            invited = read_invited(entry.quotas, await names_in(tx, planner.city_id))
            if isinstance(invited, FieldProblem):
                raise Problem(problem_facts(invited))
            return {"organisations": [[each.organisation_id, each.name, each.quota] for each in invited]}
    return await read_value(tx, planner, change, typed, at)


def _filled(entry: PatrolEntry, planner: Planner, change: Changeable, value: Value) -> PatrolEntry:
    """The boxes with the new value in words that mean the same tomorrow: no `내일`, no name that was left out."""
    match change:
        case Changeable.when:
            begins, ends = (Alteration.instant(value[key]).astimezone(planner.zone) for key in ("starts_at", "ends_at"))
            return replace(entry, day=begins.date().isoformat(), begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")
        case Changeable.place:
            at = coordinates_of(value["latitude"], value["longitude"])
            return replace(entry, place=value["place"], coordinates=at)
        case Changeable.organisations:
            return replace(entry, quotas={key: str(quota or "") for key, _, quota in value["organisations"]})
        case Changeable.zones:
            return replace(entry, zones=zones_line(value["zones"]))
        case Changeable.info:
            return replace(entry, info=value["info"])


async def _clashes(tx: Transaction, patrol: Patrol, change: Changeable, value: Value) -> list[Clash]:
    """What the patrol would get in the way of, if it were so."""
    slot = slot_of(patrol, await tx.patrols.invitations([patrol.id]))
    match change:
        case Changeable.when:
            begins, ends = (Alteration.instant(value[key]) for key in ("starts_at", "ends_at"))
            slot = replace(slot, starts_at=begins, ends_at=ends)
        case Changeable.place:
            slot = replace(slot, place=value["place"], point=Point(value["latitude"], value["longitude"]))
        case Changeable.organisations:
            slot = replace(slot, organisation_ids=frozenset(key for key, _, _ in value["organisations"]))
        case Changeable.zones | Changeable.info:
            return []
    return await clashes_of(tx, patrol.city_id, patrol, [slot])
