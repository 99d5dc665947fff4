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


def test_a_tap_is_not_later_than_the_word_that_follows_it_in_the_same_second() -> None:
    card = MESSAGE | {"from": {"id": 1, "is_bot": True, "first_name": "봇"}}
    tap = {"id": "1", "from": MINSU, "chat_instance": "1", "message": card, "data": "x"}
    within = SAID_AT + timedelta(milliseconds=700)
    bot = Bot("1:a")

    tapped = incoming_of(Update.de_json({"update_id": 1, "callback_query": tap}, bot), within)
    said = incoming_of(Update.de_json({"update_id": 2, "message": MESSAGE}, bot), within)

    assert tapped is not None
    assert said is not None
    assert tapped.at <= said.at
