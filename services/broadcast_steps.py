"""The steps of a broadcast, wherever somebody takes them: each says what it came to, as the kind of a short answer."""

from dataclasses import asdict
from datetime import datetime

from core.broadcasts import BroadcastState, BroadcastStep, audience_from, may_approve, may_remind, state_after
from core.roles import Actor, NotAllowed
from db.repos.outbox import Message
from db.tables import Broadcast
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Policy
from services.broadcast_messages import (
    CONFIRM,
    audience_facts,
    card_facts,
    copy_facts,
    fan_out,
    has_message,
    is_button_apart,
    kind_of,
    recipients,
    say_card,
    say_to_author,
)

TOO_LATE_KIND = "broadcasts.too_late"
NOBODY_KIND = "broadcasts.nobody"
NO_APPROVER_KIND = "broadcasts.no_approver"
JUST_NOW_KIND = "broadcasts.reminded_just_now"
_REFUSALS = {TOO_LATE_KIND, NOBODY_KIND, NO_APPROVER_KIND, JUST_NOW_KIND}
_STEERING = {BroadcastStep.pause, BroadcastStep.resume, BroadcastStep.stop}


def is_refusal(kind: str) -> bool:
    """Whether nothing was done."""
    return kind in _REFUSALS


async def send(tx: Transaction, policy: Policy, actor: Actor, broadcast: Broadcast, at: datetime) -> str:
    """Begins to send, waits for its time, or asks for approval where the city wants a second approver."""
    if broadcast.author_id != actor.person_id:
        raise NotAllowed("another's broadcast")
    city = await tx.cities.get(broadcast.city_id)
    after = _after(broadcast, BroadcastStep.send, at, needs_approval=city.second_approver)
    if after is None or broadcast.state is not BroadcastState.draft or not has_message(broadcast):
        return TOO_LATE_KIND
    if not await tx.audiences.count(await recipients(tx, broadcast)):
        return NOBODY_KIND
    approvers = await tx.members.coordinator_ids(broadcast.city_id, but=actor.person_id)
    if after is BroadcastState.awaiting and not await tx.audiences.count(approvers):
        return NO_APPROVER_KIND
    await enter(tx, policy, broadcast, after, at, actor=actor)
    if after is BroadcastState.awaiting:
        await _ask_approval(tx, broadcast, at)
    return _SAID[after]


async def decide(
    tx: Transaction, policy: Policy, actor: Actor, broadcast: Broadcast, at: datetime, *, approves: bool
) -> str:
    """The second approver lets it go, or not."""
    if not may_approve(author_id=broadcast.author_id, actor_id=actor.person_id):
        raise NotAllowed("one's own broadcast")
    after = _after(broadcast, BroadcastStep.approve if approves else BroadcastStep.decline, at)
    if after is None:
        return TOO_LATE_KIND
    broadcast.approver_id = actor.person_id
    await enter(tx, policy, broadcast, after, at, actor=actor)
    await _ask_approval(tx, broadcast, at, decided_by=actor.name)
    kind = "broadcasts.was_approved" if approves else "broadcasts.was_declined"
    message = Message(kind, {"name": actor.name}, at, Priority.answer, city_id=broadcast.city_id)
    await say_to_author(tx, broadcast, message)
    return _SAID[after]


async def steer(
    tx: Transaction, policy: Policy, actor: Actor, broadcast: Broadcast, at: datetime, *, step: BroadcastStep
) -> str:
    """Pauses, goes on or stops."""
    after = _after(broadcast, step, at) if step in _STEERING else None
    if after is None:
        return TOO_LATE_KIND
    match step:
        case BroadcastStep.pause:
            await tx.broadcast_messages.hold(broadcast.id)
        case BroadcastStep.resume:
            await tx.broadcast_messages.release(broadcast.id, at)
            tx.outbox.has_spoken = True
        case _:
            await tx.broadcast_messages.drop_rest(broadcast.id, at)
    await enter(tx, policy, broadcast, after, at, actor=actor)
    return _SAID[after]


async def cancel(tx: Transaction, policy: Policy, actor: Actor, broadcast: Broadcast, at: datetime) -> str:
    """Nothing is sent: of a draft, or of what waits for its time or for approval."""
    if broadcast.author_id != actor.person_id:
        raise NotAllowed("another's broadcast")
    after = _after(broadcast, BroadcastStep.cancel, at)
    if after is None:
        return TOO_LATE_KIND
    was_shown = broadcast.revision > 1 or broadcast.state is not BroadcastState.draft
    broadcast.state, broadcast.ended_at = after, at
    if was_shown:
        await say_card(tx, broadcast, policy, at)
    return "broadcasts.cancelled"


