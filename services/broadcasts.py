"""Preparing a broadcast: whom it is for, the message itself, and a preview that looks exactly as it will.

The message is the coordinator's own, copied by the messenger and not typed again; nothing of it is stored here.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from core.broadcasts import (
    Answered,
    Audience,
    BroadcastState,
    BroadcastStep,
    Choice,
    OfOrganisation,
    audience_from,
    parse_start,
    state_after,
)
from core.clocks import TimeProblem
from core.incoming import Incoming
from core.names import has_resident_number
from core.roles import Actor, NotAllowed, Role
from db.repos.outbox import Message
from db.tables import Broadcast
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service, Toast
from services.broadcast_messages import (
    CONFIRM,
    card_facts,
    copy_facts,
    is_button_apart,
    kind_of,
    say_card,
    say_to_author,
)

ASKS_MESSAGE, ASKS_TIME = "broadcasts.message", "broadcasts.time"
ALBUM_TIME = timedelta(seconds=2)
"""How long the preview of an album waits for its other pictures."""
PATROLS_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Overview:
    """The audience as a whole."""


@dataclass(frozen=True, slots=True)
class OrganisationList:
    page: int = 0


@dataclass(frozen=True, slots=True)
class PatrolList:
    """The patrols that are on or coming."""


@dataclass(frozen=True, slots=True)
class AnswerList:
    """The parts of one patrol's people."""

    patrol_id: int


@dataclass(frozen=True, slots=True)
class Card:
    """Back to the preview."""


View: TypeAlias = Overview | OrganisationList | PatrolList | AnswerList | Card


