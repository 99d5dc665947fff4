"""Methods about how the bot presents itself: command menus, names, descriptions, menu button."""

from __future__ import annotations

from typing import Any

from simulator.chats import Payload
from simulator.commands import Commands, checked_commands, scope_key
from simulator.errors import bad_request
from simulator.keyboards import is_app_address
from simulator.methods.declarations import LANGUAGE, Call, Kind, Parameter, method

_SCOPE = Parameter("scope", Kind.JSON, "BotCommandScope")


def _scope(call: Call) -> str:
    scope: Any = call.json("scope")
    key = scope_key(scope)
    if ":" in key:
        chat_id = key.split(":")[1]
        chat = call.world.resolve_chat(chat_id)
        parts = key.split(":")
        key = ":".join([parts[0], str(chat.id), *parts[2:]])
        if parts[0] in {"chat_administrators", "chat_member"} and chat.person is not None:
            raise bad_request("chat member scope can be used only in groups and supergroups")
    return key


def _language(call: Call) -> str:
    language = call.text("language_code").strip()
    if language and not (len(language) == 2 and language.isascii() and language.islower()):
        raise bad_request("invalid language code specified")
    return language


def _note(call: Call) -> None:
    call.world.events.add("menus", menus=call.world.menus.state())


@method(
    "setMyCommands",
    Parameter("commands", Kind.JSON, "Array of BotCommand"),
    _SCOPE,
    LANGUAGE,
)
def set_my_commands(call: Call) -> bool:
    """Set one list of commands."""
    commands = checked_commands(call.json("commands") or [])
    call.world.menus.put(_scope(call), _language(call), commands)
    _note(call)
    return True


@method("getMyCommands", _SCOPE, LANGUAGE)
def get_my_commands(call: Call) -> Commands:
    """Return one list of commands."""
    return call.world.menus.get(_scope(call), _language(call))


@method("deleteMyCommands", _SCOPE, LANGUAGE)
def delete_my_commands(call: Call) -> bool:
    """Forget one list of commands."""
    call.world.menus.remove(_scope(call), _language(call))
    _note(call)
    return True


def _declare_text(what: str, parameter: str, store: str, limit: int, refusal: str) -> None:
    @method(f"set{what}", Parameter(parameter, max_length=limit, too_long=refusal), LANGUAGE)
    def set_text(call: Call) -> bool:
        texts: dict[str, str] = getattr(call.world.bot, store)
        language, text = _language(call), call.text(parameter)
        if text:
            texts[language] = text
        else:
            texts.pop(language, None)
        call.world.events.add("profile", bot=call.world.bot.me(), what=parameter)
        return True

    @method(f"get{what}", LANGUAGE)
    def get_text(call: Call) -> Payload:
        texts: dict[str, str] = getattr(call.world.bot, store)
        fallback = call.world.bot.first_name if parameter == "name" else ""
        return {parameter: texts.get(_language(call)) or texts.get("", fallback)}


_declare_text("MyName", "name", "names", 64, "BOT_TITLE_INVALID")
_declare_text("MyDescription", "description", "descriptions", 512, "BOT_DESCRIPTION_INVALID")
_declare_text("MyShortDescription", "short_description", "short_descriptions", 120, "BOT_ABOUT_INVALID")

_BUTTON_CHAT = Parameter("chat_id", Kind.INTEGER)


@method("setChatMenuButton", _BUTTON_CHAT, Parameter("menu_button", Kind.JSON, "MenuButton"))
def set_chat_menu_button(call: Call) -> bool:
    """Set the button beside the text field, for one person or for all."""
    button: Any = call.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or str(button.get("type")) not in {"commands", "web_app", "default"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if button["type"] == "web_app":
        url = str((button.get("web_app") or {}).get("url", ""))
        if not button.get("text"):
            raise bad_request("can't parse menu button: Can't find field \"text\"")
        if not is_app_address(url):
            raise bad_request("menu button Web App URL is invalid: Only HTTPS links are allowed")
    chat_id = call.integer("chat_id")
    if chat_id:
        call.world.resolve_chat(str(chat_id))
    call.world.menu_buttons[chat_id] = button
    call.world.events.add("menu_button", chat_id=chat_id, button=button)
    return True


@method("getChatMenuButton", _BUTTON_CHAT)
def get_chat_menu_button(call: Call) -> Payload:
    """Return the button beside the text field."""
    buttons = call.world.menu_buttons
    chosen = buttons.get(call.integer("chat_id"))
    if chosen is None or chosen["type"] == "default":
        chosen = buttons.get(0, {"type": "commands"})
    return chosen if chosen["type"] != "default" else {"type": "commands"}
