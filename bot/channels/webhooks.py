"""Webhooks: a message becomes a signed POST to a program of the city, which answers 2xx or gets it again.

An address that leads into a network of ours is not called, whatever name it goes by and however often that
name changes.
"""

import asyncio
import socket
from datetime import timedelta
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.channels import SendResult, Sent
from bot.clock import Clock
from core.pacing import Bucket, Pace, token_bucket
from core.retries import Failure, InDoubt, NotSent, Rejected
from core.webhooks import CHANNEL, UrlFault, fault_of_url, is_public, signature
from services.webhooks import Webhooks
from texts.messages import File, Message

PATIENCE_S = 10.0
"""How long a program has for its answer; a lease of the outbox is longer."""
GONE = 410
WEBHOOK_PACE = Pace(token_bucket(20), private=Bucket(timedelta(milliseconds=100), burst=5))
"""Twenty notes a second in all, ten to one program: what was saved up while it was away is no flood."""
_MOST_READ = 1024


class NotPublic(OSError):  # noqa: N818 (what it is)
    """The name leads into a network that no message goes to."""


class PublicResolver(AbstractResolver):
    """Looks names up and lets public addresses through only, so that what was looked at is what is called."""

    def __init__(self, *, allows_private: bool) -> None:
        self._allows_private = allows_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        addresses = [(kind, str(address[0])) for kind, *_, address in found]
        if not self._allows_private:
            addresses = [each for each in addresses if is_public(each[1])]
        if not addresses:
            raise NotPublic(f"{host} is not a public address")
        return [
            ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
            for kind, address in addresses
        ]

    async def close(self) -> None:
        """Holds nothing."""


class WebhookChannel:
    name = CHANNEL

    def __init__(
        self, webhooks: Webhooks, clock: Clock, *, allows_private: bool, patience_s: float = PATIENCE_S
    ) -> None:
        self._webhooks = webhooks
        self._clock = clock
        self._allows_private = allows_private
        self._patience_s = patience_s
        self._session: aiohttp.ClientSession | None = None

    async def send(self, address: str, message: Message, *, edit_message_id: str | None = None) -> SendResult:  # noqa: ARG002 (nothing is edited at a program)
        target = await self._webhooks.target(int(address))
        file = message.attachment
        if target is None or not isinstance(file, File):
            return Rejected("nobody receives this any more")
        fault = self._fault(target.url)
        result = Rejected(f"address is {fault}") if fault else await self._post(target.url, target.secret, file)
        now = self._clock.now()
        if isinstance(result, Sent):
            await self._webhooks.delivered(int(address), now)
        else:
            is_gone = isinstance(result, Rejected)
            await self._webhooks.failed(int(address), _reason(result), now, for_good=is_gone)
        # A message that is refused for good waits with its receiver: somebody may set that right.
        return NotSent(result.description) if isinstance(result, Rejected) else result

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _fault(self, url: str) -> UrlFault | None:
        return fault_of_url(url, allows_private=self._allows_private)

    async def _post(self, url: str, secret: str, file: File) -> SendResult:
        sent_at = self._clock.now()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Patrolbot-Webhooks/1",
            "webhook-id": file.filename,
            "webhook-timestamp": str(int(sent_at.timestamp())),
            "webhook-signature": signature(secret, file.filename, sent_at, file.content),
        }
        try:
            # Redirects are not followed: they could lead anywhere, and a signed message is for one address.
            async with self._open().post(url, data=file.content, headers=headers, allow_redirects=False) as answer:
                await answer.content.read(_MOST_READ)
                return _judged(answer.status)
        except TimeoutError:
            return InDoubt("no answer in time")
        except aiohttp.ClientConnectorError as error:
            return NotSent(f"not reached: {type(error.os_error).__name__}")
        except (aiohttp.ClientError, OSError) as error:
            return InDoubt(type(error).__name__)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                resolver=PublicResolver(allows_private=self._allows_private), use_dns_cache=False, force_close=True
            )
            timeout = aiohttp.ClientTimeout(total=self._patience_s)
            self._session = aiohttp.ClientSession(
                connector=connector, timeout=timeout, trust_env=False, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session


def _judged(status: int) -> SendResult:
    if 200 <= status < 300:  # noqa: PLR2004 (success, as HTTP has it)
        return Sent(None)
    return Rejected("it says it is gone") if status == GONE else NotSent(f"status {status}")


def _reason(failure: Failure) -> str:
    description: Any = getattr(failure, "description", type(failure).__name__)
    return str(description)
