"""The groups of a story, and what a person in it sees and hears."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from simulator.lines import Line, StoryError
from simulator.mirrors import Heard, Screen
from simulator.views import View

QUIET_SECONDS = 0.3
Found = TypeVar("Found")


class Gathering:
    """A group or channel of a story."""

    def __init__(self, line: Line, chat_id: int, title: str) -> None:
        self._line = line
        self.id = chat_id
        self.title = title

    async def adds_bot(self, *, by: Senses | None = None, as_admin: bool = False) -> None:
        """Bring the bot in, or make it an administrator."""
        await self._order("adds_bot", by=by.id if by else None, as_admin=as_admin)

    async def kicks_bot(self, *, by: Senses | None = None) -> None:
        """Throw the bot out."""
        await self._order("kicks_bot", by=by.id if by else None)

    async def renames(self, title: str, *, by: Senses | None = None) -> None:
        """Take another name."""
        await self._order("renames", by=by.id if by else None, title=title)
        self.title = title

    async def migrates(self, *, by: Senses | None = None) -> Gathering:
        """Become a supergroup; return it."""
        answer = await self._order("migrates", by=by.id if by else None)
        return Gathering(self._line, answer["chat_id"], self.title)

    async def _order(self, action: str, **order: Any) -> dict[str, Any]:
        answer: dict[str, Any] = await self._line.ask("POST", f"groups/{self.id}/{action}", order)
        await self._line.catch_up(answer["last_seq"])
        return answer


class Senses:
    """The looking and listening half of a person of a story."""

    def __init__(self, line: Line, person_id: int, name: str) -> None:
        self._line = line
        self.id = person_id
        self.name = name
        self._since: dict[int, int] = {}
        self._heard: set[int] = set()

    # --- looking ----------------------------------------------------------------------------

    def see(self, chat: Gathering | None = None) -> View:
        """Return what this person sees of a chat."""
        return View(self._screen(chat), self.id)

    @property
    def messages(self) -> list[Heard]:
        """The messages of the private chat that are there."""
        return self.see().messages

    @property
    def last(self) -> Heard | None:
        """The bot's latest message."""
        return self.see().last

    @property
    def keyboard(self) -> list[list[str]]:
        """The words on the reply keyboard, in rows."""
        return self.see().keyboard

    @property
    def pinned(self) -> list[Heard]:
        """The pinned messages of the private chat."""
        return self.see().pinned

    @property
    def menu(self) -> dict[str, str]:
        """The commands this person is offered, with their descriptions."""
        return self.menu_in(self.id)

    def menu_in(self, chat_id: int, *, is_admin: bool = False) -> dict[str, str]:
        """Return the commands this person is offered in a chat."""
        mirror = self._line.mirror
        language = mirror.people.get(self.id, {}).get("language_code")
        found = mirror.menus.seen_by(self.id, language, chat_id=chat_id, is_admin=is_admin)
        return {one["command"]: one["description"] for one in found}

    def sees_button(self, words: str, chat: Gathering | None = None) -> bool:
        """Tell whether a button with these words can be pressed now."""
        return self.see(chat).sees_button(words)

    def transcript(self, chat: Gathering | None = None) -> str:
        """Return the chat as this person sees it, as lines."""
        return self.see(chat).transcript()

    # --- noticing ---------------------------------------------------------------------------

    async def hears(self, words: str, *, chat: Gathering | None = None, within: float | None = None) -> Heard:
        """Wait for a new message, edit or toast that contains the words."""
        heard = await self._listen_for(words, chat, self._patience(within))
        if heard is None:
            raise self._error(f"did not hear {words!r}", chat)
        self._heard.add(heard.seq)
        return heard

    async def does_not_hear(self, words: str, *, chat: Gathering | None = None, within: float = QUIET_SECONDS) -> None:
        """Make sure that nothing new contains the words, for a while."""
        heard = await self._listen_for(words, chat, within)
        if heard is not None:
            raise self._error(f"heard {words!r} in {heard.text!r}", chat)

    async def hears_nothing(self, *, chat: Gathering | None = None, within: float = QUIET_SECONDS) -> None:
        """Make sure that nothing new comes, for a while."""
        heard = await self._listen_for("", chat, within)
        if heard is not None:
            raise self._error(f"heard {heard.text!r}", chat)

    async def sees_gone(self, message: Heard, *, within: float | None = None) -> None:
        """Wait until a message has been deleted."""
        screen = self._line.mirror.screen(self.id, message.chat_id)

        def is_gone() -> bool | None:
            return screen.messages[message.id].is_deleted or None

        if await self._until(is_gone, self._patience(within)) is None:
            raise StoryError(f"{self.name} still sees {message.text!r}")

    async def opens(self, message: Heard) -> bytes:
        """Open the file of a message, a photo in its full size."""
        if message.file_id is None:
            raise StoryError(f"{self.name} finds no file in {message.text!r}")
        return await self._line.fetch(message.file_id)

    async def _listen_for(self, words: str, chat: Gathering | None, seconds: float) -> Heard | None:
        def first() -> Heard | None:
            return next((heard for heard in self._news(chat) if words in heard.text), None)

        return await self._until(first, seconds)

    async def _until(self, look: Callable[[], Found | None], seconds: float) -> Found | None:
        """Look at once and after each change, until something is found or the time is over."""
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + seconds
        while (found := look()) is None:
            left = ends_at - loop.time()
            if left <= 0 or not await self._line.changed_within(left):
                return look()
        return found

    def _news(self, chat: Gathering | None) -> list[Heard]:
        since = self._since.get(self._chat_id(chat), 0)
        log = self._screen(chat).log
        return [
            heard for heard in log if heard.seq > since and heard.sender_id != self.id and heard.seq not in self._heard
        ]

    # --- inside -----------------------------------------------------------------------------

    def _chat_id(self, chat: Gathering | None) -> int:
        return chat.id if chat else self.id

    def _screen(self, chat: Gathering | None) -> Screen:
        return self._line.mirror.screen(self.id, self._chat_id(chat))

    def _patience(self, within: float | None) -> float:
        return self._line.timeout if within is None else within

    def _error(self, reason: str, chat: Gathering | None) -> StoryError:
        where = chat.title if chat else "the private chat"
        return StoryError(f"{self.name} {reason}\n--- {where} ---\n{self.transcript(chat)}")