class Broadcasts(Service):
    async def begin(self, incoming: Incoming) -> None:
        """Asks whom to tell; a draft that was begun before is forgotten."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.coordinator)
            await tx.broadcasts.drop_drafts(actor.person_id)
            broadcast = await tx.broadcasts.added(
                Broadcast(
                    city_id=city_id,
                    author_id=actor.person_id,
                    source_channel=incoming.sender.channel,
                    source_address=incoming.sender.chat,
                    audience=Audience().as_facts(),
                    created_at=incoming.at,
                )
            )
            await tx.dialogs.ask(incoming.sender, ASKS_MESSAGE, incoming.at, {"broadcast_id": broadcast.id})
            await self._show(tx, incoming, actor, broadcast, Overview(), edits=False)

    async def choose(
        self, incoming: Incoming, broadcast_id: int, view: View, choice: Choice | None = None
    ) -> Toast | None:
        """One tap on the way to an audience, and what is shown after it."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._own(tx, incoming, broadcast_id)
            if broadcast.state is not BroadcastState.draft:
                return _too_late(actor)
            if choice is not None:
                await self._refuse_foreign(tx, broadcast, choice)
                broadcast.audience = audience_from(broadcast.audience).after(choice).as_facts()
            await self._show(tx, incoming, actor, broadcast, view, edits=True)
            return None

    async def take_message(
        self, incoming: Incoming, broadcast_id: int, message_id: str, *, words: str, album: str | None
    ) -> None:
        """The message that will be copied; another one takes its place as long as nothing was sent."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._own(tx, incoming, broadcast_id)
            if broadcast.state is not BroadcastState.draft:
                await tx.dialogs.close(incoming.sender)
                await self.answer(tx, incoming, "broadcasts.too_late", actor=actor)
            elif not audience_from(broadcast.audience).is_chosen:
                await self.answer(tx, incoming, "broadcasts.whom_first", actor=actor)
            elif has_resident_number(words):
                await self.answer(tx, incoming, "broadcasts.resident_number", actor=actor)
            elif album is not None and album == broadcast.album:
                await self._take_part(tx, incoming, broadcast, message_id)
            else:
                broadcast.message_ids, broadcast.album, broadcast.text = [message_id], album, ""
                await self._preview(tx, incoming, broadcast)

    async def toggle_confirmation(self, incoming: Incoming, broadcast_id: int) -> Toast | None:
        """With or without a button that says it was read."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._own(tx, incoming, broadcast_id)
            if broadcast.state is not BroadcastState.draft or not broadcast.message_ids:
                return _too_late(actor)
            broadcast.asks_confirmation = not broadcast.asks_confirmation
            await self._preview(tx, incoming, broadcast)
            return None

    async def ask_time(self, incoming: Incoming, broadcast_id: int) -> Toast | None:
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._own(tx, incoming, broadcast_id)
            if broadcast.state is not BroadcastState.draft:
                return _too_late(actor)
            await tx.dialogs.ask(incoming.sender, ASKS_TIME, incoming.at, {"broadcast_id": broadcast.id})
            await self.answer(tx, incoming, "broadcasts.ask_time", actor=actor)
            return None

    async def schedule(self, incoming: Incoming, broadcast_id: int, words: str) -> None:
        """When it is to be sent; it still takes a tap on the preview to let it go."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._own(tx, incoming, broadcast_id)
            starts_at = parse_start(words, now=incoming.at, zone=self.policy.zone)
            if isinstance(starts_at, TimeProblem):
                await self.answer(tx, incoming, "broadcasts.time_unclear", actor=actor)
                return
            await tx.dialogs.ask(incoming.sender, ASKS_MESSAGE, incoming.at, {"broadcast_id": broadcast.id})
            if broadcast.state is BroadcastState.draft:
                broadcast.starts_at = starts_at
                await self._preview(tx, incoming, broadcast)

    async def cancel(self, incoming: Incoming, broadcast_id: int) -> Toast:
        """Nothing is sent; what waits for its time or for approval can be taken back too."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._own(tx, incoming, broadcast_id)
            after = state_after(BroadcastState(broadcast.state), BroadcastStep.cancel)
            if after is None:
                return _too_late(actor)
            broadcast.state, broadcast.ended_at = after, incoming.at
            await tx.dialogs.close(incoming.sender)
            if broadcast.message_ids:
                await say_card(tx, broadcast, self.policy, incoming.at)
            else:
                await self.answer(tx, incoming, "broadcasts.cancelled", actor=actor, edits=True)
            return Toast("broadcasts.cancelled", actor.locale)

    async def _own(self, tx: Transaction, incoming: Incoming, broadcast_id: int) -> tuple[Actor, Broadcast]:
        """One's own broadcast, held."""
        actor = await self.actor(tx, incoming)
        broadcast = await tx.broadcasts.lock(actor.require(Role.coordinator), broadcast_id)
        if broadcast is None or broadcast.author_id != actor.person_id:
            raise NotAllowed("another's broadcast")
        return actor, broadcast

    @staticmethod
    async def _refuse_foreign(tx: Transaction, broadcast: Broadcast, choice: Choice) -> None:
        """A forged button may name what belongs to another city."""
        match choice:
            case OfOrganisation(organisation_id):
                is_here = await tx.organisations.get(broadcast.city_id, organisation_id) is not None
            case Answered(patrol_id, _):
                is_here = await tx.patrols.get(broadcast.city_id, patrol_id) is not None
            case _:
                is_here = True
        if not is_here:
            raise NotAllowed("of another city")

    async def _show(
        self, tx: Transaction, incoming: Incoming, actor: Actor, broadcast: Broadcast, view: View, *, edits: bool
    ) -> None:
        facts = await card_facts(tx, broadcast, self.policy)
        facts["has_message"] = bool(broadcast.message_ids)
        match view:
            case Overview():
                kind = "broadcasts.audience"
            case OrganisationList(page):
                kind = "broadcasts.organisations"
                facts["page"] = page
                facts["choices"] = [
                    {"id": each.id, "name": each.name, "kind": each.kind.name}
                    for each in await tx.organisations.of_city(broadcast.city_id)
                ]
            case PatrolList():
                kind = "broadcasts.patrols"
                patrols = await tx.audiences.patrols_to_choose(broadcast.city_id, incoming.at, PATROLS_OFFERED)
                facts["choices"] = [
                    {"id": each.id, "title": each.title, "starts_at": each.starts_at.isoformat()} for each in patrols
                ]
            case AnswerList(patrol_id):
                kind = "broadcasts.answers"
                patrol = await tx.patrols.get(broadcast.city_id, patrol_id)
                if patrol is None:
                    raise NotAllowed("patrol of another city")
                facts |= {"patrol_id": patrol.id, "title": patrol.title}
            case Card():
                kind = "broadcasts.card"
        await self.answer(tx, incoming, kind, actor=actor, edits=edits, **facts)

    async def _take_part(self, tx: Transaction, incoming: Incoming, broadcast: Broadcast, message_id: str) -> None:
        """One more picture of the album: the preview that waits is replaced, one that left is followed by another."""
        waits = await tx.broadcast_messages.drop_pending(_preview_key(broadcast), incoming.at)
        await tx.broadcast_messages.drop_pending(_card_key(broadcast), incoming.at)
        broadcast.message_ids = sorted({*broadcast.message_ids, message_id}, key=int)
        if waits:
            broadcast.revision -= 1
        await self._preview(tx, incoming, broadcast)

    async def _preview(self, tx: Transaction, incoming: Incoming, broadcast: Broadcast) -> None:
        """The message as it will look, and below it a card with the number of recipients."""
        if broadcast.revision > 1:
            old = Message(
                "broadcasts.replaced",
                {},
                incoming.at,
                Priority.answer,
                city_id=broadcast.city_id,
                slot=f"broadcast:{broadcast.id}:{broadcast.revision}",
            )
            await say_to_author(tx, broadcast, old)
        broadcast.revision += 1
        due_at = incoming.at + ALBUM_TIME if broadcast.album else incoming.at
        copies = [(kind_of(broadcast), _preview_key(broadcast))]
        copies += [(CONFIRM, f"{_preview_key(broadcast)}:confirm")] if is_button_apart(broadcast) else []
        for kind, key in copies:
            copy = Message(
                kind,
                copy_facts(broadcast),
                incoming.at,
                Priority.answer,
                city_id=broadcast.city_id,
                key=key,
                due_at=due_at,
            )
            await say_to_author(tx, broadcast, copy)
        await say_card(tx, broadcast, self.policy, incoming.at, due_at=due_at, key=_card_key(broadcast))


def _preview_key(broadcast: Broadcast) -> str:
    return f"preview:{broadcast.id}:{broadcast.revision}:{len(broadcast.message_ids)}"


def _card_key(broadcast: Broadcast) -> str:
    return f"{_preview_key(broadcast)}:card"


def _too_late(actor: Actor) -> Toast:
    return Toast("broadcasts.too_late", actor.locale, is_alert=True)
