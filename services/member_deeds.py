"""What is done about a member, wherever those above do it: told, audited, and noted for the report of the roster."""

from collections.abc import Sequence
from datetime import datetime

from core.members import IN_FORCE
from core.roles import Actor, MembershipState, Role
from core.standings import RosterChangeKind
from db.repos.outbox import Message
from db.tables import Membership, Person
from db.uow import Transaction
from services import boards
from services.applications import refresh_standing
from services.places import place_of


async def turn(tx: Transaction, actor: Actor, membership: Membership, at: datetime, *, is_paused: bool) -> str:
    """Lets somebody pause, or come back; the person's name."""
    membership.state = MembershipState.paused if is_paused else MembershipState.active
    person = await tx.members.lock(membership.person_id)
    kind, deed = ("members.paused", "paused") if is_paused else ("members.resumed", "resumed")
    if is_paused:
        await _release(tx, membership, at)
    await _tell(tx, actor, membership, person, at, kind=kind, deed=deed)
    return person.name


async def remove(tx: Transaction, actor: Actor, membership: Membership, reason: str, at: datetime) -> str:
    """Ends a membership for a reason; the person's name."""
    person = await tx.members.lock(membership.person_id)
    membership.state, membership.reason = MembershipState.removed, reason
    membership.ended_at = membership.decided_at = at
    membership.decided_by = actor.person_id
    await _release(tx, membership, at)
    await _tell(tx, actor, membership, person, at, kind="members.removed", deed="removed")
    await tx.standings.changed(membership, RosterChangeKind.removed, at)
    return person.name


async def hand_over(tx: Transaction, actor: Actor, membership: Membership, at: datetime) -> None:
    """Makes this member the leader; who led before is a member from now on. The organisation is held by the caller."""
    leaders = await tx.members.lock_leaders(membership.organisation_id or 0)
    for pending in leaders:
        if pending.person_id == membership.person_id:
            pending.state, pending.ended_at = MembershipState.left, at
    for former in _stepping_down(actor, leaders):
        await _change_role(tx, actor, former, Role.member, at)
    await _change_role(tx, actor, membership, Role.leader, at)


async def _change_role(tx: Transaction, actor: Actor, membership: Membership, role: Role, at: datetime) -> None:
    membership.role = role
    await tx.session.flush()
    person = await tx.members.lock(membership.person_id)
    kind, deed = (
        ("members.made_leader", "made_leader") if role is Role.leader else ("members.made_member", "made_member")
    )
    await _tell(tx, actor, membership, person, at, kind=kind, deed=deed)
    await tx.standings.changed(membership, RosterChangeKind[deed], at)


async def _tell(
    tx: Transaction,
    actor: Actor,
    membership: Membership,
    person: Person,
    at: datetime,
    *,
    kind: str,
    deed: str,
) -> None:
    """Tells the person what was decided about them, with the keyboard and commands of what they are now."""
    is_active = await refresh_standing(tx, person, at)
    facts = {
        "name": person.name,
        "reason": membership.reason or "",
        "is_active": is_active,
        **await place_of(tx, membership.city_id, membership.organisation_id),
    }
    await tx.outbox.tell(tx.members.only(person.id), Message(kind, facts, at, city_id=membership.city_id))
    tx.audits.record(
        f"member.{deed}",
        f"membership:{membership.id}",
        at,
        city_id=membership.city_id,
        actor_id=actor.person_id,
        person_id=person.id,
    )


async def _release(tx: Transaction, membership: Membership, at: datetime) -> None:
    """The places in coming patrols go to those who wait for one."""
    if membership.organisation_id is None:
        return
    patrols = await tx.departures.places_of(membership.person_id, at)
    await tx.rsvps.release(membership.person_id, at, organisation_id=membership.organisation_id)
    for patrol in patrols:
        await boards.refresh(tx, patrol, at)


def _stepping_down(actor: Actor, leaders: Sequence[Membership]) -> list[Membership]:
    """A leader hands over their own office; somebody above replaces everyone who holds it."""
    in_force = [leader for leader in leaders if leader.state in IN_FORCE]
    own = [leader for leader in in_force if leader.person_id == actor.person_id]
    return own or in_force
