"""What happens to groups and channels: people and the bot come and go, groups become supergroups."""

from __future__ import annotations

from simulator.chats import Chat, ChatType, Payload, Status
from simulator.errors import CannotDoError
from simulator.people import Person
from simulator.world import World

TITLE_LIMIT = 128


def found(world: World, title: str, type_: ChatType, people: list[Person]) -> Chat:
    """Make a group or channel; the first of the people owns it."""
    if not people:
        raise CannotDoError("a group needs at least one person, who owns it")
    title = checked_title(title)
    members = {person.id: Status.MEMBER for person in people}
    members[people[0].id] = Status.CREATOR
    return world.add_group(title, type_, members)


def owner(world: World, chat: Chat) -> Person:
    """Return the person who made the group."""
    for person_id, status in chat.members.items():
        if status is Status.CREATOR:
            return world.people[person_id]
    raise CannotDoError(f"{chat.title} has no owner")


def _tell_service(world: World, chat: Chat, by: Person, content: Payload) -> None:
    message = world.add_message(chat, by, content)
    if chat.bot_status.is_present and chat.type is not ChatType.CHANNEL:
        world.tell_bot("message", message.payload, order_key=chat.id)


def add_bot(world: World, chat: Chat, by: Person, *, as_admin: bool = False) -> None:
    """Bring the bot into a group or channel, or change what it is there."""
    require_current(chat)
    is_new = not chat.bot_status.is_present
    require_member(chat, by)
    if as_admin or not is_new:
        require_ruler(chat, by)
    is_ruling = as_admin or chat.type is ChatType.CHANNEL
    status = Status.ADMINISTRATOR if is_ruling else Status.MEMBER
    if status is chat.bot_status:
        raise CannotDoError(f"the bot is in {chat.title} already")
    world.change_bot_status(chat, by, status)
    if is_new and chat.type is not ChatType.CHANNEL:
        _tell_service(world, chat, by, {"new_chat_members": [world.bot.user()]})


def kick_bot(world: World, chat: Chat, by: Person) -> None:
    """Throw the bot out."""
    require_current(chat)
    if not chat.bot_status.is_present:
        raise CannotDoError(f"the bot is not in {chat.title}")
    require_ruler(chat, by)
    if chat.type is not ChatType.CHANNEL:
        _tell_service(world, chat, by, {"left_chat_member": world.bot.user()})
    world.change_bot_status(chat, by, Status.KICKED)


def join(world: World, chat: Chat, person: Person, status: Status = Status.MEMBER, *, by: Person | None = None) -> None:
    """Let a person join or become an administrator, by themselves unless somebody of the group brings them in."""
    require_current(chat)
    if by is not None:
        require_member(chat, by)
    was_present = chat.members.get(person.id, Status.LEFT).is_present
    if was_present and status is chat.members[person.id]:
        raise CannotDoError(f"{person.name} is in {chat.title} already")
    world.change_member(chat, by or person, person, status)
    if not was_present and chat.type is not ChatType.CHANNEL:
        _tell_service(world, chat, by or person, {"new_chat_members": [person.user()]})


def leave(world: World, chat: Chat, person: Person) -> None:
    """Let a person leave."""
    require_current(chat)
    if not chat.members.get(person.id, Status.LEFT).is_present:
        raise CannotDoError(f"{person.name} is not in {chat.title}")
    if chat.type is not ChatType.CHANNEL:
        _tell_service(world, chat, person, {"left_chat_member": person.user()})
    world.change_member(chat, person, person, Status.LEFT)


def rename(world: World, chat: Chat, by: Person, title: str) -> None:
    """Give a group another name."""
    require_current(chat)
    require_member(chat, by)
    chat.title = checked_title(title)
    world.announce_chat(chat)
    if chat.type is not ChatType.CHANNEL:
        _tell_service(world, chat, by, {"new_chat_title": chat.title})


def checked_title(title: str) -> str:
    """Return a name a group may have."""
    title = title.strip()
    if not 1 <= len(title) <= TITLE_LIMIT:
        raise CannotDoError(f"a group has a name of 1 to {TITLE_LIMIT} letters")
    return title


def migrate(world: World, chat: Chat, by: Person) -> Chat:
    """Turn a group into a supergroup, which has another number."""
    require_current(chat)
    require_ruler(chat, by)
    if chat.type is not ChatType.GROUP:
        raise CannotDoError("only a basic group becomes a supergroup")
    new = world.add_group(chat.title, ChatType.SUPERGROUP, chat.members)
    new.bot_status = chat.bot_status
    chat.migrated_to = new.id
    _tell_service(world, chat, by, {"migrate_to_chat_id": new.id})
    _tell_service(world, new, by, {"migrate_from_chat_id": chat.id})
    world.announce_chat(chat)
    world.announce_chat(new)
    return new


def require_member(chat: Chat, by: Person) -> None:
    """Refuse what only somebody of the group can do."""
    if not chat.members.get(by.id, Status.LEFT).is_present:
        raise CannotDoError(f"{by.name} is not in {chat.title}")


def require_ruler(chat: Chat, by: Person) -> None:
    """Refuse what only the owner and administrators of a group can do."""
    if chat.members.get(by.id, Status.LEFT) not in {Status.CREATOR, Status.ADMINISTRATOR}:
        raise CannotDoError(f"{by.name} does not rule {chat.title}")


def require_current(chat: Chat) -> None:
    """Refuse private chats and groups that have become supergroups."""
    if chat.person is not None:
        raise CannotDoError("that is a private chat")
    if chat.migrated_to is not None:
        raise CannotDoError(f"the group has become the supergroup {chat.migrated_to}")
