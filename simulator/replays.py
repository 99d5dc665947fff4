"""Scenes played again through the test client, so that a saved evening is a story like any other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from simulator.lines import Line, StoryError
from simulator.mirrors import Heard
from simulator.scenes import FORMAT, Scene, Step
from simulator.senses import Gathering
from simulator.storytellers import Someone

LONGEST_REST_SECONDS = 5.0
_ABOUT_A_MESSAGE = frozenset({"edits", "deletes", "reacts", "moves"})


class Replay:
    """One scene on its way; people who are not there yet are made first."""

    def __init__(self, line: Line, scene: Scene, *, pace: float = 0.0) -> None:
        if scene.get("format") != FORMAT:
            raise StoryError(f"a scene of format {scene.get('format')!r} cannot be played, only of format {FORMAT}")
        self._line = line
        self._scene = scene
        self._pace = pace
        self._people: dict[int, Someone] = {}
        self._groups: dict[int, Gathering] = {}

    async def run(self, on_step: Callable[[int, int], None] | None = None) -> None:
        """Play all steps in order; what cannot be done raises `StoryError` with the number of the step."""
        await self._gather()
        steps: list[Step] = self._scene["steps"]
        for number, step in enumerate(steps, 1):
            await asyncio.sleep(min(step.get("after", 0), LONGEST_REST_SECONDS) * self._pace)
            if on_step is not None:
                on_step(number, len(steps))
            try:
                await self._play(step)
            except StoryError as error:
                raise StoryError(f"step {number} of {len(steps)}: {error}") from error

    async def _gather(self) -> None:
        there = {person["id"] for person in await self._line.ask("GET", "people")}
        missing = [person for person in self._scene["people"] if person["id"] not in there]
        made = await self._line.ask("POST", "people", missing)
        await self._line.catch_up(made["last_seq"])
        for person in self._scene["people"]:
            self._people[person["id"]] = Someone(self._line, person["id"], person["first_name"])

    async def _play(self, step: Step) -> None:
        if "directs" in step:
            await self._direct(step["directs"], step["order"], step.get("becomes"))
            return
        someone = self._people[step["person"]]
        chat = self._groups.get(step["chat"]) if "chat" in step else None
        if step.get("after_news"):
            await someone.hears("", chat=chat)
        order = {k: v for k, v in step.items() if k not in _NAMES_OF_STEPS}
        if "reply_to" in step:
            order["reply_to"] = (await self._until_read(someone, chat, step["reply_to"])).id
        if step["does"] == "taps":
            await self._tap(someone, chat, step)
        elif step["does"] == "presses":
            await self._until_seen(someone, chat, step["text"])
            await someone.does("presses", chat, **order)
        elif step["does"] in _ABOUT_A_MESSAGE:
            message = self._own(someone, chat, step)
            await someone.does(step["does"], chat, message_id=message.id, **order)
        else:
            await someone.does(step["does"], chat, **order)

    async def _tap(self, someone: Someone, chat: Gathering | None, step: Step) -> None:
        if step.get("is_forged"):
            message = someone.see(chat).messages[-1]
            await someone.taps_data(step["data"], on=message)
            return
        await self._until_seen(someone, chat, step["text"])
        view = someone.see(chat)
        named = [m for m in view.messages if step.get("on", "") in m.text and m.button(step["text"])]
        await someone.taps(step["text"], on=named[-1] if named else None, chat=chat)

    async def _until_seen(self, someone: Someone, chat: Gathering | None, words: str) -> None:
        if not await self._until(lambda: someone.sees_button(words, chat)):
            raise StoryError(f"{someone.name} sees no button {words!r}\n{someone.transcript(chat)}")

    async def _until_read(self, someone: Someone, chat: Gathering | None, words: str) -> Heard:
        def named() -> list[Heard]:
            return [message for message in someone.see(chat).messages if message.text.startswith(words)]

        if not await self._until(lambda: bool(named())):
            raise StoryError(f"{someone.name} sees no message {words!r} to reply to\n{someone.transcript(chat)}")
        return named()[-1]

    async def _until(self, look: Callable[[], bool]) -> bool:
        """Look after each change until it is so or patience is over; tell which."""
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + self._line.timeout
        while not look():
            if not await self._line.changed_within(max(0.0, ends_at - loop.time())):
                return look()
        return True

    def _own(self, someone: Someone, chat: Gathering | None, step: Step) -> Heard:
        messages = someone.see(chat).messages
        if step["does"] != "reacts":
            messages = [message for message in messages if message.sender_id == someone.id]
        return messages[-1 - int(step["from_latest"])]

    async def _direct(self, what: str, order: dict[str, Any], becomes: int | None) -> None:
        if what == "groups":
            made = await self._line.ask("POST", "groups", {k: v for k, v in order.items() if k != "id"})
            self._groups[order["id"]] = Gathering(self._line, made["id"], made["chat"]["title"])
        elif what.startswith("groups/"):
            _, number, action = what.split("/")
            group = self._groups[int(number)]
            answer = await self._line.ask("POST", f"groups/{group.id}/{action}", order)
            if becomes is not None:
                self._groups[becomes] = Gathering(self._line, answer["chat_id"], group.title)
        elif what == "faults" and not order:
            await self._line.ask("DELETE", "faults")
        else:
            await self._line.ask("POST", what, order)


_NAMES_OF_STEPS = frozenset({"after", "person", "does", "chat", "after_news", "on", "from_latest"})
