"""What a button opens outside the chat: a page, a log-in, a Mini App, and what such an app sends back to the chat."""

from __future__ import annotations

from simulator.actions import send
from simulator.apps import COLOURS, app_address, app_of, login_address
from simulator.chats import Chat, Message, Payload
from simulator.errors import CannotDoError
from simulator.people import Person
from simulator.world import World

DATA_LIMIT_BYTES = 4096


def address_of(world: World, person: Person, button: Payload, *, theme: str = "light") -> str | None:
    """Return what an inline button opens in the browser or as an app; None when it opens nothing."""
    if (app := app_of(button)) is not None:
        return _app(world, person, app, theme, knows_person=True)
    if "login_url" in button:
        return login_address(world.bot, person, button["login_url"]["url"], world.clock.timestamp())
    return button.get("url")


def open_from_keyboard(world: World, person: Person, button: Payload, *, theme: str = "light") -> str | None:
    """Return the app a reply keyboard's button opens; it is not told who opens it, but may send data back."""
    app = app_of(button)
    return None if app is None else _app(world, person, app, theme, knows_person=False)


def open_from_menu(world: World, person: Person, *, theme: str = "light") -> str:
    """Return the app behind the button beside the text field."""
    app = app_of(menu_button(world, person))
    if app is None:
        raise CannotDoError(f"the menu button opens no app for {person.name}")
    return _app(world, person, app, theme, knows_person=True)


def menu_button(world: World, person: Person) -> Payload:
    """Return the button beside this person's text field: the own one, else everybody's, else the commands."""
    for button in (world.menu_buttons.get(person.id), world.menu_buttons.get(0)):
        if button is not None and button["type"] != "default":
            return button
    return {"type": "commands"}


def _app(world: World, person: Person, url: str, theme: str, *, knows_person: bool) -> str:
    if theme not in COLOURS:
        raise CannotDoError(f"a theme is one of {', '.join(COLOURS)}")
    query_id = f"AAH{person.id:x}-{world.events.seq:x}" if knows_person else ""
    return app_address(world.bot, person, url, world.clock.timestamp(), theme=theme, query_id=query_id)


def send_app_data(world: World, person: Person, chat: Chat, words: str, data: str) -> Message:
    """Let an app opened from a keyboard button send its data, as `web_app_data`, and close."""
    keyboard = chat.keyboards.get(person.id)
    buttons = [button for row in (keyboard.rows if keyboard else []) for button in row]
    button = next((one for one in buttons if one["text"] == words and app_of(one)), None)
    if button is None:
        raise CannotDoError(f"{person.name}'s keyboard has no app {words!r}")
    if not data or len(data.encode()) > DATA_LIMIT_BYTES:
        raise CannotDoError(f"an app sends 1 to {DATA_LIMIT_BYTES} bytes")
    return send(world, person, chat, {"web_app_data": {"data": data, "button_text": words}})
