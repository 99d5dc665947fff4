"""Changing a published patrol: one value, shown old and new, confirmed with `게시`, told to those who had answered."""

from typing import Any

from core.geo import Point
from core.incoming import Incoming
from core.patrol_changes import Changeable, Scope
from core.roles import NotAllowed, Role
from db.tables import Dialog, Patrol
from db.uow import Transaction
from services.base import Service, Toast
from services.facts import patrol_facts
from services.patrol_previews import Planner
from services.patrol_revisions import is_past, objection, revise, revision_facts
from services.patrol_values import Problem, Value, place_value, present_value, read_value

QUESTION = "patrols.change"


class PatrolChanges(Service):
    async def begin(self, incoming: Incoming, patrol_id: int) -> Toast | None:
        """`변경`: what is to be changed?"""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            patrol = await self._patrol(tx, planner, patrol_id)
            if refusal := objection(patrol, incoming.at):
                return Toast(refusal, planner.actor.locale, is_alert=True)
            await self.answer(tx, incoming, "patrols.change", actor=planner.actor, **patrol_facts(patrol))
        return None

    async def choose(self, incoming: Incoming, patrol_id: int, change: Changeable) -> Toast | None:
        """Asks for the new value and shows the present one."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            patrol = await self._patrol(tx, planner, patrol_id)
            if refusal := objection(patrol, incoming.at):
                return Toast(refusal, planner.actor.locale, is_alert=True)
            await self._ask(tx, planner, incoming, patrol, change=change)
        return None

    async def answer_text(self, incoming: Incoming, typed: str) -> None:
        """The new value as typed: shown beside the old one, or asked for again with what is wrong."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            found = await self._open(tx, planner, incoming)
            if found is None:
                return await self.answer(tx, incoming, "patrols.change_gone", actor=planner.actor)
            dialog, patrol = found
            change = Changeable[dialog.answers["change"]]
            try:
                value = await read_value(tx, planner, change, typed, incoming.at)
            except Problem as problem:
                return await self._ask(tx, planner, incoming, patrol, change=change, problem=problem.facts)
            return await self._show(tx, planner, incoming, patrol, dialog=dialog, value=value)

    async def answer_place(self, incoming: Incoming, point: Point, name: str | None) -> None:
        """A place shared on the map; without a name of its own it is called as before."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            found = await self._open(tx, planner, incoming)
            if found is None or Changeable[found[0].answers["change"]] is not Changeable.place:
                return await self.answer(tx, incoming, "patrols.words_wanted", actor=planner.actor)
            dialog, patrol = found
            value = place_value(name or patrol.place_name, point)
            return await self._show(tx, planner, incoming, patrol, dialog=dialog, value=value)

    async def confirm(self, incoming: Incoming, patrol_id: int, number: int, scope: Scope) -> Toast | None:
        """`게시`: the shown value becomes true; `number` says which of several shown values it was."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            if dialog is None or not _is_shown(dialog, patrol_id, number):
                return Toast("patrols.change_gone", planner.actor.locale, is_alert=True)
            patrol = await self._patrol(tx, planner, patrol_id, lock=True)
            change, value = Changeable[dialog.answers["change"]], dialog.answers["value"]
            if objection(patrol, incoming.at) is None and is_past(value, incoming.at):
                problem = {"reason": "when_past_start", "piece": ""}
                await self._ask(tx, planner, incoming, patrol, change=change, problem=problem)
                return None
            done = await revise(
                tx, planner, self.policy, patrol, change=change, value=value, scope=scope, at=incoming.at
            )
            if isinstance(done, str):
                return Toast(done, planner.actor.locale, is_alert=True)
            await tx.dialogs.close(incoming.sender)
            facts = patrol_facts(patrol) | {"change": change.name, "old": done.old, "new": value, "count": done.touched}
            await self.answer(tx, incoming, "patrols.change_done", actor=planner.actor, edits=True, **facts)
        return Toast("patrols.published_toast", planner.actor.locale)

    async def leave(self, incoming: Incoming) -> Toast | None:
        """`취소`: everything stays as it is."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            if dialog is not None and dialog.question == QUESTION:
                await tx.dialogs.close(incoming.sender)
            await self.answer(tx, incoming, "patrols.unchanged", actor=actor, edits=True)
        return None

    async def _ask(
        self,
        tx: Transaction,
        planner: Planner,
        incoming: Incoming,
        patrol: Patrol,
        *,
        change: Changeable,
        problem: dict[str, Any] | None = None,
    ) -> None:
        answers = {"patrol_id": patrol.id, "change": change.name, "number": incoming.update_id}
        await tx.dialogs.ask(incoming.sender, QUESTION, incoming.at, answers)
        old = await present_value(tx, patrol, change)
        facts = patrol_facts(patrol) | {"change": change.name, "old": old, "problem": problem}
        await self.answer(tx, incoming, "patrols.change_question", actor=planner.actor, **facts)

    async def _show(
        self,
        tx: Transaction,
        planner: Planner,
        incoming: Incoming,
        patrol: Patrol,
        *,
        dialog: Dialog,
        value: Value,
    ) -> None:
        change = Changeable[dialog.answers["change"]]
        answers = dialog.answers | {"value": value, "number": incoming.update_id}
        await tx.dialogs.ask(incoming.sender, QUESTION, incoming.at, answers)
        facts = await revision_facts(tx, self.policy, patrol, change, value) | {"number": incoming.update_id}
        await self.answer(tx, incoming, "patrols.change_preview", actor=planner.actor, **facts)

    async def _open(self, tx: Transaction, planner: Planner, incoming: Incoming) -> tuple[Dialog, Patrol] | None:
        """The open question of a change with its patrol, as long as that can be changed."""
        dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
        if dialog is None or dialog.question != QUESTION:
            return None
        patrol = await tx.patrols.get(planner.city_id, dialog.answers["patrol_id"])
        if patrol is None or objection(patrol, incoming.at):
            await tx.dialogs.close(incoming.sender)
            return None
        return dialog, patrol

    async def _patrol(self, tx: Transaction, planner: Planner, patrol_id: int, *, lock: bool = False) -> Patrol:
        found = await (tx.patrols.lock if lock else tx.patrols.get)(planner.city_id, patrol_id)
        if found is None:
            raise NotAllowed(Role.coordinator)
        return found

    async def _planner(self, tx: Transaction, incoming: Incoming) -> Planner:
        actor = await self.actor(tx, incoming)
        return Planner(actor, actor.require(Role.coordinator), self.policy.zone)


def _is_shown(dialog: Dialog, patrol_id: int, number: int) -> bool:
    answers = dialog.answers
    is_shown = (answers.get("patrol_id"), answers.get("number")) == (patrol_id, number)
    return dialog.question == QUESTION and is_shown and "value" in answers
