"""A city of any size, written straight into the database, with a patrol to which people can check in now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from core.checkins import CheckinMethod
from core.checkouts import CheckoutMethod
from core.members import CONSENT_TEXT_VERSION, Purpose
from core.roles import MembershipState, OrganisationKind, Role
from core.rsvps import PatrolState
from db.engine import Engines
from db.tables import Checkin, City, Consent, Identity, Membership, Organisation, Patrol, Person
from db.upkeep import tidy

FIRST_CHAT = 1_000_000
PLACE = (37.38970, 126.95070)
ORGANISATIONS = 10
PAST_PEOPLE = 2_000
"""How many came to each patrol of the past, where there are so many."""


@dataclass(frozen=True, slots=True)
class Sql:
    """A value that is computed for each row from its number n, counted from 1."""

    words: str


@dataclass(frozen=True, slots=True)
class Town:
    """Person 1 coordinates it; everybody has the chat `FIRST_CHAT` plus their number."""

    people: int

    def chats(self, first: int, count: int) -> range:
        """Chats of members; the coordinator is none."""
        return range(FIRST_CHAT + 2 + first, FIRST_CHAT + 2 + first + count)

    @property
    def coordinator(self) -> int:
        return FIRST_CHAT + 1


async def found(engines: Engines, people: int, *, past_checkins: int = 0) -> Town:
    """Fills an empty database; `past_checkins` came to patrols that are over."""
    now = datetime.now(UTC)
    async with engines.writing.begin() as connection:
        await _fill(connection, City, 1, {"name": "안양시", "created_at": now})
        units = {"city_id": 1, "kind": OrganisationKind.citizen_police, "name": Sql("'O' || n"), "created_at": now}
        await _fill(connection, Organisation, ORGANISATIONS, units)
        await _people(connection, people, now)
        if past_checkins:
            await _past(connection, past_checkins, people, now - timedelta(days=400))
        if not engines.is_sqlite:
            await connection.exec_driver_sql("SELECT setval('people_id_seq', (SELECT max(id) FROM people))")
    await add_patrol(engines, now)
    await settle_down(engines)
    return Town(people)


async def settle_down(engines: Engines) -> None:
    """What a database does by itself within a day: it learns how its data lie, and writes its log back."""
    await tidy(engines)
    if not engines.is_sqlite:
        async with engines.writing.connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await alone.exec_driver_sql("VACUUM ANALYZE")


async def add_patrol(engines: Engines, now: datetime, *, starts_in: timedelta = timedelta(minutes=5)) -> None:
    """A patrol of everybody."""
    starts = now + starts_in
    news = {"published_at": now, "announced_at": now, "title": "범계역 합동순찰", "state": PatrolState.published}
    async with engines.writing.begin() as connection:
        await _fill(connection, Patrol, 1, _patrol(starts, starts + timedelta(hours=3), now) | news)


def _patrol(starts: datetime, ends: datetime, now: datetime) -> dict[str, Any]:
    latitude, longitude = PLACE
    place = {"place_name": "범계역 2번 출구", "latitude": latitude, "longitude": longitude}
    times = {"starts_at": starts, "ends_at": ends, "created_at": now}
    return {"city_id": 1, "code_secret": "ABCDEFGH", "created_by": 1, **times, **place}


async def _people(connection: AsyncConnection, people: int, now: datetime) -> None:
    person = {"id": Sql("n"), "name": Sql("'N' || n"), "city_id": 1, "created_at": now}
    await _fill(connection, Person, people, person)
    address = Sql(f"CAST({FIRST_CHAT} + n AS TEXT)")
    await _fill(connection, Identity, people, {"person_id": Sql("n"), "channel": "telegram", "address": address})
    state = {"state": MembershipState.active, "applied_at": now, "city_id": 1}
    unit = f"1 + n % {ORGANISATIONS}"
    scope = {"organisation_id": Sql(unit), "scope": Sql(f"'1/' || ({unit})")}
    await _fill(connection, Membership, people - 1, {"person_id": Sql("n + 1"), "role": Role.member, **state, **scope})
    await _fill(connection, Membership, 1, {"person_id": 1, "role": Role.coordinator, "scope": "1/", **state})
    for purpose in Purpose:
        granted = {"purpose": purpose, "is_granted": True, "text_version": CONSENT_TEXT_VERSION, "at": now}
        await _fill(connection, Consent, people, {"person_id": Sql("n"), **granted})


async def _past(connection: AsyncConnection, checkins: int, people: int, at: datetime) -> None:
    over = {"state": PatrolState.published, "closed_at": at, "title": Sql("'P' || n")}
    came = min(PAST_PEOPLE, people)
    await _fill(connection, Patrol, checkins // came, _patrol(at, at, at) | over)
    each = f"(n - 1) / {came}"
    presence = {
        "city_id": 1,
        "patrol_id": Sql(f"1 + {each}"),
        "person_id": Sql(f"1 + ((n - 1) % {came} + {each} * 37) % {people}"),
        "method": CheckinMethod.location,
        "distance_m": 10,
        "arrived_at": at,
        "left_at": at,
        "checkout_method": CheckoutMethod.end,
        "credited_minutes": 120,
    }
    await _fill(connection, Checkin, checkins, presence)


async def _fill(connection: AsyncConnection, model: type[SQLModel], count: int, columns: Mapping[str, Any]) -> None:
    """So many rows; columns that are not named and cannot be empty get the model's own default."""
    values: dict[str, Any] = dict(columns)
    table: Any = model.__table__  # type: ignore[attr-defined]
    for column in table.columns:
        if column.name not in values and not column.nullable and not column.primary_key:
            values[column.name] = model.model_fields[column.name].get_default(call_default_factory=True)
    told = {name: value for name, value in values.items() if not isinstance(value, Sql)}
    shown = [value.words if isinstance(value, Sql) else f":{name}" for name, value in values.items()]
    statement = (
        f"INSERT INTO {table.name} ({', '.join(values)}) "
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :rows_wanted) "
        f"SELECT {', '.join(shown)} FROM numbers"
    )
    kinds = [bindparam(name, type_=table.columns[name].type) for name in told]
    await connection.execute(text(statement).bindparams(*kinds), told | {"rows_wanted": count})


def checkin(chat_id: int, now: datetime) -> dict[str, Any]:
    """Somebody shares their place, a few steps from the meeting place."""
    latitude, longitude = PLACE
    return _message(chat_id, now, location={"latitude": latitude + 0.0002, "longitude": longitude})


def words(chat_id: int, now: datetime, said: str) -> dict[str, Any]:
    return _message(chat_id, now, text=said)


def tap(chat_id: int, message: Mapping[str, Any], data: str) -> dict[str, Any]:
    """Somebody taps a button under a message of the bot's."""
    shown = {"message_id": message["message_id"], "date": 1, "chat": _chat(chat_id), "text": "x"}
    query = {"id": "1", "from": _user(chat_id), "chat_instance": "1", "message": shown, "data": data}
    return {"callback_query": query}


def _message(chat_id: int, now: datetime, **what: Any) -> dict[str, Any]:
    facts = {"message_id": 1, "date": int(now.timestamp()), "chat": _chat(chat_id), "from": _user(chat_id)}
    return {"message": facts | what}


def _chat(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "type": "private", "first_name": "김하나"}


def _user(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "김하나", "language_code": "ko"}
