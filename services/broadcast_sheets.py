"""Broadcasts at a desk: what is on its way and what became of it, and one written there, by the steps of the chat."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from core.broadcast_forms import BroadcastFault, Form, read_broadcast
from core.broadcasts import Audience, BroadcastState, BroadcastStep, Progress, audience_from, expected_duration
from core.roles import Actor, NotAllowed
from db.repos.broadcast_messages import Unreached
from db.tables import Broadcast
from db.uow import Transaction
from services import broadcast_steps as steps
from services.broadcast_confirmations import unconfirmed_page
from services.broadcast_messages import audience_facts, has_message, messages_each, recipients
from services.broadcasts import PATROLS_OFFERED
from services.pages import Page, page_of
from services.visits import Visitor, VisitService

LISTED = 50
NAMES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class BroadcastLine:
    """One broadcast in a list; `audience` with the names people know."""

    broadcast_id: int
    state: str
    author: str
    audience: Mapping[str, Any]
    text: str
    at: datetime
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class BroadcastSheet:
    """One broadcast whole. `steps` are those this person can take now; names are of those it did not reach."""

    line: BroadcastLine
    approver: str
    starts_at: datetime | None
    ended_at: datetime | None
    count: int
    lasts_seconds: int
    asks_confirmation: bool
    confirmed: int
    unconfirmed: Page[tuple[str, str]]
    unconfirmed_count: int
    unreached: Page[Unreached]
    unreached_count: int
    can_remind: bool
    steps: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chooser:
    """What an audience is chosen from, and what was chosen and written before."""

    organisations: Sequence[tuple[int, str]]
    kinds: Sequence[str]
    patrols: Sequence[tuple[int, str, datetime]]
    draft: Form


class BroadcastSheets(VisitService):
    async def listed(self, visitor: Visitor) -> Sequence[BroadcastLine]:
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            return [
                await _line(tx, broadcast, author)
                for broadcast, author in await tx.broadcasts.listed(visitor.city_id, LISTED)
            ]

    async def show(
        self, visitor: Visitor, broadcast_id: int, *, unconfirmed: int = 0, unreached: int = 0
    ) -> BroadcastSheet:
        """One broadcast, with these pages of the lists of names."""
        async with self.uow.read() as tx:
            actor = await self.coordinator(tx, visitor)
            broadcast = await tx.broadcasts.get(visitor.city_id, broadcast_id)
            if broadcast is None or not _may_see(actor, broadcast):
                raise NotAllowed("broadcast of another city")
            return await self._sheet(tx, actor, broadcast, unconfirmed, unreached)

    async def chooser(self, visitor: Visitor, at: datetime) -> Chooser:
        async with self.uow.read() as tx:
            actor = await self.coordinator(tx, visitor)
            organisations = await tx.organisations.of_city(visitor.city_id)
            kinds = [each.kind for each in organisations]
            patrols = await tx.audiences.patrols_to_choose(visitor.city_id, at, PATROLS_OFFERED)
            draft = await tx.broadcasts.draft_at_desk(visitor.city_id, actor.person_id)
        return Chooser(
            [(each.id, each.name) for each in organisations],
            [kind.name for kind in dict.fromkeys(kinds) if kinds.count(kind) > 1],
            [(each.id, each.title, each.starts_at) for each in patrols],
            self._as_form(draft) if draft else {},
        )

    async def compose(self, visitor: Visitor, form: Form, at: datetime) -> int | BroadcastFault:
        """A draft of what was written, in place of the one before: its preview, from where it is sent."""
        read = read_broadcast(form, now=at, zone=self.policy.zone)
        if isinstance(read, BroadcastFault):
            return read
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            await _refuse_foreign(tx, visitor.city_id, read.audience)
            await tx.broadcasts.drop_drafts(actor.person_id, is_at_desk=True)
            address = await tx.broadcasts.address_of(actor.person_id)
            broadcast = await tx.broadcasts.added(
                Broadcast(
                    city_id=visitor.city_id,
                    author_id=actor.person_id,
                    source_channel=address.channel,
                    source_address=address.chat,
                    audience=read.audience.as_facts(),
                    text=read.text,
                    asks_confirmation=read.asks_confirmation,
                    starts_at=read.starts_at,
                    created_at=at,
                )
            )
            return int(broadcast.id)

    async def step(self, visitor: Visitor, broadcast_id: int, step: BroadcastStep, at: datetime) -> str:
        """Takes a step as its button in the chat would; the kind of the answer."""
        async with self.uow.write() as tx:
            actor, broadcast = await self._held(tx, visitor, broadcast_id)
            match step:
                case BroadcastStep.send:
                    return await steps.send(tx, self.policy, actor, broadcast, at)
                case BroadcastStep.approve | BroadcastStep.decline:
                    approves = step is BroadcastStep.approve
                    return await steps.decide(tx, self.policy, actor, broadcast, at, approves=approves)
                case BroadcastStep.cancel:
                    return await steps.cancel(tx, self.policy, actor, broadcast, at)
                case _:
                    return await steps.steer(tx, self.policy, actor, broadcast, at, step=step)

    async def remind(self, visitor: Visitor, broadcast_id: int, at: datetime) -> str:
        """The same message once more to those who have not confirmed."""
        async with self.uow.write() as tx:
            actor, broadcast = await self._held(tx, visitor, broadcast_id)
            kind, _ = await steps.remind(tx, actor, broadcast, at)
            return kind

    async def _held(self, tx: Transaction, visitor: Visitor, broadcast_id: int) -> tuple[Actor, Broadcast]:
        actor = await self.coordinator(tx, visitor)
        broadcast = await tx.broadcasts.lock(visitor.city_id, broadcast_id)
        if broadcast is None or not _may_see(actor, broadcast):
            raise NotAllowed("broadcast of another city")
        return actor, broadcast

    async def _sheet(
        self, tx: Transaction, actor: Actor, broadcast: Broadcast, unconfirmed: int, unreached: int
    ) -> BroadcastSheet:
        author = await tx.broadcasts.author_of(broadcast)
        line = await _line(tx, broadcast, author.name)
        count = await tx.audiences.count(await recipients(tx, broadcast)) if broadcast.started_at is None else 0
        waiting = line.progress.left if line.progress else count
        lasts = expected_duration(waiting, messages_each(broadcast), self.policy.messages_per_second)
        asks = broadcast.asks_confirmation and broadcast.started_at is not None
        silent, names = await unconfirmed_page(tx, broadcast, unconfirmed, NAMES_SHOWN) if asks else (0, page_of([], 0))
        missed = await tx.broadcast_messages.unreached(broadcast.id) if broadcast.started_at else []
        approver = await tx.members.lock(broadcast.approver_id) if broadcast.approver_id else None
        return BroadcastSheet(
            line,
            approver.name if approver else "",
            broadcast.starts_at,
            broadcast.ended_at,
            count,
            int(lasts.total_seconds()),
            broadcast.asks_confirmation,
            await tx.broadcast_confirmations.confirmed(broadcast.id) if asks else 0,
            names,
            silent,
            page_of(missed, unreached, NAMES_SHOWN),
            len(missed),
            asks and has_message(broadcast) and await _can_be_reminded(tx, broadcast),
            [step.name for step in _steps_of(actor, broadcast)],
        )

    def _as_form(self, draft: Broadcast) -> Form:
        """A draft as the form that wrote it."""
        audience = audience_from(draft.audience)
        start = draft.starts_at.astimezone(self.policy.zone) if draft.starts_at else None
        fields = {
            "whom": ["everyone" if audience.everyone else "some"],
            "organisation": [str(each) for each in sorted(audience.organisation_ids)],
            "kind": sorted(kind.name for kind in audience.kinds),
            "patrol": [str(audience.patrol_id)] if audience.patrol_id else [],
            "answer": sorted(answer.name for answer in audience.answers),
            "leaders": ["1"] if audience.leaders_only else [],
            "text": [draft.text],
            "asks_confirmation": ["1"] if draft.asks_confirmation else [],
            "at": [f"{start:%Y-%m-%dT%H:%M}"] if start else [],
        }
        return {name: values for name, values in fields.items() if values}


async def _can_be_reminded(tx: Transaction, broadcast: Broadcast) -> bool:
    """Whether anybody who has not confirmed can still be reached."""
    return await tx.audiences.count(tx.broadcast_confirmations.unconfirmed(broadcast.id)) > 0


_STEPS = {
    BroadcastState.running: (BroadcastStep.pause, BroadcastStep.stop),
    BroadcastState.paused: (BroadcastStep.resume, BroadcastStep.stop),
}
_OF_THE_AUTHOR = {
    BroadcastState.draft: (BroadcastStep.send, BroadcastStep.cancel),
    BroadcastState.awaiting: (BroadcastStep.cancel,),
    BroadcastState.scheduled: (BroadcastStep.cancel,),
}


def _steps_of(actor: Actor, broadcast: Broadcast) -> Sequence[BroadcastStep]:
    state = BroadcastState(broadcast.state)
    if state is BroadcastState.awaiting and broadcast.author_id != actor.person_id:
        return (BroadcastStep.approve, BroadcastStep.decline)
    own = _OF_THE_AUTHOR.get(state, ()) if broadcast.author_id == actor.person_id else ()
    return (*own, *_STEPS.get(state, ()))


def _may_see(actor: Actor, broadcast: Broadcast) -> bool:
    """A draft is nobody's business but its author's."""
    return broadcast.state is not BroadcastState.draft or broadcast.author_id == actor.person_id


async def _line(tx: Transaction, broadcast: Broadcast, author: str) -> BroadcastLine:
    return BroadcastLine(
        broadcast.id,
        BroadcastState(broadcast.state).name,
        author,
        await audience_facts(tx, broadcast.city_id, audience_from(broadcast.audience)),
        broadcast.text,
        broadcast.started_at or broadcast.created_at,
        await _progress(tx, broadcast),
    )


async def _progress(tx: Transaction, broadcast: Broadcast) -> Progress | None:
    """What ended is read from what was kept of it, what runs is counted."""
    if broadcast.started_at is None:
        return None
    kept = {name: value for name, value in broadcast.tally.items() if name in asdict(Progress())}
    return Progress(**kept) if broadcast.ended_at and kept else await tx.broadcast_messages.progress(broadcast.id)


async def _refuse_foreign(tx: Transaction, city_id: int, audience: Audience) -> None:
    """A forged form may name what belongs to another city."""
    known = {each.id for each in await tx.organisations.of_city(city_id)}
    if not audience.organisation_ids <= known:
        raise NotAllowed("organisation of another city")
    if audience.patrol_id is not None and await tx.patrols.get(city_id, audience.patrol_id) is None:
        raise NotAllowed("patrol of another city")