async def remind(tx: Transaction, actor: Actor, broadcast: Broadcast, at: datetime) -> tuple[str, int]:
    """The same message once more, to those alone who have not confirmed; how many they are."""
    if not broadcast.asks_confirmation:
        raise NotAllowed("nothing to confirm")
    if broadcast.started_at is None or not has_message(broadcast):
        return TOO_LATE_KIND, 0
    if not may_remind(reminded_at=broadcast.reminded_at, at=at):
        return JUST_NOW_KIND, 0
    people = tx.broadcast_confirmations.unconfirmed(broadcast.id)
    count = await tx.audiences.count(people)
    broadcast.reminded_at = at
    tx.audits.record(
        "broadcast.reminded",
        f"broadcast:{broadcast.id}",
        at,
        city_id=broadcast.city_id,
        actor_id=actor.person_id,
        count=count,
    )
    message_kinds = (kind_of(broadcast), CONFIRM) if is_button_apart(broadcast) else (kind_of(broadcast),)
    for kind in message_kinds:
        message = Message(kind, copy_facts(broadcast), at, Priority.broadcast, city_id=broadcast.city_id)
        await tx.outbox.tell(people, message)
    return "broadcasts.reminded", count


async def enter(
    tx: Transaction, policy: Policy, broadcast: Broadcast, state: BroadcastState, at: datetime, *, actor: Actor | None
) -> None:
    """The broadcast in its new state, with all that goes with it."""
    broadcast.state = state
    if state is BroadcastState.running and broadcast.started_at is None:
        broadcast.started_at = broadcast.told_at = at
        await fan_out(tx, broadcast, at)
    is_over = state in {BroadcastState.done, BroadcastState.stopped}
    if is_over:
        broadcast.ended_at = at
        progress = await tx.broadcast_messages.progress(broadcast.id)
        broadcast.tally = asdict(progress.when_stopped() if state is BroadcastState.stopped else progress)
    tx.audits.record(
        f"broadcast.{state.name}",
        f"broadcast:{broadcast.id}",
        at,
        city_id=broadcast.city_id,
        actor_id=actor.person_id if actor else None,
        author_id=broadcast.author_id,
        audience=broadcast.audience,
    )
    await say_card(tx, broadcast, policy, at)
    if is_over:
        facts = await card_facts(tx, broadcast, policy)
        report = Message("broadcasts.report", facts, at, Priority.answer, city_id=broadcast.city_id)
        await say_to_author(tx, broadcast, report)


def _after(
    broadcast: Broadcast, step: BroadcastStep, at: datetime, *, needs_approval: bool = False
) -> BroadcastState | None:
    state = BroadcastState(broadcast.state)
    return state_after(state, step, needs_approval=needs_approval, starts_at=broadcast.starts_at, at=at)


async def _ask_approval(tx: Transaction, broadcast: Broadcast, at: datetime, decided_by: str | None = None) -> None:
    """The message and the question to whoever may approve, or the edit that tells those asked who decided."""
    slot = f"approval:{broadcast.id}"
    approvers = (
        await tx.members.coordinator_ids(broadcast.city_id, but=broadcast.author_id)
        if decided_by is None
        else tx.members.told_of(broadcast.city_id, slot)
    )
    if decided_by is None:
        copy = Message(
            kind_of(broadcast),
            copy_facts(broadcast),
            at,
            Priority.answer,
            city_id=broadcast.city_id,
            key=f"approval:{broadcast.id}:copy",
        )
        await tx.outbox.tell(approvers, copy)
    author = await tx.broadcasts.author_of(broadcast)
    facts = {
        "broadcast_id": broadcast.id,
        "author": author.name,
        "audience": await audience_facts(tx, broadcast.city_id, audience_from(broadcast.audience)),
        "count": await tx.audiences.count(await recipients(tx, broadcast)),
        "decided_by": decided_by,
        "is_approved": broadcast.state is not BroadcastState.declined,
    }
    question = Message(
        "broadcasts.approval",
        facts,
        at,
        Priority.answer,
        city_id=broadcast.city_id,
        key=f"approval:{broadcast.id}:{broadcast.state.name}",
        slot=slot,
    )
    await tx.outbox.tell(approvers, question)


_SAID = {
    BroadcastState.awaiting: "broadcasts.awaiting",
    BroadcastState.scheduled: "broadcasts.scheduled",
    BroadcastState.running: "broadcasts.running",
    BroadcastState.paused: "broadcasts.paused",
    BroadcastState.stopped: "broadcasts.stopped",
    BroadcastState.declined: "broadcasts.declined",
}
