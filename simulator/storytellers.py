"""The people of a story: each verb is an order to the simulator, given as a messenger allows it."""

from __future__ import annotations

import base64
from typing import Any

from simulator.lines import StoryError
from simulator.mirrors import Heard
from simulator.senses import Gathering, Senses


class Someone(Senses):
    """A person of a story; see `simulator.client` for the whole vocabulary."""

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
            chat = Gathering(self._line, on.chat_id, "the group")
        view = self.see(chat)
        message = view.message(on.id) if on else view.with_button(words)
        if message is not None and (message.is_deleted or message.button(words) is None):
            message = None
        if message is None:
            if on is not None or view.keyboard_button(words) is None:
                raise self._error(f"sees no button {words!r}", chat)
            order = {} if at is None else {"latitude": at[0], "longitude": at[1]}
            pressed = await self.does("presses", chat, text=words, **order)
            return str(pressed.get("url", ""))
        button = message.button(words) or {}
        answer = await self.does("taps", chat, message_id=message.id, text=button["text"])
        if answer["callback_id"] is None:
            if answer["url"] is None:
                raise self._error(f"cannot press {button['text']!r} in the simulator", chat)
            return str(answer["url"])
        return await self._answer(answer["callback_id"], chat, within, words)

    async def taps_data(self, data: str, *, on: Heard, within: float | None = None) -> str:
        """Send callback data that no button has, as altered or outdated clients do."""
        order = {"message_id": on.id, "data": data, "is_forged": True, "chat_id": on.chat_id}
        answer = await self.does("taps", None, **order)
        return await self._answer(answer["callback_id"], None, within, data)

    async def opens_app(self) -> str:
        """Press the menu button; the address of the Mini App as it is opened."""
        return str((await self.does("opens_app"))["url"])

    async def sends_app_data(self, words: str, data: str) -> Heard:
        """Let the app of a keyboard button send data to the chat."""
        return await self._send("sends_app_data", None, text=words, data=data)

    async def _answer(self, callback_id: str, chat: Gathering | None, within: float | None, words: str) -> str:
        wait = self._patience(within)
        answer = await self._line.ask("GET", f"callbacks/{callback_id}?wait={wait}")
        if answer["answer"] is None:
            raise self._error(f"pressed {words!r} and the button kept spinning", chat)
        await self._line.catch_up(answer["last_seq"])
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
        await self.does("moves", None, chat_id=message.chat_id, message_id=message.id, **place)

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
        await self.does("edits", None, **order)

    async def deletes(self, message: Heard) -> None:
        """Delete a message."""
        await self.does("deletes", None, chat_id=message.chat_id, message_id=message.id)

    async def reacts(self, message: Heard, emoji: str | None) -> None:
        """Put a reaction on a message, or take it off."""
        order = {"chat_id": message.chat_id, "message_id": message.id, "emoji": emoji}
        await self.does("reacts", None, **order)

    async def blocks_bot(self) -> None:
        """Block the bot."""
        await self.does("blocks_bot", None)

    async def unblocks_bot(self) -> None:
        """Unblock the bot."""
        await self.does("unblocks_bot", None)

    async def joins(self, chat: Gathering, *, status: str = "member") -> None:
        """Join a group, or become its administrator."""
        await self.does("joins", chat, status=status)

    async def leaves(self, chat: Gathering) -> None:
        """Leave a group."""
        await self.does("leaves", chat)

    async def changes(self, **facts: Any) -> None:
        """Change one's name, language_code, phone, or delete the account (is_deactivated=True)."""
        answer = await self._line.ask("PATCH", f"people/{self.id}", facts)
        await self._line.catch_up(answer["last_seq"])

    async def does(self, action: str, chat: Gathering | None = None, **order: Any) -> dict[str, Any]:
        """Carry out an action by the name and with the fields the control API gives it."""
        order = {"chat_id": self._chat_id(chat)} | order
        try:
            answer: dict[str, Any] = await self._line.ask("POST", f"people/{self.id}/{action}", order)
        except StoryError as error:
            raise self._error(f"cannot do that: {error}", chat) from None
        self._since[order["chat_id"]] = answer["seq"]
        await self._line.catch_up(answer["last_seq"])
        return answer

    async def _send(self, action: str, chat: Gathering | None, **order: Any) -> Heard:
        answer = await self.does(action, chat, **order)
        payload = answer["messages"][0]
        return self._screen(chat).messages[payload["message_id"]]
