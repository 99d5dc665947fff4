"""The sender: takes what is due from the outbox, hands it to the messenger at its pace, and writes down how that ended.

A claim leases rows; whoever dies while sending leaves rows that fall due again. Nothing is sent inside a transaction.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import random

import structlog

from bot.channels import Channel, SendResult, Sent
from bot.clock import Clock
from bot.metrics import Metrics
from bot.own_claims import OwnClaims
from bot.settlements import Settlements
from bot.windows import Window
from core.doubts import on_doubt
from core.retries import (
    Failure,
    FollowMigration,
    GiveUp,
    MarkUnreachable,
    RateLimited,
    Rejected,
    RetryIn,
    Scope,
    decide_after_failure,
    retry_pause,
)
from db.deliveries import DeliveryDesk
from db.engine import is_outage
from db.repos.claims import Leased
from db.repos.deliveries import Finished, Postponed
from db.repos.letters import Letter
from db.repos.terms import LONGEST_HOLD
from db.tables.outbox import Outcome
from texts.messages import Message
from texts.render import render, takes_time
from texts.words import Reader

log = structlog.get_logger()

AHEAD = timedelta(milliseconds=200)
"""How far ahead a claim reserves its slots: an answer waits behind no more of a broadcast than that."""
IDLE_S = 0.25
"""How long an idle sender sleeps at most: rows fall due, and other processes write some."""
REMINDERS = "reminders."
"""How the kinds of messages begin that are worth little when they are late."""
HELD_UP_S = 0.05
GATHER_S = 0.02
MAX_IN_FLIGHT = 400
PATIENCE_AT_STOP_S = 3.0
TOKEN_SCOPE_WITHIN_S = 3.0
"""Two chats refused within this time mean that the messenger is tired of the bot, not of a chat."""


class Delivery:
    """Sends what is due on one channel; `nudge` wakes it at once after a commit."""

    def __init__(
        self,
        desk: DeliveryDesk,
        channel: Channel,
        reader: Reader,
        clock: Clock,
        metrics: Metrics,
        *,
        is_shown: Callable[[], bool],
    ) -> None:
        """`is_shown` tells whether others know that this process lives: if not, they would send what it takes."""
        self._desk = desk
        self._is_shown = is_shown
        self._channel = channel
        self._reader = reader
        self._clock = clock
        self._metrics = metrics
        self._claims = OwnClaims()
        self._work = asyncio.Event()
        self._has_news = False
        self._looking: asyncio.TimerHandle | None = None
        self._sending: set[asyncio.Task[None]] = set()
        self._in_flight: set[int] = set()
        self._settlements = Settlements(desk)
        self._window = Window(round(timedelta(seconds=1) / desk.terms.pace.token.interval))
        self._refused: dict[str, float] = {}
        self.alive_at = self.settled_at = time.monotonic()

    def nudge(self) -> None:
        self._has_news = True
        self._work.set()

    def look_soon(self) -> None:
        """Something may be due: after a delivery the next message of its chat. What comes together is seen together."""
        if self._looking is None:
            self._looking = asyncio.get_running_loop().call_later(GATHER_S, self._look_again)

    def _look_again(self) -> None:
        self._looking = None
        self._work.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Sends until told to stop, then what can still leave at once, and lets what is in flight come to its end."""
        settling = asyncio.create_task(self._settlements.run())
        failures = 0
        try:
            while not stopping.is_set():
                self._work.clear()
                try:
                    nap = await self._send_due()
                    failures = 0
                except Exception as error:
                    if not is_outage(error):
                        raise
                    failures += 1
                    if failures == 1:
                        log.warning("delivery.database_unreachable", reason=type(error).__name__)
                    nap = min(retry_pause(failures).total_seconds(), 5.0)
                self.alive_at = time.monotonic()
                await self._sleep(nap)
            await self._finish()
        finally:
            settling.cancel()

    async def _sleep(self, seconds: float) -> None:
        """Sleeps until a nudge, but when messages are held up, at least as long as waiting for a slot makes sense."""
        if seconds == HELD_UP_S:
            await asyncio.sleep(seconds)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._work.wait()

    async def _finish(self) -> None:
        with contextlib.suppress(Exception):  # the database may be why we stop; the rows stay
            await self._send_due()
        if self._sending:
            _, late = await asyncio.wait(self._sending, timeout=PATIENCE_AT_STOP_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _send_due(self) -> float:
        """Claims once; returns how long to sleep unless nudged."""
        now = self._clock.now()
        room = MAX_IN_FLIGHT - len(self._sending)
        if room <= 0 or not self._is_shown():
            return HELD_UP_S
        if not self._has_news:
            due_at = await self._desk.next_due_at()
            if due_at is None or due_at > now:
                return IDLE_S
        self._has_news = False
        claim = await self._desk.claim(now, room, self._claims.expected(), self._claims.held())
        self._claims.learn(claim)
        for leased in claim.leased:
            if leased.row.id in self._in_flight:
                continue  # the database's clock was set, so the lease seemed to be over
            self._in_flight.add(leased.row.id)
            task = asyncio.create_task(self._deliver(leased))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        if claim.is_held_up:
            return HELD_UP_S
        return 0.0 if claim.leased else IDLE_S

    async def _deliver(self, leased: Leased) -> None:
        row = leased.row
        try:
            await asyncio.sleep(max(0.0, (leased.send_at - self._claims.now()).total_seconds()))
            result = await self._attempt(row, leased.edit_message_id)
            await self._settle(row, result)
        except Exception:  # the lease brings the row back; one row's cause must not stop the sender
            log.exception("delivery.broken", row_id=row.id, kind=row.kind)
        finally:
            self._in_flight.discard(row.id)
        self.look_soon()

    async def _attempt(self, row: Letter, edit_message_id: str | None) -> SendResult | Outcome:
        if row.expires_at is not None and row.expires_at <= self._clock.now():
            return Outcome.expired
        try:
            message = await self._render(row)
        except (KeyError, ValueError, TypeError) as error:
            log.exception("delivery.unspeakable", row_id=row.id, kind=row.kind)
            return Rejected(f"no words: {type(error).__name__}")
        slot = await self._window.enter()
        began_at = time.monotonic()
        try:
            result = await self._channel.send(row.address, message, edit_message_id=edit_message_id)
        except Exception as error:
            log.exception("delivery.unsendable", row_id=row.id, kind=row.kind)
            result = Rejected(f"cannot be sent: {type(error).__name__}")
        finally:
            self._window.leave(slot)
        self._metrics.send_seconds.observe(time.monotonic() - began_at)
        return result

    async def _render(self, row: Letter) -> Message:
        reader = replace(self._reader, locale=row.locale)
        if takes_time(row.kind):
            return await asyncio.to_thread(render, row.kind, row.facts, reader)
        return render(row.kind, row.facts, reader)

    async def _settle(self, row: Letter, result: SendResult | Outcome) -> None:
        now, is_over = self._clock.now(), True
        match result:
            case Outcome():
                await self._settlements.put(Finished(row, result, now))
            case Sent(message_id):
                if row.kind.startswith(REMINDERS):
                    self._metrics.reminder_lateness.observe(max(0.0, (now - row.due_at).total_seconds()))
                await self._settlements.put(Finished(row, Outcome.sent, now, message_id=message_id))
            case _:
                is_over = await self._settle_failure(row, result, now)
        if is_over:
            self.settled_at = time.monotonic()
        name = result.name if isinstance(result, Outcome) else type(result).__name__.lower()
        self._metrics.sends.labels(name).inc()
        log.info("delivery.settled", result=name, row_id=row.id, kind=row.kind, attempts=row.attempts)

    async def _settle_failure(self, row: Letter, failure: Failure, now: datetime) -> bool:
        """Whether that was the end of it, and not one attempt of several."""
        if isinstance(failure, RateLimited):
            failure = replace(failure, scope=self._scope(row.address))
            self._metrics.rate_limited.labels(failure.scope.name).inc()
        decision = decide_after_failure(failure, attempts=row.attempts, on_doubt=on_doubt(row.kind), jitter=random())
        match decision:
            case RetryIn(delay, scope, counts):
                delay = min(delay, LONGEST_HOLD)
                if scope is not Scope.message:
                    await self._desk.block(row.address if scope is Scope.chat else "", delay)
                until = self._claims.now() + delay
                await self._settlements.put(Postponed(row, until, type(failure).__name__, counts))
            case MarkUnreachable(reason):
                await self._settlements.put(Finished(row, Outcome.unreachable, now, error=reason.name))
            case FollowMigration(address):
                await self._desk.move(row, address)
            case GiveUp(reason):
                log.error("delivery.given_up", row_id=row.id, kind=row.kind, reason=reason.name)
                await self._settlements.put(Finished(row, Outcome.failed, now, error=f"{reason.name}: {failure}"))
        return not isinstance(decision, RetryIn)

    def _scope(self, address: str) -> Scope:
        """What a refusal for flooding is about: the messenger does not say, the chats it refuses do."""
        now = time.monotonic()
        self._refused = {chat: at for chat, at in self._refused.items() if now - at < TOKEN_SCOPE_WITHIN_S}
        self._refused[address] = now
        return Scope.token if len(self._refused) > 1 else Scope.chat
