"""What the messenger saw: every message of the bot with its moment, every trouble that happened, every update."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from simulator.client import Simulator
from simulator.updates import Pending

CUT_OFF = ("reset_after", "hang_after")
"""Faults of a call that was carried out and whose answer the bot never saw."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the bot. `content` is what it showed at first; `cut_off` names the fault that took its answer."""

    chat_id: int
    message_id: int
    at: datetime
    content: bytes
    cut_off: str | None


class Witness:
    """Follows the simulator's log; updates are those that people caused in private chats."""

    def __init__(self, telegram: Simulator) -> None:
        self._world = telegram.world
        self._seq = self._world.events.seq
        self.before = {
            str(event["message"]["message_id"])
            for event in self._world.events.after(0, limit=self._seq)
            if event["kind"] == "message"
        }
        """The messages that were there already."""
        self.said: list[Said] = []
        self.faults: Counter[str] = Counter()
        self.updates: dict[int, Pending] = {}
        self.confirmed: set[int] = set()
        self._before: dict[str, Any] = {}
        updates = self._world.updates
        self._on_add, self._on_confirm = updates.on_add, updates.on_confirm
        updates.on_add, updates.on_confirm = self._added, self._was_confirmed

    def _added(self, pending: Pending) -> None:
        message = pending.body.get("message", pending.body)
        if pending.kind in {"message", "callback_query"} and message["chat"]["type"] == "private":
            self.updates[pending.id] = pending
        if self._on_add is not None:
            self._on_add(pending)

    def _was_confirmed(self, pending: Pending) -> None:
        self.confirmed.add(pending.id)
        if self._on_confirm is not None:
            self._on_confirm(pending)

    async def follow(self) -> None:
        """Reads on until cancelled."""
        while True:
            await self._world.events.wait(self._seq)
            self.catch_up()
            await asyncio.sleep(0.2)

    def catch_up(self) -> None:
        while batch := self._world.events.after(self._seq):
            for event in batch:
                self._note(event)
            self._seq = batch[-1]["seq"]

    def _note(self, event: dict[str, Any]) -> None:
        if event["kind"] == "fault":
            self.faults[event["fault"]] += 1
        elif event["kind"] == "message" and event["sender_id"] == self._world.bot.id:
            shown = {key: event["message"].get(key) for key in ("text", "caption", "reply_markup")}
            fault = self._before.get("fault", "") if self._before.get("kind") == "fault" else ""
            said = Said(
                event["chat_id"],
                event["message"]["message_id"],
                datetime.fromisoformat(event["at"]),
                orjson.dumps(shown),
                fault if fault in CUT_OFF else None,
            )
            self.said.append(said)
        self._before = event

    def lost(self, taken: set[int]) -> int:
        """How many updates people caused that were confirmed, or are still waiting, without having had an effect."""
        is_waiting = {pending.id for pending in self._world.updates.pending()}
        return len((self.confirmed | is_waiting) & set(self.updates) - taken)

    @property
    def is_through(self) -> bool:
        return not self._world.updates.pending()
