"""Tells what happens: a line each on the terminal, and the story so far on the page."""

from zoneinfo import ZoneInfo

from simulator.client import Someone, Telegram

LONGEST_ANSWER = 90


class Narrator:
    """Speaks Korean on the terminal, and both languages on the page."""

    def __init__(self, telegram: Telegram, zone: ZoneInfo) -> None:
        self._telegram = telegram
        self._zone = zone

    def mutter(self, someone: Someone, what: str, answer: str = "") -> None:
        """A line on the terminal only: one of many that are alike."""
        reply = f"  ⇒ {' '.join(answer.split())[:LONGEST_ANSWER]}" if answer else ""
        print(f"{self._time()}  {someone.name}: {what}{reply}", flush=True)

    async def tell(self, korean: str, english: str, *, about: Someone | None = None) -> None:
        """A line of the story, on the terminal and on the page."""
        print(f"{self._time()}  {korean}", flush=True)
        await self._telegram.stage.tell({"ko": korean, "en": english}, person=about.id if about else None)

    def _time(self) -> str:
        return f"{self._telegram.clock.now().astimezone(self._zone):%H:%M:%S}"
