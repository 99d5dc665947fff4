"""The way into the console: a link from the chat, a session for one browser, and who sits at it now."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.consoles import (
    IDLE_LIFETIME,
    LAUNCH_LIFETIME,
    LINK_LIFETIME,
    BrowserSession,
    EntryFault,
    EntryLink,
    Launch,
    digest,
    fault_of_entry,
    is_fresh,
    is_session_open,
)
from core.incoming import Address, Incoming
from core.roles import Actor, Role
from db.tables import ConsoleLink, ConsoleSession
from db.uow import Transaction
from services.base import Service
from services.visits import Visitor

REMEMBERED = timedelta(days=1)
"""So long a spent link still says that it was used or came too late."""
SEEN_EVERY = timedelta(minutes=5)
"""Reading a page writes at most this often that somebody was there."""
BROWSER_MAX = 200


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody came in: the secret of their session, to be kept by their browser alone."""

    secret: str


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser somebody is signed in with."""

    session_id: int
    name: str
    begun_at: datetime
    seen_at: datetime


class Consoles(Service):
    async def hand_link(self, incoming: Incoming) -> None:
        """`/console`: a link that opens once, within two minutes, and only as this person."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.coordinator)
            secret = secrets.token_urlsafe(32)
            await tx.consoles.forget_links(actor.person_id, incoming.at - REMEMBERED)
            expires_at = incoming.at + LINK_LIFETIME
            await tx.consoles.added(
                ConsoleLink(
                    digest=digest(secret), person_id=actor.person_id, created_at=incoming.at, expires_at=expires_at
                )
            )
            tx.audits.record(
                "console.link", f"person:{actor.person_id}", incoming.at, city_id=city_id, actor_id=actor.person_id
            )
            await self.answer(
                tx, incoming, "consoles.link", actor=actor, secret=secret, expires_at=expires_at.isoformat()
            )

    async def look_at_link(self, secret: str, at: datetime) -> EntryFault | None:
        """Why this link opens nothing; None when it would. Looking spends nothing: previews of links do it, too."""
        async with self.uow.read() as tx:
            return await _fault(tx, secret, at)

    async def enter(self, secret: str, browser: str, at: datetime) -> Entered | EntryFault:
        """Spends the link and signs its person in with this browser."""
        async with self.uow.write() as tx:
            fault = await _fault(tx, secret, at)
            if fault is not None:
                return fault
            if not await tx.consoles.use(digest(secret), at):
                return EntryFault.used
            link = await tx.consoles.link(digest(secret))
            if link is None:
                return EntryFault.unknown
            return await _begin(tx, link.person_id, browser, at)

    async def enter_from_messenger(self, launch: Launch, browser: str, at: datetime) -> Entered | EntryFault:
        """Signs in who opened the console inside their messenger; what it signed is good once, like a link."""
        if not is_fresh(launch, at):
            return EntryFault.expired
        async with self.uow.write() as tx:
            person = await tx.members.at(Address(launch.channel, launch.address))
            if person is None:
                return EntryFault.unknown
            if not await tx.consoles.spend(digest(launch.mark), person.id, at, launch.opened_at + LAUNCH_LIFETIME):
                return EntryFault.used
            return await _begin(tx, person.id, browser, at)

    async def visitor(self, secret: str, at: datetime) -> Visitor | None:
        """Who sits at the browser with this secret; None when nobody may be let in with it."""
        async with self.uow.read() as tx:
            session = await tx.consoles.by_digest(digest(secret))
            if session is None or not is_session_open(_facts(session), at):
                return None
            visitor = await _visitor(tx, session)
        if visitor is not None and at - session.seen_at >= SEEN_EVERY:
            async with self.uow.write() as tx:
                await tx.consoles.saw(session.id, at)
        return visitor

    async def browsers(self, visitor: Visitor, at: datetime) -> list[Browser]:
        """Where this person is signed in."""
        async with self.uow.read() as tx:
            found = await tx.consoles.of_person(visitor.person_id, at - IDLE_LIFETIME)
        return [
            Browser(each.id, each.browser, each.begun_at, each.seen_at)
            for each in found
            if is_session_open(_facts(each), at)
        ]

    async def sign_out(self, visitor: Visitor, session_id: int, at: datetime) -> bool:
        """Signs one of this person's browsers out; False when it is none of theirs."""
        async with self.uow.write() as tx:
            has_ended = await tx.consoles.end(visitor.person_id, session_id, at)
            if has_ended:
                tx.audits.record(
                    "console.left",
                    f"session:{session_id}",
                    at,
                    city_id=visitor.city_id,
                    actor_id=visitor.person_id,
                )
        return has_ended


async def _fault(tx: Transaction, secret: str, at: datetime) -> EntryFault | None:
    link = await tx.consoles.link(digest(secret))
    return fault_of_entry(EntryLink(link.expires_at, link.used_at) if link else None, at)


async def _begin(tx: Transaction, person_id: int, browser: str, at: datetime) -> Entered | EntryFault:
    secret = secrets.token_urlsafe(32)
    session = await tx.consoles.added(
        ConsoleSession(
            digest=digest(secret), person_id=person_id, browser=browser[:BROWSER_MAX], begun_at=at, seen_at=at
        )
    )
    visitor = await _visitor(tx, session)
    if visitor is None:
        session.ended_at = at
        return EntryFault.unknown
    tx.audits.record(
        "console.entered", f"session:{session.id}", at, city_id=visitor.city_id, actor_id=visitor.person_id
    )
    return Entered(secret)


async def _visitor(tx: Transaction, session: ConsoleSession) -> Visitor | None:
    """Who coordinated yesterday and does not today is nobody here."""
    actor = await tx.actors.of_person(session.person_id)
    if actor is None or actor.city_id is None or not actor.may_coordinate(actor.city_id):
        return None
    city = await tx.cities.get(actor.city_id)
    return Visitor(session.id, actor.person_id, actor.name, actor.locale, city.id, city.name, _may_switch(actor))


def _may_switch(actor: Actor) -> bool:
    """Whether there may be another city to work in."""
    return actor.is_administrator or sum(actor.may_coordinate(city_id) for city_id in actor.city_ids) > 1


def _facts(session: ConsoleSession) -> BrowserSession:
    return BrowserSession(session.begun_at, session.seen_at, session.ended_at)
