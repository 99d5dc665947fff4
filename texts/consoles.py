"""The link into the console."""

from texts.messages import Message
from texts.render import Facts, builds
from texts.words import Words


@builds("consoles.link")
def link(words: Words, facts: Facts) -> Message:
    address = f"{words.reader.web_url}/console/enter/{facts['secret']}"
    return words.message("consoles-link", link=address, until=facts["expires_at"])
