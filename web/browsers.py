"""What a browser calls itself, in the two words by which people know it."""

_PROGRAMS = (("Edg/", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Whale", "Whale"), ("Firefox", "Firefox"))
_ENGINES = (("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def name_of(user_agent: str) -> str:
    """Program and system, as in "Chrome · Windows"; empty when the browser tells nothing we know."""
    found = (
        next((name for mark, name in marks if mark in user_agent), "") for marks in ((*_PROGRAMS, *_ENGINES), _SYSTEMS)
    )
    return " · ".join(part for part in found if part)
