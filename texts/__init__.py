"""Everything a person reads: a kind and its facts become a message in the reader's language."""

from texts import cities, menu, offers, rsvps  # importing a noun registers its builders

__all__ = ["cities", "menu", "offers", "rsvps"]
