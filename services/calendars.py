"""Calendars that telephones subscribe to: a secret link for each person and each city, made, renewed and taken back."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.calendars import MOST_EVENTS, REACHES_BACK, CalendarKind, EventStatus, own_status
from core.consoles import digest
from core.incoming import Incoming
from core.roles import Actor, NotAllowed, Role
from core.rsvps import PatrolState
from db.repos.outbox import Message
from db.tables import CalendarLink, Patrol
from db.uow import Transaction
from services.base import Toast
from services.facts import patrol_facts
from services.visits import Visitor, VisitService

SEEN_EVERY = timedelta(hours=1)
"""Reading a calendar writes at most this often that somebody did."""
LINK_GOOD_FOR = timedelta(minutes=10)
"""A secret that cannot be delivered within this time is not sent at all; a new one is a tap away."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """A link somebody made, without its secret, which nobody can see again."""

    made_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar as it stands now: the city's name for the city's own, and each patrol as facts with its status."""

    kind: CalendarKind
    locale: str
    city: str
    events: Sequence[dict[str, Any]]


class Calendars(VisitService):
    async def show(self, incoming: Incoming) -> None:
        """What a calendar link is, whether there is one, and buttons to make it or take it back."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            actor.require(Role.member)
            link = await tx.calendars.of(CalendarKind.own.scope(actor.person_id))
            facts = _facts(link)
            await self.answer(tx, incoming, "calendars.card", actor=actor, edits=True, **facts)

    async def hand_link(self, incoming: Incoming) -> Toast:
        """A new link to one's own calendar; the one before stops working."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            actor.require(Role.member)
            secret = await self._make(tx, actor, CalendarKind.own, actor.city_id, incoming.at)
            message = Message(
                "calendars.link",
                {"secret": secret},
                incoming.at,
                city_id=actor.city_id,
                expires_at=incoming.at + LINK_GOOD_FOR,
            )
            await tx.outbox.say(incoming.sender, message, locale=actor.locale, person_id=actor.person_id)
        return Toast("calendars.made", actor.locale)

    async def take_back(self, incoming: Incoming) -> Toast:
        """One's own link opens nothing any more."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            await self._drop(tx, actor, CalendarKind.own, actor.city_id, incoming.at)
            await self.answer(tx, incoming, "calendars.card", actor=actor, edits=True, **_facts(None))
        return Toast("calendars.dropped", actor.locale)

    async def states(self, visitor: Visitor) -> dict[CalendarKind, LinkState | None]:
        """The visitor's own link and the city's, as far as there are any."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            found = {kind: await tx.calendars.of(_scope(kind, visitor)) for kind in CalendarKind}
        return {kind: LinkState(link.made_at, link.read_at) if link else None for kind, link in found.items()}

    async def make(self, visitor: Visitor, kind: CalendarKind, at: datetime) -> str:
        """The secret of a new link, which nobody can see again."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            return await self._make(tx, actor, kind, visitor.city_id, at)

    async def drop(self, visitor: Visitor, kind: CalendarKind, at: datetime) -> None:
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            await self._drop(tx, actor, kind, visitor.city_id, at)

    async def read(self, secret: str, at: datetime) -> Feed | None:
        """The calendar behind a secret; None when there is none, or its person takes part nowhere any more."""
        async with self.uow.read() as tx:
            link = await tx.calendars.by_digest(digest(secret))
            if link is None:
                return None
            is_city = link.kind is CalendarKind.city
            feed = await _of_city(tx, link, at) if is_city else await _of_person(tx, link, at)
        if feed is not None and (link.read_at is None or at - link.read_at >= SEEN_EVERY):
            async with self.uow.write() as tx:
                await tx.calendars.saw(link.scope, at)
        return feed

    @staticmethod
    async def _make(tx: Transaction, actor: Actor, kind: CalendarKind, city_id: int | None, at: datetime) -> str:
        secret = secrets.token_urlsafe(32)
        is_city = kind is CalendarKind.city
        scope = kind.scope(_owner(kind, actor, city_id))
        await tx.calendars.put(
            scope, kind, digest(secret), at, person_id=actor.person_id, city_id=city_id if is_city else None
        )
        tx.audits.record("calendar.linked", f"calendar:{scope}", at, city_id=city_id, actor_id=actor.person_id)
        return secret

    @staticmethod
    async def _drop(tx: Transaction, actor: Actor, kind: CalendarKind, city_id: int | None, at: datetime) -> None:
        scope = kind.scope(_owner(kind, actor, city_id))
        if await tx.calendars.drop(scope):
            tx.audits.record("calendar.unlinked", f"calendar:{scope}", at, city_id=city_id, actor_id=actor.person_id)


def _owner(kind: CalendarKind, actor: Actor, city_id: int | None) -> int:
    if kind is CalendarKind.own:
        return actor.person_id
    if city_id is None:
        raise NotAllowed(Role.coordinator)
    return city_id


def _scope(kind: CalendarKind, visitor: Visitor) -> str:
    return kind.scope(visitor.city_id if kind is CalendarKind.city else visitor.person_id)


def _facts(link: CalendarLink | None) -> dict[str, Any]:
    return {
        "made_at": link.made_at.isoformat() if link else None,
        "read_at": link.read_at.isoformat() if link and link.read_at else None,
    }


async def _of_city(tx: Transaction, link: CalendarLink, at: datetime) -> Feed | None:
    city = await tx.cities.find(link.city_id or 0)
    if city is None:
        return None
    patrols = await tx.calendars.patrols(city.id, None, at - REACHES_BACK, MOST_EVENTS)
    events = [_event(patrol, EventStatus.cancelled if _is_off(patrol) else EventStatus.confirmed) for patrol in patrols]
    return Feed(CalendarKind.city, "ko", city.name, events)


async def _of_person(tx: Transaction, link: CalendarLink, at: datetime) -> Feed | None:
    """What somebody is invited to in each city they take part in, less what they said no to."""
    actor = await tx.actors.of_person(link.person_id)
    if actor is None or not actor.is_active:
        return None
    patrols = [
        patrol
        for city_id in actor.city_ids
        if (organisations := actor.organisations_in(city_id))
        for patrol in await tx.calendars.patrols(city_id, organisations, at - REACHES_BACK, MOST_EVENTS)
    ]
    patrols = sorted(patrols, key=lambda patrol: (patrol.starts_at, patrol.id))[-MOST_EVENTS:]
    answers = await tx.calendars.answers(actor.person_id, [patrol.id for patrol in patrols])
    stands = [(each, own_status(answers.get(each.id), is_cancelled=_is_off(each))) for each in patrols]
    events = [_event(patrol, status) for patrol, status in stands if status is not None]
    return Feed(CalendarKind.own, actor.locale, "", events)


def _is_off(patrol: Patrol) -> bool:
    return patrol.state is PatrolState.cancelled


def _event(patrol: Patrol, status: EventStatus) -> dict[str, Any]:
    changed_at = patrol.cancelled_at or patrol.published_at or patrol.created_at
    return patrol_facts(patrol) | {
        "at": changed_at.isoformat(),
        "revision": patrol.revision,
        "status": status.value,
    }
