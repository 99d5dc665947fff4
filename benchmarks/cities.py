"""A city of any size, written straight into the database, with a patrol to which people can check in now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import TextClause, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.members import CONSENT_TEXT_VERSION, Purpose
from db.engine import Engines
from db.types import UTCDateTime

FIRST_CHAT = 1_000_000
PLACE = (37.38970, 126.95070)
ORGANISATIONS = 10
PAST_PEOPLE = 2_000
"""How many came to each patrol of the past."""

_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count) "
_PEOPLE = (
    (
        "INSERT INTO people (id, name, locale, city_id, location_paused, created_at) "
        "{numbers} SELECT n, 'N' || n, 'ko', 1, false, :at FROM numbers"
    ),
    (
        "INSERT INTO identities (person_id, channel, address) "
        "{numbers} SELECT n, 'telegram', CAST(:first + n AS TEXT) FROM numbers"
    ),
    (
        "INSERT INTO memberships (person_id, city_id, organisation_id, scope, role, state, is_patrol_unit, applied_at) "
        "{numbers} SELECT n, 1, 1 + n % :organisations, '1/' || (1 + n % :organisations), 'member', 'active', false, :at "
        "FROM numbers WHERE n > 1"
    ),
    (
        "INSERT INTO memberships (person_id, city_id, scope, role, state, is_patrol_unit, applied_at) "
        "VALUES (1, 1, '1/', 'coordinator', 'active', false, :at)"
    ),
)
_CONSENT = (
    "INSERT INTO consents (person_id, purpose, is_granted, text_version, at) "
    "{numbers} SELECT n, :purpose, true, :version, :at FROM numbers"
)
_PAST_PATROLS = (
    "INSERT INTO patrols (city_id, title, starts_at, ends_at, place_name, latitude, longitude, zones, info, "
    "invites_all, state, revision, code_secret, created_by, created_at, closed_at) "
    "{numbers} SELECT 1, 'P' || n, :at, :at, 'X', 37.4, 126.9, '[]', '', true, 'published', 1, 'x', 1, :at, :at "
    "FROM numbers"
)
_PAST_CHECKINS = (
    "INSERT INTO checkins (city_id, patrol_id, person_id, organisation_id, method, is_present, distance_m, arrived_at, "
    "late_minutes, left_at, away_minutes, checkout_method, credited_minutes) "
    "{numbers} SELECT 1, 1 + (n - 1) / :each, 1 + ((n - 1) % :each + (n - 1) / :each * 37) % :people, 1, 'location', "
    "true, 10, :at, 0, :at, 0, 'automatic', 120 FROM numbers"
)


@dataclass(frozen=True, slots=True)
class City:
    """Person 1 is its coordinator; everybody has the chat `FIRST_CHAT` plus their number."""

    people: int
    patrol_id: int

    def chats(self, first: int, count: int) -> range:
        """Chats of members; the coordinator is none."""
        return range(FIRST_CHAT + 2 + first, FIRST_CHAT + 2 + first + count)

    @property
    def coordinator(self) -> int:
        return FIRST_CHAT + 1


async def found(engines: Engines, people: int, *, past_checkins: int = 0) -> City:
    """Fills an empty database; `past_checkins` came to patrols that are over."""
    now = datetime.now(UTC)
    async with engines.writing.begin() as connection:
        await _organisations(connection, now)
        facts = {"count": people, "at": now, "first": FIRST_CHAT, "organisations": ORGANISATIONS}
        for statement in _PEOPLE:
            await _write(connection, statement, facts)
        for purpose in Purpose:
            consent = {"count": people, "at": now, "purpose": purpose.name, "version": CONSENT_TEXT_VERSION}
            await _write(connection, _CONSENT, consent)
        if past_checkins:
            past = now - timedelta(days=400)
            await _write(connection, _PAST_PATROLS, {"count": past_checkins // PAST_PEOPLE, "at": past})
            checkins = {"count": past_checkins, "at": past, "each": PAST_PEOPLE, "people": people}
            await _write(connection, _PAST_CHECKINS, checkins)
        if not engines.is_sqlite:
            await connection.exec_driver_sql("SELECT setval('people_id_seq', (SELECT max(id) FROM people))")
    patrol_id = await add_patrol(engines, now)
    if not engines.is_sqlite:
        async with engines.writing.connect() as connection:
            await (await connection.execution_options(isolation_level="AUTOCOMMIT")).exec_driver_sql("VACUUM ANALYZE")
    return City(people, patrol_id)


async def add_patrol(engines: Engines, now: datetime, *, starts_in: timedelta = timedelta(minutes=5)) -> int:
    """A patrol of everybody."""
    statement = (
        "INSERT INTO patrols (city_id, title, starts_at, ends_at, place_name, latitude, longitude, zones, info, "
        "invites_all, state, revision, code_secret, created_by, created_at, published_at, announced_at) "
        "VALUES (1, '범계역 합동순찰', :starts, :ends, '범계역 2번 출구', :lat, :lon, '[]', '', true, 'published', 1, "
        "'ABCDEFGH', 1, :at, :at, :at) RETURNING id"
    )
    starts = now + starts_in
    facts = {"starts": starts, "ends": starts + timedelta(hours=3), "lat": PLACE[0], "lon": PLACE[1], "at": now}
    async with engines.writing.begin() as connection:
        return int((await connection.execute(_typed(statement, facts), facts)).scalar_one())


async def _organisations(connection: AsyncConnection, now: datetime) -> None:
    await _write(
        connection,
        "INSERT INTO cities (name, radius_m, checkin_opens_minutes, quiet_from, quiet_until, offer_minutes, "
        "second_approver, last_note_number, created_at) "
        "VALUES ('안양시', 150, 30, '22:00:00.000000', '08:00:00.000000', 120, false, 0, :at)",
        {"at": now},
    )
    statement = (
        "INSERT INTO organisations (city_id, kind, name, created_at) "
        "{numbers} SELECT 1, 'citizen_police', 'O' || n, :at FROM numbers"
    )
    await _write(connection, statement, {"count": ORGANISATIONS, "at": now})


async def _write(connection: AsyncConnection, statement: str, facts: dict[str, Any]) -> None:
    used = {name: value for name, value in facts.items() if f":{name}" in statement or name == "count"}
    if "{numbers}" not in statement:
        used.pop("count", None)
    await connection.execute(_typed(statement.format(numbers=_NUMBERS), used), used)


def _typed(statement: str, facts: Iterable[str]) -> TextClause:
    moments = [bindparam(name, type_=UTCDateTime()) for name in facts if name in {"at", "starts", "ends"}]
    return text(statement).bindparams(*moments)


def checkin(chat_id: int, now: datetime) -> dict[str, Any]:
    """Somebody shares their place, a few steps from the meeting place."""
    latitude, longitude = PLACE
    return _message(chat_id, now) | {
        "message": _message(chat_id, now)["message"]
        | {"location": {"latitude": latitude + 0.0002, "longitude": longitude, "horizontal_accuracy": 20.0}}
    }


def words(chat_id: int, now: datetime, said: str) -> dict[str, Any]:
    return {"message": _message(chat_id, now)["message"] | {"text": said}}


def tap(chat_id: int, message: dict[str, Any], data: str) -> dict[str, Any]:
    """Somebody taps a button under a message of the bot's."""
    shown = {"message_id": message["message_id"], "date": 1, "chat": _chat(chat_id), "text": "x"}
    query = {"id": "1", "from": _user(chat_id), "chat_instance": "1", "message": shown, "data": data}
    return {"callback_query": query}


def _message(chat_id: int, now: datetime) -> dict[str, Any]:
    facts = {"message_id": 1, "date": int(now.timestamp()), "chat": _chat(chat_id), "from": _user(chat_id)}
    return {"message": facts}


def _chat(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "type": "private", "first_name": "김하나"}


def _user(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "김하나", "language_code": "ko"}
