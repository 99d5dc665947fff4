"""The people and groups of a story: each verb is an order to the simulator, each look a screen."""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING, Any

from simulator.mirrors import Heard, Screen

if TYPE_CHECKING:
    from simulator.client import Telegram

QUIET_SECONDS = 0.3


class StoryError(AssertionError):
    """The story did not go as told: not heard, not there, or not possible."""


class Gathering:
    """A group or channel of a story."""

    def __init__(self, telegram: Telegram, chat_id: int, title: str) -> None:
        self._telegram = telegram
        self.id = chat_id
        self.title = title

    async def adds_bot(self, *, by: Someone | None = None, as_admin: bool = False) -> None:
        """Bring the bot in, or make it an administrator."""
        await self._order("adds_bot", by=by.id if by else None, as_admin=as_admin)

    async def kicks_bot(self, *, by: Someone | None = None) -> None:
        """Throw the bot out."""
        await self._order("kicks_bot", by=by.id if by else None)

    async def migrates(self, *, by: Someone | None = None) -> Gathering:
        """Become a supergroup; return it."""
        answer = await self._order("migrates", by=by.id if by else None)
        return Gathering(self._telegram, answer["chat_id"], self.title)

    async def _order(self, action: str, **order: Any) -> dict[str, Any]:
        answer: dict[str, Any] = await self._telegram.ask("POST", f"groups/{self.id}/{action}", order)
        await self._telegram.catch_up(answer["last_seq"])
        return answer


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


