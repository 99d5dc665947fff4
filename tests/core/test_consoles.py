"""Links into the console open once and soon; sessions end by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.consoles import (
    IDLE_LIFETIME,
    LINK_LIFETIME,
    SESSION_LIFETIME,
    BrowserSession,
    EntryFault,
    EntryLink,
    digest,
    fault_of_entry,
    form_mark,
    is_form_mark,
    is_session_open,
)

NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("link", "after", "fault"),
    [
        (EntryLink(NOW + LINK_LIFETIME), timedelta(), None),
        (EntryLink(NOW + LINK_LIFETIME), LINK_LIFETIME - A_MOMENT, None),
        (EntryLink(NOW + LINK_LIFETIME), LINK_LIFETIME, EntryFault.expired),
        (EntryLink(NOW + LINK_LIFETIME, used_at=NOW), timedelta(), EntryFault.used),
        (EntryLink(NOW + LINK_LIFETIME, used_at=NOW), timedelta(days=1), EntryFault.used),
        (None, timedelta(), EntryFault.unknown),
    ],
)
def test_a_link_opens_once_and_for_two_minutes(
    link: EntryLink | None, after: timedelta, fault: EntryFault | None
) -> None:
    assert fault_of_entry(link, NOW + after) == fault


@pytest.mark.parametrize(
    ("session", "after", "is_open"),
    [
        (BrowserSession(NOW, NOW), timedelta(), True),
        (BrowserSession(NOW, NOW), IDLE_LIFETIME - A_MOMENT, True),
        (BrowserSession(NOW, NOW), IDLE_LIFETIME, False),
        (BrowserSession(NOW, NOW + SESSION_LIFETIME - timedelta(hours=1)), SESSION_LIFETIME - A_MOMENT, True),
        (BrowserSession(NOW, NOW + SESSION_LIFETIME - timedelta(hours=1)), SESSION_LIFETIME, False),
        (BrowserSession(NOW, NOW, ended_at=NOW), timedelta(), False),
    ],
)
def test_a_session_ends_when_it_is_idle_old_or_ended(session: BrowserSession, after: timedelta, is_open: bool) -> None:
    assert is_session_open(session, NOW + after) == is_open


def test_a_form_of_one_session_is_none_of_another() -> None:
    assert is_form_mark("mine", form_mark("mine"))
    assert not is_form_mark("mine", form_mark("yours"))
    assert not is_form_mark("mine", "")
    assert not is_form_mark("mine", "한글")


def test_what_is_kept_of_a_secret_is_not_the_secret_nor_its_form_mark() -> None:
    assert len({"secret", digest("secret"), form_mark("secret")}) == 3
