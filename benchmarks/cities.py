"""A city larger than any, for the console: all volunteers of the country in it, and two busy months behind it."""

import random
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.towns import FIRST_CHAT, PLACE, found, settle_down
from core.checkins import CheckinMethod
from core.checkouts import CheckoutMethod
from core.consoles import digest
from core.incidents import IncidentCategory, IncidentState
from core.roles import OrganisationKind
from core.rsvps import PatrolState, RsvpState
from db.engine import Engines
from db.tables import Checkin, ConsoleSession, Note, NoteEvent, Organisation, OutboxRow, Patrol, Rsvp
from db.tables.outbox import Outcome

UNITS = 300
INVITED = 2
"""Organisations of the patrol that is on: some 670 people, twice the largest meeting there was."""
PAST_DAYS, PAST_PEOPLE = 62, 75
NOTES_EVERY = timedelta(minutes=10)
_STATES = (*([IncidentState.done] * 19), IncidentState.open, IncidentState.in_progress)
_ANSWERS = (*([RsvpState.going] * 6), RsvpState.not_going, RsvpState.maybe, None, None)


async def fill(engines: Engines, people: int, notes: int) -> str:
    """The city, and the secret of its coordinator's browser."""
    await found(engines, people)
    now, secret = datetime.now(UTC), secrets.token_urlsafe(32)
    async with engines.writing.begin() as connection:
        await _units(connection, now)
        await _answers(connection, people, now)
        await _past(connection, people, now)
        await _notes(connection, people, notes, now)
        session = {"digest": digest(secret), "person_id": 1, "browser": "", "begun_at": now, "seen_at": now}
        await _insert(connection, ConsoleSession, [session])
    await settle_down(engines)
    return secret


async def _units(connection: AsyncConnection, now: datetime) -> None:
    kind = OrganisationKind.patrol_unit
    await _insert(
        connection,
        Organisation,
        [{"city_id": 1, "kind": kind, "name": f"{unit}자율방범대", "created_at": now} for unit in range(1, UNITS)],
    )
    await connection.execute(
        text("UPDATE memberships SET organisation_id = 1 + person_id % :units WHERE organisation_id IS NOT NULL"),
        {"units": UNITS},
    )
    await connection.execute(text("UPDATE patrols SET invites_all = false"))
    invited = (
        "INSERT INTO patrol_organisations (patrol_id, organisation_id, city_id)"
        " SELECT p.id, o.id, 1 FROM patrols p, organisations o WHERE o.id <= :invited"
    )
    await connection.execute(text(invited), {"invited": INVITED})


async def _answers(connection: AsyncConnection, people: int, now: datetime) -> None:
    """Everybody who is invited was told, most have answered, and half of those who come are there."""
    chance = random.Random(2)
    invited = [person for person in range(2, people + 1) if person % UNITS < INVITED]
    chosen = {person: chance.choice(_ANSWERS) for person in invited}
    answers: list[dict[str, Any]] = [
        {"patrol_id": 1, "person_id": person, "city_id": 1, "organisation_id": 1 + person % UNITS, "state": answer}
        | {"answered_at": now - timedelta(hours=1)}
        for person, answer in chosen.items()
        if answer is not None
    ]
    await _insert(connection, Rsvp, answers)
    there = [row for row in answers if row["state"] is RsvpState.going and chance.random() < 0.5]
    arrived = [_presence(1, row["person_id"], now - timedelta(seconds=chance.randrange(1500))) for row in there]
    await _insert(connection, Checkin, arrived)
    await _insert(connection, OutboxRow, [_told(person, now) for person in invited])


def _presence(patrol_id: int, person_id: int, at: datetime) -> dict[str, Any]:
    presence = {"city_id": 1, "patrol_id": patrol_id, "person_id": person_id, "organisation_id": 1 + person_id % UNITS}
    return presence | {"method": CheckinMethod.location, "distance_m": 12, "is_present": True, "arrived_at": at}


def _told(person_id: int, now: datetime) -> dict[str, Any]:
    chat = {"channel": "telegram", "address": str(FIRST_CHAT + person_id), "person_id": person_id, "city_id": 1}
    said = {"kind": "patrols.announced", "facts": {}, "key": f"announce:1:{person_id}", "outcome": Outcome.sent}
    return chat | said | {"due_at": now, "created_at": now, "done_at": now}


