"""Telling the messenger where updates go: to the webhook, or nowhere, so that they can be polled."""

import asyncio

import structlog
from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.pauses import pause
from bot.polling import ALLOWED_UPDATES
from bot.settings import Settings
from core.retries import retry_pause

log = structlog.get_logger()

MAX_CONNECTIONS = 100


async def open_door(bot: Bot, settings: Settings, stopping: asyncio.Event) -> None:
    """Sets the webhook or takes it away, as often as needed; what is pending stays pending."""
    failures = 0
    while not stopping.is_set():
        try:
            if settings.webhook_url:
                await bot.set_webhook(
                    settings.webhook_url,
                    secret_token=settings.webhook_secret,
                    allowed_updates=list(ALLOWED_UPDATES),
                    max_connections=MAX_CONNECTIONS,
                )
                log.info("webhook.set")
            elif (await bot.get_webhook_info()).url:
                await bot.delete_webhook()
                log.info("webhook.deleted")
        except TelegramError as error:
            failures += 1
            if failures == 1:
                log.warning("webhook.not_set", reason=error.message)
            wait = error._retry_after if isinstance(error, RetryAfter) else retry_pause(failures)  # noqa: SLF001 (the timedelta behind a deprecated int)
            await pause(stopping, min(wait.total_seconds(), 30.0))
        else:
            return
