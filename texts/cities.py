"""Cities: the answer to their founding, with the link for coordinators."""

from texts.links import start_link
from texts.messages import Message
from texts.render import Facts, builds
from texts.words import Words


@builds("cities.created")
def created(words: Words, facts: Facts) -> Message:
    return words.message("cities-created", city=facts["city"], link=start_link(words, facts["token"]))


@builds("cities.exists")
def exists(words: Words, facts: Facts) -> Message:
    return words.message("cities-exists", city=facts["city"], link=start_link(words, facts["token"]))