async def _past(connection: AsyncConnection, people: int, now: datetime) -> None:
    """A joint patrol every evening, of as many people as one has."""
    begins = [now - timedelta(days=day) for day in range(1, PAST_DAYS + 1)]
    patrols = [_past_patrol(number, at) for number, at in enumerate(begins, 2)]
    await _insert(connection, Patrol, patrols)
    chance = random.Random(3)
    presences = [presence for patrol in patrols for presence in _came(patrol, people, chance)]
    await _insert(connection, Checkin, presences)


def _came(patrol: dict[str, Any], people: int, chance: random.Random) -> list[dict[str, Any]]:
    """People of three organisations, from twenty minutes early to ten minutes late; most stay to the end."""
    units = [(patrol["id"] * 7 + each) % UNITS for each in range(3)]
    each_unit = PAST_PEOPLE // len(units)
    chosen = [unit + UNITS * (1 + each % (people // UNITS - 1)) for unit in units for each in range(each_unit)]
    rows = []
    for person_id in chosen:
        arrived_at = patrol["starts_at"] + timedelta(seconds=chance.randrange(-1200, 600))
        early = timedelta(seconds=chance.randrange(3600)) if chance.random() < 0.2 else timedelta()
        left = {"left_at": patrol["ends_at"] - early, "checkout_method": CheckoutMethod.end, "credited_minutes": 120}
        rows.append(_presence(patrol["id"], person_id, arrived_at) | left)
    return rows


def _past_patrol(patrol_id: int, at: datetime) -> dict[str, Any]:
    times = {"starts_at": at, "ends_at": at + timedelta(hours=2), "closed_at": at + timedelta(hours=2)}
    place = {"place_name": "범계역 2번 출구", "latitude": PLACE[0], "longitude": PLACE[1]}
    told = {"published_at": at, "announced_at": at, "created_at": at, "created_by": 1, "code_secret": "ABCDEFGH"}
    zones = [f"{patrol_id % 12}구역", f"{patrol_id % 7}거리"]
    facts = {"id": patrol_id, "city_id": 1, "title": "합동순찰", "state": PatrolState.published, "zones": zones}
    return {**facts, **times, **place, **told, "invites_all": False}


async def _notes(connection: AsyncConnection, people: int, notes: int, now: datetime) -> None:
    chance = random.Random(1)
    written = [_note(number, people, now - NOTES_EVERY * (notes - number), chance) for number in range(1, notes + 1)]
    await _insert(connection, Note, written)
    events = [
        {"city_id": 1, "note_id": row["number"], "state": state, "actor_id": 1, "at": row["created_at"] + waited}
        for row in written
        for state, waited in _history(row["state"], row["waited_s"])
    ]
    await _insert(connection, NoteEvent, events)
    await connection.execute(text("UPDATE cities SET last_note_number = :notes"), {"notes": notes})


def _history(state: IncidentState, waited_s: int | None) -> list[tuple[IncidentState, timedelta]]:
    """Written, taken up after a while, and what became of it."""
    steps = [(IncidentState.open, timedelta())]
    if waited_s is not None:
        steps.append((IncidentState.accepted, timedelta(seconds=waited_s)))
    if state is IncidentState.done:
        steps.append((state, timedelta(hours=3)))
    return steps


def _note(number: int, people: int, at: datetime, chance: random.Random) -> dict[str, Any]:
    state = chance.choice(_STATES)
    return {
        "city_id": 1,
        "number": number,
        "reporter_id": 2 + number % (people - 1),
        "category": chance.choice(list(IncidentCategory)),
        "text": "가로등이 꺼져 있어 골목이 어두워요" if number % 2 else "취객이 소란을 피우고 있어요",
        "latitude": PLACE[0] + chance.gauss(0, 0.02),
        "longitude": PLACE[1] + chance.gauss(0, 0.02),
        "state": state,
        "waited_s": None if state is IncidentState.open else chance.randrange(30, 7200),
        "revision": 1,
        "created_at": at,
    }


async def _insert(connection: AsyncConnection, model: Any, rows: Sequence[dict[str, Any]]) -> None:
    await connection.execute(model.__table__.insert(), rows)
