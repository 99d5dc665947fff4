"""Answers, waiting lists and counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, update
from sqlmodel import col, select

from core.rsvps import PatrolState, Places, RsvpState
from db.repos.base import Repo
from db.repos.patrols import Patrols
from db.tables import Organisation, Patrol, PatrolOrganisation, Person, Rsvp

WISHING = (RsvpState.going, RsvpState.waiting, RsvpState.offered)
HOLDING = (RsvpState.going, RsvpState.offered)


@dataclass(frozen=True, slots=True)
class Line:
    """One invited organisation's answers: how its places are used, and how many said what else.

    `last_queued_at` is when the last one in line came, None when nobody waits.
    """

    organisation: Organisation
    places: Places
    not_going: int
    maybe: int
    last_queued_at: datetime | None


class Rsvps(Repo):
    async def of(self, patrol: Patrol, person_id: int) -> Rsvp | None:
        return (
            await self.session.exec(select(Rsvp).where(Rsvp.patrol_id == patrol.id, Rsvp.person_id == person_id))
        ).one_or_none()

    async def lines(self, patrol: Patrol) -> dict[int, Line]:
        """The answers of each invited organisation by its id, in the order of the city's list."""
        counted = await self.session.exec(
            select(Rsvp.organisation_id, Rsvp.state, func.count(), func.max(Rsvp.queued_at))
            .where(Rsvp.patrol_id == patrol.id)
            .group_by(col(Rsvp.organisation_id), col(Rsvp.state))
        )
        counts: dict[int, dict[RsvpState, tuple[int, datetime | None]]] = {}
        for organisation_id, state, count, last_queued_at in counted:
            counts.setdefault(organisation_id, {})[RsvpState(state)] = (count, last_queued_at)
        return {
            organisation.id: _line(organisation, quota, counts.get(organisation.id, {}))
            for organisation, quota in await Patrols(self.session).invited_organisations(patrol)
        }

    async def position(self, rsvp: Rsvp) -> int:
        """The place in line of somebody who waits, from 1."""
        ahead = await self.session.exec(
            select(func.count()).where(
                Rsvp.patrol_id == rsvp.patrol_id,
                Rsvp.organisation_id == rsvp.organisation_id,
                Rsvp.state == RsvpState.waiting,
                col(Rsvp.queued_at) < rsvp.queued_at,
            )
        )
        return ahead.one() + 1

    async def line(self, patrol: Patrol, organisation_id: int) -> Sequence[Rsvp]:
        """Those who wait, first in line first."""
        return (
            await self.session.exec(
                select(Rsvp)
                .where(
                    Rsvp.patrol_id == patrol.id,
                    Rsvp.organisation_id == organisation_id,
                    Rsvp.state == RsvpState.waiting,
                )
                .order_by(col(Rsvp.queued_at), col(Rsvp.person_id))
            )
        ).all()

    async def offers(self, patrol: Patrol) -> Sequence[Rsvp]:
        """Those who were asked to confirm and have not answered."""
        return (
            await self.session.exec(select(Rsvp).where(Rsvp.patrol_id == patrol.id, Rsvp.state == RsvpState.offered))
        ).all()

    async def given_by(self, person_id: int, patrol_ids: Sequence[int]) -> dict[int, Rsvp]:
        """One person's answers to these patrols, by the patrol's id."""
        rows = await self.session.exec(
            select(Rsvp).where(Rsvp.person_id == person_id, col(Rsvp.patrol_id).in_(patrol_ids))
        )
        return {rsvp.patrol_id: rsvp for rsvp in rows}

    async def with_lapsed_offers(self, at: datetime, limit: int) -> Sequence[tuple[int, int]]:
        """(city_id, patrol_id) of patrols in which an offer ran out."""
        return (
            await self.session.exec(
                select(Rsvp.city_id, Rsvp.patrol_id)
                .where(Rsvp.state == RsvpState.offered, col(Rsvp.offered_until) <= at)
                .distinct()
                .limit(limit)
            )
        ).all()

    async def with_room(self, at: datetime, limit: int, *, shortest: timedelta) -> Sequence[tuple[int, int]]:
        """(city_id, patrol_id) of patrols where somebody waits although a place is free, whatever freed it.

        Only patrols that begin more than `shortest` after `at`: later than that nobody is asked.
        """
        # Those who wait are few: the question begins with them, and not with every patrol and organisation there is.
        line = (
            select(Rsvp.patrol_id, Rsvp.organisation_id)
            .where(Rsvp.state == RsvpState.waiting)
            .distinct()
            .subquery("line")
        )
        held = (
            select(func.count())
            .select_from(Rsvp)
            .where(
                Rsvp.patrol_id == line.c.patrol_id,
                Rsvp.organisation_id == line.c.organisation_id,
                col(Rsvp.state).in_(HOLDING),
            )
            .correlate(line)
            .scalar_subquery()
        )
        return (
            await self.session.exec(
                select(Patrol.city_id, Patrol.id)
                .join(line, line.c.patrol_id == col(Patrol.id))
                .join(
                    PatrolOrganisation,
                    (col(PatrolOrganisation.patrol_id) == line.c.patrol_id)
                    & (col(PatrolOrganisation.organisation_id) == line.c.organisation_id),
                    isouter=True,
                )
                .where(
                    Patrol.state == PatrolState.published,
                    col(Patrol.closed_at).is_(None),
                    col(Patrol.invites_all) | col(PatrolOrganisation.patrol_id).is_not(None),
                    Patrol.starts_at > at + shortest,
                    col(PatrolOrganisation.quota).is_(None) | (col(PatrolOrganisation.quota) > held),
                )
                .distinct()
                .limit(limit)
            )
        ).all()

    async def release(self, person_id: int, at: datetime, *, organisation_id: int | None = None) -> None:
        """Gives back the places of somebody who left, rests or was removed, in every patrol that has not begun.

        With `organisation_id`, only those counted against this organisation. The next in line are asked soon after.
        """
        theirs = [col(Rsvp.person_id) == person_id, col(Rsvp.state).in_(WISHING)]
        if organisation_id is not None:
            theirs.append(col(Rsvp.organisation_id) == organisation_id)
        await self.session.execute(
            update(Rsvp)
            .where(*theirs, col(Rsvp.patrol_id).in_(select(Patrol.id).where(Patrol.starts_at > at)))
            .values(state=RsvpState.not_going, queued_at=None, offered_until=None, answered_at=at)
            .execution_options(synchronize_session=False)
        )

    @staticmethod
    def person(person_id: int) -> Select[Any]:
        """One person, in the form a message to many is addressed."""
        return select(Person.id).where(Person.id == person_id)

    def those_who(self, patrol: Patrol, state: RsvpState | None) -> Select[Any]:
        """Ids of the invited who gave this answer, or with None never gave any; who rests is left out."""
        people = Patrols(self.session).invited(patrol, told_only=True).subquery()
        answered = select(Rsvp.person_id).where(Rsvp.patrol_id == patrol.id)
        chosen = select(people.c.person_id)
        if state is None:
            return chosen.where(people.c.person_id.not_in(answered))
        return chosen.where(people.c.person_id.in_(answered.where(Rsvp.state == state)))


def _line(organisation: Organisation, quota: int | None, counts: dict[RsvpState, tuple[int, datetime | None]]) -> Line:
    number = {state: counts.get(state, (0, None))[0] for state in RsvpState}
    return Line(
        organisation,
        Places(quota, number[RsvpState.going], number[RsvpState.offered], number[RsvpState.waiting]),
        not_going=number[RsvpState.not_going],
        maybe=number[RsvpState.maybe],
        last_queued_at=counts.get(RsvpState.waiting, (0, None))[1],
    )
