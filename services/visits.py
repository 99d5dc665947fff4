"""Somebody at a browser: who they are to the rules, and the trail their reading leaves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.roles import Actor, NotAllowed, Role
from db.uow import Transaction
from services.base import Service

SAME_LOOK = timedelta(minutes=10)
"""A page that keeps itself up to date is one look, not hundreds."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sits at a browser: a coordinator of the city they work in now; `may_switch` to another one."""

    session_id: int
    person_id: int
    name: str
    locale: str
    city_id: int
    city: str
    may_switch: bool = False


class VisitService(Service):
    """Base of the use cases of the console."""

    async def coordinator(self, tx: Transaction, visitor: Visitor) -> Actor:
        """The visitor as the rules know them at this moment, whatever they were when they signed in.

        Raises:
            NotAllowed: they do not coordinate this city any more.
        """
        actor = await tx.actors.of_person(visitor.person_id)
        if actor is None or not actor.may_coordinate(visitor.city_id):
            raise NotAllowed(Role.coordinator)
        return actor

    async def record_reading(self, visitor: Visitor, action: str, subject: str, at: datetime) -> None:
        """Keeps that this person read something personal; again and again within minutes is once."""
        async with self.uow.read() as tx:
            looks = await tx.audits.recorded(action, subject, visitor.person_id, at - SAME_LOOK)
        if any(not look.facts for look in looks):  # a look with facts saw a part
            return
        async with self.uow.write() as tx:
            tx.audits.record(action, subject, at, city_id=visitor.city_id, actor_id=visitor.person_id)
