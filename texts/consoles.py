"""The link into the console."""

from texts.menu import console_app, opens_inside
from texts.messages import Button, Message
from texts.render import Facts, builds
from texts.words import Words


@builds("consoles.link")
def link(words: Words, facts: Facts) -> Message:
    address = f"{words.reader.web_url}/console/enter/{facts['secret']}"
    said = words.message("consoles-link", link=address, until=facts["expires_at"])
    if not opens_inside(words):
        return said
    return said.with_buttons((Button(words.plain("consoles-open"), app=console_app(words)),))
