"""What one person sees of one chat: messages, buttons, keyboard, pins, and the transcript."""

from __future__ import annotations

from typing import Any

from simulator.mirrors import Heard, Screen


class View:
    """What one person sees of one chat."""

    def __init__(self, screen: Screen, person_id: int) -> None:
        self._screen = screen
        self._person_id = person_id

    @property
    def messages(self) -> list[Heard]:
        """The messages that are there, oldest first, edits in place."""
        return [message for message in self._screen.messages.values() if not message.is_deleted]

    @property
    def last(self) -> Heard | None:
        """The latest message of anybody else."""
        foreign = [m for m in self.messages if m.sender_id != self._person_id]
        return foreign[-1] if foreign else None

    @property
    def keyboard(self) -> list[list[str]]:
        """The words on the reply keyboard, in rows."""
        return [[str(button["text"]) for button in row] for row in self._screen.keyboard]

    @property
    def pinned(self) -> list[Heard]:
        """The pinned messages."""
        return [self._screen.messages[i] for i in self._screen.pinned]

    def keyboard_button(self, words: str) -> dict[str, Any] | None:
        """Return the reply keyboard's button with these words."""
        buttons = [button for row in self._screen.keyboard for button in row]
        exact = next((b for b in buttons if b["text"] == words), None)
        return exact or next((b for b in buttons if words in b["text"]), None)

    def with_button(self, words: str) -> Heard | None:
        """Return the latest message that has an inline button with these words."""
        return next((m for m in reversed(self.messages) if m.button(words)), None)

    def message(self, message_id: int) -> Heard | None:
        """Return a message as it stands now."""
        return self._screen.messages.get(message_id)

    def sees_button(self, words: str) -> bool:
        """Tell whether a button with these words can be pressed now."""
        return bool(self.with_button(words) or self.keyboard_button(words))

    def transcript(self) -> str:
        """Return the chat as lines, with buttons and what happened to messages."""
        lines: list[str] = []
        for heard in self._screen.log:
            if heard.kind == "toast":
                lines.append(f"      (toast) {heard.text}")
                continue
            who = "I" if heard.sender_id == self._person_id else heard.sender_name
            marks = " (edit)" if heard.kind == "edit" else ""
            marks += " (deleted)" if heard.is_deleted else ""
            lines.append(f"#{heard.id:<4} {who}{marks}: {heard.text}".replace("\n", "\n      "))
            lines += [f"      [{'] ['.join(row)}]" for row in heard.buttons]
        if self._screen.keyboard:
            lines += ["keyboard:"] + [f"      [{'] ['.join(row)}]" for row in self.keyboard]
        return "\n".join(lines) or "(nothing has been said)"
