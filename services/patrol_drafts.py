"""New patrols: the whole form in one message or one question after the other, both ending in the same preview."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from core.geo import Point
from core.incoming import Incoming
from core.patrol_corrections import corrected, placed
from core.patrol_fields import FieldKey, FieldProblem, parse_organisations
from core.patrol_forms import PatrolForm, lines_of, looks_like_form, parse_patrol_form
from core.patrol_organisations import Invited, match_organisations
from core.patrol_questions import Draft, Move, Step, answered, form_of, from_json, located, moved, on, to_json
from core.roles import Role
from db.uow import Transaction
from services.base import Service, Toast
from services.patrol_previews import (
    Planner,
    draft_patrol,
    line_facts,
    names_in,
    organisation_problems,
    preview_facts,
    problem_facts,
)
from services.patrol_suggestions import chosen, suggestions

log = structlog.get_logger()

QUESTION = "patrols.draft"
KEPT = timedelta(days=1)
"""How long an unpublished draft is kept."""


class PatrolDrafts(Service):
    async def begin(self, incoming: Incoming) -> None:
        """Asks the first question of a new patrol."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            await self._leave(tx, planner, incoming)
            await self._ask(tx, planner, incoming, Draft())

    async def submit(self, incoming: Incoming, text: str) -> None:
        """Reads a whole form: shows the preview, or names every wrong line and waits for the corrected form."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            await self._leave(tx, planner, incoming)
            await self._read(tx, planner, incoming, text)

    async def answer_text(self, incoming: Incoming, text: str) -> None:
        """The typed answer to the open question; a whole form is understood at any of them."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            draft = await self._open(tx, incoming)
            if draft is None:
                return await self.answer(tx, incoming, "patrols.draft_gone", actor=planner.actor)
            if draft.step is Step.form or looks_like_form(text):
                await self._leave(tx, planner, incoming)
                return await self._read(tx, planner, incoming, corrected(draft.form, text, draft.wrong))
            if draft.step is Step.preview:
                return await self.answer(tx, incoming, "patrols.preview_waits", actor=planner.actor)
            if draft.step is Step.organisations:
                return await self._take_names(tx, planner, incoming, draft, text)
            outcome = answered(draft, text, now=incoming.at, zone=planner.zone)
            return await self._go_on(tx, planner, incoming, draft, outcome)

    async def answer_place(self, incoming: Incoming, point: Point, name: str | None) -> None:
        """A place shared on the map, where the question is the meeting place."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            draft = await self._open(tx, incoming)
            if draft is not None and draft.step is Step.form and FieldKey.place in draft.wrong:
                return await self._read(tx, planner, incoming, placed(draft.form, point, name))
            if draft is None or draft.step is not Step.place:
                return await self.answer(tx, incoming, "patrols.words_wanted", actor=planner.actor)
            return await self._go_on(tx, planner, incoming, draft, located(draft, point, name))

    async def answer_other(self, incoming: Incoming) -> None:
        """A picture or the like: the question stays open."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            await self.answer(tx, incoming, "patrols.words_wanted", actor=planner.actor)

    async def choose(self, incoming: Incoming, step: Step, value: str) -> Toast | None:
        """A tapped suggestion; a button of another question than the open one is out of date."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            draft = await self._open(tx, incoming)
            if draft is None or draft.step is not step:
                return Toast("patrols.draft_gone", planner.actor.locale, is_alert=True)
            outcome = await chosen(tx, planner, draft, value, incoming.at)
            if outcome is None:
                return Toast("common.stale_button", planner.actor.locale, is_alert=True)
            await self._go_on(tx, planner, incoming, draft, outcome)
        return None

    async def move(self, incoming: Incoming, step: Step, move: Move) -> Toast | None:
        """Back, on, or out of it."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            draft = await self._open(tx, incoming)
            if draft is None or draft.step is not step:
                return Toast("patrols.draft_gone", planner.actor.locale, is_alert=True)
            if move is Move.cancel:
                await self._leave(tx, planner, incoming)
                await self.answer(tx, incoming, "patrols.discarded", actor=planner.actor, edits=True)
                return None
            outcome = moved(draft, move)
            if outcome is None:
                return Toast("common.stale_button", planner.actor.locale, is_alert=True)
            await self._go_on(tx, planner, incoming, draft, outcome)
        return None

    async def discard(self, incoming: Incoming, patrol_id: int) -> Toast | None:
        """`취소` under a preview: the draft is forgotten."""
        async with self.uow.write(taking=incoming) as tx:
            planner = await self._planner(tx, incoming)
            if not await tx.patrols.drop_draft(planner.city_id, patrol_id):
                return Toast("patrols.draft_gone", planner.actor.locale, is_alert=True)
            await self._leave(tx, planner, incoming)
            await self.answer(tx, incoming, "patrols.discarded", actor=planner.actor, edits=True)
        return None

    async def sweep(self, at: datetime) -> None:
        """Forgets drafts that nobody published for a day."""
        async with self.uow.write() as tx:
            dropped = await tx.patrols.drop_drafts(at - KEPT)
            if dropped:
                await tx.series.drop_unused()
        if dropped:
            log.info("drafts.swept", count=len(dropped))

    async def _take_names(self, tx: Transaction, planner: Planner, incoming: Incoming, draft: Draft, text: str) -> None:
        wishes = parse_organisations(text)
        if isinstance(wishes, FieldProblem):
            return await self._ask(tx, planner, incoming, draft, problem_facts(wishes))
        names = await names_in(tx, planner.city_id)
        found, problems = match_organisations(wishes, names)
        if problems:
            (told, *_) = organisation_problems(problems, has_any=bool(names))
            return await self._ask(tx, planner, incoming, draft, told)
        wanted = tuple((each.organisation_id, each.quota) for each in found)
        return await self._go_on(tx, planner, incoming, draft, on(replace(draft, organisations=wanted)))

    async def _go_on(
        self, tx: Transaction, planner: Planner, incoming: Incoming, before: Draft, outcome: Draft | FieldProblem
    ) -> None:
        """Asks the next question, or the same one again with what was wrong; after the last one comes the preview."""
        if isinstance(outcome, FieldProblem):
            return await self._ask(tx, planner, incoming, before, problem_facts(outcome))
        if before.step is Step.preview:
            await self._leave(tx, planner, incoming)
        if outcome.step is not Step.preview:
            return await self._ask(tx, planner, incoming, outcome)
        names = await names_in(tx, planner.city_id)
        form = form_of(outcome, names, now=incoming.at, zone=planner.zone)
        if isinstance(form, FieldProblem):
            return await self._ask(tx, planner, incoming, replace(outcome, step=Step.day), problem_facts(form))
        invited = [Invited(key, names[key], quota) for key, quota in outcome.organisations if key in names]
        return await self._preview(tx, planner, incoming, form, invited, draft=outcome)

    async def _read(self, tx: Transaction, planner: Planner, incoming: Incoming, text: str) -> None:
        outcome = parse_patrol_form(text, now=incoming.at, zone=planner.zone)
        names = await names_in(tx, planner.city_id)
        invited, unknown = match_organisations(outcome.organisations, names)
        if isinstance(outcome, PatrolForm) and not unknown:
            return await self._preview(tx, planner, incoming, outcome, invited, draft=None)
        problems = organisation_problems(unknown, has_any=bool(names))
        left_out = 0
        if not isinstance(outcome, PatrolForm):
            problems = [line_facts(problem) for problem in outcome.problems] + problems
            left_out = outcome.left_out
        wrong = tuple({FieldKey[problem["key"]] for problem in problems if problem["key"]})
        waiting = Draft(step=Step.form, form="\n".join(lines_of(text)), wrong=wrong)
        await tx.dialogs.ask(incoming.sender, QUESTION, incoming.at, to_json(waiting))
        return await self.answer(
            tx, incoming, "patrols.form_wrong", actor=planner.actor, problems=problems, left_out=left_out
        )

    async def _preview(
        self,
        tx: Transaction,
        planner: Planner,
        incoming: Incoming,
        form: PatrolForm,
        invited: Sequence[Invited],
        *,
        draft: Draft | None,
    ) -> None:
        patrol = await draft_patrol(tx, planner, incoming.at, form, invited)
        facts = await preview_facts(tx, patrol, form.recurrence)
        kept = to_json(draft or Draft(step=Step.preview)) | {"draft_id": patrol.id}
        await tx.dialogs.ask(incoming.sender, QUESTION, incoming.at, kept, patience=KEPT)
        await self.answer(
            tx,
            incoming,
            "patrols.preview",
            actor=planner.actor,
            edits=incoming.message_id is not None,
            is_guided=draft is not None,
            **facts,
        )

    async def _ask(
        self,
        tx: Transaction,
        planner: Planner,
        incoming: Incoming,
        draft: Draft,
        problem: Mapping[str, Any] | None = None,
    ) -> None:
        await tx.dialogs.ask(incoming.sender, QUESTION, incoming.at, to_json(draft))
        await self.answer(
            tx,
            incoming,
            "patrols.question",
            actor=planner.actor,
            edits=incoming.message_id is not None,
            problem=problem,
            choices=await suggestions(tx, planner, draft, incoming.at),
            **to_json(draft),
        )

    async def _open(self, tx: Transaction, incoming: Incoming) -> Draft | None:
        dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
        return from_json(dialog.answers) if dialog is not None and dialog.question == QUESTION else None

    async def _leave(self, tx: Transaction, planner: Planner, incoming: Incoming) -> None:
        """Closes the open question of a draft, and forgets the draft whose preview it was."""
        dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
        if dialog is None or dialog.question != QUESTION:
            return
        if (draft_id := dialog.answers.get("draft_id")) is not None:
            await tx.patrols.drop_draft(planner.city_id, draft_id)
        await tx.dialogs.close(incoming.sender)

    async def _planner(self, tx: Transaction, incoming: Incoming) -> Planner:
        actor = await self.actor(tx, incoming)
        return Planner(actor, actor.require(Role.coordinator), self.policy.zone)
