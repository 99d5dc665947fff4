"""What people do with their messengers: write, press, share, edit, block, join.

This is the only account of a person's side. The control API, the test client and every page go
through it, and it refuses what a real messenger would not let a person do.
"""

from __future__ import annotations

import re

from simulator.chats import Chat, ChatType, Keyboard, Message, Payload, Status, chat_member
from simulator.errors import CannotDoError
from simulator.files import StoredFile
from simulator.formatting import typed
from simulator.media import media_fields, store_example
from simulator.people import Person, Point
from simulator.privacy import tell_bot_of
from simulator.world import CallbackQuery, World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_START_LINK = re.compile(
    r"(?:https?://)?(?:t\.me|telegram\.me)/(?P<name>\w+)/?\?(?P<kind>start|startgroup)=(?P<token>.*)"
)
_START_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def send(world: World, person: Person, chat: Chat, content: Payload, *, reply_to: int | None = None) -> Message:
    """Put a person's message into a chat and let the bot know if it may."""
    require_can_write(person, chat)
    if reply_to is not None:
        replied = chat.find(reply_to)
        if replied is None:
            raise CannotDoError(f"there is no message {reply_to} to reply to")
        inner = {k: v for k, v in replied.payload.items() if k != "reply_to_message"}
        content = {"reply_to_message": inner} | content
    if chat.person is person:
        person.has_started = True
    message = world.add_message(chat, person, content)
    tell_bot_of(world, chat, message, is_edit=False)
    return message


def require_can_write(person: Person, chat: Chat) -> None:
    """Refuse what the messenger would not let this person do in this chat."""
    if person.is_deactivated:
        raise CannotDoError(f"{person.name} has no account any more")
    if chat.person is not None:
        if chat.person is not person:
            raise CannotDoError("that is somebody else's private chat")
        if person.has_blocked:
            raise CannotDoError(f"{person.name} has blocked the bot and must unblock it first")
        return
    if chat.migrated_to is not None:
        raise CannotDoError(f"the group has become the supergroup {chat.migrated_to}")
    status = chat.members.get(person.id, Status.LEFT)
    if not status.is_present:
        raise CannotDoError(f"{person.name} is not in {chat.title}")
    if chat.type is ChatType.CHANNEL and status is Status.MEMBER:
        raise CannotDoError(f"{person.name} may not post in {chat.title}")


def say(world: World, person: Person, chat: Chat, text: str, *, reply_to: int | None = None) -> list[Message]:
    """Write a text; one that is too long goes out in several messages, as messengers do."""
    text = text.strip()
    if not text:
        raise CannotDoError("a messenger does not send an empty text")
    parts = [text[i : i + TEXT_LIMIT] for i in range(0, len(text), TEXT_LIMIT)]
    return [send(world, person, chat, typed(part).fields(), reply_to=reply_to) for part in parts]


def follow_link(world: World, person: Person, link: str) -> list[Message]:
    """Open a link to the bot, or a bare start token, and press Start."""
    match = _START_LINK.fullmatch(link.strip())
    token = match["token"] if match else link.strip()
    if match and match["name"].lower() != world.bot.username.lower():
        raise CannotDoError(f"the link leads to @{match['name']}, not to @{world.bot.username}")
    if match and match["kind"] == "startgroup":
        raise CannotDoError("the link adds the bot to a group; use the group's own action")
    if not match and ("/" in token or "?" in token):
        raise CannotDoError(f"{link!r} is no start link")
    if token and not _START_TOKEN.fullmatch(token):
        raise CannotDoError(f"{token!r} is no start token: 1-64 of A-Z, a-z, 0-9, _ and -")
    if person.has_blocked:
        unblock(world, person)
    text = f"/start {token}" if token else "/start"
    return say(world, person, world.chats[person.id], text)


def share_location(world: World, person: Person, chat: Chat, point: Point, live_period: int = 0) -> Message:
    """Send a place, a moving one if `live_period` seconds are given."""
    person.location = point
    location = point.payload()
    if live_period:
        location["live_period"] = live_period
    return send(world, person, chat, {"location": location})


def move(world: World, person: Person, message: Message, point: Point, *, stop: bool = False) -> None:
    """Move a live location, which the bot sees as an edit."""
    location = message.payload.get("location", {})
    period = location.get("live_period", 0)
    if not period or message.payload["date"] + period <= world.clock.timestamp():
        raise CannotDoError("that location is not live any more")
    person.location = point
    moved = point.payload() | ({} if stop else {"live_period": period})
    _edit(world, person, message, {"location": moved}, dropped=("location",))


def share_contact(world: World, person: Person, chat: Chat, card: Payload) -> Message:
    """Send a business card, one's own or somebody else's."""
    if not card.get("phone_number"):
        raise CannotDoError("a contact needs a phone number, and this one has none")
    return send(world, person, chat, {"contact": card})


def send_media(
    world: World,
    person: Person,
    chat: Chat,
    kind: str,
    *,
    stored: StoredFile | None = None,
    caption: str = "",
    album: str | None = None,
    reply_to: int | None = None,
) -> Message:
    """Send a photo, video, voice, document, sticker …; an example one if none is given."""
    if len(caption) > CAPTION_LIMIT:
        raise CannotDoError("the caption is too long for a messenger")
    content = media_fields(kind, stored or store_example(world.files, kind))
    content |= typed(caption.strip()).fields("caption")
    if album:
        content["media_group_id"] = album
    return send(world, person, chat, content, reply_to=reply_to)


