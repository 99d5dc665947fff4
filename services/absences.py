"""After a patrol: those who said yes and were not seen are asked why, once, and a leader hears of who stays silent."""

from collections.abc import Sequence
from datetime import datetime

from core.absences import ANSWER_WITHIN, is_worth_a_call, may_ask, may_suggest_calls
from core.quiet_hours import QuietHours
from db.repos.absences import Due, Silent
from db.repos.outbox import Message
from db.tables import Patrol
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service
from services.facts import patrol_facts


class Absences(Service):
    async def ask_due(self, at: datetime) -> None:
        """Asks whoever was not seen at a patrol that is over, each patrol in a transaction of its own."""
        async with self.uow.read() as tx:
            due = await tx.absences.unasked(at)
        for each in due:
            if may_ask(each.since, at, quiet=_quiet(each), zone=self.policy.zone):
                await self._ask(each, at)

    async def suggest_calls(self, at: datetime) -> None:
        """Tells leaders who missed two patrols in a row without a word, a day after they were asked."""
        async with self.uow.read() as tx:
            due = await tx.absences.uncalled(at)
        for each in due:
            if may_suggest_calls(each.since, at, quiet=_quiet(each), zone=self.policy.zone):
                await self._suggest_calls(each, at)

    async def _ask(self, due: Due, at: datetime) -> None:
        async with self.uow.write() as tx:
            patrol = await tx.patrols.get(due.city_id, due.patrol_id)
            if patrol is None or not await tx.absences.begin(patrol, at):
                return
            message = Message(
                "absences.question",
                patrol_facts(patrol) | {"mine": None},
                at,
                Priority.reminder,
                city_id=patrol.city_id,
                key=f"absence:{patrol.id}",
                expires_at=patrol.ends_at + ANSWER_WITHIN,
            )
            await tx.outbox.tell(tx.absences.missed(patrol), message)

    async def _suggest_calls(self, due: Due, at: datetime) -> None:
        async with self.uow.write() as tx:
            patrol = await tx.patrols.get(due.city_id, due.patrol_id)
            if patrol is None or not await tx.absences.finish(patrol, at):
                return
            silent = await tx.absences.silent(patrol)
            course = await tx.absences.course_of(patrol, [each.person_id for each in silent])
            by_organisation: dict[int, list[Silent]] = {}
            for each in silent:
                if is_worth_a_call(course.get(each.person_id, ())):
                    by_organisation.setdefault(each.organisation_id, []).append(each)
            for people in by_organisation.values():
                await _suggest(tx, patrol, people, at)


async def _suggest(tx: Transaction, patrol: Patrol, people: Sequence[Silent], at: datetime) -> None:
    """One message for all of one organisation; nobody is told to call themselves."""
    organisation_id = people[0].organisation_id
    message = Message(
        "absences.call",
        patrol_facts(patrol)
        | {
            "organisation_id": organisation_id,
            "organisation": people[0].organisation,
            "names": [each.name for each in people],
        },
        at,
        Priority.reminder,
        city_id=patrol.city_id,
        key=f"absence_call:{patrol.id}:{organisation_id}",
    )
    alone = people[0].person_id if len(people) == 1 else None
    await tx.outbox.tell(tx.absences.those_above(patrol.city_id, organisation_id, but=alone), message)


def _quiet(due: Due) -> QuietHours:
    return QuietHours(due.quiet_from, due.quiet_until)
