"""A person blocked the bot, or let it in again."""

from telegram import ChatMember

from handlers.telegram.context import Context
from handlers.telegram.router import Router


async def met(context: Context) -> None:
    change = context.update.my_chat_member
    if change is not None and change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await context.services.reachability.lose(context.incoming)
    else:
        await context.services.reachability.regain(context.incoming)


def register(router: Router) -> None:
    router.bot_membership(met, in_groups=False)
