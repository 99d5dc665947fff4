"""The end of duty: by oneself, or by itself when the patrol ends; both tell the hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from core.checkouts import AlreadyOut, CheckedOut, CheckoutMethod, DutyFacts, NotOnDuty, decide_checkout
from core.incoming import Incoming
from core.quiet_hours import QuietHours, is_quiet, quiet_end
from core.roles import NotAllowed
from db.repos.outbox import Message
from db.tables import Checkin, City, Patrol
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service, Toast
from services.hours import hours_of, hours_of_each

RECENT = timedelta(hours=48)
"""How far back a duty is looked for: no patrol is longer than a day."""
STILL_AWAKE = timedelta(hours=1)
"""So soon after the end of a patrol its people are not asleep, whatever the hour."""
_MINUTE = timedelta(minutes=1)


class Checkouts(Service):
    async def check_out(self, incoming: Incoming, patrol_id: int | None = None) -> Toast | None:
        """Ends one's own duty, the one of `patrol_id` or the latest, and tells the hours."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            if not actor.is_active:
                raise NotAllowed("checkout")
            recent = await tx.checkins.lock_recent(actor.person_id, incoming.at - RECENT)
            duties = {patrol.id: (row, patrol) for row, patrol in recent if patrol_id in (None, patrol.id)}
            decision = decide_checkout((duty_of(row, patrol) for row, patrol in duties.values()), incoming.at)
            if isinstance(decision, NotOnDuty):
                await self.answer(tx, incoming, "checkouts.not_on_duty", actor=actor)
                return Toast("checkouts.not_on_duty", actor.locale)
            row, patrol = duties[decision.patrol_id]
            if isinstance(decision, CheckedOut):
                end_duty(row, decision)
                await tx.session.flush()
            hours = await hours_of(tx, actor.person_id, incoming.at, self.policy.zone)
            kind = "checkouts.ended" if isinstance(decision, CheckedOut) else "checkouts.already_out"
            facts = _facts(patrol, decision) | hours.facts()
            await self.answer(tx, incoming, kind, actor=actor, **facts)
            return Toast("checkouts.noted", actor.locale)

    async def close_ended(self, at: datetime) -> None:
        """Closes every patrol that is over, each in its own transaction: whoever is still there served to its end."""
        async with self.uow.read() as tx:
            patrol_ids = await tx.checkins.ended_patrols(at)
        for patrol_id in patrol_ids:
            await self._close(patrol_id, at)

    async def _close(self, patrol_id: int, at: datetime) -> None:
        async with self.uow.write() as tx:
            found = await tx.checkins.lock_ended(patrol_id, at)
            if found is None:
                return
            patrol, city = found
            if patrol.closed_at is None:
                patrol.closed_at = at
            on_duty = await tx.checkins.lock_on_duty(patrol_id)
            for row in on_duty:
                ended = decide_checkout([duty_of(row, patrol)], patrol.ends_at, CheckoutMethod.end)
                if isinstance(ended, CheckedOut):
                    end_duty(row, ended)
            await tx.session.flush()
            if on_duty:
                await self._tell_hours(tx, on_duty, patrol, city, at)

    async def _tell_hours(
        self, tx: Transaction, on_duty: Sequence[Checkin], patrol: Patrol, city: City, at: datetime
    ) -> None:
        hours = await hours_of_each(tx, [row.person_id for row in on_duty], patrol.ends_at, self.policy.zone)
        told = {
            row.person_id: hours[row.person_id].facts() | {"credited_minutes": row.credited_minutes or 0}
            for row in on_duty
        }
        quiet = QuietHours(city.quiet_from, city.quiet_until)
        sleeps = at - patrol.ends_at > STILL_AWAKE and is_quiet(at, quiet, self.policy.zone)
        message = Message(
            "checkouts.closed",
            {"title": patrol.title, "ended_at": patrol.ends_at.isoformat()},
            at,
            Priority.reminder,
            city_id=patrol.city_id,
            key=f"closed:{patrol.id}",
            due_at=quiet_end(at, quiet, self.policy.zone) if sleeps else at,
        )
        await tx.outbox.tell_each(told, message)


def duty_of(row: Checkin, patrol: Patrol) -> DutyFacts:
    """A presence as the rule sees it."""
    away = timedelta(minutes=row.away_minutes)
    return DutyFacts(patrol.id, patrol.starts_at, patrol.ends_at, row.arrived_at, row.left_at, away)


def end_duty(row: Checkin, decision: CheckedOut) -> None:
    """Writes the end of a duty into its row."""
    row.left_at = decision.checked_out_at
    row.checkout_method = decision.method
    row.credited_minutes = decision.credited // _MINUTE


def _facts(patrol: Patrol, decision: CheckedOut | AlreadyOut) -> dict[str, Any]:
    return {
        "title": patrol.title,
        "ended_at": decision.checked_out_at.isoformat(),
        "credited_minutes": decision.credited // _MINUTE,
    }
