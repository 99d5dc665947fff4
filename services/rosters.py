"""The roster: who is coming and who is there, and one-tap marking for people without a phone.

Who marked whom and when stands in the row and in the audit trail, and the person who was marked is told.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from core.checkins import TooEarly
from core.checkouts import CheckedOut, CheckoutMethod, decide_checkout
from core.incoming import Incoming
from core.roles import Actor, NotAllowed, Role
from core.rosters import OPEN_AFTER, Closed, nearness, objection_to_roster
from core.rsvps import PatrolState
from db.tables import Patrol
from db.uow import Transaction
from services.absence_excuses import absentees
from services.base import Service, Toast
from services.checkouts import duty_of, end_duty
from services.codes import led_organisations
from services.facts import patrol_facts
from services.roster_marks import record_mark, rule_facts, set_presence
from services.roster_sheets import PatrolCancelled, Place, Sheet, open_sheet, record_look, sheet_facts

AHEAD = timedelta(days=14)
CHOICES = 4


class Rosters(Service):
    async def show(self, incoming: Incoming) -> None:
        """The roster of the patrol that is on, or of the nearest one."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.leader)
            known = await tx.patrols.coming(
                city_id,
                led_organisations(actor, city_id),
                incoming.at - OPEN_AFTER,
                CHOICES * 2,
                until=incoming.at + AHEAD,
            )
            nearest = sorted(known, key=lambda each: (nearness(each.starts_at, each.ends_at, incoming.at), each.id))
            if not nearest:
                await self.answer(tx, incoming, "rosters.no_patrol", actor=actor)
                return
            others = [_choice(patrol) for patrol in nearest[1:CHOICES]]
            await self._open(tx, incoming, actor, nearest[0], edits=False, others=others)

    async def choose(self, incoming: Incoming, patrol_id: int) -> None:
        """Another patrol, or back to its organisations."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            patrol = await tx.patrols.get(actor.require(Role.leader), patrol_id)
            if patrol is None or patrol.state is PatrolState.draft:
                raise NotAllowed("roster")
            await self._open(tx, incoming, actor, patrol, edits=True, others=[])

    async def turn(self, incoming: Incoming, place: Place) -> None:
        """Another page, organisation or way of marking."""
        async with self.uow.write(taking=incoming) as tx:
            sheet = await self._sheet(tx, incoming, place)
            await self._show_sheet(tx, incoming, sheet, place, edits=True)

    async def mark(self, incoming: Incoming, place: Place, person_id: int, *, is_present: bool) -> Toast:
        """Says that a person is here, or is not, and shows the roster as it is now."""
        async with self.uow.write(taking=incoming) as tx:
            sheet = await self._sheet(tx, incoming, place)
            decision = await set_presence(tx, sheet, person_id, incoming.at, is_present=is_present)
            if isinstance(decision, TooEarly | Closed):
                return _refused(sheet.actor, decision)
            toast = "rosters.now_present" if is_present else "rosters.now_absent"
            await self._refresh(tx, incoming, sheet, place)
            return Toast(toast, sheet.actor.locale, {"name": sheet.line(person_id).name})

    async def send_home(self, incoming: Incoming, place: Place, person_id: int) -> Toast:
        """Ends somebody's duty for them."""
        async with self.uow.write(taking=incoming) as tx:
            sheet = await self._sheet(tx, incoming, place)
            line = sheet.line(person_id)
            objection = objection_to_roster(rule_facts(sheet, None), incoming.at)
            if objection is not None:
                return _refused(sheet.actor, objection)
            row = await tx.checkins.lock(sheet.patrol.city_id, sheet.patrol.id, person_id)
            duties = [duty_of(row, sheet.patrol)] if row is not None and row.is_present else []
            ended = decide_checkout(duties, incoming.at, CheckoutMethod.leader)
            if row is not None and isinstance(ended, CheckedOut):
                end_duty(row, ended)
                row.marked_by = sheet.actor.person_id
                await record_mark(tx, sheet, line, "left", incoming.at)
            await self._refresh(tx, incoming, sheet, place)
            return Toast("rosters.now_home", sheet.actor.locale, {"name": line.name})

    async def _open(
        self,
        tx: Transaction,
        incoming: Incoming,
        actor: Actor,
        patrol: Patrol,
        *,
        edits: bool,
        others: list[dict[str, Any]],
    ) -> None:
        """The only roster this person leads, or the organisations to choose from."""
        led = led_organisations(actor, patrol.city_id)
        counts = [each for each in await tx.rosters.counts(patrol) if led is None or each.organisation_id in led]
        if not counts:
            raise NotAllowed("roster")
        if patrol.state is PatrolState.cancelled:
            raise PatrolCancelled("roster")
        if len(counts) == 1:
            place = Place(patrol.id, counts[0].organisation_id)
            sheet = await self._sheet(tx, incoming, place)
            await self._show_sheet(tx, incoming, sheet, place, edits=edits, others=others)
            return
        organisations = [
            {"id": each.organisation_id, "name": each.name, "going": each.going, "present": each.present}
            for each in counts
        ]
        facts = patrol_facts(patrol) | {"organisations": organisations, "others": others}
        await self.answer(tx, incoming, "rosters.overview", actor=actor, edits=edits, **facts)

    async def _sheet(self, tx: Transaction, incoming: Incoming, place: Place) -> Sheet:
        actor = await self.actor(tx, incoming)
        return await open_sheet(tx, actor, actor.require(Role.leader), place)

    async def _refresh(self, tx: Transaction, incoming: Incoming, sheet: Sheet, place: Place) -> None:
        """The tapped roster with the effect in it."""
        await tx.session.flush()
        lines = await tx.rosters.lines(sheet.patrol, sheet.organisation.id)
        now = replace(sheet, lines=lines)
        await self._show_sheet(tx, incoming, now, place, edits=True)

    async def _show_sheet(
        self,
        tx: Transaction,
        incoming: Incoming,
        sheet: Sheet,
        place: Place,
        *,
        edits: bool,
        others: Sequence[dict[str, Any]] = (),
    ) -> None:
        await record_look(tx, sheet, incoming.at)
        missed = absentees(sheet.patrol, sheet.organisation.id, sheet.lines, incoming.at)
        facts = sheet_facts(sheet, place) | {"missed": len(missed)}
        led = led_organisations(sheet.actor, sheet.patrol.city_id)
        has_more = led is None or len(led) > 1
        await self.answer(
            tx,
            incoming,
            "rosters.sheet",
            actor=sheet.actor,
            edits=edits,
            others=list(others),
            has_more_organisations=has_more,
            **facts,
        )


def _choice(patrol: Patrol) -> dict[str, Any]:
    return {"patrol_id": patrol.id, "title": patrol.title, "starts_at": patrol.starts_at.isoformat()}


def _refused(actor: Actor, objection: TooEarly | Closed) -> Toast:
    if isinstance(objection, TooEarly):
        return Toast("rosters.too_early", actor.locale, {"opens_at": objection.opens_at.isoformat()}, is_alert=True)
    return Toast("rosters.closed", actor.locale, {"closed_at": objection.closed_at.isoformat()}, is_alert=True)
