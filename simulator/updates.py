"""The bot's queue of updates: numbered, filtered, ageing, confirmed by offset, read by one poller."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from simulator.clock import Clock
from simulator.errors import ApiError

UPDATE_KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    }
)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
QUERY_KINDS = frozenset({"callback_query", "inline_query", "shipping_query", "pre_checkout_query"})
QUERY_LIFETIME = timedelta(seconds=150)
LIFETIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Pending:
    """An update nobody has confirmed yet."""

    id: int
    kind: str
    body: dict[str, Any]
    order_key: int
    expires_at: datetime

    def update(self) -> dict[str, Any]:
        """Return the Update object."""
        return {"update_id": self.id, self.kind: self.body}


@dataclass(slots=True)
class _Poll:
    offset: int
    limit: int
    answer: asyncio.Future[list[dict[str, Any]]]


class UpdateQueue:
    """Updates from the moment they happen until the bot has confirmed them."""

    def __init__(self, clock: Clock, *, first_id: int = 500_000_001) -> None:
        self._clock = clock
        self._next_id = first_id
        self._pending: dict[int, Pending] = {}
        self._waiting: _Poll | None = None
        self.allowed: frozenset[str] | None = None
        self.on_add: Callable[[Pending], None] | None = None
        self.on_confirm: Callable[[Pending], None] | None = None

    def __len__(self) -> int:
        self._forget_old()
        return len(self._pending)

    def __contains__(self, update_id: int) -> bool:
        pending = self._pending.get(update_id)
        return pending is not None and pending.expires_at > self._clock.now()

    def add(self, kind: str, body: dict[str, Any], *, order_key: int) -> int | None:
        """Queue an update unless the bot does not want its kind; return its number."""
        if not self._is_wanted(kind):
            return None
        lifetime = QUERY_LIFETIME if kind in QUERY_KINDS else LIFETIME
        update_id = self._next_id
        self._next_id += 1
        expires_at = self._clock.now() + lifetime
        pending = Pending(update_id, kind, body, order_key, expires_at)
        self._pending[update_id] = pending
        if self.on_add is not None:
            self.on_add(pending)
        self._serve_waiting()
        return update_id

    def pending(self) -> list[Pending]:
        """Return the unconfirmed updates, oldest first."""
        self._forget_old()
        return list(self._pending.values())

    def confirm(self, update_id: int) -> None:
        """Forget one update, as a webhook does by its answer."""
        pending = self._pending.pop(update_id, None)
        if pending is not None and self.on_confirm is not None:
            self.on_confirm(pending)

    def drop_all(self) -> None:
        """Forget everything unconfirmed."""
        self._pending.clear()

    async def poll(self, *, offset: int, limit: int, wait_seconds: float) -> list[dict[str, Any]]:
        """Answer getUpdates: at once if there is something, else when something comes."""
        offset = self._apply_offset(offset)
        batch = self._batch(offset, limit)
        if batch or wait_seconds <= 0:
            return batch
        # Only a poll that really waits displaces the one before it: a stopping client sends a
        # last poll without timeout to confirm, and that must not disturb its successor.
        self.terminate_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        poll = _Poll(offset, limit, asyncio.get_running_loop().create_future())
        self._waiting = poll
        try:
            async with asyncio.timeout(wait_seconds):
                return await poll.answer
        except TimeoutError:
            return []
        finally:
            if self._waiting is poll:
                self._waiting = None

    def terminate_poll(self, reason: str) -> None:
        """End the waiting poll, if there is one, with a conflict."""
        if self._waiting is not None and not self._waiting.answer.done():
            self._waiting.answer.set_exception(ApiError(409, f"Conflict: {reason}"))
        self._waiting = None

    def _serve_waiting(self) -> None:
        poll = self._waiting
        if poll is None or poll.answer.done():
            return
        batch = self._batch(poll.offset, poll.limit)
        if batch:
            self._waiting = None
            poll.answer.set_result(batch)

    def _apply_offset(self, offset: int) -> int:
        self._forget_old()
        if offset < 0:
            keep = list(self._pending)[offset:]
            offset = keep[0] if keep else 0
        if offset > 0:
            for update_id in [known for known in self._pending if known < offset]:
                self.confirm(update_id)
        return offset

    def _batch(self, offset: int, limit: int) -> list[dict[str, Any]]:
        batch: list[dict[str, Any]] = []
        for update_id, pending in self._pending.items():
            if update_id < offset:
                continue
            batch.append(pending.update())
            if len(batch) == limit:
                break
        return batch

    def _is_wanted(self, kind: str) -> bool:
        if kind not in UPDATE_KINDS:
            return True
        return kind in self.allowed if self.allowed is not None else kind not in NOT_BY_DEFAULT

    def _forget_old(self) -> None:
        now = self._clock.now()
        # The queue is in order of arrival but of two lifetimes, so a first young update proves
        # nothing; scanning is cheap because bots rarely leave many unconfirmed.
        for update_id in [p.id for p in self._pending.values() if p.expires_at <= now]:
            del self._pending[update_id]
