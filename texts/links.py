"""Links that lead back into the bot."""

from texts.words import Words


def start_link(words: Words, token: str) -> str:
    """A link that opens the bot and hands it this token."""
    return f"https://t.me/{words.reader.bot_name}?start={token}"
