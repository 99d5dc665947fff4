"""Applications: somebody asks to join, somebody above decides, everybody who was asked sees who did."""

from datetime import datetime
from typing import Any

from core.incoming import Incoming
from core.member_lists import Known, is_the_expected
from core.members import (
    IN_FORCE,
    ApplicationStep,
    Objection,
    Target,
    objection_to,
    objection_to_approval,
    step_of_decision,
)
from core.roles import Actor, MembershipState, NotAllowed, Role, may_decide
from core.standings import RosterChangeKind
from db.repos.outbox import Message
from db.tables import Membership, Person
from db.uow import Transaction
from services.base import Service, Toast
from services.invitations import target_of
from services.menus import menu_of
from services.places import place_of


async def apply(tx: Transaction, person: Person, target: Target, at: datetime) -> Membership | Objection:
    """Asks those above to let this person in. The person's row is held, so that no rule is passed twice at once."""
    objection = objection_to(await tx.members.held_by(person.id), target)
    if objection is not None:
        return objection
    application = await tx.members.apply(person.id, target, at)
    application.is_expected = await _is_expected(tx, person, target, at)
    slot = _slot(application)
    facts = await facts_of(tx, application, person.name)
    await tx.outbox.tell(
        await tx.members.decider_ids(application),
        Message("applications.received", facts, at, city_id=target.city_id, key=slot, slot=slot),
    )
    _record(tx, "application.sent", application, person.id, at)
    return application


async def _is_expected(tx: Transaction, person: Person, target: Target, at: datetime) -> bool:
    """Whether this is who a list had announced; then the list need not remember them any more."""
    row = await tx.expected_people.by_token(target.token) if target.token else None
    if row is None:
        return False
    announced = Known(row.organisation_id, row.name, row.phone, is_member=False)
    is_they = is_the_expected(announced, organisation_id=target.organisation_id, name=person.name, phone=person.phone)
    if is_they:
        await tx.expected_people.forget([row.id], at)
    return is_they


async def facts_of(tx: Transaction, membership: Membership, name: str) -> dict[str, Any]:
    """What a message about a membership says of it: whose, in which role and where; never a phone number."""
    where = await place_of(tx, membership.city_id, membership.organisation_id)
    return {
        "application_id": membership.id,
        "name": name,
        "is_expected": membership.is_expected,
        "role": membership.role.name,
        "state": membership.state.name,
        "is_two_step": await _is_two_step(tx, membership),
        "recommended_by": "",
        "may_appoint": True,
        **where,
    }


async def _is_two_step(tx: Transaction, membership: Membership) -> bool:
    """Whether this city wants this one recommended by a leader and appointed by a coordinator."""
    if membership.role is not Role.member or not membership.is_patrol_unit or membership.city_id is None:
        return False
    return (await tx.cities.get(membership.city_id)).two_step_approval


async def refresh_standing(tx: Transaction, person: Person, at: datetime) -> bool:
    """Brings the command menu and the city a person works in up to date with their roles; whether they have any."""
    await tx.session.flush()
    actor = await tx.actors.of_person(person.id)
    if actor is None:
        raise LookupError("whose roles changed is registered")
    if actor.city_ids and not actor.belongs_to(person.city_id):
        person.city_id = actor.city_ids[0]
    await tx.outbox.tell(tx.members.only(person.id), menu_of(actor.rank, at))
    return actor.is_active


def _slot(application: Membership) -> str:
    return f"application:{application.id}"


def _record(tx: Transaction, action: str, application: Membership, actor_id: int, at: datetime) -> None:
    tx.audits.record(
        action,
        f"membership:{application.id}",
        at,
        city_id=application.city_id,
        actor_id=actor_id,
        person_id=application.person_id,
        role=application.role.name,
    )


