"""How members are shown to those above them: the choice of organisation, the list, one person's card."""

from datetime import datetime
from typing import Any

from core.incoming import Incoming
from core.members import IN_FORCE, Action, actions_on, warning_of_size
from core.roles import Actor, MembershipState, NotAllowed, OrganisationKind, Role, may_decide
from core.standings import ABSENCES_WITHIN
from db.tables import Membership, Organisation
from db.uow import Transaction
from services.base import Service
from services.pages import page_of
from services.places import place_of


async def show_choice(
    service: Service,
    tx: Transaction,
    incoming: Incoming,
    actor: Actor,
    *,
    city_id: int,
    page: int = 0,
    edits: bool = False,
) -> None:
    led = await led_by(tx, actor, city_id)
    shown = page_of([[organisation.id, organisation.name, waiting] for organisation, waiting in led], page)
    await service.answer(
        tx,
        incoming,
        "members.choose",
        actor=actor,
        edits=edits,
        choices=list(shown.lines),
        page=shown.number,
        last_page=shown.last,
        has_coordinators=actor.is_administrator,
        **await place_of(tx, city_id, None),
    )


async def show_roster(
    service: Service,
    tx: Transaction,
    incoming: Incoming,
    actor: Actor,
    *,
    city_id: int,
    organisation_id: int | None,
    page: int = 0,
    edits: bool = False,
) -> None:
    organisation = await led_organisation(tx, actor, city_id, organisation_id)
    lines = await tx.members.roster(city_id, organisation_id)
    shown = page_of(lines, page)
    count = {state: sum(line.state is state for line in lines) for state in MembershipState}
    size = count[MembershipState.active] + count[MembershipState.paused]
    is_unit = organisation is not None and organisation.kind is OrganisationKind.patrol_unit
    tx.audits.record(
        "members.seen",
        f"organisation:{organisation_id or 0}",
        incoming.at,
        city_id=city_id,
        actor_id=actor.person_id,
    )
    warning = warning_of_size(size, is_patrol_unit=is_unit)
    await service.answer(
        tx,
        incoming,
        "members.roster",
        actor=actor,
        edits=edits,
        organisation_id=organisation_id or 0,
        active=count[MembershipState.active],
        waiting=count[MembershipState.waiting],
        paused=count[MembershipState.paused],
        warning=warning.name if warning else None,
        size=size,
        lines=[
            [line.membership_id, line.name, line.role.name, line.state.name, line.is_reachable] for line in shown.lines
        ],
        page=shown.number,
        last_page=shown.last,
        has_choice=actor.may_coordinate(city_id),
        **await place_of(tx, city_id, organisation_id),
    )


async def show_card(
    service: Service, tx: Transaction, incoming: Incoming, actor: Actor, membership: Membership
) -> None:
    person = await tx.members.lock(membership.person_id)
    facts: dict[str, Any] = {
        "membership_id": membership.id,
        "organisation_id": membership.organisation_id or 0,
        "person_id": person.id,
        "name": person.name,
        "role": membership.role.name,
        "state": membership.state.name,
        "since": (membership.decided_at or membership.applied_at).isoformat(),
        "is_reachable": await tx.members.is_reachable(person.id),
        "actions": [action.name for action in offered(actor, membership)],
        "absences": await _absences(tx, membership, incoming.at),
        **await place_of(tx, membership.city_id, membership.organisation_id),
    }
    tx.audits.record(
        "member.seen",
        f"membership:{membership.id}",
        incoming.at,
        city_id=membership.city_id,
        actor_id=actor.person_id,
        person_id=person.id,
    )
    await service.answer(tx, incoming, "members.card", actor=actor, edits=True, **facts)


async def _absences(tx: Transaction, membership: Membership, at: datetime) -> list[list[str | int]]:
    """(title, start, reason, own words, id) of a year's patrols promised in this organisation's name and missed."""
    if membership.city_id is None or membership.organisation_id is None or membership.state not in IN_FORCE:
        return []
    missed = await tx.standings.absences(
        membership.city_id,
        membership.person_id,
        at - ABSENCES_WITHIN,
        at,
        organisation_id=membership.organisation_id,
    )
    return [
        [
            patrol.title,
            patrol.starts_at.isoformat(),
            excuse.reason.name if excuse else "",
            excuse.words if excuse else "",
            patrol.id,
        ]
        for patrol, excuse in missed
    ]


async def led_by(tx: Transaction, actor: Actor, city_id: int) -> list[tuple[Organisation, int]]:
    """The organisations this person acts for, with the number of their undecided applications."""
    found = await tx.organisations.with_waiting(city_id)
    return [(each, waiting) for each, waiting in found if actor.may_lead(city_id, each.id)]


async def led_organisation(
    tx: Transaction, actor: Actor, city_id: int, organisation_id: int | None
) -> Organisation | None:
    if organisation_id is None:
        if not actor.is_administrator:
            raise NotAllowed(Role.administrator)
        return None
    organisation = await tx.organisations.get(city_id, organisation_id)
    if organisation is None or not actor.may_lead(city_id, organisation_id):
        raise NotAllowed(Role.leader)
    return organisation


async def seen(tx: Transaction, actor: Actor, membership_id: int) -> Membership:
    """A membership of an organisation this person acts for, held for what is done about it."""
    cities = None if actor.is_administrator else actor.city_ids
    membership = await tx.members.lock_membership(membership_id, cities)
    if membership is None or membership.city_id is None:
        raise NotAllowed("another city")
    if membership.organisation_id is None and not actor.is_administrator:
        raise NotAllowed(Role.administrator)
    if not actor.may_lead(membership.city_id, membership.organisation_id):
        raise NotAllowed(Role.leader)
    return membership


def offered(actor: Actor, membership: Membership) -> tuple[Action, ...]:
    place = {"city_id": membership.city_id, "organisation_id": membership.organisation_id}
    return actions_on(
        membership.state,
        membership.role,
        may_decide=may_decide(actor, applied_for=membership.role, **place),
        may_lead=actor.may_lead(membership.city_id, membership.organisation_id),
        is_own=membership.person_id == actor.person_id,
    )


def is_offered(actor: Actor, membership: Membership, action: Action) -> bool:
    return action in offered(actor, membership)
