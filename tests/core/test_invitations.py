"""A link works until it runs out or is revoked, and says which of the two it was."""

from datetime import UTC, datetime, timedelta

import pytest

from core.invitations import LIFETIME, Invitation, LinkFault, fault_of, is_token

MADE = datetime(2026, 12, 1, 12, tzinfo=UTC)
OPEN = Invitation(MADE + LIFETIME, None)


def test_a_link_works_to_the_last_moment_of_its_thirty_days() -> None:
    assert timedelta(days=30) == LIFETIME
    assert fault_of(OPEN, MADE + LIFETIME - timedelta(seconds=1)) is None
    assert fault_of(OPEN, MADE + LIFETIME) is LinkFault.expired


def test_a_revoked_link_says_so_even_after_it_ran_out() -> None:
    revoked = Invitation(OPEN.expires_at, MADE)

    assert fault_of(revoked, MADE) is LinkFault.revoked
    assert fault_of(revoked, MADE + LIFETIME) is LinkFault.revoked


def test_a_link_nobody_made_is_unknown() -> None:
    assert fault_of(None, MADE) is LinkFault.unknown


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("abc_-9", True),
        ("x" * 64, True),
        ("x" * 65, False),
        ("", False),
        ("a b", False),
        ("토큰", False),
        ("a\0", False),
    ],
)
def test_only_what_a_start_link_can_carry_is_a_token(text: str, is_one: bool) -> None:
    assert is_token(text) is is_one
