"""The check-in code of the patrol now on, for those who lead there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from core.checkin_codes import CODE_WINDOW, code_at, code_changes_at
from core.incoming import Incoming
from core.roles import Actor, NotAllowed, Role
from core.rsvps import PatrolState
from db.tables import Patrol
from db.uow import Transaction
from services.base import Service, Toast
from services.facts import patrol_facts

AHEAD = timedelta(weeks=8)
"""How far ahead the next patrol is looked for when none is on."""
AT_ONCE = 5
"""More patrols than this are never on at the same time for one leader."""


class Codes(Service):
    async def show(self, incoming: Incoming) -> None:
        """Says the code of each patrol that is open now, or when the next one opens."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.leader)
            coming = await _coming(tx, actor, city_id, incoming.at)
            opens_before = timedelta(minutes=(await tx.cities.get(city_id)).checkin_opens_minutes)
            is_open = [patrol for patrol in coming if patrol.starts_at - opens_before <= incoming.at]
            for patrol in is_open:
                await self.answer(tx, incoming, "codes.shown", actor=actor, **_code_facts(patrol, incoming.at))
            if is_open:
                return
            if not coming:
                await self.answer(tx, incoming, "codes.no_patrol", actor=actor)
                return
            opens_at = (coming[0].starts_at - opens_before).isoformat()
            facts = patrol_facts(coming[0]) | {"opens_at": opens_at}
            await self.answer(tx, incoming, "codes.not_open", actor=actor, **facts)

    async def refresh(self, incoming: Incoming, patrol_id: int) -> Toast:
        """Shows the code of this moment in the message that was tapped."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.leader)
            patrol = await tx.patrols.get(city_id, patrol_id)
            if patrol is None or patrol.state is PatrolState.draft or not await _leads_there(tx, actor, patrol):
                raise NotAllowed("code")
            over = _over(patrol, incoming.at)
            if over is not None:
                await self.answer(tx, incoming, over, actor=actor, edits=True, **patrol_facts(patrol))
                return Toast(f"{over}_toast", actor.locale)
            facts = _code_facts(patrol, incoming.at)
            await self.answer(tx, incoming, "codes.shown", actor=actor, edits=True, **facts)
            return Toast("codes.until", actor.locale, {"changes_at": facts["changes_at"]})


async def _coming(tx: Transaction, actor: Actor, city_id: int, at: datetime) -> Sequence[Patrol]:
    organisation_ids = led_organisations(actor, city_id)
    return await tx.patrols.coming(city_id, organisation_ids, at, AT_ONCE, until=at + AHEAD)


async def _leads_there(tx: Transaction, actor: Actor, patrol: Patrol) -> bool:
    organisation_ids = led_organisations(actor, patrol.city_id)
    if organisation_ids is None:
        return True
    invited = await tx.patrols.invited_organisations(patrol)
    return any(organisation.id in organisation_ids for organisation, _ in invited)


def led_organisations(actor: Actor, city_id: int) -> tuple[int, ...] | None:
    """The organisations this person leads in the city; None stands for all of them."""
    return None if actor.may_coordinate(city_id) else actor.organisations_in(city_id, Role.leader)


def _over(patrol: Patrol, at: datetime) -> str | None:
    """What is said where there is no code any more."""
    if patrol.state is PatrolState.cancelled:
        return "codes.cancelled"
    return "codes.over" if patrol.ends_at < at else None


def _code_facts(patrol: Patrol, at: datetime) -> dict[str, Any]:
    changes_at = code_changes_at(at)
    return {
        "patrol_id": patrol.id,
        "title": patrol.title,
        "code": code_at(patrol.code_secret.encode(), at),
        "changes_at": changes_at.isoformat(),
        "good_until": (changes_at + CODE_WINDOW).isoformat(),
    }
