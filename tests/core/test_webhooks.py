"""Which addresses a webhook may have, how it is signed, and when a receiver is given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.webhooks import (
    FAILURES_AT_LEAST,
    GIVEN_UP_AFTER,
    Health,
    UrlFault,
    after_failure,
    fault_of_url,
    is_public,
    signature,
)

AT = datetime(2026, 12, 4, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/hook",
        "https://10.1.2.3/",
        "https://192.168.0.9:8443/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://127.1/",
        "https://localhost/",
        "https://printer.local/",
        "https://metadata.google.internal/",
    ],
)
def test_no_address_within_a_private_network_is_taken(url: str) -> None:
    assert fault_of_url(url, allows_private=False) is UrlFault.private


@pytest.mark.parametrize(
    "url",
    [
        "",
        "data.example",
        "ftp://data.example/",
        "https://",
        "https://user:word@data.example/",
        "https://data.example/#part",
        "https://data.example:0/",
        "https://data.example:99999/",
        "https://data.example/a b",
        "https://데이터.example/",
        "https://data.example/" + "x" * 500,
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    assert fault_of_url(url, allows_private=False) is UrlFault.malformed


def test_https_is_asked_for_unless_private_networks_are_allowed() -> None:
    assert fault_of_url("http://data.example/hook", allows_private=False) is UrlFault.not_https
    assert fault_of_url("https://data.example:8443/hook?city=1", allows_private=False) is None
    assert fault_of_url("http://127.0.0.1:9000/hook", allows_private=True) is None


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "100.64.0.1", "224.0.0.1", "fe80::1%eth0", "2002:7f00:1::", "nonsense"])  # noqa: S104 (an address to be refused)
def test_every_other_address_is_not(address: str) -> None:
    assert not is_public(address)


def test_the_signature_is_that_of_the_published_example() -> None:
    sent_at = datetime.fromtimestamp(1_614_265_330, UTC)
    made = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", sent_at, b'{"test": 2432232314}'
    )

    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_is_given_up_after_failing_often_and_for_long() -> None:
    health, is_over = Health(), False
    for _ in range(FAILURES_AT_LEAST * 2):
        health, is_over = after_failure(health, AT)
    soon = is_over
    health, late = after_failure(health, AT + GIVEN_UP_AFTER)
    _, seldom = after_failure(Health(2, AT), AT + GIVEN_UP_AFTER + timedelta(days=1))

    assert (soon, late, seldom) == (False, True, False)
    assert health.failing_since == AT
