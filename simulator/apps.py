"""Mini Apps and log-in links: the address a messenger opens, saying who opens it, signed as Telegram signs it.

What an app gets stands behind the `#` of its address, as the messenger's own clients put it there. Everything is signed
with the bot's token, so that an app checks it here exactly as it will in earnest.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import orjson

from simulator.people import BotAccount, Person

VERSION = "9.1"
PLATFORM = "weba"
COLOURS = {
    "light": {
        "bg_color": "#ffffff",
        "secondary_bg_color": "#f1f4ef",
        "text_color": "#1b2420",
        "hint_color": "#53605a",
        "link_color": "#1f6b52",
        "button_color": "#1f6b52",
        "button_text_color": "#ffffff",
    },
    "dark": {
        "bg_color": "#1a2124",
        "secondary_bg_color": "#141a1c",
        "text_color": "#e6ede8",
        "hint_color": "#a5b3ac",
        "link_color": "#7ed0ad",
        "button_color": "#7ed0ad",
        "button_text_color": "#0b1f17",
    },
}


def app_address(bot: BotAccount, person: Person, url: str, at: int, *, theme: str = "light", query_id: str = "") -> str:
    """Return the address of an app as it is opened; with a `query_id` the app learns who opens it.

    From a keyboard button an app learns nothing of the person, and there is no `query_id` then.
    """
    told = {
        "tgWebAppData": urlencode(init_data(bot, person, at, query_id), quote_via=quote) if query_id else "",
        "tgWebAppVersion": VERSION,
        "tgWebAppPlatform": PLATFORM,
        "tgWebAppThemeParams": orjson.dumps(COLOURS[theme]).decode(),
    }
    joint = "&" if "#" in url else "#"
    return f"{url}{joint}{urlencode({name: value for name, value in told.items() if value}, quote_via=quote)}"


def init_data(bot: BotAccount, person: Person, at: int, query_id: str) -> dict[str, str]:
    """Return the fields an app is told, with their hash; `at` is in seconds."""
    user = {name: value for name, value in person.user().items() if name != "is_bot"} | {"allows_write_to_pm": True}
    fields = {"query_id": query_id, "user": orjson.dumps(user).decode(), "auth_date": str(at)}
    # Telegram's own key for third parties is nobody else's, so this one has the form of a signature and no more.
    digest = hashlib.sha512(repr(sorted(fields.items())).encode()).digest()
    fields["signature"] = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    key = hmac.digest(b"WebAppData", bot.token.encode(), "sha256")
    return fields | {"hash": _signed(fields, key)}


def login_address(bot: BotAccount, person: Person, url: str, at: int) -> str:
    """Return the address of a log-in button: who presses it is added to the query."""
    fields = {name: str(value) for name, value in person.user().items() if name not in {"is_bot", "language_code"}}
    fields["auth_date"] = str(at)
    fields["hash"] = _signed(fields, hashlib.sha256(bot.token.encode()).digest())
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *fields.items()]
    return urlunsplit(parts._replace(query=urlencode(query, quote_via=quote)))


def _signed(fields: dict[str, str], key: bytes) -> str:
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    return hmac.new(key, lines.encode(), "sha256").hexdigest()


def app_of(button: dict[str, Any]) -> str | None:
    """Return the address of the app a button opens, if it opens one."""
    app = button.get("web_app")
    return str(app["url"]) if isinstance(app, dict) and app.get("url") else None
