"""Patrols as people meet them: published once, told once, listed with their own answers, found on map and calendar."""

from collections.abc import Sequence

from core.incoming import Incoming
from core.roles import Actor, NotAllowed, Role
from core.rsvps import PatrolState, RsvpState
from core.times import day_bounds, local_day
from db.tables import Patrol
from db.uow import Transaction
from services.base import Service, Toast
from services.facts import patrol_cards, patrol_facts
from services.patrol_drafts import QUESTION
from services.patrol_publications import publish
from services.series import PLANNED_AHEAD

PAGE = 10
NEXT = 3
"""What the key for the next patrol shows at once: a weekly patrol has eight dates in eight weeks."""


class Patrols(Service):
    async def publish(self, incoming: Incoming, patrol_id: int) -> Toast | None:
        """`게시`: everybody invited is told, once, however often and wherever it is tapped."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.coordinator)
            patrol = await publish(tx, actor, city_id, patrol_id, at=incoming.at, policy=self.policy)
            if isinstance(patrol, str):
                return Toast(patrol, actor.locale, is_alert=True)
            await self._close_preview(tx, incoming, patrol_id)
            recipients = await tx.patrols.count(tx.patrols.invited(patrol, told_only=True))
            facts = patrol_facts(patrol) | {"recipients": recipients}
            await self.answer(tx, incoming, "patrols.published", actor=actor, edits=True, **facts)
        return Toast("patrols.published_toast", actor.locale)

    async def list_coming(self, incoming: Incoming, offset: int = 0, *, shown: int = PAGE) -> None:
        """The patrols of the next eight weeks, each by itself with its buttons, a few at a time."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.member)
            may_change = actor.may_coordinate(city_id)
            organisation_ids = None if may_change else actor.organisations_in(city_id)
            found = await tx.patrols.coming(
                city_id,
                organisation_ids,
                incoming.at,
                shown + 1,
                until=day_bounds(local_day(incoming.at, self.policy.zone) + PLANNED_AHEAD, self.policy.zone).ends_at,
                offset=max(0, offset),
            )
            if not found and offset <= 0:
                await self.answer(tx, incoming, "patrols.none", actor=actor, may_change=may_change)
            await self._list(tx, incoming, actor, found[:shown])
            if len(found) > shown:
                await self.answer(tx, incoming, "patrols.more", actor=actor, offset=offset + shown)

    async def show_place(self, incoming: Incoming, patrol_id: int) -> Toast | None:
        """A pin on the map, which every phone can navigate to."""
        return await self._show(incoming, patrol_id, "patrols.place")

    async def send_calendar(self, incoming: Incoming, patrol_id: int) -> Toast | None:
        """A file that puts the patrol into the person's calendar."""
        return await self._show(incoming, patrol_id, "patrols.calendar")

    async def _show(self, incoming: Incoming, patrol_id: int, kind: str) -> Toast | None:
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            patrol = await find_patrol(tx, actor, patrol_id)
            if patrol.state is PatrolState.cancelled:
                return Toast("patrols.is_cancelled", actor.locale, is_alert=True)
            facts = patrol_facts(patrol) | {"revision": patrol.revision, "at": incoming.at.isoformat()}
            await self.answer(tx, incoming, kind, actor=actor, **facts)
        return None

    async def _list(self, tx: Transaction, incoming: Incoming, actor: Actor, found: Sequence[Patrol]) -> None:
        answers = await tx.rsvps.given_by(actor.person_id, [patrol.id for patrol in found])
        cards = await patrol_cards(tx, found)
        invitations = await tx.patrols.invitations([patrol.id for patrol in found])
        for patrol, card in zip(found, cards, strict=True):
            own = set(actor.organisations_in(patrol.city_id))
            is_invited = bool(own if patrol.invites_all else own & {key for key, _, _ in invitations[patrol.id]})
            mine = answers.get(patrol.id)
            is_waiting = mine is not None and mine.state is RsvpState.waiting
            await self.answer(
                tx,
                incoming,
                "patrols.card",
                actor=actor,
                mine=mine.state.name if mine else None,
                position=await tx.rsvps.position(mine) if mine and is_waiting else None,
                is_invited=is_invited,
                may_change=actor.may_coordinate(patrol.city_id) and patrol.starts_at > incoming.at,
                has_begun=patrol.starts_at <= incoming.at,
                **card,
            )

    async def _close_preview(self, tx: Transaction, incoming: Incoming, patrol_id: int) -> None:
        dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
        if dialog is not None and dialog.question == QUESTION and dialog.answers.get("draft_id") == patrol_id:
            await tx.dialogs.close(incoming.sender)


async def find_patrol(tx: Transaction, actor: Actor, patrol_id: int) -> Patrol:
    """A published or cancelled patrol of a city this person is in, whichever they work in now.

    Raises:
        NotAllowed: there is none, or it belongs to a city they are not in.
    """
    cities = {grant.city_id for grant in actor.grants if grant.city_id is not None}
    if actor.is_administrator and actor.city_id is not None:
        cities.add(actor.city_id)
    for city_id in sorted(cities, key=lambda each: (each != actor.city_id, each)):
        patrol = await tx.patrols.get(city_id, patrol_id)
        if patrol is not None and patrol.state is not PatrolState.draft:
            return patrol
    raise NotAllowed(f"patrol:{patrol_id}")
