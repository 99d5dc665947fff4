"""Stories in chat words: people of a simulated Telegram, driven over HTTP, who refuse to lie.

    async with Simulator() as telegram:                      # in this event loop, on a free port
        run_the_bot(api_url=telegram.api_url, token=telegram.token)
        minsu = await telegram.person("민수", phone="+821012345678", language="ko")
        await minsu.follows("https://t.me/simulated_bot?start=TOKEN")   # or just the token
        await minsu.says("/checkin")
        question = await minsu.hears("위치")                  # a new message, edit or toast
        await minsu.taps("위치", at=(37.3897, 126.9507))      # reply keyboard button
        toast = await minsu.taps("참석")                      # inline button; the words of the answer
        assert minsu.sees_button("불참")
        await minsu.does_not_hear("거절")

`Telegram("http://127.0.0.1:8081")` does the same with a simulator that runs elsewhere.

**The simulator** (`Simulator(token=…, limits="off"|"count"|"hard", username=…)` or `Telegram(url)`):
`.api_url` `.token` `.username` `.timeout` (seconds people wait, 30),
`await .person(name, id=…, phone=…, language=…, last_name=…, username=…, at=(lat, lon))`,
`await .people([{"first_name": …}, …])` for crowds, `await .group(title, *people, type="group",
with_bot=True, bot_is_admin=False)`, `await .channel(title, owner)`,
`.clock.now()`, `await .clock.advance(minutes=10)` / `.set(datetime)` / `.freeze()` / `.resume()`,
`await .faults.add("reset_after", method="sendMessage", chat_id=…, times=2, skip=0)` / `.clear()` /
`.happens("reset_after")`,
`await .scenes.save(people=())` → a scene as JSON, `await .scenes.play(scene, pace=0)`,
`await .stage.set(title=…, steps=…)` / `.tell({"ko": …, "en": …})` / `.next_wish()` for who directs a page,
`await .limits(mode="hard", private_per_second=1, …)`, `await .counters()`, `await .inject(kind, body)`,
`await .reset()`; in one process also `.world`.

**A person**; wherever `chat=` is left out, the private chat with the bot is meant, and a group from
`telegram.group` may be given:
- does: `says(text, chat=, reply_to=)`, `follows(link_or_token)`, `taps(words, on=msg, chat=, at=)`,
  `taps_data(data, on=msg)` (forged or outdated buttons), `shares_location(lat, lon, accuracy=)`,
  `shares_live_location(lat, lon, period=)`, `moves(msg, lat, lon, stop=False)`, `shares_contact(of=)`,
  `opens_app()` (behind the menu button), `sends_app_data(words, data)`,
  `sends(kind, caption=, content=, name=, size=)`, `sends_photo`, `sends_album(n, caption=)`,
  `sends_voice`, `sends_video`, `sends_document`, `sends_sticker`, `edits(msg, text)`, `deletes(msg)`,
  `reacts(msg, emoji)`, `blocks_bot()`, `unblocks_bot()`, `joins(group)`, `leaves(group)`,
  `changes(first_name=…, language_code=…)`. Sending returns the message sent.
- notices: `await hears(words, chat=, within=)`, `await hears_nothing(within=0.3)`,
  `await does_not_hear(words, within=0.3)`, `await sees_gone(msg)`, `await opens(msg)` (bytes of its file).
- sees, at once: `messages`, `last`, `keyboard` (rows of words), `sees_button(words)`, `menu`
  (command → description), `pinned`, `transcript()`; for groups `see(group).messages` and so on.

`hears` looks at what came since this person's last action, oldest first, and hears each thing once:
a message from anybody else, an edit of one, or a toast. Whatever a person cannot do with a real
messenger, and whatever was not heard in time, raises `StoryError` with the transcript of the chat.
`taps` waits until the bot has answered the callback query and returns the words of its answer, ""
when it had none, or the address a button opens: of a Mini App with what Telegram tells it behind the `#`.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from aiohttp import web

from simulator.hands import ClockHand, FaultHand, SceneHand, StageHand
from simulator.limits import LimitMode, Limits
from simulator.lines import Line, StoryError
from simulator.mirrors import Heard
from simulator.people import EXAMPLE_TOKEN, BotAccount
from simulator.senses import Gathering
from simulator.server import start
from simulator.storytellers import Someone
from simulator.world import World

__all__ = ["Gathering", "Heard", "Simulator", "Someone", "StoryError", "Telegram"]


class Telegram(Line):
    """A simulated Telegram at an address, seen from the people's side."""

    def __init__(self, url: str, *, timeout: float = 30.0) -> None:
        super().__init__(url, timeout=timeout)
        self.clock = ClockHand(self)
        self.faults = FaultHand(self)
        self.stage = StageHand(self)
        self.scenes = SceneHand(self)

    async def person(
        self,
        name: str,
        *,
        id: int | None = None,  # noqa: A002 — the word people use
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = None,
        phone: str | None = None,
        at: tuple[float, float] | None = None,
        has_started: bool = False,
    ) -> Someone:
        """Make somebody with a phone."""
        order: dict[str, Any] = {
            "first_name": name,
            "id": id,
            "last_name": last_name,
            "username": username,
            "language_code": language,
            "phone": phone,
            "has_started": has_started,
        }
        if at is not None:
            order |= {"latitude": at[0], "longitude": at[1]}
        return (await self.people([order]))[0]

    async def people(self, orders: list[dict[str, Any]]) -> list[Someone]:
        """Make many people in one go, from the fields of the control API."""
        made = await self.ask("POST", "people", orders)
        await self.catch_up(made["last_seq"])
        return [Someone(self, one["id"], one["first_name"]) for one in made["people"]]

    async def group(
        self,
        title: str,
        *people: Someone,
        type: str = "group",  # noqa: A002 — Telegram's word
        with_bot: bool = True,
        bot_is_admin: bool = False,
    ) -> Gathering:
        """Make a group; the first of the people owns it (somebody is made up if none is named)."""
        members = people or (await self.person("방장"),)
        order = {
            "title": title,
            "type": type,
            "members": [person.id for person in members],
            "with_bot": with_bot,
            "bot_is_admin": bot_is_admin,
        }
        made = await self.ask("POST", "groups", order)
        await self.catch_up(made["last_seq"])
        return Gathering(self, made["id"], title)

    async def channel(self, title: str, owner: Someone, *, with_bot: bool = True) -> Gathering:
        """Make a channel of somebody."""
        return await self.group(title, owner, type="channel", with_bot=with_bot)

    async def inject(self, kind: str, body: dict[str, Any]) -> int | None:
        """Queue a raw update of any type; return its number."""
        answer = await self.ask("POST", "updates", {"update": {kind: body}})
        number: int | None = answer["update_id"]
        return number

    async def limits(self, **settings: Any) -> dict[str, Any]:
        """Change the flood limits (`mode=`, rates and bursts) and return how they stand."""
        result: dict[str, Any] = await self.ask("POST", "limits", settings)
        return result

    async def counters(self) -> dict[str, Any]:
        """Return calls per method, refusals, pending updates, messages per second, violations."""
        result: dict[str, Any] = await self.ask("GET", "counters")
        return result

    async def reset(self) -> None:
        """Forget everybody and everything."""
        await self.catch_up((await self.ask("POST", "reset"))["last_seq"])


class Simulator(Telegram):
    """A simulated Telegram of one's own, in this event loop, on a free port."""

    def __init__(
        self,
        *,
        token: str = EXAMPLE_TOKEN,
        username: str = "simulated_bot",
        name: str = "Simulated bot",
        limits: str = "count",
        port: int = 0,
        timeout: float = 30.0,
    ) -> None:
        super().__init__("", timeout=timeout)
        self.world = World(BotAccount(token, name, username), limits=Limits(LimitMode(limits)))
        self._port = port
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        self._runner, self.api_url = await start(self.world, host="127.0.0.1", port=self._port)
        return await super().__aenter__()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await super().__aexit__(kind, error, trace)
        if self._runner is not None:
            await self._runner.cleanup()
