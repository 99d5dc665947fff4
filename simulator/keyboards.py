"""Reply markup of the bot's messages: checked as Telegram checks it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from simulator.chats import Chat, ChatType
from simulator.errors import ApiError, bad_request

Payload = dict[str, Any]

CALLBACK_DATA_LIMIT_BYTES = 64
BUTTONS_LIMIT = 100
_INLINE_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "web App buttons can be used in private chats only",
}


def is_app_address(url: str) -> bool:
    """Whether a messenger opens an app there: https, or this machine's own http while an app is being written."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def checked_markup(markup: Any, chat: Chat | None) -> Payload | None:
    """Return the markup with buttons as objects, or refuse it with Telegram's words."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline_keyboard")
        checked = [[_inline_button(button) for button in row] for row in rows]
        return {"inline_keyboard": [row for row in checked if row]}
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], "keyboard")
        checked = [[_reply_button(button, chat) for button in row] for row in rows]
        kept = [row for row in checked if row]
        if not kept:
            return None
        return {**markup, "keyboard": kept}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def checked_inline_markup(markup: Any) -> Payload | None:
    """Return an inline keyboard for an edit, where nothing else is allowed."""
    checked = checked_markup(markup, None)
    if checked is not None and "inline_keyboard" not in checked:
        raise bad_request("inline keyboard expected")
    return checked if checked and checked["inline_keyboard"] else None


def _rows(value: Any, name: str) -> list[list[Any]]:
    if not isinstance(value, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in value):
        whose = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
        raise bad_request(f'field "{name}"{whose} must be an Array of Arrays')
    if sum(len(row) for row in value) > BUTTONS_LIMIT:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return value


def _inline_button(button: Any) -> Payload:
    if not isinstance(button, dict):
        raise _inline("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _inline('Can\'t find field "text"' if text is None else 'Field "text" must be of type String')
    actions = [name for name in _INLINE_ACTIONS if name in button]
    if not actions:
        raise _inline("Text buttons are unallowed in the inline keyboard")
    if not text.strip():
        raise bad_request("inline keyboard button text is empty")
    if "callback_data" in button:
        data = button["callback_data"]
        size = len(data.encode()) if isinstance(data, str) else 0
        if not 1 <= size <= CALLBACK_DATA_LIMIT_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "url" in button:
        _check_url(button["url"])
    elif "login_url" in button:
        _check_url(_url_in(button["login_url"]))
    elif "web_app" in button:
        _check_app(button, "inline keyboard button")
    return button


def _url_in(value: Any) -> str:
    return str(value.get("url", "")) if isinstance(value, dict) else ""


def _check_app(button: Payload, what: str) -> None:
    url = _url_in(button["web_app"])
    if not is_app_address(url):
        raise bad_request(f"{what} Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _check_url(url: Any) -> None:
    scheme, _, rest = str(url).partition("://")
    host = rest.partition("/")[0].partition("?")[0]
    if not rest:
        host = str(url).partition("/")[0]
        scheme = "http"
    if scheme == "tg":
        return
    name = host.rpartition("@")[2].partition(":")[0]
    if scheme not in {"http", "https", "ton", "tonsite"} or not name:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if "." not in name.strip("."):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply_button(button: Any, chat: Chat | None) -> Payload:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    for name, refusal in _PRIVATE_ONLY.items():
        if button.get(name) and chat is not None and chat.type is not ChatType.PRIVATE:
            raise bad_request(refusal)
    if "web_app" in button:
        _check_app(button, "keyboard button")
    return button


def _inline(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
