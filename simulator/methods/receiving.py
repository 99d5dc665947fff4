"""Methods about the bot itself and about getting updates: polling, webhook, callbacks, files."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from simulator.chats import Payload
from simulator.errors import ApiError, bad_request
from simulator.files import DOWNLOAD_LIMIT_BYTES
from simulator.methods.declarations import Call, Kind, Parameter, method
from simulator.updates import QUERY_LIFETIME

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_ALLOWED = Parameter("allowed_updates", Kind.JSON, "Array of String")
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("getMe")
def get_me(call: Call) -> Payload:
    """Tell the bot who it is."""
    return call.world.bot.me()


@method(
    "getUpdates",
    Parameter("offset", Kind.INTEGER),
    Parameter("limit", Kind.INTEGER, low=1, high=100),
    Parameter("timeout", Kind.INTEGER, low=0, high=50),
    _ALLOWED,
)
async def get_updates(call: Call) -> list[Payload]:
    """Hand out what happened, waiting a while when nothing did."""
    world = call.world
    if world.webhook.url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _remember_allowed(call)
    return await world.updates.poll(
        offset=call.integer("offset"),
        limit=call.integer("limit", 100),
        wait_seconds=call.integer("timeout"),
    )


def _remember_allowed(call: Call) -> None:
    allowed: Any = call.json("allowed_updates")
    if isinstance(allowed, list):
        # An empty list means the default again; leaving it out keeps what was said last.
        call.world.updates.allowed = frozenset(map(str, allowed)) or None


@method(
    "setWebhook",
    Parameter("url"),
    Parameter("certificate", Kind.FILE),
    Parameter("ip_address"),
    Parameter("max_connections", Kind.INTEGER, low=1, high=100),
    _ALLOWED,
    Parameter("drop_pending_updates", Kind.FLAG),
    Parameter("secret_token"),
)
def set_webhook(call: Call) -> bool:
    """Let updates be posted to an address."""
    url = call.text("url").strip()
    if not url:
        return bool(delete_webhook(call))
    if not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request(
            "secret token is too long" if len(secret) > 256 else "secret token contains unallowed characters"
        )
    _remember_allowed(call)
    if call.flag("drop_pending_updates"):
        call.world.updates.drop_all()
    call.world.updates.terminate_poll("terminated by setWebhook request")
    call.world.webhook.open(
        url,
        secret=secret,
        max_connections=call.integer("max_connections", 40),
        ip_address=call.text("ip_address"),
        has_certificate="certificate" in call.uploads,
    )
    return True


@method("deleteWebhook", Parameter("drop_pending_updates", Kind.FLAG))
def delete_webhook(call: Call) -> bool:
    """Go back to polling."""
    call.world.webhook.close()
    if call.flag("drop_pending_updates"):
        call.world.updates.drop_all()
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Payload:
    """Tell how the webhook is doing."""
    allowed = call.world.updates.allowed
    info = call.world.webhook.info() | {"pending_update_count": len(call.world.updates)}
    return info | ({"allowed_updates": sorted(allowed)} if allowed is not None else {})


@method("logOut")
def log_out(call: Call) -> bool:
    """Leave this server; the simulator has no other to go to, so nothing changes."""
    call.world.updates.terminate_poll("terminated by logOut request")
    return True


@method("close")
def close(call: Call) -> bool:
    """Stop this server's work for the bot; a later call starts it again."""
    call.world.updates.terminate_poll("terminated by close request")
    return True


@method(
    "answerCallbackQuery",
    Parameter("callback_query_id", missing=TOO_OLD),
    Parameter("text", max_length=200, too_long="MESSAGE_TOO_LONG"),
    Parameter("show_alert", Kind.FLAG),
    Parameter("url"),
    Parameter("cache_time", Kind.INTEGER),
)
def answer_callback_query(call: Call) -> bool:
    """Stop the spinner on a button, perhaps with a word."""
    world = call.world
    query = world.callbacks.get(call.text("callback_query_id"))
    if query is None or query.answer is not None:
        raise bad_request(TOO_OLD)
    if world.clock.now() - query.asked_at > _lifetime():
        raise bad_request(TOO_OLD)
    query.answer = {"text": call.text("text"), "show_alert": call.flag("show_alert")}
    if call.text("url"):
        query.answer["url"] = call.text("url")
    world.events.add(
        "answer",
        to=[query.person_id],
        chat_id=query.chat_id,
        message_id=query.message_id,
        callback_id=query.id,
        **query.answer,
    )
    return True


def _lifetime() -> timedelta:
    return QUERY_LIFETIME


@method("getFile", Parameter("file_id", missing="file_id not specified"))
def get_file(call: Call) -> Payload:
    """Tell where a file can be fetched."""
    stored = call.world.files.find(call.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > DOWNLOAD_LIMIT_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }
