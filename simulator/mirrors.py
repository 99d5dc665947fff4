"""What each person's screen shows, followed from the stream of events.

The test client looks at screens without asking the server each time; this keeps them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.clock import Clock
from simulator.commands import CommandMenus
from simulator.contents import describe
from simulator.events import Event
from simulator.media import KINDS

Payload = dict[str, Any]


@dataclass(slots=True)
class Heard:
    """Something a person noticed: a message, an edit of one, or a toast.

    `payload` is the Message object; for a toast it is the answer to the callback query.
    """

    seq: int
    kind: str
    chat_id: int
    sender_id: int
    payload: Payload
    is_deleted: bool = False

    @property
    def id(self) -> int:
        """The number of the message."""
        return int(self.payload["message_id"])

    @property
    def text(self) -> str:
        """The text, the caption, the words of a toast, or the kind of content in brackets."""
        return self.payload.get("text", "") if self.kind == "toast" else describe(self.payload)

    @property
    def sender_name(self) -> str:
        """The name above the message."""
        sender = self.payload.get("from") or self.payload.get("sender_chat") or {}
        return str(sender.get("first_name") or sender.get("title") or "bot")

    @property
    def entities(self) -> list[Payload]:
        """The entities of the text or caption."""
        found: list[Payload] = self.payload.get("entities") or self.payload.get("caption_entities") or []
        return found

    @property
    def file_id(self) -> str | None:
        """The identifier of the file in the message, of a photo in its full size."""
        for kind in KINDS:
            medium = self.payload.get(kind)
            if medium:
                return str((medium[-1] if isinstance(medium, list) else medium)["file_id"])
        return None

    @property
    def inline_keyboard(self) -> list[list[Payload]]:
        """The inline buttons as objects, in rows."""
        rows: list[list[Payload]] = self.payload.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[list[str]]:
        """The words on the inline buttons, in rows."""
        return [[str(button["text"]) for button in row] for row in self.inline_keyboard]

    def button(self, words: str) -> Payload | None:
        """Return the inline button with exactly these words, else one that contains them."""
        buttons = [button for row in self.inline_keyboard for button in row]
        exact = next((b for b in buttons if b["text"] == words), None)
        return exact or next((b for b in buttons if words in b["text"]), None)


@dataclass(slots=True)
class Screen:
    """One person's view of one chat."""

    messages: dict[int, Heard] = field(default_factory=dict)
    log: list[Heard] = field(default_factory=list)
    keyboard: list[list[Payload]] = field(default_factory=list)
    pinned: list[int] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)


class Mirror:
    """All screens, the clock and the menus, as of event number `seq`."""

    def __init__(self) -> None:
        self.seq = 0
        self.clock = Clock()
        self.menus = CommandMenus()
        self.people: dict[int, Payload] = {}
        self.groups: dict[int, Payload] = {}
        self.wishes: list[str] = []
        self.screens: dict[tuple[int, int], Screen] = defaultdict(Screen)

    def follow(self, events: list[Event], seq: int) -> None:
        """Take in a list of events."""
        for event in events:
            self._take(event)
        self.seq = max(self.seq, seq)

    def screen(self, person_id: int, chat_id: int) -> Screen:
        """Return what a person sees of a chat."""
        return self.screens[person_id, chat_id]

    def _take(self, event: Event) -> None:
        take: Callable[[Event], None] | None = getattr(self, f"_on_{event['kind']}", None)
        if take is not None:
            take(event)

    def _on_message(self, event: Event) -> None:
        self._hear(event, "message", event["message"])

    def _on_edit(self, event: Event) -> None:
        self._hear(event, "edit", event["message"])

    def _on_answer(self, event: Event) -> None:
        if event["text"]:
            self._hear(event, "toast", event)

    def _on_delete(self, event: Event) -> None:
        for screen in self._screens(event):
            if event["message_id"] in screen.messages:
                screen.messages[event["message_id"]].is_deleted = True

    def _on_keyboard(self, event: Event) -> None:
        for screen in self._screens(event):
            screen.keyboard = [] if event["is_hidden"] else event["rows"]

    def _on_pinned(self, event: Event) -> None:
        for screen in self._screens(event):
            screen.pinned = event["message_ids"]

    def _on_action(self, event: Event) -> None:
        for screen in self._screens(event):
            screen.actions.append(event["action"])

    def _on_person(self, event: Event) -> None:
        self.people[event["person"]["id"]] = event["person"]

    def _on_chat(self, event: Event) -> None:
        self.groups[event["chat"]["id"]] = event

    def _on_menus(self, event: Event) -> None:
        self.menus.follow(event["menus"])

    def _on_clock(self, event: Event) -> None:
        self.clock.follow(event["clock"])

    def _on_wish(self, event: Event) -> None:
        self.wishes.append(event["wish"])

    def _on_reset(self, _event: Event) -> None:
        self.screens.clear()
        self.people.clear()
        self.groups.clear()
        self.menus = CommandMenus()

    def _screens(self, event: Event) -> list[Screen]:
        return [self.screens[person_id, event["chat_id"]] for person_id in event["to"]]

    def _hear(self, event: Event, kind: str, payload: Payload) -> None:
        sender_id = event.get("sender_id", 0)
        for screen in self._screens(event):
            heard = Heard(event["seq"], kind, event["chat_id"], sender_id, payload)
            screen.log.append(heard)
            if kind != "toast":
                screen.messages[heard.id] = heard
