"""Programs that are told of new notes: added, tried again and removed by a coordinator, and how each is doing."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.incoming import Address
from core.roles import NotAllowed
from core.webhooks import (
    CHANNEL,
    MOST_A_CITY,
    SECRET_BEGINS,
    SECRET_BYTES,
    Health,
    UrlFault,
    after_failure,
    fault_of_url,
)
from db.repos.outbox import Message
from db.repos.webhooks import OUT_OF_REACH
from db.tables import Note, Webhook
from db.tables.outbox import Priority
from db.uow import Transaction
from services.visits import Visitor, VisitService

ERROR_MAX = 200


@dataclass(frozen=True, slots=True)
class WebhookLine:
    """A receiver as a list shows it: `waiting` messages, and since when it fails or was given up."""

    webhook_id: int
    url: str
    with_text: bool
    made_at: datetime
    delivered_at: datetime | None
    failing_since: datetime | None
    paused_at: datetime | None
    last_error: str | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes and with what it is signed."""

    url: str
    secret: str


class Webhooks(VisitService):
    async def listed(self, visitor: Visitor) -> Sequence[WebhookLine]:
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            found = await tx.webhooks.of_city(visitor.city_id)
            waiting = await tx.webhooks.waiting([each.id for each in found])
        return [_line(each, waiting.get(each.id, 0)) for each in found]

    async def add(self, visitor: Visitor, url: str, at: datetime, *, with_text: bool) -> str | UrlFault:
        """The secret of a new receiver, which nobody is shown again."""
        url = url.strip()
        fault = fault_of_url(url, allows_private=self.policy.allows_private_webhooks)
        if fault is not None:
            return fault
        secret = SECRET_BEGINS + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            await tx.cities.lock(visitor.city_id)
            if len(await tx.webhooks.of_city(visitor.city_id)) >= MOST_A_CITY:
                return UrlFault.malformed
            row = await tx.webhooks.added(
                Webhook(
                    city_id=visitor.city_id,
                    url=url,
                    secret=secret,
                    with_text=with_text,
                    made_by=actor.person_id,
                    made_at=at,
                )
            )
            self._record(tx, visitor, "webhook.added", row.id, at)
        return secret

    async def retry(self, visitor: Visitor, webhook_id: int, at: datetime) -> None:
        """Sends again what waits for a receiver, which counts as well from now on."""
        async with self.uow.write() as tx:
            row = await self._own(tx, visitor, webhook_id)
            row.failures, row.failing_since, row.paused_at, row.last_error = 0, None, None, None
            await tx.webhooks.send_again(row.id, at)
            tx.outbox.has_spoken = True
            self._record(tx, visitor, "webhook.retried", row.id, at)

    async def remove(self, visitor: Visitor, webhook_id: int, at: datetime) -> None:
        """Nothing is sent there any more; what waited is forgotten."""
        async with self.uow.write() as tx:
            row = await self._own(tx, visitor, webhook_id)
            row.removed_at, row.secret = at, ""
            await tx.webhooks.forget(row.id, at)
            self._record(tx, visitor, "webhook.removed", row.id, at)

    async def target(self, webhook_id: int) -> Target | None:
        """Where messages of this receiver go; None when it was removed."""
        async with self.uow.read() as tx:
            row = await tx.webhooks.find(webhook_id)
        return Target(row.url, row.secret) if row else None

    async def delivered(self, webhook_id: int, at: datetime) -> None:
        async with self.uow.write() as tx:
            row = await tx.webhooks.find(webhook_id, holding=True)
            if row is not None:
                row.delivered_at, row.failures, row.failing_since, row.last_error = at, 0, None, None

    async def failed(self, webhook_id: int, reason: str, at: datetime, *, for_good: bool = False) -> None:
        """One more failure; a receiver that failed for long, or says it is gone, is paused until somebody looks."""
        async with self.uow.write() as tx:
            row = await tx.webhooks.find(webhook_id, holding=True)
            if row is None:
                return
            health, is_over = after_failure(Health(row.failures, row.failing_since), at)
            row.failures, row.failing_since, row.last_error = health.failures, health.failing_since, reason[:ERROR_MAX]
            if (is_over or for_good) and row.paused_at is None:
                row.paused_at = at
                await tx.webhooks.hold_back(row.id)
                tx.audits.record("webhook.paused", f"webhook:{row.id}", at, city_id=row.city_id, actor_id=None)

    async def _own(self, tx: Transaction, visitor: Visitor, webhook_id: int) -> Webhook:
        await self.coordinator(tx, visitor)
        row = await tx.webhooks.lock(visitor.city_id, webhook_id)
        if row is None:
            raise NotAllowed(f"webhook:{webhook_id}")
        return row

    @staticmethod
    def _record(tx: Transaction, visitor: Visitor, action: str, webhook_id: int, at: datetime) -> None:
        subject = f"webhook:{webhook_id}"
        tx.audits.record(action, subject, at, city_id=visitor.city_id, actor_id=visitor.person_id)


async def tell_programs(tx: Transaction, note: Note, at: datetime) -> None:
    """A new note to every program of its city: by the same commit, once for each, under an id that stays."""
    for webhook in await tx.webhooks.of_city(note.city_id):
        message = Message(
            "webhooks.note",
            _facts(note, webhook),
            at,
            Priority.reminder,
            city_id=note.city_id,
            key=f"webhook:{webhook.id}:note:{note.id}",
            due_at=OUT_OF_REACH if webhook.paused_at else None,
        )
        await tx.outbox.say(Address(CHANNEL, str(webhook.id)), message, locale="ko")


def _facts(note: Note, webhook: Webhook) -> dict[str, Any]:
    """Without the words unless the receiver is to have them; who wrote it is never told."""
    return {
        "id": f"msg_{webhook.id}_{note.id}",
        "at": note.created_at.isoformat(),
        "number": note.number,
        "patrol_id": note.patrol_id,
        "state": note.state.name,
        **({"text": note.text, "latitude": note.latitude, "longitude": note.longitude} if webhook.with_text else {}),
    }


def _line(row: Webhook, waiting: int) -> WebhookLine:
    return WebhookLine(
        row.id,
        row.url,
        row.with_text,
        row.made_at,
        row.delivered_at,
        row.failing_since,
        row.paused_at,
        row.last_error,
        waiting,
    )
