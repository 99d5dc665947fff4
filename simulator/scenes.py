"""Scenes: what people and the director did, kept as JSON and played again by a page, a script or a test.

A scene names no message by its number, since numbers differ from one run to the next: buttons and what is replied to
are found by their words, one's own messages by counting from the latest. A step whose person had heard something since
the step before waits for news when it is played, so that answers come after questions however fast the bot is.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from simulator.actions import find_button
from simulator.chats import Chat, Message
from simulator.contents import describe
from simulator.people import Person
from simulator.world import World

Step = dict[str, Any]
Scene = dict[str, Any]

FORMAT = 1
_NOT_KEPT = frozenset({"reads"})
_MADE_OF_MESSAGES = frozenset({"edits", "deletes", "reacts", "moves"})
_NUMBERS = frozenset({"chat_id", "message_id", "reply_to"})
_WORDS_KEPT = 40


class Recorder:
    """Writes down every step from the beginning or the last reset."""

    def __init__(self, world: World, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._world = world
        self._monotonic = monotonic
        self.forget()

    def forget(self) -> None:
        """Begin a new scene."""
        self._steps: list[Step] = []
        self._seen: dict[tuple[int, int], int] = {}
        self._last_at = self._monotonic()

    def act(self, person: Person, action: str, order: Step) -> Step:
        """Return what a person is about to do as a step, to be kept once it has been done."""
        chat = self._world.chat(int(order.get("chat_id") or person.id))
        kept = {name: value for name, value in order.items() if name not in _NUMBERS and value is not None}
        step: Step = {"person": person.id, "does": action} | kept
        if chat.person is None:
            step["chat"] = chat.id
        if action == "taps" and not order.get("is_forged"):
            step.pop("data", None)
        if "message_id" in order:
            step |= self._which_message(chat, person, action, order)
        replied = chat.messages.get(int(order["reply_to"])) if order.get("reply_to") else None
        if replied is not None:
            step["reply_to"] = _first_words(replied)
        if self._has_news(chat, person):
            step["after_news"] = True
        return step

    def keep(self, step: Step) -> None:
        """Write a step down, with the seconds since the one before."""
        if step.get("does") in _NOT_KEPT:
            return
        now = self._monotonic()
        self._steps.append({"after": round(now - self._last_at, 1)} | step)
        self._last_at = now
        if "does" in step:
            chat = self._world.chats[step["chat"] if "chat" in step else step["person"]]
            self._seen[step["person"], chat.id] = max(chat.messages, default=0)

    def scene(self, people: frozenset[int] = frozenset()) -> Scene:
        """Return the scene so far; with `people` only what these people did, and what the director did."""
        steps = [step for step in self._steps if not people or step.get("person") in {*people, None}]
        cast = {step["person"] for step in steps if "person" in step}
        for step in steps:
            if step.get("directs") == "groups":
                cast |= set(step["order"].get("members", []))
        there = [self._world.people[person_id] for person_id in sorted(cast) if person_id in self._world.people]
        return {"format": FORMAT, "people": [_as_order(person.describe()) for person in there], "steps": steps}

    def _has_news(self, chat: Chat, person: Person) -> bool:
        seen = self._seen.get((person.id, chat.id), 0)
        return any(m.id > seen and m.sender_id != person.id for m in chat.messages.values())

    def _which_message(self, chat: Chat, person: Person, action: str, order: Step) -> Step:
        message = chat.messages.get(int(order["message_id"]))
        if message is None:
            return {}
        if action == "taps":
            button = find_button(message, order.get("text"), order.get("data")) or {}
            return {"text": button.get("text", order.get("text")), "on": _first_words(message)}
        if action in _MADE_OF_MESSAGES:
            there = [m for m in chat.messages.values() if not m.is_deleted]
            own = [m for m in there if action == "reacts" or m.sender_id == person.id]
            return {"from_latest": len(own) - 1 - own.index(message)} if message in own else {}
        return {}


def _first_words(message: Message) -> str:
    return describe(message.payload).split("\n", 1)[0][:_WORDS_KEPT]


def _as_order(described: Step) -> Step:
    """Return a person as the control API makes one."""
    kept = ("id", "first_name", "last_name", "username", "language_code", "phone", "has_started")
    order = {name: described[name] for name in kept if described[name] is not None}
    place = described["location"]
    return order | ({"latitude": place["latitude"], "longitude": place["longitude"]} if place else {})