def send_album(
    world: World, person: Person, chat: Chat, size: int, *, kind: str = "photo", caption: str = ""
) -> list[Message]:
    """Send several photos or videos as one album; the first carries the caption."""
    if not 2 <= size <= 10:
        raise CannotDoError("an album has two to ten pieces")
    album = world.new_album_id()
    captions = [caption] + [""] * (size - 1)
    return [send_media(world, person, chat, kind, caption=c, album=album) for c in captions]


def edit_text(world: World, person: Person, message: Message, text: str) -> None:
    """Change a text or a caption one has sent."""
    text = text.strip()
    if not text:
        raise CannotDoError("a messenger does not accept an empty text")
    prefix = "" if "text" in message.payload else "caption"
    dropped = ("text", "entities") if not prefix else ("caption", "caption_entities")
    _edit(world, person, message, typed(text).fields(prefix), dropped=dropped)


def _edit(world: World, person: Person, message: Message, content: Payload, *, dropped: tuple[str, ...]) -> None:
    chat = world.chat(message.chat_id)
    require_can_write(person, chat)
    if message.sender_id != person.id or message.is_deleted:
        raise CannotDoError("one can edit only one's own messages that are still there")
    kept = {k: v for k, v in message.payload.items() if k not in {*dropped, "edit_date"}}
    if kept | content == {k: v for k, v in message.payload.items() if k != "edit_date"}:
        raise CannotDoError("nothing was changed")
    world.edit_message(chat, message, kept | content)
    tell_bot_of(world, chat, message, is_edit=True)


def find_button(message: Message, text: str | None, data: str | None) -> Payload | None:
    """Return the inline button of a message that has these words or this data."""
    rows = message.payload.get("reply_markup", {}).get("inline_keyboard", [])
    buttons: list[Payload] = [button for row in rows for button in row]
    if data is not None:
        return next((b for b in buttons if b.get("callback_data") == data), None)
    exact = next((b for b in buttons if b["text"] == text), None)
    return exact or next((b for b in buttons if text and text in b["text"]), None)


def press_inline(world: World, person: Person, message: Message, button: Payload) -> CallbackQuery | None:
    """Press an inline button; only one with callback data asks the bot something."""
    chat = world.chat(message.chat_id)
    _require_can_see(person, chat)
    if message.is_deleted:
        raise CannotDoError("that message has been deleted")
    if "callback_data" in button:
        return world.ask_callback(person, message, button["callback_data"])
    return None


def _require_can_see(person: Person, chat: Chat) -> None:
    if person.id not in chat.audience():
        raise CannotDoError(f"{person.name} does not see that chat")
    if chat.person is not None and person.has_blocked:
        raise CannotDoError(f"{person.name} has blocked the bot and must unblock it first")


def forge_press(world: World, person: Person, message: Message, data: str) -> CallbackQuery:
    """Send callback data no button has, as an altered client or an outdated message can."""
    _require_can_see(person, world.chat(message.chat_id))
    return world.ask_callback(person, message, data)


def press_keyboard(
    world: World, person: Person, chat: Chat, button: Payload, *, point: Point | None = None
) -> list[Message]:
    """Press a button of the reply keyboard: it writes, or shares what it asks for."""
    keyboard = chat.keyboards.get(person.id)
    if button.get("request_contact"):
        sent = [share_contact(world, person, chat, person.contact())]
    elif button.get("request_location"):
        place = point or person.location
        if place is None:
            raise CannotDoError(f"the button asks where {person.name} is, and nobody has said")
        sent = [share_location(world, person, chat, place)]
    elif {"request_poll", "request_users", "request_chat"} & button.keys():
        raise CannotDoError("the simulator cannot press this kind of button")
    else:
        sent = say(world, person, chat, button["text"])
    if keyboard is not None and keyboard.markup.get("one_time_keyboard"):
        hidden = Keyboard(keyboard.markup, keyboard.message_id, is_hidden=True)
        world.lay_keyboard(chat, person.id, hidden)
    return sent


def block(world: World, person: Person) -> None:
    """Block the bot."""
    _change_blocked(world, person, is_blocked=True)


def unblock(world: World, person: Person) -> None:
    """Let the bot write again."""
    _change_blocked(world, person, is_blocked=False)


def _change_blocked(world: World, person: Person, *, is_blocked: bool) -> None:
    if person.has_blocked == is_blocked:
        raise CannotDoError("that is so already")
    person.has_blocked = is_blocked
    statuses = (Status.MEMBER, Status.KICKED)
    old, new = statuses if is_blocked else statuses[::-1]
    world.tell_bot(
        "my_chat_member",
        {
            "chat": person.private_chat(),
            "from": person.user(),
            "date": world.clock.timestamp(),
            "old_chat_member": chat_member(world.bot.user(), old),
            "new_chat_member": chat_member(world.bot.user(), new),
        },
        order_key=person.id,
    )
    world.events.add("person", to=[person.id], person=person.describe())


def react(world: World, person: Person, message: Message, emoji: str | None) -> None:
    """Put one's reaction on a message, or take it off."""
    chat = world.chat(message.chat_id)
    _require_can_see(person, chat)
    world.tell_bot(
        "message_reaction",
        {
            "chat": chat.payload(),
            "message_id": message.id,
            "user": person.user(),
            "date": world.clock.timestamp(),
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
        },
        order_key=chat.id,
    )
