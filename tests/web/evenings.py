"""An evening at the console: a patrol that is on, people on their way, notes, and somebody who wants to join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import select

from bot.app import App
from core.incidents import FacilityKind, IncidentCategory, IncidentState
from core.incoming import Address
from core.roles import MembershipState, Role
from core.rsvps import RsvpState
from db.repos.members import scope_of
from db.tables import Identity, Membership, Note, NoteEvent, Person, Rsvp
from db.uow import Transaction
from simulator.client import Simulator, Someone
from tests.stories.crowds import UNITS, Crowd, fills
from tests.stories.patrolling import START, plans

NOTES = (
    ("가로등 두 개가 꺼져 있어요. 골목이 많이 어두워요.", IncidentCategory.facility, (37.3905, 126.9521)),
    ("편의점 앞에서 취객이 소란을 피우고 있어요.", IncidentCategory.suspicious, (37.3889, 126.9498)),
    ("로데오거리 공영화장실 점검을 마쳤어요. 이상 없어요.", IncidentCategory.hidden_camera, None),
)


@dataclass(frozen=True)
class Evening:
    crowd: Crowd
    patrol_id: int
    later_id: int
    note_ids: tuple[int, ...]
    application_id: int
    person_ids: dict[int, int]


async def evening(
    app: App, telegram: Simulator, *, units: Any = UNITS, city: str = "안양시", owner: Someone | None = None
) -> Evening:
    """Ten minutes after the start: some are there, one came late, some are missing."""
    await telegram.clock.freeze(START + timedelta(minutes=10))
    crowd = await fills(app, telegram, units, city=city, owner=owner)
    patrol_id = await plans(app, crowd)
    later_id = await plans(app, crowd, starts_at=START + timedelta(days=2), title="여성안심귀갓길 순찰")
    person_ids: dict[int, int] = {}
    async with app.uow.write() as tx:
        for unit, people in crowd.people.items():
            for number, person in enumerate(people):
                found = await tx.members.at(Address("telegram", str(person.id)))
                assert found is not None
                person_ids[person.id] = found.id
                if number % 5 != 4:
                    state = RsvpState.going if number % 5 < 3 else RsvpState.maybe
                    await tx.rsvps.added(
                        Rsvp(
                            patrol_id=patrol_id,
                            person_id=found.id,
                            city_id=crowd.city_id,
                            organisation_id=crowd.organisation_ids[unit],
                            state=state,
                            answered_at=START - timedelta(days=1),
                        )
                    )
        note_ids = tuple([await _note(tx, crowd, number, patrol_id, person_ids) for number in range(len(NOTES))])
        application_id = await _applicant(tx, crowd)
    return Evening(crowd, patrol_id, later_id, note_ids, application_id, person_ids)


async def lamp(bot: App, finder: Someone, number: int = 4, *, has_photo: bool = False) -> str:
    """A broken lamp near the one of the evening, told in the chat: the path of its page."""
    text = "/note 범계역 3번 출구 앞 가로등이 꺼졌어요"
    await (finder.sends_photo(text) if has_photo else finder.says(text))
    await finder.hears(f"#{number}")
    async with bot.uow.write() as tx:
        note = (await tx.session.exec(select(Note).where(Note.number == number))).one()
        note.latitude, note.longitude = 37.3906, 126.9522
        note.category, note.facility = IncidentCategory.facility, FacilityKind.lamp
        return f"/console/notes/{note.id}"


async def _note(tx: Transaction, crowd: Crowd, number: int, patrol_id: int, person_ids: dict[int, int]) -> int:
    text, category, place = NOTES[number]
    note = await tx.notes.added(
        Note(
            city_id=crowd.city_id,
            number=number + 1,
            reporter_id=next(iter(person_ids.values())),
            patrol_id=patrol_id,
            category=category,
            facility=FacilityKind.lamp if category is IncidentCategory.facility else None,
            text=text,
            latitude=place[0] if place else None,
            longitude=place[1] if place else None,
            state=IncidentState.open,
            created_at=START + timedelta(minutes=number),
        )
    )
    await tx.notes.added(
        NoteEvent(
            city_id=crowd.city_id,
            note_id=note.id,
            state=IncidentState.open,
            actor_id=note.reporter_id,
            at=note.created_at,
        )
    )
    city = await tx.cities.lock(crowd.city_id)
    city.last_note_number = number + 1
    return int(note.id)


async def _applicant(tx: Transaction, crowd: Crowd) -> int:
    unit = next(iter(crowd.organisation_ids.values()))
    person = await tx.members.added(Person(name="서새봄", created_at=START, city_id=crowd.city_id))
    await tx.members.added(Identity(person_id=person.id, channel="telegram", address=f"99{person.id}"))
    row = Membership(
        person_id=person.id,
        city_id=crowd.city_id,
        organisation_id=unit,
        scope=scope_of(crowd.city_id, unit),
        role=Role.member,
        state=MembershipState.waiting,
        applied_at=START,
    )
    return int((await tx.members.added(row)).id)
