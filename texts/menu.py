"""The main menu: two rows of large keys, and the commands of this person's role."""

from core.roles import Role
from texts.messages import Button, Command, Key, Keyboard, Message
from texts.render import Facts, builds, plain
from texts.words import Words

ANYONE = ("start", "language", "help", "cancel")
COMMANDS: dict[Role, tuple[str, ...]] = {
    Role.member: ("patrols", "checkin", "checkout", "note", "sos", "me"),
    Role.leader: ("code", "roster", "members"),
    Role.coordinator: ("newpatrol", "broadcast", "incidents", "report", "console", "neworg"),
    Role.administrator: ("newcity",),
}


def main_keyboard(words: Words) -> Keyboard:
    """The keyboard of every active person; its keys are never more than two rows."""
    return Keyboard(
        (
            (Key(words.plain("menu-next_patrol")), Key(words.plain("menu-checkin"))),
            (Key(words.plain("menu-note")), Key(words.plain("menu-me"))),
        )
    )


def commands_of(rank: Role | None) -> tuple[str, ...]:
    """Every command a person of this rank may use, their own work first."""
    if rank is None:
        return ANYONE
    roles = list(COMMANDS)
    allowed = [name for role in roles[: roles.index(rank) + 1] for name in COMMANDS[role]]
    return (*allowed, *ANYONE)


@builds("menu.main")
def main(words: Words, facts: Facts) -> Message:
    return words.message("menu-main", name=facts["name"]).with_keyboard(main_keyboard(words))


@builds("common.cancelled")
def cancelled(words: Words, facts: Facts) -> Message:
    """The keys of the question that was left go too; whoever has the main menu gets it back."""
    return plain(words, "common.cancelled", facts).with_keyboard(
        main_keyboard(words) if facts["is_active"] else Keyboard()
    )


@builds("common.nothing_open")
def nothing_open(words: Words, facts: Facts) -> Message:
    return _with_menu(plain(words, "common.nothing_open", facts), words, facts)


@builds("common.not_understood")
def not_understood(words: Words, facts: Facts) -> Message:
    return _with_menu(plain(words, "common.not_understood", facts), words, facts)


@builds("common.not_allowed")
def not_allowed(words: Words, facts: Facts) -> Message:
    return _with_menu(plain(words, "common.not_allowed", facts), words, facts)


def _with_menu(message: Message, words: Words, facts: Facts) -> Message:
    """The main menu comes back to whoever has it, whatever keys an earlier question left behind."""
    return message.with_keyboard(main_keyboard(words)) if facts.get("has_menu") else message


@builds("menu.commands")
def commands(words: Words, facts: Facts) -> Message:
    rank = Role[facts["rank"]] if facts.get("rank") else None
    shown = tuple(Command(name, words.plain(f"command-{name}")) for name in commands_of(rank))
    if not opens_inside(words):
        return Message(commands=shown)
    has_console = "console" in commands_of(rank)
    label = words.plain("menu-console" if has_console else "menu-commands")
    return Message(commands=shown, menu=Button(label, app=console_app(words) if has_console else None))


def opens_inside(words: Words) -> bool:
    """Whether a messenger would open the console inside itself: over https alone, but for a rehearsal."""
    return words.reader.web_url.startswith("https://") or bool(words.reader.rehearsal_url)


def console_app(words: Words) -> str:
    return f"{words.reader.web_url}/console/app"
