"""What a program is sent of a new note: JSON in the form of Standard Webhooks."""

import json

from texts.messages import File, Message
from texts.render import Facts, builds
from texts.words import Words


@builds("webhooks.note")
def note(_words: Words, facts: Facts) -> Message:
    """The body as it is signed; its name is the message's id, which stays the same however often it is sent."""
    data = {name: value for name, value in facts.items() if name not in ("id", "at")}
    body = {"type": "note.created", "timestamp": facts["at"], "data": data | {"written_at": facts["at"]}}
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return Message(attachment=File(content, facts["id"]))
