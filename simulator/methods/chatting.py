"""Methods about chats and who is in them: getChat, members, leaving, typing, reactions, bans."""

from __future__ import annotations

from typing import Any

from simulator.chats import MEMBER_RIGHTS, Chat, ChatType, Payload, Status, chat_member
from simulator.errors import bad_request
from simulator.methods.declarations import CHAT_ID, MESSAGE_ID, USER_ID, Call, Kind, Parameter, method
from simulator.methods.reaching import known_chat, require_membership, writable_chat

_ACTIONS = frozenset(
    {
        "typing",
        "cancel",
        "record_audio",
        "upload_audio",
        "pick_up_location",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


@method("getChat", CHAT_ID)
def get_chat(call: Call) -> Payload:
    """Return everything about a chat."""
    chat = known_chat(call)
    require_membership(chat)
    full = chat.payload() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            True,
        ),
    }
    if chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}:
        full["permissions"] = dict.fromkeys(MEMBER_RIGHTS, True)
    if chat.username:
        full["active_usernames"] = [chat.username]
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]].payload
    return full


@method("getChatMember", CHAT_ID, USER_ID)
def get_chat_member(call: Call) -> Payload:
    """Tell what somebody is in a chat."""
    chat = known_chat(call)
    require_membership(chat)
    user_id = call.integer("user_id")
    user = call.world.user(user_id)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return chat_member(user, _status(call, chat, user_id))


def _status(call: Call, chat: Chat, user_id: int) -> Status:
    if chat.person is not None:
        if user_id not in {chat.id, call.world.bot.id}:
            raise bad_request("user not found")
        return Status.MEMBER
    if user_id == call.world.bot.id:
        return chat.bot_status
    return chat.members.get(user_id, Status.LEFT)


def _group(call: Call) -> Chat:
    chat = known_chat(call)
    require_membership(chat)
    if chat.person is not None:
        raise bad_request("there are no administrators in the private chat")
    return chat


@method("getChatAdministrators", CHAT_ID)
def get_chat_administrators(call: Call) -> list[Payload]:
    """Return who runs a chat."""
    chat = _group(call)
    ruling = {Status.CREATOR, Status.ADMINISTRATOR}
    found = [
        chat_member(call.world.people[person_id].user(), status)
        for person_id, status in chat.members.items()
        if status in ruling
    ]
    if chat.bot_status in ruling:
        found.append(chat_member(call.world.bot.user(), chat.bot_status))
    return found


@method("getChatMemberCount", CHAT_ID)
def get_chat_member_count(call: Call) -> int:
    """Count the members, the bot among them."""
    chat = known_chat(call)
    require_membership(chat)
    return 2 if chat.person is not None else len(chat.audience()) + 1


@method("leaveChat", CHAT_ID)
def leave_chat(call: Call) -> bool:
    """Let the bot leave a group."""
    chat = known_chat(call)
    require_membership(chat)
    if chat.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = Status.LEFT
    call.world.add_message(chat, None, {"left_chat_member": call.world.bot.user()})
    call.world.announce_chat(chat)
    return True


@method(
    "sendChatAction",
    CHAT_ID,
    Parameter("action", missing="wrong parameter action in request"),
    Parameter("message_thread_id", Kind.INTEGER),
)
def send_chat_action(call: Call) -> bool:
    """Show that the bot is typing."""
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(call)
    call.world.events.add("action", to=chat.audience(), chat_id=chat.id, action=call.text("action"))
    return True


@method(
    "setMessageReaction",
    CHAT_ID,
    MESSAGE_ID,
    Parameter("reaction", Kind.JSON, "Array of ReactionType"),
    Parameter("is_big", Kind.FLAG),
)
def set_message_reaction(call: Call) -> bool:
    """Put the bot's reaction on a message, or take it off."""
    chat = writable_chat(call)
    message = chat.find(call.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reactions: Any = call.json("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(not isinstance(r, dict) or str(r.get("type")) not in {"emoji", "custom_emoji"} for r in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions = reactions
    call.world.events.add("reaction", to=chat.audience(), chat_id=chat.id, message_id=message.id, reactions=reactions)
    return True


def _require_admin(chat: Chat) -> None:
    if chat.bot_status is not Status.ADMINISTRATOR:
        raise bad_request("not enough rights to restrict/unrestrict chat member")


@method("banChatMember", CHAT_ID, USER_ID, Parameter("until_date", Kind.INTEGER))
def ban_chat_member(call: Call) -> bool:
    """Throw somebody out of a group."""
    chat = _group(call)
    _require_admin(chat)
    person = call.world.people.get(call.integer("user_id"))
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.members.get(person.id) in {Status.CREATOR, Status.ADMINISTRATOR}:
        raise bad_request("can't remove chat owner")
    call.world.change_member(chat, None, person, Status.KICKED)
    return True


@method("unbanChatMember", CHAT_ID, USER_ID, Parameter("only_if_banned", Kind.FLAG))
def unban_chat_member(call: Call) -> bool:
    """Let somebody come back to a group."""
    chat = _group(call)
    _require_admin(chat)
    person = call.world.people.get(call.integer("user_id"))
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    is_banned = chat.members.get(person.id) is Status.KICKED
    if is_banned or not call.flag("only_if_banned"):
        call.world.change_member(chat, None, person, Status.LEFT)
    return True
