"""What a demonstration tells its audience: who plays, what has happened, what to try next, and what can be wished for.

The simulator knows nothing of the bot, so all of this is data from outside: whoever directs the demonstration puts it
here, pages show it, and what the audience wishes goes back as events. Words are objects by language, `{"ko", "en"}`.
"""

from __future__ import annotations

from typing import Any

from simulator.events import EventLog

Facts = dict[str, Any]

FACTS = ("title", "about", "zone", "phones", "cast", "places", "steps", "wishes", "moments")
STORY_LIMIT = 500


class Stage:
    """The stage of one demonstration; empty where nobody directs."""

    def __init__(self, events: EventLog) -> None:
        self._events = events
        self.facts: Facts = {}
        self.story: list[Facts] = []

    def describe(self) -> Facts:
        """Return everything an audience that comes late has to know."""
        return self.facts | {"story": self.story}

    def set(self, facts: Facts) -> None:
        """Put some facts on the stage; what is not named stays as it was."""
        unknown = facts.keys() - set(FACTS)
        if unknown:
            raise ValueError(f"a stage has {', '.join(FACTS)}, not {', '.join(sorted(unknown))}")
        self.facts |= facts
        self._events.add("stage", stage=self.facts)

    def tell(self, text: Facts, **about: Any) -> None:
        """Add a line to the story so far."""
        line = self._events.add("story", text=text, **about)
        self.story.append(line)
        del self.story[:-STORY_LIMIT]

    def wish(self, name: str) -> None:
        """Let the audience ask whoever directs for one of the offered wishes."""
        offered = [wish["id"] for wish in self.facts.get("wishes", [])]
        offered += [step["id"] for step in self.facts.get("steps", [])]
        if name not in offered:
            raise ValueError(f"nobody offers {name!r} here")
        self._events.add("wish", wish=name)
