"""File names that every system takes, whatever was typed into them."""

_REFUSED = frozenset('/\\:*?"<>|')
_LONGEST = 80


def safe(name: str) -> str:
    """The name with an underscore for each character that some system refuses."""
    allowed = (character if character.isprintable() and character not in _REFUSED else "_" for character in name)
    return "".join(allowed)[:_LONGEST].strip(" .") or "_"
