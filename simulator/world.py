"""The whole simulated Telegram around one bot: people, chats, messages, and what becomes of them.

People's side (`simulator.actions`) and the bot's side (`simulator.methods`) both change the world
through the verbs of this module, so that there is one account of who sees what.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from simulator.chats import Chat, ChatType, Keyboard, Message, Payload, Status, chat_member
from simulator.clock import Clock
from simulator.commands import CommandMenus
from simulator.errors import CannotDoError, bad_request
from simulator.events import EventLog
from simulator.faults import FaultScript
from simulator.files import FileStore
from simulator.limits import Limits
from simulator.people import BotAccount, Person, Point
from simulator.stages import Stage
from simulator.updates import Pending, UpdateQueue
from simulator.webhooks import Webhook


@dataclass(slots=True)
class CallbackQuery:
    """A press of an inline button that waits for the bot's answer."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    asked_at: datetime
    answer: Payload | None = None


class World:
    """Everything the simulator knows, in memory."""

    def __init__(self, bot: BotAccount, *, clock: Clock | None = None, limits: Limits | None = None) -> None:
        self.bot = bot
        self.clock = clock or Clock()
        self.limits = limits or Limits()
        self.events = EventLog(self.clock)
        self.updates = UpdateQueue(self.clock)
        self.updates.on_confirm = self._note_taken
        self.webhook = Webhook(self.updates, self.clock)
        self.clock_reads = 0
        self.reset()

    def reset(self) -> None:
        """Forget people, chats and history; the numbering of updates and events goes on."""
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self.files = FileStore(self.bot.id)
        self.menus = CommandMenus()
        self.menu_buttons: dict[int, Payload] = {}
        self.faults = FaultScript()
        self.calls: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.stage = Stage(self.events)
        self.limits.reset()
        self.updates.drop_all()
        self._person_ids = count(700_000_001)
        self._group_ids = count(4_000_001)
        self._callback_ids = count(1)
        self._album_ids = count(13_000_000_000_000_001)
        self._own_message_id = 0
        self.events.add("reset")

    # --- people and chats -------------------------------------------------------------------

    def add_person(
        self,
        first_name: str,
        *,
        person_id: int | None = None,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        phone: str | None = None,
        location: Point | None = None,
    ) -> Person:
        """Let somebody install the messenger."""
        if person_id is None:
            person_id = next(i for i in self._person_ids if i not in self.people)
        if person_id in self.people or person_id == self.bot.id:
            raise CannotDoError(f"there is already somebody with the id {person_id}")
        if person_id <= 0:
            raise CannotDoError("ids of people are positive")
        person = Person(person_id, first_name, last_name, username, language_code, phone, location)
        self.people[person_id] = person
        self.chats[person_id] = Chat(person_id, ChatType.PRIVATE, person=person)
        self.events.add("person", to=[person_id], person=person.describe())
        return person

    def add_group(self, title: str, type_: ChatType, members: dict[int, Status]) -> Chat:
        """Let people make a group or a channel; the bot is added to it separately."""
        number = next(self._group_ids)
        chat_id = -number if type_ is ChatType.GROUP else -1_000_000_000_000 - number
        chat = Chat(chat_id, type_, title=title, members=dict(members))
        self.chats[chat_id] = chat
        self.announce_chat(chat)
        return chat

    def announce_chat(self, chat: Chat) -> None:
        """Tell everybody what a chat has become."""
        members = {str(person_id): status.value for person_id, status in chat.members.items()}
        self.events.add(
            "chat",
            to=list(chat.members),
            chat=chat.payload(),
            members=members,
            bot_status=chat.bot_status.value,
            migrated_to=chat.migrated_to,
        )

    def person(self, person_id: int) -> Person:
        """Return somebody who exists."""
        if person_id not in self.people:
            raise CannotDoError(f"there is nobody with the id {person_id}")
        return self.people[person_id]

    def chat(self, chat_id: int) -> Chat:
        """Return a chat that exists."""
        if chat_id not in self.chats:
            raise CannotDoError(f"there is no chat {chat_id}")
        return self.chats[chat_id]

    def user(self, user_id: int) -> Payload | None:
        """Return the User object of a person or the bot."""
        if user_id == self.bot.id:
            return self.bot.user()
        person = self.people.get(user_id)
        return person.user() if person else None

    # --- messages ---------------------------------------------------------------------------

    def new_album_id(self) -> str:
        """Return the number that ties the messages of one album together."""
        return str(next(self._album_ids))

    def add_message(self, chat: Chat, sender: Person | None, content: Payload) -> Message:
        """Put a message into a chat; `sender` None is the bot."""
        message_id = self._next_message_id(chat)
        payload: Payload = {"message_id": message_id}
        if chat.type is ChatType.CHANNEL:
            payload["sender_chat"] = chat.payload()
        else:
            payload["from"] = sender.user() if sender else self.bot.user()
        payload |= {"chat": chat.payload(), "date": self.clock.timestamp()}
        payload |= content
        sender_id = sender.id if sender else self.bot.id
        message = Message(message_id, chat.id, sender_id, payload)
        chat.messages[message_id] = message
        if sender is not None:
            chat.read_up_to[sender.id] = message_id
        self.events.add("message", to=chat.audience(), chat_id=chat.id, sender_id=sender_id, message=payload)
        return message

    def edit_message(self, chat: Chat, message: Message, content: Payload) -> None:
        """Replace a message's content where it stands."""
        edited = content | {"edit_date": self.clock.timestamp()}
        message.replace(edited)
        self.events.add(
            "edit",
            to=chat.audience(),
            chat_id=chat.id,
            sender_id=message.sender_id,
            message=edited,
        )

    def delete_message(self, chat: Chat, message: Message) -> None:
        """Take a message away from everybody."""
        message.is_deleted = True
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
        self.events.add("delete", to=chat.audience(), chat_id=chat.id, message_id=message.id)

    def note_pins(self, chat: Chat) -> None:
        """Tell everybody which messages are pinned now."""
        self.events.add("pinned", to=chat.audience(), chat_id=chat.id, message_ids=[*chat.pinned])

    def lay_keyboard(self, chat: Chat, person_id: int, keyboard: Keyboard | None) -> None:
        """Put a reply keyboard under a person's chat, or take it away."""
        if keyboard is None:
            if chat.keyboards.pop(person_id, None) is None:
                return
        else:
            chat.keyboards[person_id] = keyboard
        self.events.add(
            "keyboard",
            to=[person_id],
            chat_id=chat.id,
            rows=keyboard.rows if keyboard else [],
            markup=keyboard.markup if keyboard else None,
            is_hidden=keyboard.is_hidden if keyboard else False,
        )

    def _next_message_id(self, chat: Chat) -> int:
        # A bot's private chats and basic groups share one numbering; every supergroup and channel
        # has its own.
        if chat.type in {ChatType.SUPERGROUP, ChatType.CHANNEL}:
            chat.last_message_id += 1
            return chat.last_message_id
        self._own_message_id += 1
        return self._own_message_id

    # --- what reaches the bot ---------------------------------------------------------------

    def tell_bot(self, kind: str, body: Payload, *, order_key: int) -> int | None:
        """Queue an update; return its number, or None if the bot does not want its kind."""
        return self.updates.add(kind, body, order_key=order_key)

    def _note_taken(self, pending: Pending) -> None:
        """Let a sender's messenger show that the bot has a message for good."""
        sender = pending.body.get("from", {}).get("id")
        if pending.kind in {"message", "edited_message"} and sender in self.people:
            chat_id, message_id = pending.body["chat"]["id"], pending.body["message_id"]
            self.events.add("taken", to=[sender], chat_id=chat_id, message_id=message_id)

    def change_bot_status(self, chat: Chat, by: Person, status: Status) -> None:
        """Add the bot to a chat, promote it, or throw it out, and let it know."""
        old, chat.bot_status = chat.bot_status, status
        self.tell_bot(
            "my_chat_member",
            {
                "chat": chat.payload(),
                "from": by.user(),
                "date": self.clock.timestamp(),
                "old_chat_member": chat_member(self.bot.user(), old),
                "new_chat_member": chat_member(self.bot.user(), status),
            },
            order_key=chat.id,
        )
        self.announce_chat(chat)

    def change_member(self, chat: Chat, by: Person | None, person: Person, status: Status) -> None:
        """Let a person join, leave, be promoted or thrown out."""
        old = chat.members.get(person.id, Status.LEFT)
        chat.members[person.id] = status
        if chat.bot_status.is_present:
            self.tell_bot(
                "chat_member",
                {
                    "chat": chat.payload(),
                    "from": by.user() if by else self.bot.user(),
                    "date": self.clock.timestamp(),
                    "old_chat_member": chat_member(person.user(), old),
                    "new_chat_member": chat_member(person.user(), status),
                },
                order_key=chat.id,
            )
        self.announce_chat(chat)

    def ask_callback(self, person: Person, message: Message, data: str) -> CallbackQuery:
        """Let a person press an inline button with callback data."""
        query_id = f"{person.id}{next(self._callback_ids):08d}"
        query = CallbackQuery(query_id, person.id, message.chat_id, message.id, self.clock.now())
        self.callbacks[query_id] = query
        body = {
            "id": query_id,
            "from": person.user(),
            "message": message.payload,
            "chat_instance": str(7_000_000_000_000 + message.chat_id),
            "data": data,
        }
        self.events.add(
            "callback",
            to=[person.id],
            chat_id=message.chat_id,
            message_id=message.id,
            callback_id=query_id,
            data=data,
        )
        self.tell_bot("callback_query", body, order_key=message.chat_id)
        return query

    # --- small questions --------------------------------------------------------------------

    def resolve_chat(self, address: str) -> Chat:
        """Return the chat a bot means by a number or an @name."""
        if address.startswith("@"):
            name = address[1:].lower()
            for chat in self.chats.values():
                if chat.username and chat.username.lower() == name:
                    return chat
            raise bad_request("chat not found")
        try:
            return self.chats[int(address)]
        except (KeyError, ValueError):
            raise bad_request("chat not found") from None
