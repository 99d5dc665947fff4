"""When something was done: by the messenger's clock, unless ours is only a little behind."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot, Update

from handlers.telegram.context import incoming_of

SAID_AT = datetime(2026, 12, 4, 11, 0, tzinfo=UTC)
MINSU = {"id": 5, "is_bot": False, "first_name": "민수", "language_code": "ko"}
MESSAGE = {
    "message_id": 9,
    "date": int(SAID_AT.timestamp()),
    "chat": {"id": 5, "type": "private", "first_name": "민수"},
    "from": MINSU,
    "text": "/checkout",
}


@pytest.mark.parametrize(
    ("our_clock", "expected"),
    [
        (SAID_AT + timedelta(seconds=2), SAID_AT),
        (SAID_AT + timedelta(hours=1), SAID_AT),
        (SAID_AT - timedelta(seconds=2), SAID_AT - timedelta(seconds=2)),
        (SAID_AT - timedelta(hours=1), SAID_AT),
    ],
)
def test_a_clock_that_is_far_off_does_not_decide_when_somebody_spoke(our_clock: datetime, expected: datetime) -> None:
    update = Update.de_json({"update_id": 1, "message": MESSAGE}, Bot("1:a"))

    incoming = incoming_of(update, our_clock)

    assert incoming is not None
    assert incoming.at == expected
