"""The director's orders in JSON: which action of a person or a group each name stands for."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from simulator import actions, doors, gatherings
from simulator.chats import Chat, ChatType, Message, Payload, Status
from simulator.errors import CannotDoError
from simulator.files import StoredFile
from simulator.media import EXAMPLES, KINDS
from simulator.people import Person, Point
from simulator.world import World

Order = dict[str, Any]
PersonAction = Callable[[World, Person, Order], Payload]
PERSON_ACTIONS: dict[str, PersonAction] = {}
GROUP_ACTIONS: dict[str, Callable[[World, Chat, Order], Payload]] = {}


def _action(name: str) -> Callable[[PersonAction], PersonAction]:
    def declare(function: PersonAction) -> PersonAction:
        PERSON_ACTIONS[name] = function
        return function

    return declare


def point(order: Order) -> Point | None:
    """Return the place an order names."""
    if order.get("latitude") is None:
        return None
    accuracy = order.get("accuracy")
    latitude, longitude = float(order["latitude"]), float(order["longitude"])
    return Point(latitude, longitude, None if accuracy is None else float(accuracy))


def _place(person: Person, order: Order) -> Point:
    place = point(order) or person.location
    if place is None:
        raise CannotDoError(f"nobody has said where {person.name} is")
    return place


def _chat(world: World, person: Person, order: Order) -> Chat:
    return world.chat(int(order.get("chat_id") or person.id))


def _message(world: World, person: Person, order: Order) -> Message:
    chat = _chat(world, person, order)
    message = chat.messages.get(int(order["message_id"]))
    if message is None:
        raise CannotDoError(f"there is no message {order['message_id']} in that chat")
    return message


def _sent(messages: list[Message]) -> Payload:
    return {"messages": [message.payload for message in messages]}


@_action("says")
def _says(world: World, person: Person, order: Order) -> Payload:
    chat = _chat(world, person, order)
    reply_to = order.get("reply_to")
    return _sent(actions.say(world, person, chat, order["text"], reply_to=reply_to))


@_action("follows")
def _follows(world: World, person: Person, order: Order) -> Payload:
    return _sent(actions.follow_link(world, person, order["link"]))


@_action("taps")
def _taps(world: World, person: Person, order: Order) -> Payload:
    message = _message(world, person, order)
    text, data = order.get("text"), order.get("data")
    if order.get("is_forged"):
        return {"callback_id": actions.forge_press(world, person, message, str(data)).id}
    button = actions.find_button(message, text, data)
    if button is None:
        raise CannotDoError(f"message {message.id} has no button {text or data!r}")
    query = actions.press_inline(world, person, message, button)
    url = doors.address_of(world, person, button, theme=order.get("theme", "light"))
    return {"callback_id": query.id if query else None, "button": button, "url": url}


@_action("presses")
def _presses(world: World, person: Person, order: Order) -> Payload:
    chat = _chat(world, person, order)
    keyboard = chat.keyboards.get(person.id)
    rows = keyboard.rows if keyboard else []
    buttons = [button for row in rows for button in row]
    wanted = str(order["text"])
    exact = next((b for b in buttons if b["text"] == wanted), None)
    button = exact or next((b for b in buttons if wanted in b["text"]), None)
    if button is None:
        raise CannotDoError(f"{person.name}'s keyboard has no button {wanted!r}")
    url = doors.open_from_keyboard(world, person, button, theme=order.get("theme", "light"))
    if url is not None:
        return {"messages": [], "button": button, "url": url}
    return _sent(actions.press_keyboard(world, person, chat, button, point=point(order)))


@_action("opens_app")
def _opens_app(world: World, person: Person, order: Order) -> Payload:
    return {"url": doors.open_from_menu(world, person, theme=order.get("theme", "light"))}


@_action("sends_app_data")
def _sends_app_data(world: World, person: Person, order: Order) -> Payload:
    chat = _chat(world, person, order)
    return _sent([doors.send_app_data(world, person, chat, order["text"], order["data"])])


@_action("shares_location")
def _shares_location(world: World, person: Person, order: Order) -> Payload:
    chat, period = _chat(world, person, order), int(order.get("live_period", 0))
    place = _place(person, order)
    return _sent([actions.share_location(world, person, chat, place, live_period=period)])


@_action("moves")
def _moves(world: World, person: Person, order: Order) -> Payload:
    message = _message(world, person, order)
    stop = bool(order.get("stop"))
    actions.move(world, person, message, _place(person, order), stop=stop)
    return _sent([message])


@_action("shares_contact")
def _shares_contact(world: World, person: Person, order: Order) -> Payload:
    card = order.get("contact")
    if card is None and order.get("person_id"):
        card = world.person(int(order["person_id"])).contact()
    chat = _chat(world, person, order)
    return _sent([actions.share_contact(world, person, chat, card or person.contact())])


@_action("sends")
def _sends(world: World, person: Person, order: Order) -> Payload:
    kind = order.get("kind", "photo")
    if kind not in KINDS:
        raise CannotDoError(f"{kind!r} is none of {', '.join(KINDS)}")
    message = actions.send_media(
        world,
        person,
        _chat(world, person, order),
        kind,
        stored=_stored(world, kind, order),
        caption=order.get("caption", ""),
        reply_to=order.get("reply_to"),
    )
    return _sent([message])


def _stored(world: World, kind: str, order: Order) -> StoredFile | None:
    claimed = order.get("size")
    if order.get("content") is None and order.get("name") is None and claimed is None:
        return None
    example, name, mime_type = EXAMPLES[kind]
    content = base64.b64decode(order["content"]) if order.get("content") is not None else example
    return world.files.add(
        content,
        name=order.get("name", name),
        kind=kind,
        mime_type=order.get("mime_type", mime_type),
        claimed_size=claimed,
    )


@_action("sends_album")
def _sends_album(world: World, person: Person, order: Order) -> Payload:
    chat, caption = _chat(world, person, order), order.get("caption", "")
    kind = order.get("kind", "photo")
    size = int(order.get("size", 2))
    return _sent(actions.send_album(world, person, chat, size, kind=kind, caption=caption))


@_action("edits")
def _edits(world: World, person: Person, order: Order) -> Payload:
    message = _message(world, person, order)
    actions.edit_text(world, person, message, order["text"])
    return _sent([message])


@_action("deletes")
def _deletes(world: World, person: Person, order: Order) -> Payload:
    message = _message(world, person, order)
    world.delete_message(world.chat(message.chat_id), message)
    return {}


@_action("reacts")
def _reacts(world: World, person: Person, order: Order) -> Payload:
    actions.react(world, person, _message(world, person, order), order.get("emoji"))
    return {}


@_action("blocks_bot")
def _blocks(world: World, person: Person, _order: Order) -> Payload:
    actions.block(world, person)
    return {}


@_action("unblocks_bot")
def _unblocks(world: World, person: Person, _order: Order) -> Payload:
    actions.unblock(world, person)
    return {}


@_action("reads")
def _reads(world: World, person: Person, order: Order) -> Payload:
    chat = _chat(world, person, order)
    chat.read_up_to[person.id] = int(order.get("message_id") or max(chat.messages, default=0))
    world.events.add("read", to=[person.id], chat_id=chat.id, message_id=chat.read_up_to[person.id])
    return {}


@_action("joins")
def _joins(world: World, person: Person, order: Order) -> Payload:
    status = Status(order.get("status", "member"))
    by = world.person(int(order["by"])) if order.get("by") else None
    gatherings.join(world, _chat(world, person, order), person, status, by=by)
    return {}


@_action("leaves")
def _leaves(world: World, person: Person, order: Order) -> Payload:
    gatherings.leave(world, _chat(world, person, order), person)
    return {}


def make_group(world: World, order: Order) -> Chat:
    """Make a group, supergroup or channel with the people named, the bot in it if wished."""
    people = [world.person(int(person_id)) for person_id in order.get("members", [])]
    chat = gatherings.found(world, order["title"], ChatType(order.get("type", "group")), people)
    chat.username = order.get("username")
    if order.get("with_bot", True):
        gatherings.add_bot(world, chat, people[0], as_admin=bool(order.get("bot_is_admin")))
    return chat


def _by(world: World, chat: Chat, order: Order) -> Person:
    if order.get("by"):
        return world.person(int(order["by"]))
    return gatherings.owner(world, chat)


def _adds_bot(world: World, chat: Chat, order: Order) -> Payload:
    is_admin = bool(order.get("as_admin"))
    gatherings.add_bot(world, chat, _by(world, chat, order), as_admin=is_admin)
    return {}


def _kicks_bot(world: World, chat: Chat, order: Order) -> Payload:
    gatherings.kick_bot(world, chat, _by(world, chat, order))
    return {}


def _migrates(world: World, chat: Chat, order: Order) -> Payload:
    return {"chat_id": gatherings.migrate(world, chat, _by(world, chat, order)).id}


def _renames(world: World, chat: Chat, order: Order) -> Payload:
    gatherings.rename(world, chat, _by(world, chat, order), order["title"])
    return {}


GROUP_ACTIONS |= {"adds_bot": _adds_bot, "kicks_bot": _kicks_bot, "renames": _renames, "migrates": _migrates}


def make_person(world: World, order: Order) -> Person:
    """Make somebody from an order."""
    person = world.add_person(
        order["first_name"],
        person_id=order.get("id"),
        last_name=order.get("last_name"),
        username=order.get("username"),
        language_code=order.get("language_code"),
        phone=order.get("phone"),
        location=point(order),
    )
    person.has_started = bool(order.get("has_started"))
    return person


_CHANGEABLE = ("first_name", "last_name", "username", "language_code", "phone", "is_deactivated")


def change_person(world: World, person: Person, order: Order) -> None:
    """Let somebody change the name, the phone, the language or the place one is at."""
    for name in _CHANGEABLE:
        if name in order:
            setattr(person, name, order[name])
    person.location = point(order) or person.location
    world.events.add("person", to=[person.id], person=person.describe())