class Someone:
    """A person of a story; see `simulator.client` for the whole vocabulary."""

    def __init__(self, telegram: Telegram, person_id: int, name: str) -> None:
        self._telegram = telegram
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
        mirror = self._telegram.mirror
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
        screen = self._telegram.mirror.screen(self.id, message.chat_id)
        async for _ in self._changes(self._patience(within)):
            if screen.messages[message.id].is_deleted:
                return
        raise StoryError(f"{self.name} still sees {message.text!r}")

    async def _listen_for(self, words: str, chat: Gathering | None, seconds: float) -> Heard | None:
        async for _ in self._changes(seconds):
            for heard in self._news(chat):
                if words in heard.text:
                    return heard
        return None

    async def _changes(self, seconds: float) -> Any:
        """Yield once at once and once after each change until the time is over."""
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + seconds
        yield
        while (left := ends_at - loop.time()) > 0 and await self._telegram.changed_within(left):
            yield

    def _news(self, chat: Gathering | None) -> list[Heard]:
        since = self._since.get(self._chat_id(chat), 0)
        log = self._screen(chat).log
        return [
            heard for heard in log if heard.seq > since and heard.sender_id != self.id and heard.seq not in self._heard
        ]

    # --- doing ------------------------------------------------------------------------------

    async def says(self, text: str, *, chat: Gathering | None = None, reply_to: Heard | None = None) -> Heard:
        """Write a text."""
        return await self._send("says", chat, text=text, reply_to=reply_to and reply_to.id)

    async def follows(self, link_or_token: str) -> Heard:
        """Open a start link and press Start."""
        return await self._send("follows", None, link=link_or_token)

    async def taps(
        self,
        words: str,
        *,
        on: Heard | None = None,
        chat: Gathering | None = None,
        at: tuple[float, float] | None = None,
        within: float | None = None,
    ) -> str:
        """Press a button: inline on the latest message that has it, else of the keyboard."""
        if on is not None and chat is None and on.chat_id != self.id:
            chat = Gathering(self._telegram, on.chat_id, "the group")
        view = self.see(chat)
        message = view.message(on.id) if on else view.with_button(words)
        if message is not None and (message.is_deleted or message.button(words) is None):
            message = None
        if message is None:
            if on is not None or view.keyboard_button(words) is None:
                raise self._error(f"sees no button {words!r}", chat)
            order = {} if at is None else {"latitude": at[0], "longitude": at[1]}
            await self._do("presses", chat, text=words, **order)
            return ""
        button = message.button(words) or {}
        answer = await self._do("taps", chat, message_id=message.id, text=button["text"])
        if answer["callback_id"] is None:
            return self._address(button, chat)
        return await self._answer(answer["callback_id"], chat, within, words)

    async def taps_data(self, data: str, *, on: Heard, within: float | None = None) -> str:
        """Send callback data that no button has, as altered or outdated clients do."""
        order = {"message_id": on.id, "data": data, "is_forged": True, "chat_id": on.chat_id}
        answer = await self._do("taps", None, **order)
        return await self._answer(answer["callback_id"], None, within, data)

    def _address(self, button: dict[str, Any], chat: Gathering | None) -> str:
        address = button.get("url") or button.get("web_app", {}).get("url")
        if address is None:
            raise self._error(f"cannot press {button['text']!r} in the simulator", chat)
        return str(address)

    async def _answer(self, callback_id: str, chat: Gathering | None, within: float | None, words: str) -> str:
        wait = self._patience(within)
        answer = await self._telegram.ask("GET", f"callbacks/{callback_id}?wait={wait}")
        if answer["answer"] is None:
            raise self._error(f"pressed {words!r} and the button kept spinning", chat)
        await self._telegram.catch_up(answer["last_seq"])
        return str(answer["answer"]["text"])

    async def shares_location(
        self,
        latitude: float,
        longitude: float,
        *,
        accuracy: float | None = None,
        chat: Gathering | None = None,
    ) -> Heard:
        """Send where one is."""
        place = {"latitude": latitude, "longitude": longitude, "accuracy": accuracy}
        return await self._send("shares_location", chat, **place)

    async def shares_live_location(
        self,
        latitude: float,
        longitude: float,
        *,
        accuracy: float | None = None,
        period: int = 3600,
        chat: Gathering | None = None,
    ) -> Heard:
        """Send where one is, and go on telling by `moves`."""
        place = {"latitude": latitude, "longitude": longitude, "accuracy": accuracy}
        return await self._send("shares_location", chat, live_period=period, **place)

    async def moves(self, message: Heard, latitude: float, longitude: float, *, stop: bool = False) -> None:
        """Move a live location; `stop` ends it."""
        place = {"latitude": latitude, "longitude": longitude, "stop": stop}
        await self._do("moves", None, chat_id=message.chat_id, message_id=message.id, **place)

    async def shares_contact(self, *, of: Someone | None = None, chat: Gathering | None = None) -> Heard:
        """Send a business card, one's own unless it is somebody else's."""
        return await self._send("shares_contact", chat, person_id=of.id if of else None)

    async def sends(
        self,
        kind: str,
        *,
        caption: str = "",
        content: bytes | None = None,
        name: str | None = None,
        size: int | None = None,
        chat: Gathering | None = None,
        reply_to: Heard | None = None,
    ) -> Heard:
        """Send a photo, video, voice, video_note, animation, audio, document or sticker."""
        order: dict[str, Any] = {"kind": kind, "caption": caption}
        if content is not None:
            order["content"] = base64.b64encode(content).decode()
        order |= {k: v for k, v in {"name": name, "size": size}.items() if v is not None}
        return await self._send("sends", chat, reply_to=reply_to and reply_to.id, **order)

    async def sends_photo(self, caption: str = "", **more: Any) -> Heard:
        """Send a photo."""
        return await self.sends("photo", caption=caption, **more)

    async def sends_video(self, caption: str = "", **more: Any) -> Heard:
        """Send a video."""
        return await self.sends("video", caption=caption, **more)

    async def sends_voice(self, **more: Any) -> Heard:
        """Send a voice message."""
        return await self.sends("voice", **more)

    async def sends_document(self, caption: str = "", **more: Any) -> Heard:
        """Send a document."""
        return await self.sends("document", caption=caption, **more)

    async def sends_sticker(self, **more: Any) -> Heard:
        """Send a sticker."""
        return await self.sends("sticker", **more)

    async def sends_album(
        self, size: int, *, caption: str = "", kind: str = "photo", chat: Gathering | None = None
    ) -> Heard:
        """Send an album of two to ten; returns its first message."""
        return await self._send("sends_album", chat, size=size, caption=caption, kind=kind)

    async def edits(self, message: Heard, text: str) -> None:
        """Change what one has written."""
        order = {"chat_id": message.chat_id, "message_id": message.id, "text": text}
        await self._do("edits", None, **order)

    async def deletes(self, message: Heard) -> None:
        """Delete a message."""
        await self._do("deletes", None, chat_id=message.chat_id, message_id=message.id)

    async def reacts(self, message: Heard, emoji: str | None) -> None:
        """Put a reaction on a message, or take it off."""
        order = {"chat_id": message.chat_id, "message_id": message.id, "emoji": emoji}
        await self._do("reacts", None, **order)

    async def blocks_bot(self) -> None:
        """Block the bot."""
        await self._do("blocks_bot", None)

    async def unblocks_bot(self) -> None:
        """Unblock the bot."""
        await self._do("unblocks_bot", None)

    async def joins(self, chat: Gathering, *, status: str = "member") -> None:
        """Join a group, or become its administrator."""
        await self._do("joins", chat, status=status)

    async def leaves(self, chat: Gathering) -> None:
        """Leave a group."""
        await self._do("leaves", chat)

    async def changes(self, **facts: Any) -> None:
        """Change one's name, language_code, phone, or delete the account (is_deactivated=True)."""
        answer = await self._telegram.ask("PATCH", f"people/{self.id}", facts)
        await self._telegram.catch_up(answer["last_seq"])

    # --- inside -----------------------------------------------------------------------------

    def _chat_id(self, chat: Gathering | None) -> int:
        return chat.id if chat else self.id

    def _screen(self, chat: Gathering | None) -> Screen:
        return self._telegram.mirror.screen(self.id, self._chat_id(chat))

    def _patience(self, within: float | None) -> float:
        return self._telegram.timeout if within is None else within

    def _error(self, reason: str, chat: Gathering | None) -> StoryError:
        where = chat.title if chat else "the private chat"
        return StoryError(f"{self.name} {reason}\n--- {where} ---\n{self.transcript(chat)}")

    async def _do(self, action: str, chat: Gathering | None, **order: Any) -> dict[str, Any]:
        order = {"chat_id": self._chat_id(chat)} | order
        try:
            answer: dict[str, Any] = await self._telegram.ask("POST", f"people/{self.id}/{action}", order)
        except StoryError as error:
            raise self._error(f"cannot do that: {error}", chat) from None
        self._since[order["chat_id"]] = answer["seq"]
        await self._telegram.catch_up(answer["last_seq"])
        return answer

    async def _send(self, action: str, chat: Gathering | None, **order: Any) -> Heard:
        answer = await self._do(action, chat, **order)
        payload = answer["messages"][0]
        return self._screen(chat).messages[payload["message_id"]]
