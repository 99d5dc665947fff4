"""The example city, filled straight into the database so that a demo begins with people in it.

All people are plainly invented: numbered surnames and given names that together name nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice, product
from typing import Any

from core.members import CONSENT_TEXT_VERSION, Purpose
from core.roles import MembershipState, OrganisationKind, Role
from db.repos.members import scope_of
from db.tables import City, Consent, Identity, Membership, Organisation, Person
from db.uow import Transaction

CITY, CITY_ENGLISH = "안양시", "Anyang"
ZONE = "Asia/Seoul"
ORGANISATIONS = (
    (OrganisationKind.patrol_unit, "평촌자율방범대"),
    (OrganisationKind.patrol_unit, "범계자율방범대"),
    (OrganisationKind.merchants, "안양상인연합회"),
    (OrganisationKind.citizen_police, "동안시민경찰연합회"),
    (OrganisationKind.safety_council, "평촌생활안전협의회"),
)
_SURNAMES = "김이박최정강조윤장임"
_GIVEN = ("가람", "나래", "다솜", "라온", "마루", "바다", "새벽", "아름", "잔디", "하늘")
OWNER_CHAT, COORDINATOR_CHAT, DEPUTY_CHAT, FIRST_CHAT = 200_000, 200_001, 200_002, 300_001
"""Chat ids of the invented people in the simulated messenger."""
PLACE_NAME, PLACE = "범계역 2번 출구", (37.38970, 126.95070)
"""Where everybody meets; latitude and longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Inhabitant:
    """Somebody of the example city: `organisation` is None for the coordinators and the owner."""

    chat: int
    name: str
    role: Role
    organisation: str | None = None

    @property
    def phone(self) -> str:
        """A number from a range that is given to nobody."""
        return f"+8210000{self.chat % 100_000:05}"


def inhabitants(members: int = 80) -> tuple[Inhabitant, ...]:
    """The owner, two coordinators, and so many members; the first of each organisation leads it."""
    places = cycle(name for _, name in ORGANISATIONS)
    crowd = (
        Inhabitant(FIRST_CHAT + number, name, Role.leader if number < len(ORGANISATIONS) else Role.member, organisation)
        for number, (name, organisation) in enumerate(islice(zip(_names(), places, strict=False), members))
    )
    return (
        Inhabitant(OWNER_CHAT, "한누리", Role.administrator),
        Inhabitant(COORDINATOR_CHAT, "오로라", Role.coordinator),
        Inhabitant(DEPUTY_CHAT, "진달래", Role.coordinator),
        *crowd,
    )


def _names() -> Iterator[str]:
    """A hundred names; neighbours differ in both parts, so that nobody is taken for somebody else."""
    return (
        surname + _GIVEN[(row + column) % 10] for row, (column, surname) in product(range(10), enumerate(_SURNAMES))
    )


async def fill(tx: Transaction, people: tuple[Inhabitant, ...], at: datetime, *, channel: str = "telegram") -> int:
    """Writes the city, its organisations and these people, as if they had registered a month ago; the city's id."""
    joined = at - timedelta(days=30)
    city = await tx.cities.added(City(name=CITY, created_at=joined))
    organisations = {}
    for kind, name in ORGANISATIONS:
        organisation = Organisation(city_id=city.id, kind=kind, name=name, created_at=joined)
        organisations[name] = await tx.organisations.added(organisation)
    for someone in people:
        person = await tx.members.added(
            Person(name=someone.name, phone=someone.phone, city_id=city.id, created_at=joined)
        )
        organisation_row = organisations.get(someone.organisation or "")
        tx.session.add(Identity(person_id=person.id, channel=channel, address=str(someone.chat)))
        tx.session.add_all(_consents(person.id, joined))
        tx.session.add(_membership(person.id, someone.role, city.id, organisation_row, joined))
    return city.id


def _consents(person_id: int, at: datetime) -> list[Consent]:
    return [
        Consent(person_id=person_id, purpose=purpose, is_granted=True, text_version=CONSENT_TEXT_VERSION, at=at)
        for purpose in Purpose
    ]


def _membership(
    person_id: int, role: Role, city_id: int, organisation: Organisation | None, at: datetime
) -> Membership:
    reach: dict[str, Any] = {"city_id": None if role is Role.administrator else city_id}
    if organisation is not None:
        reach |= {
            "organisation_id": organisation.id,
            "is_patrol_unit": organisation.kind is OrganisationKind.patrol_unit,
        }
    return Membership(
        person_id=person_id,
        scope=scope_of(reach["city_id"], reach.get("organisation_id")),
        role=role,
        state=MembershipState.active,
        applied_at=at,
        decided_at=at,
        **reach,
    )
