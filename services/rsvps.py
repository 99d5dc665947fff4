"""Answers to a patrol: one tap, one effect, shown at once on the message that was tapped."""

from dataclasses import dataclass
from typing import Any

from core.incoming import Incoming
from core.roles import Actor, NotAllowed, Role
from core.rsvps import (
    Answer,
    Answered,
    Places,
    RsvpFacts,
    RsvpRefusal,
    RsvpRefused,
    RsvpState,
    Unchanged,
    choose_organisation,
    decide_rsvp,
    queued_after,
)
from db.repos.rsvps import WISHING, Line
from db.tables import Patrol, Rsvp
from db.uow import Transaction
from services import boards
from services.base import Service, Toast
from services.facts import patrol_cards, patrol_facts
from services.offers import offer_places


@dataclass(frozen=True, slots=True)
class _Asked:
    """A person before a patrol: what they said so far, and the organisation whose places they count against."""

    patrol: Patrol
    rsvp: Rsvp | None
    line: Line | None

    @property
    def state(self) -> RsvpState | None:
        """A wish made for an organisation that is no longer invited counts for nothing."""
        if self.rsvp is None or (self.rsvp.state in WISHING and not self._is_of_line):
            return None
        return self.rsvp.state

    @property
    def _is_of_line(self) -> bool:
        return (
            self.rsvp is not None and self.line is not None and self.rsvp.organisation_id == self.line.organisation.id
        )


class Rsvps(Service):
    async def answer_patrol(self, incoming: Incoming, patrol_id: int, answer: Answer) -> Toast:
        """Takes an answer, in a private chat or under a group's board; in a group nothing is shown but the toast.

        Raises:
            NotAllowed: not registered, or a patrol of a city this person has no part in.
        """
        async with self.uow.write(taking=incoming) as tx:
            actor = await tx.actors.of(incoming.sender)
            patrol = await _lock(tx, actor, patrol_id) if actor else None
            if actor is None or patrol is None:
                if incoming.is_group:
                    return Toast("rsvps.unknown_person", actor.locale if actor else incoming.locale, is_alert=True)
                raise NotAllowed(Role.member)
            asked = await _asked(tx, actor, patrol)
            match decision := decide_rsvp(await _facts(tx, asked), answer, incoming.at):
                case RsvpRefused(reason):
                    return await self._refuse(tx, incoming, actor, patrol, reason)
                case Unchanged(state, position):
                    pass
                case Answered(state, position):
                    await self._keep(tx, incoming, actor, asked, decision)
            if not incoming.is_group:
                await self._show(tx, incoming, actor, patrol, {"mine": state.name, "position": position})
            return Toast(f"rsvps.{state.name}", actor.locale, {"position": position} if position else {})

    async def _keep(self, tx: Transaction, incoming: Incoming, actor: Actor, asked: _Asked, decision: Answered) -> None:
        if asked.line is None:
            raise NotAllowed(Role.member)
        is_waiting = decision.state is RsvpState.waiting
        rsvp = asked.rsvp or Rsvp(
            patrol_id=asked.patrol.id,
            person_id=actor.person_id,
            city_id=asked.patrol.city_id,
            organisation_id=asked.line.organisation.id,
            state=decision.state,
            answered_at=incoming.at,
        )
        rsvp.organisation_id = asked.line.organisation.id
        rsvp.state, rsvp.answered_at, rsvp.offered_until = decision.state, incoming.at, None
        rsvp.queued_at = queued_after(incoming.at, asked.line.last_queued_at) if is_waiting else None
        await tx.rsvps.added(rsvp)
        if is_waiting:
            facts = patrol_facts(asked.patrol) | {"position": decision.position}
            await self.answer(tx, incoming, "rsvps.on_waiting_list", actor=actor, **facts)
        if decision.frees_place:
            await offer_places(tx, asked.patrol, incoming.at, self.policy)
        await boards.refresh(tx, asked.patrol, incoming.at)

    async def _show(
        self, tx: Transaction, incoming: Incoming, actor: Actor, patrol: Patrol, own: dict[str, Any]
    ) -> None:
        """The tapped message becomes the patrol's card with this person's own answer."""
        (card,) = await patrol_cards(tx, [patrol])
        rights = {"is_invited": True, "has_begun": False, "may_change": actor.may_coordinate(patrol.city_id)}
        await self.answer(tx, incoming, "patrols.card", actor=actor, edits=True, **card, **own, **rights)

    async def _refuse(
        self, tx: Transaction, incoming: Incoming, actor: Actor, patrol: Patrol, reason: RsvpRefusal
    ) -> Toast:
        """Says why, and takes buttons that lead nowhere off a message of this person's own."""
        if not incoming.is_group:
            facts: dict[str, Any] = patrol_facts(patrol) | {"reason": reason.name}
            await self.answer(tx, incoming, "rsvps.closed", actor=actor, edits=True, **facts)
        return Toast(f"rsvps.{reason.name}", actor.locale, is_alert=True)


async def _lock(tx: Transaction, actor: Actor, patrol_id: int) -> Patrol | None:
    """The patrol, if it is one of a city this person takes part in."""
    for city_id in dict.fromkeys(grant.city_id for grant in actor.grants):
        patrol = await tx.patrols.lock(city_id, patrol_id) if city_id is not None else None
        if patrol is not None:
            return patrol
    return None


async def _asked(tx: Transaction, actor: Actor, patrol: Patrol) -> _Asked:
    theirs = actor.organisations_in(patrol.city_id)
    lines = {key: line for key, line in (await tx.rsvps.lines(patrol)).items() if key in theirs}
    rsvp = await tx.rsvps.of(patrol, actor.person_id)
    if rsvp is not None and rsvp.state in WISHING and rsvp.organisation_id in lines:
        return _Asked(patrol, rsvp, lines[rsvp.organisation_id])
    chosen = choose_organisation({key: line.places for key, line in lines.items()})
    return _Asked(patrol, rsvp, lines[chosen] if chosen is not None else None)


async def _facts(tx: Transaction, asked: _Asked) -> RsvpFacts:
    is_waiting = asked.state is RsvpState.waiting and asked.rsvp is not None
    return RsvpFacts(
        patrol_state=asked.patrol.state,
        starts_at=asked.patrol.starts_at,
        is_invited=asked.line is not None,
        state=asked.state,
        places=asked.line.places if asked.line else Places(None),
        position=await tx.rsvps.position(asked.rsvp) if is_waiting and asked.rsvp else None,
        offer_expires_at=asked.rsvp.offered_until if asked.rsvp else None,
    )
