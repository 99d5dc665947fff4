"""One's own data as a JSON file with a line about what it holds."""

import json

from texts.messages import File, Message
from texts.render import Facts, builds
from texts.words import Words


@builds("exports.file")
def file(words: Words, facts: Facts) -> Message:
    content = json.dumps(facts["document"], ensure_ascii=False, indent=2).encode()
    name = words.plain("exports-filename", day=f"{words.local(facts['at']):%Y-%m-%d}")
    return words.message("exports-file").with_attachment(File(content, name))
