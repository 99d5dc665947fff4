"""Offers: a place that became free is offered to the first in line, who confirms in time or lets it go to the next."""

from datetime import datetime, timedelta

from core.quiet_hours import QuietHours
from core.rsvps import OFFERS_END, OfferKept, OfferLapsed, PatrolState, RsvpState, decide_offer_end, next_offers
from db.repos.outbox import Message
from db.tables import Patrol, Rsvp
from db.tables.outbox import Priority
from db.uow import Transaction
from services import boards
from services.base import Policy, Service
from services.facts import patrol_facts

BATCH = 100
"""How many patrols one tick takes on; the next tick goes on."""


async def offer_places(tx: Transaction, patrol: Patrol, at: datetime, policy: Policy) -> bool:
    """Asks as many of each organisation's line as places are free; True when somebody was asked.

    The patrol is locked by the caller: lines are decided one after the other.
    """
    if patrol.state is not PatrolState.published:
        return False
    city = await tx.cities.get(patrol.city_id)
    has_asked = False
    for organisation_id, line in (await tx.rsvps.lines(patrol)).items():
        if not line.places.waiting or line.places.free == 0:
            continue
        waiting = {rsvp.person_id: rsvp for rsvp in await tx.rsvps.line(patrol, organisation_id)}
        for offer in next_offers(
            line.places,
            tuple(waiting),
            starts_at=patrol.starts_at,
            at=at,
            quiet=QuietHours(city.quiet_from, city.quiet_until),
            zone=policy.zone,
            longest=timedelta(minutes=city.offer_minutes),
        ):
            rsvp = waiting[offer.person_id]
            rsvp.state, rsvp.offered_until = RsvpState.offered, offer.expires_at
            await _say(tx, patrol, rsvp, "offers.made", at)
            has_asked = True
    return has_asked


async def _say(tx: Transaction, patrol: Patrol, rsvp: Rsvp, kind: str, at: datetime) -> None:
    """One message an offer: what becomes of it is said by editing it. An offer not delivered in time is not sent."""
    until = rsvp.offered_until or at
    name = f"offer:{patrol.id}:{rsvp.person_id}:{int(until.timestamp())}"
    await tx.outbox.tell(
        tx.rsvps.person(rsvp.person_id),
        Message(
            kind,
            patrol_facts(patrol) | {"expires_at": until.isoformat()},
            at,
            Priority.answer,
            city_id=patrol.city_id,
            key=f"{kind}:{name}",
            slot=name,
            expires_at=until if kind == "offers.made" else patrol.starts_at,
        ),
    )


class Offers(Service):
    async def expire_due(self, at: datetime) -> int:
        """Ends the offers that ran out and asks whoever is next; also wherever else a place is free and somebody waits.

        Returns the number of patrols looked at, each in a transaction of its own.
        """
        async with self.uow.read() as tx:
            lapsed = await tx.rsvps.with_lapsed_offers(at, BATCH)
            roomy = await tx.rsvps.with_room(at, BATCH, shortest=OFFERS_END)
        patrols = dict.fromkeys((city_id, patrol_id) for city_id, patrol_id in (*lapsed, *roomy))
        for city_id, patrol_id in patrols:
            await self._pass_on(city_id, patrol_id, at)
        return len(patrols)

    async def _pass_on(self, city_id: int, patrol_id: int, at: datetime) -> None:
        async with self.uow.write() as tx:
            patrol = await tx.patrols.lock(city_id, patrol_id)
            if patrol is None:
                return
            has_lapsed = False
            for rsvp in await tx.rsvps.offers(patrol):
                match decide_offer_end(rsvp.offered_until or at, at=at):
                    case OfferKept():
                        continue
                    case OfferLapsed(state):
                        if patrol.state is PatrolState.published and at < patrol.starts_at:
                            await _say(tx, patrol, rsvp, "offers.lapsed", at)
                        rsvp.state, rsvp.queued_at, rsvp.offered_until = state, None, None
                        has_lapsed = True
            has_asked = await offer_places(tx, patrol, at, self.policy)
            if has_lapsed or has_asked:
                await boards.refresh(tx, patrol, at)
