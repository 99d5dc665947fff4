"""Help for this person in this moment: the next thing to do, and all that they may do, in their words."""

from dataclasses import dataclass, replace
from typing import Any

from core.incidents import IncidentState
from core.incoming import Incoming
from core.next_steps import NextStep, Standing, next_step
from core.roles import Actor, MembershipState, Role
from core.rsvps import RsvpState
from db.tables import Patrol
from db.uow import Transaction
from services.base import Service
from services.facts import patrol_facts
from services.places import place_of

LOOKED_AT = 10
"""How many coming patrols are looked at for one that wants an answer."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """Where a person stands, and what a message about the next step may name."""

    standing: Standing
    facts: dict[str, Any]
    patrols: dict[NextStep, Patrol]


class Help(Service):
    async def show(self, incoming: Incoming) -> None:
        async with self.uow.write(taking=incoming) as tx:
            actor = await tx.actors.of(incoming.sender)
            moment = await _moment(tx, incoming, actor)
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            if dialog is not None:
                moment.facts["question"] = dialog.question.replace(".", "-")
            step = next_step(replace(moment.standing, has_question=dialog is not None))
            patrol = moment.patrols.get(step)
            facts = moment.facts | {"step": step.name} | (patrol_facts(patrol) if patrol else {})
            await self.answer(tx, incoming, "help.now", actor=actor, **facts)


async def _moment(tx: Transaction, incoming: Incoming, actor: Actor | None) -> _Moment:
    if actor is None:
        return _Moment(Standing(), {"rank": None, "is_registered": False}, {})
    facts: dict[str, Any] = {"rank": actor.rank.name if actor.rank else None, "is_registered": True}
    if actor.rank is None:
        return await _outside(tx, actor, facts)
    person = await tx.members.at(incoming.sender)
    standing = Standing(
        is_registered=True, rank=actor.rank, rests=person is not None and person.rests_since is not None
    )
    standing, patrols = await _patrols(tx, incoming, actor, standing)
    standing = await _duties(tx, incoming, actor, standing)
    return _Moment(standing, facts | {"applications": standing.applications, "notes": standing.open_notes}, patrols)


async def _outside(tx: Transaction, actor: Actor, facts: dict[str, Any]) -> _Moment:
    """Somebody we know who is in nothing: they wait, or somebody above has to act."""
    for membership in await tx.members.memberships_of(actor.person_id):
        if membership.state in (MembershipState.waiting, MembershipState.paused):
            place = await place_of(tx, membership.city_id, membership.organisation_id)
            is_waiting = membership.state is MembershipState.waiting
            standing = Standing(is_registered=True, is_waiting=is_waiting, is_paused=not is_waiting)
            more = {"where": place["organisation"] or place["city"], "role": membership.role.name}
            return _Moment(standing, facts | more, {})
    return _Moment(Standing(is_registered=True), facts, {})


async def _patrols(
    tx: Transaction, incoming: Incoming, actor: Actor, standing: Standing
) -> tuple[Standing, dict[NextStep, Patrol]]:
    """What the coming patrols want of this person, and which of them wants it first."""
    coming = [
        patrol
        for city_id in actor.city_ids
        if (organisations := actor.organisations_in(city_id))
        for patrol in await tx.patrols.coming(city_id, organisations, incoming.at, LOOKED_AT)
    ]
    coming.sort(key=lambda patrol: (patrol.starts_at, patrol.id))
    given = await tx.rsvps.given_by(actor.person_id, [patrol.id for patrol in coming])
    answers = {patrol_id: rsvp.state for patrol_id, rsvp in given.items()}
    situation = await tx.checkins.situation(incoming.sender, incoming.at) if coming else None
    at_hand = {patrol.patrol_id: patrol for patrol in situation.facts} if situation else {}
    found: dict[NextStep, Patrol] = {}
    for patrol in coming:
        now, answer = at_hand.get(patrol.id), answers.get(patrol.id)
        if now is not None and now.is_on_duty(incoming.at):
            found.setdefault(NextStep.check_out, patrol)
        elif now is not None and now.is_open(incoming.at) and now.checked_in_at is None:
            if answer is not RsvpState.not_going:
                found.setdefault(NextStep.check_in, patrol)
        elif answer is RsvpState.offered:
            found.setdefault(NextStep.confirm_place, patrol)
        elif answer is None and patrol.starts_at > incoming.at:
            found.setdefault(NextStep.answer_patrol, patrol)
        elif answer is RsvpState.going:
            found.setdefault(NextStep.come, patrol)
    return replace(
        standing,
        is_on_duty=NextStep.check_out in found,
        is_awaited=NextStep.check_in in found,
        is_offered=NextStep.confirm_place in found,
        has_unanswered=NextStep.answer_patrol in found,
        has_coming=NextStep.come in found,
    ), found


async def _duties(tx: Transaction, incoming: Incoming, actor: Actor, standing: Standing) -> Standing:
    """What others wait for, and what a new city lacks; members have no such duties."""
    city_id = actor.city_id
    if city_id is None or not actor.belongs_to(city_id):
        return replace(standing, has_city=False)
    if not actor.holds(Role.leader):
        return standing
    led = actor.organisations_in(city_id, Role.leader)
    coordinates = actor.may_coordinate(city_id)
    organisations = await tx.organisations.with_waiting(city_id)
    waiting = sum(count for organisation, count in organisations if coordinates or organisation.id in led)
    standing = replace(standing, applications=waiting, has_organisations=bool(organisations))
    if not coordinates:
        return standing
    notes = (await tx.notes.counted(city_id)).get(IncidentState.open, 0)
    patrols = await tx.patrols.coming(city_id, None, incoming.at, 1)
    return replace(standing, open_notes=notes, has_patrols=bool(patrols))
