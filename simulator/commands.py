"""Command menus: which list of commands a person sees in a chat, by scope and language."""

from __future__ import annotations

from typing import Any

from simulator.errors import ApiError, bad_request

Commands = list[dict[str, str]]
SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
)
NAME_LIMIT = 32
DESCRIPTION_LIMIT = 256
COMMANDS_LIMIT = 100


def scope_key(scope: Any) -> str:
    """Return the name under which commands of a scope are kept."""
    if scope is None:
        return "default"
    if not isinstance(scope, dict):
        raise _scope_error("BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind not in SCOPES:
        raise _scope_error("Unsupported type specified")
    key = str(kind)
    if kind in {"chat", "chat_administrators", "chat_member"}:
        if "chat_id" not in scope:
            raise _scope_error('Can\'t find field "chat_id"')
        key += f":{scope['chat_id']}"
    if kind == "chat_member":
        if not str(scope.get("user_id", "")).isdigit():
            raise _scope_error("Invalid user_id specified")
        key += f":{scope['user_id']}"
    return key


def _scope_error(reason: str) -> ApiError:
    return bad_request(f"can't parse BotCommandScope: {reason}")


def checked_commands(commands: Any) -> Commands:
    """Return a list of commands that Telegram would take."""
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked(command) for command in commands]


def _checked(command: Any) -> dict[str, str]:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = command.get("command")
    description = command.get("description")
    if not isinstance(name, str) or not isinstance(description, str):
        missing = "command" if not isinstance(name, str) else "description"
        raise bad_request(f"can't parse BotCommand: Can't find field \"{missing}\"")
    name, description = name.strip().removeprefix("/"), description.strip()
    if not name:
        raise bad_request("command must be non-empty")
    valid = all(c.isascii() and (c.islower() or c.isdigit() or c == "_") for c in name)
    if not valid or len(name) > NAME_LIMIT:
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


class CommandMenus:
    """All lists of commands a bot has set."""

    def __init__(self) -> None:
        self.lists: dict[tuple[str, str], Commands] = {}

    def put(self, scope: str, language: str, commands: Commands) -> None:
        """Replace one list; an empty one is forgotten."""
        self.lists[scope, language] = commands
        if not commands:
            self.remove(scope, language)

    def remove(self, scope: str, language: str) -> None:
        """Forget one list."""
        self.lists.pop((scope, language), None)

    def get(self, scope: str, language: str) -> Commands:
        """Return exactly the list that was set, without looking further."""
        return self.lists.get((scope, language), [])

    def seen_by(self, person_id: int, language: str | None, *, chat_id: int, is_admin: bool = False) -> Commands:
        """Return what a person sees in a chat: narrowest scope first, own language first."""
        if chat_id > 0:
            scopes = [f"chat:{chat_id}", "all_private_chats", "default"]
        else:
            scopes = [f"chat_member:{chat_id}:{person_id}"]
            scopes += [f"chat_administrators:{chat_id}"] * is_admin
            scopes += [f"chat:{chat_id}"]
            scopes += ["all_chat_administrators"] * is_admin
            scopes += ["all_group_chats", "default"]
        for scope in scopes:
            for tried in dict.fromkeys((language or "", "")):
                if found := self.lists.get((scope, tried)):
                    return found
        return []

    def state(self) -> list[dict[str, Any]]:
        """Describe all lists so that a client can follow them."""
        return [
            {"scope": scope, "language": language, "commands": commands}
            for (scope, language), commands in self.lists.items()
        ]

    def follow(self, state: list[dict[str, Any]]) -> None:
        """Take over what `state` described."""
        self.lists = {(one["scope"], one["language"]): one["commands"] for one in state}
