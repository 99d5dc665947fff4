"""The names of roles, as people say them."""

from texts.words import Words


def role_name(words: Words, role: str) -> str:
    return words.plain(f"roles-{role}")
