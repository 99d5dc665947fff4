"""What a check-in is judged on: person, roles, patrols around now, own answer and presence, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkins import PatrolFacts
from core.geo import Point
from core.incoming import Address
from core.members import Purpose
from core.roles import Actor, Grant, MembershipState
from core.rsvps import PatrolState, RsvpState
from db.repos.patrols import TAKING_PART
from db.tables import Checkin, City, Consent, Identity, Membership, Patrol, PatrolOrganisation, Person, Rsvp
from db.types import UTCDateTime

LONGEST = timedelta(hours=24)
"""No patrol is longer, and none opens earlier: what begins further from now than this is not looked at."""


@dataclass(frozen=True, slots=True)
class PatrolAtHand:
    """A patrol around now that invites the person, through `organisation_id`."""

    facts: PatrolFacts
    city_id: int
    organisation_id: int | None
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class Situation:
    """The person at an address, and every patrol they could mean."""

    actor: Actor
    may_use_location: bool
    patrols: tuple[PatrolAtHand, ...]

    @property
    def facts(self) -> list[PatrolFacts]:
        return [patrol.facts for patrol in self.patrols]

    def patrol(self, patrol_id: int) -> PatrolAtHand:
        return next(patrol for patrol in self.patrols if patrol.facts.patrol_id == patrol_id)


async def load_situation(session: AsyncSession, address: Address, at: datetime) -> Situation | None:
    """The situation of the person at this address; None when nobody registered from there."""
    facts = {
        "channel": address.channel,
        "address": address.chat,
        "at": at,
        "earliest": at - LONGEST,
        "latest": at + LONGEST,
    }
    rows = (await session.execute(_SITUATION, facts)).all()
    return situation_from(rows) if rows else None


def _is_invited() -> ColumnElement[bool]:
    return or_(
        col(Patrol.invites_all),
        exists().where(
            col(PatrolOrganisation.patrol_id) == col(Patrol.id),
            col(PatrolOrganisation.organisation_id) == col(Membership.organisation_id),
        ),
    )


def _is_around_now() -> ColumnElement[bool]:
    return and_(
        col(Patrol.state) == PatrolState.published,
        col(Patrol.starts_at) >= bindparam("earliest", type_=UTCDateTime()),
        col(Patrol.starts_at) <= bindparam("latest", type_=UTCDateTime()),
        col(Patrol.ends_at) >= bindparam("at", type_=UTCDateTime()),
    )


def _columns() -> tuple[Any, ...]:
    location_consent = (
        select(Consent.is_granted)
        .where(col(Consent.person_id) == col(Person.id), Consent.purpose == Purpose.location)
        .order_by(col(Consent.id).desc())
        .limit(1)
        .scalar_subquery()
        .label("location_consent")
    )
    person = (Person.id, Person.name, Person.locale, Person.city_id, Person.location_paused, location_consent)
    grant: tuple[Any, ...] = (
        col(Membership.role).label("role"),
        col(Membership.city_id).label("grant_city_id"),
        col(Membership.organisation_id).label("grant_organisation_id"),
    )
    patrol: tuple[Any, ...] = (
        *(col(Patrol.id).label("patrol_id"), Patrol.title, Patrol.place_name, Patrol.starts_at, Patrol.ends_at),
        *(Patrol.latitude, Patrol.longitude, Patrol.code_secret, City.radius_m, City.checkin_opens_minutes),
    )
    own: tuple[Any, ...] = (
        *(col(Rsvp.state).label("answer"), col(Rsvp.organisation_id).label("answer_organisation_id")),
        *(Checkin.is_present, Checkin.arrived_at, Checkin.left_at),
    )
    return (*person, *grant, *patrol, *own)


def situation_query(among: ColumnElement[bool], *more: ColumnElement[Any]) -> Select[Any]:
    """What people `among` the addresses of a channel are judged on, and `more` columns.

    Its rows are roles times patrols of each person: a handful.
    """
    query: Any = select(*_columns(), *more).select_from(Identity)
    joined: Select[Any] = (
        query.join(Person, col(Person.id) == col(Identity.person_id))
        .outerjoin(
            Membership,
            and_(col(Membership.person_id) == col(Person.id), col(Membership.state) == MembershipState.active),
        )
        .outerjoin(
            Patrol,
            and_(
                col(Patrol.city_id) == col(Membership.city_id),
                col(Membership.role).in_(TAKING_PART),
                _is_around_now(),
                _is_invited(),
            ),
        )
        .outerjoin(City, col(City.id) == col(Patrol.city_id))
        .outerjoin(Rsvp, and_(col(Rsvp.patrol_id) == col(Patrol.id), col(Rsvp.person_id) == col(Person.id)))
        .outerjoin(Checkin, and_(col(Checkin.patrol_id) == col(Patrol.id), col(Checkin.person_id) == col(Person.id)))
        .where(col(Identity.channel) == bindparam("channel"), among)
        .order_by(col(Membership.id), col(Patrol.id))
    )
    return joined


_SITUATION = situation_query(col(Identity.address) == bindparam("address"))
"""Built once: this is the statement of every check-in."""


def situation_from(rows: Sequence[Row[Any]]) -> Situation:
    """One person's situation, from all rows of `situation_query` that are about them."""
    first = rows[0]
    grants = dict.fromkeys(
        Grant(row.role, row.grant_city_id, row.grant_organisation_id) for row in rows if row.role is not None
    )
    patrols: dict[int, PatrolAtHand] = {}
    for row in rows:
        if row.patrol_id is not None and row.patrol_id not in patrols:
            patrols[row.patrol_id] = _patrol_at_hand(row)
    actor = Actor(first.id, first.name, first.locale, first.city_id, tuple(grants))
    return Situation(actor, bool(first.location_consent) and not first.location_paused, tuple(patrols.values()))


def _patrol_at_hand(row: Row[Any]) -> PatrolAtHand:
    facts = PatrolFacts(
        row.patrol_id,
        row.starts_at,
        row.ends_at,
        Point(row.latitude, row.longitude),
        row.code_secret.encode(),
        radius_m=row.radius_m,
        opens_before=timedelta(minutes=row.checkin_opens_minutes),
        is_going=row.answer is RsvpState.going,
        checked_in_at=row.arrived_at if row.is_present else None,
        checked_out_at=row.left_at if row.is_present else None,
    )
    organisation_id = row.answer_organisation_id or row.grant_organisation_id
    return PatrolAtHand(facts, row.grant_city_id, organisation_id, row.title, row.place_name)