class Applications(Service):
    async def decide(self, incoming: Incoming, application_id: int, *, is_approved: bool) -> Toast | None:
        """The first decision counts; who comes later is told who was first."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            return await decide(self, tx, incoming, actor, application_id, is_approved=is_approved)


async def decide(
    service: Service, tx: Transaction, incoming: Incoming, actor: Actor, application_id: int, *, is_approved: bool
) -> Toast | None:
    """The decision itself, for the button under an application and for the list of members alike."""
    kind, name = await judge(tx, actor, application_id, incoming.at, is_approved=is_approved)
    if kind.startswith("applications.toast_") or kind == "applications.decided_before":
        return Toast(kind, actor.locale, {"name": name})
    await service.answer(tx, incoming, kind, actor=actor, name=name)
    return None


async def judge(
    tx: Transaction, actor: Actor, application_id: int, at: datetime, *, is_approved: bool
) -> tuple[str, str]:
    """Decides, wherever it was said: the kind of the answer to who decided, and the applicant's name."""
    cities = None if actor.is_administrator else actor.city_ids
    application = await tx.members.lock_membership(application_id, cities)
    if application is None or not may_decide(
        actor,
        applied_for=application.role,
        city_id=application.city_id,
        organisation_id=application.organisation_id,
    ):
        raise NotAllowed(application_id)
    person = await tx.members.lock(application.person_id)
    if application.state is not MembershipState.waiting:
        return "applications.decided_before", person.name
    if is_approved and (objection := await _objection(tx, application)) is not None:
        return f"applications.{objection.name}", person.name
    step = step_of_decision(
        is_approved=is_approved,
        is_two_step=await _is_two_step(tx, application),
        may_appoint=actor.may_coordinate(application.city_id),
        is_recommended=application.recommended_at is not None,
    )
    match step:
        case ApplicationStep.recommended_before:
            return "applications.toast_recommended_before", person.name
        case ApplicationStep.recommended:
            await _recommend(tx, application, person, actor, at)
            return "applications.toast_recommended", person.name
    await _settle(tx, application, person, actor, at, is_approved=is_approved)
    kind = "applications.toast_approved" if is_approved else "applications.toast_declined"
    return kind, person.name


async def _recommend(tx: Transaction, application: Membership, person: Person, actor: Actor, at: datetime) -> None:
    """The leader's word, put before those who appoint; everybody else who was asked sees it and has nothing to tap."""
    application.recommended_at, application.recommended_by = at, actor.person_id
    slot = _slot(application)
    facts = {**await facts_of(tx, application, person.name), "recommended_by": actor.name}
    appointing = await tx.members.appointer_ids(application)
    watching = tx.members.told_of(application.city_id, slot, but=appointing)
    for people, may_appoint in ((appointing, True), (watching, False)):
        message = Message(
            "applications.received",
            {**facts, "may_appoint": may_appoint},
            at,
            city_id=application.city_id,
            key=f"{slot}:recommended",
            slot=slot,
        )
        await tx.outbox.tell(people, message)
    await tx.outbox.tell(
        tx.members.only(person.id),
        Message("applications.recommended", facts, at, city_id=application.city_id, key=f"{slot}:hope"),
    )
    _record(tx, "application.recommended", application, actor.person_id, at)


async def _objection(tx: Transaction, application: Membership) -> Objection | None:
    target = await target_of(tx, application.role, application.city_id or 0, application.organisation_id)
    return objection_to_approval(await tx.members.held_by(application.person_id), target)


async def _settle(
    tx: Transaction, application: Membership, person: Person, actor: Actor, at: datetime, *, is_approved: bool
) -> None:
    if is_approved and application.role is Role.leader:
        await _end_lower_role(tx, application, at)
    application.state = MembershipState.active if is_approved else MembershipState.declined
    application.decided_at, application.decided_by = at, actor.person_id
    facts = {**await facts_of(tx, application, person.name), "by": actor.name}
    slot = _slot(application)
    await tx.outbox.tell(
        tx.members.told_of(application.city_id, slot),
        Message("applications.received", facts, at, city_id=application.city_id, key=f"{slot}:decided", slot=slot),
    )
    if is_approved:
        await refresh_standing(tx, person, at)
        await tx.standings.changed(application, _JOINED[application.role], at)
    kind = "applications.approved" if is_approved else "applications.declined"
    await tx.outbox.tell(
        tx.members.only(person.id), Message(kind, facts, at, city_id=application.city_id, key=f"{slot}:answer")
    )
    action = "application.approved" if is_approved else "application.declined"
    _record(tx, action, application, actor.person_id, at)


_JOINED = dict.fromkeys(Role, RosterChangeKind.joined) | {Role.leader: RosterChangeKind.made_leader}


async def _end_lower_role(tx: Transaction, application: Membership, at: datetime) -> None:
    """Who leads an organisation is no longer counted as its member, too."""
    for held in await tx.members.memberships_of(application.person_id):
        is_here = held.city_id == application.city_id and held.organisation_id == application.organisation_id
        if is_here and held.role is Role.member and held.state in (MembershipState.waiting, *IN_FORCE):
            held.state, held.ended_at = MembershipState.left, at
    await tx.session.flush()
