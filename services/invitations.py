"""Invitation links: made by those who may, used many times, good for thirty days; a spent one says why."""

import secrets
from dataclasses import replace
from datetime import datetime

from core import invitations
from core.incoming import Incoming
from core.invitations import LIFETIME, LinkFault
from core.members import Target
from core.roles import Actor, NotAllowed, OrganisationKind, Role, may_decide
from db.tables import Invitation
from db.uow import Transaction
from services.base import Service, Toast
from services.places import place_of

MOST_LINKS = 8
"""As many links as one message shows; older ones are revoked or run out one by one."""


async def invite(
    tx: Transaction, actor: Actor, at: datetime, *, role: Role, city_id: int, organisation_id: int | None = None
) -> str:
    """A new link's token: 32 characters that fit a start payload."""
    token = secrets.token_urlsafe(24)
    await tx.invitations.added(
        Invitation(
            token=token,
            city_id=city_id,
            organisation_id=organisation_id,
            role=role,
            created_by=actor.person_id,
            created_at=at,
            expires_at=at + LIFETIME,
        )
    )
    return token


async def follow(tx: Transaction, token: str, at: datetime) -> Target | LinkFault:
    """What this link invites to, or why it invites to nothing."""
    row = await tx.invitations.by_token(token) if invitations.is_token(token) else None
    facts = invitations.Invitation(row.expires_at, row.revoked_at) if row else None
    fault = invitations.fault_of(facts, at)
    if row is None or fault is not None:
        return fault or LinkFault.unknown
    return replace(await target_of(tx, row.role, row.city_id, row.organisation_id), token=token)


async def target_of(tx: Transaction, role: Role, city_id: int, organisation_id: int | None) -> Target:
    """What an application for this role is for, with what the rules need to know of the organisation."""
    organisation = await tx.organisations.get(city_id, organisation_id) if organisation_id is not None else None
    is_patrol_unit = organisation is not None and organisation.kind is OrganisationKind.patrol_unit
    return Target(role, city_id, organisation_id, is_patrol_unit)


async def handed_out(tx: Transaction, actor: Actor, token: str) -> Invitation:
    """A link this person may look at and revoke, held.

    Raises:
        NotAllowed: there is none, or it is none of theirs.
    """
    invitation = await tx.invitations.lock(token) if invitations.is_token(token) else None
    if invitation is None:
        raise NotAllowed("unknown link")
    _check(actor, invitation.role, invitation.city_id, invitation.organisation_id)
    return invitation


class Invitations(Service):
    """Who may decide an application may also hand out, look at and revoke the links that lead to it."""

    async def show_links(self, incoming: Incoming, organisation_id: int | None) -> Toast | None:
        """The links of an organisation, or without one those for the city's coordinators."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.leader)
            await self._show(tx, incoming, actor, city_id, organisation_id, edits=False)
        return None

    async def create_link(self, incoming: Incoming, organisation_id: int | None, role: Role) -> Toast | None:
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.leader)
            _check(actor, role, city_id, organisation_id)
            await invite(tx, actor, incoming.at, role=role, city_id=city_id, organisation_id=organisation_id)
            await self._show(tx, incoming, actor, city_id, organisation_id, edits=True)
        return Toast("invitations.created", actor.locale)

    async def revoke(self, incoming: Incoming, token: str) -> Toast | None:
        """From now on this link opens nothing; who followed it before keeps what they have."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            invitation = await handed_out(tx, actor, token)
            invitation.revoked_at = invitation.revoked_at or incoming.at
            tx.audits.record(
                "invitation.revoked",
                f"city:{invitation.city_id}",
                incoming.at,
                city_id=invitation.city_id,
                actor_id=actor.person_id,
                role=invitation.role.name,
                organisation_id=invitation.organisation_id,
            )
            await self._show(tx, incoming, actor, invitation.city_id, invitation.organisation_id, edits=True)
        return Toast("invitations.revoked", actor.locale)

    async def show_qr(self, incoming: Incoming, token: str) -> Toast | None:
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            invitation = await handed_out(tx, actor, token)
            place = await place_of(tx, invitation.city_id, invitation.organisation_id)
            await self.answer(
                tx,
                incoming,
                "invitations.qr",
                actor=actor,
                token=token,
                role=invitation.role.name,
                expires_at=invitation.expires_at.isoformat(),
                **place,
            )
        return None

    async def _show(
        self,
        tx: Transaction,
        incoming: Incoming,
        actor: Actor,
        city_id: int,
        organisation_id: int | None,
        *,
        edits: bool,
    ) -> None:
        if organisation_id is not None and await tx.organisations.get(city_id, organisation_id) is None:
            raise NotAllowed("organisation of another city")
        roles = (Role.member, Role.leader) if organisation_id is not None else (Role.coordinator,)
        allowed = [role for role in roles if _may_invite(actor, role, city_id, organisation_id)]
        if not allowed:
            raise NotAllowed(Role.leader)
        links = await tx.invitations.open_of(city_id, organisation_id, incoming.at)
        await self.answer(
            tx,
            incoming,
            "invitations.links",
            actor=actor,
            edits=edits,
            organisation_id=organisation_id or 0,
            roles=[role.name for role in allowed],
            links=[[link.token, link.role.name, link.expires_at.isoformat()] for link in links if link.role in allowed][
                :MOST_LINKS
            ],
            **await place_of(tx, city_id, organisation_id),
        )


def _may_invite(actor: Actor, role: Role, city_id: int, organisation_id: int | None) -> bool:
    return may_decide(actor, applied_for=role, city_id=city_id, organisation_id=organisation_id)


def _check(actor: Actor, role: Role, city_id: int, organisation_id: int | None) -> None:
    is_for_city = role is Role.coordinator
    if is_for_city is not (organisation_id is None) or not _may_invite(actor, role, city_id, organisation_id):
        raise NotAllowed(role)
