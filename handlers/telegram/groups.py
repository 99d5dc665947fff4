"""Group chats: the bot is brought in, linked with /link, moved with its group, or sent away."""

from telegram import ChatMember

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.groups import GroupTap

_ABSENT = (ChatMember.LEFT, ChatMember.BANNED)


async def link(context: Context) -> None:
    await context.services.groups.link(context.incoming, _title(context))


async def choose(context: Context, tap: GroupTap) -> Toast:
    return await context.services.groups.choose(context.incoming, tap.chat, tap.organisation_id)


async def membership(context: Context) -> None:
    """The bot came or went, or the group moved; a change of what the bot may do there means nothing to us."""
    change = context.update.my_chat_member
    if change is None:
        await context.services.groups.move(context.incoming, str(context.message.migrate_to_chat_id))
    elif change.new_chat_member.status in _ABSENT:
        await context.services.groups.leave(context.incoming)
    elif change.old_chat_member.status in _ABSENT:
        await link(context)


def _title(context: Context) -> str:
    chat = context.update.effective_chat
    return (chat.title if chat else None) or ""


def register(router: Router) -> None:
    router.group_command("link", link)
    router.tap(GroupTap, choose)
    router.bot_membership(membership, in_groups=True)
