"""Telling other programs of new notes: which addresses are allowed, how a message is signed, when one is given up.

The form is that of Standard Webhooks: the headers webhook-id, webhook-timestamp and webhook-signature, the last one the
base64 of HMAC-SHA256 over "id.timestamp.body". The same message keeps its id however often it is sent.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

CHANNEL = "webhook"
SECRET_BEGINS = "whsec_"  # noqa: S105 (how a secret is recognised, not one)
SECRET_BYTES = 32
URL_MAX = 500
MOST_A_CITY = 10
GIVEN_UP_AFTER = timedelta(hours=2)
"""A receiver that only failed for so long is paused. A message is tried for longer than that, so none is lost by it."""
FAILURES_AT_LEAST = 10
_PORTS = range(1, 65_536)


class UrlFault(StrEnum):
    """Why nothing is sent to an address."""

    malformed = "malformed"
    not_https = "not_https"
    private = "private"


def fault_of_url(url: str, *, allows_private: bool) -> UrlFault | None:
    """What is wrong with an address somebody typed; None when it may be tried.

    What a name stands for is looked at each time something is sent: names can come to mean something else.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return UrlFault.malformed
    is_address = parts.hostname and parts.scheme in ("http", "https") and (port is None or port in _PORTS)
    if not is_address or len(url) > URL_MAX or "@" in parts.netloc or parts.fragment or not url.isascii():
        return UrlFault.malformed
    if any(character.isspace() or not character.isprintable() for character in url):
        return UrlFault.malformed
    if allows_private:
        return None
    if parts.scheme != "https":
        return UrlFault.not_https
    host = parts.hostname or ""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return UrlFault.private
    return UrlFault.private if is_number(host) and not is_public(host) else None


def is_number(host: str) -> bool:
    """Whether this is an address already and no name; forms that only some programs understand count as well."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return not any(character.isalpha() for character in host) or host.startswith("0x")
    return True


def is_public(address: str) -> bool:
    """Whether this address is out in the internet: no network of ours, no machine's own, no cloud's back door."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour or _translated(found)
        if inside is not None:
            found = inside
    return found.is_global and not found.is_multicast and not found.is_reserved


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a NAT64 prefix hides."""
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def signature(secret: str, message_id: str, sent_at: datetime, body: bytes) -> str:
    """The value of the header webhook-signature.

    Raises:
        ValueError: this is no secret of ours.
    """
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_BEGINS), validate=True)
    except binascii.Error as error:
        raise ValueError("a webhook's secret is base64") from error
    signed = b".".join((message_id.encode(), str(int(sent_at.timestamp())).encode(), body))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


@dataclass(frozen=True, slots=True)
class Health:
    """How a receiver has been doing since it last took something."""

    failures: int = 0
    failing_since: datetime | None = None


def after_failure(health: Health, at: datetime) -> tuple[Health, bool]:
    """The receiver's health after one more failure, and whether it is given up now."""
    since = health.failing_since or at
    failures = health.failures + 1
    return Health(failures, since), failures >= FAILURES_AT_LEAST and at - since >= GIVEN_UP_AFTER
