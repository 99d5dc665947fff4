"""Training, absences and excuses of a member, and changes of rosters that are to be reported."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, update
from sqlmodel import col, select

from core.members import IN_FORCE
from core.rsvps import PatrolState, RsvpState
from core.standings import RosterChangeKind
from db.repos.base import Repo, insert_for
from db.tables import Checkin, Excuse, Membership, Organisation, Patrol, Person, RosterChange, Rsvp, Training


class Standings(Repo):
    async def changed(self, membership: Membership, kind: RosterChangeKind, at: datetime) -> None:
        """Notes that the roster of a patrol unit became different; other organisations report to nobody."""
        if not membership.is_patrol_unit or membership.organisation_id is None or membership.city_id is None:
            return
        self.session.add(
            RosterChange(
                city_id=membership.city_id,
                organisation_id=membership.organisation_id,
                person_id=membership.person_id,
                kind=kind,
                at=at,
            )
        )

    async def to_report(self, city_id: int) -> Sequence[tuple[RosterChange, str, str]]:
        """(change, organisation, person) of what was not reported, the most urgent first."""
        rows = await self.session.exec(
            select(RosterChange, Organisation.name, Person.name)
            .join(Organisation, col(Organisation.id) == col(RosterChange.organisation_id))
            .join(Person, col(Person.id) == col(RosterChange.person_id))
            .where(RosterChange.city_id == city_id, col(RosterChange.reported_at).is_(None))
            .order_by(col(RosterChange.at), col(RosterChange.id))
        )
        return rows.all()

    async def report(self, city_id: int, change_ids: Sequence[int], at: datetime, by: int) -> int:
        """Marks these as reported; how many were not before."""
        done = await self.session.execute(
            update(RosterChange)
            .where(
                col(RosterChange.city_id) == city_id,
                col(RosterChange.id).in_(change_ids),
                col(RosterChange.reported_at).is_(None),
            )
            .values(reported_at=at, reported_by=by)
            .returning(col(RosterChange.id))
            .execution_options(synchronize_session=False)
        )
        return len(done.all())

    async def trainings(self, city_id: int, person_id: int) -> Sequence[Training]:
        return (
            await self.session.exec(
                select(Training)
                .where(Training.city_id == city_id, Training.person_id == person_id)
                .order_by(col(Training.held_on).desc(), col(Training.id).desc())
            )
        ).all()

    async def drop_training(self, city_id: int, person_id: int, training_id: int) -> bool:
        dropped = await self.session.execute(
            delete(Training)
            .where(
                col(Training.id) == training_id,
                col(Training.city_id) == city_id,
                col(Training.person_id) == person_id,
            )
            .returning(col(Training.id))
            .execution_options(synchronize_session=False)
        )
        return dropped.first() is not None

    async def absences(
        self, city_id: int, person_id: int, since: datetime, at: datetime, *, organisation_id: int | None = None
    ) -> Sequence[tuple[Patrol, Excuse | None]]:
        """The patrols somebody had said yes to and did not come to, the latest first, each with its excuse.

        With `organisation_id` those they had said yes to in its name.
        """
        theirs = [Rsvp.person_id == person_id]
        if organisation_id is not None:
            theirs.append(Rsvp.organisation_id == organisation_id)
        rows = await self.session.exec(
            select(Patrol, Excuse)
            .join(Rsvp, col(Rsvp.patrol_id) == col(Patrol.id))
            .join(
                Excuse,
                (col(Excuse.patrol_id) == col(Patrol.id)) & (col(Excuse.person_id) == col(Rsvp.person_id)),
                isouter=True,
            )
            .where(*_missed(city_id, since, at), *theirs)
            .order_by(col(Patrol.starts_at).desc())
        )
        return rows.all()

    async def unexcused(self, city_id: int, organisation_id: int, since: datetime, at: datetime) -> dict[int, int]:
        """How often each member of an organisation did not come without an excuse; nobody who always came."""
        rows = await self.session.exec(
            select(Membership.id, func.count())
            .join(Rsvp, col(Rsvp.person_id) == col(Membership.person_id))
            .join(Patrol, col(Patrol.id) == col(Rsvp.patrol_id))
            .where(
                *_missed(city_id, since, at),
                Membership.organisation_id == organisation_id,
                col(Membership.state).in_(IN_FORCE),
                ~is_excused(),
            )
            .group_by(col(Membership.id))
        )
        return dict(rows.all())

    async def excuse(self, row: Excuse) -> None:
        """Keeps why somebody did not come, in place of what was said before."""
        values = row.model_dump()
        statement = insert_for(self.session.get_bind().dialect.name, Excuse).values(**values)
        changed: dict[str, Any] = {name: values[name] for name in ("reason", "entered_by", "entered_at")}
        # What they wrote themselves belongs to the reason they gave.
        changed["words"] = case((col(Excuse.reason) == row.reason, col(Excuse.words)), else_="")
        await self.session.execute(
            statement.on_conflict_do_update(index_elements=["patrol_id", "person_id"], set_=changed)
        )

    async def take_excuse_back(self, city_id: int, patrol_id: int, person_id: int) -> None:
        await self.session.execute(
            delete(Excuse)
            .where(
                col(Excuse.city_id) == city_id,
                col(Excuse.patrol_id) == patrol_id,
                col(Excuse.person_id) == person_id,
            )
            .execution_options(synchronize_session=False)
        )


def _missed(city_id: int, since: datetime, at: datetime) -> tuple[Any, ...]:
    """What makes a row of an answer an absence: a yes, to a patrol that took place, and nobody there."""
    return (
        Patrol.city_id == city_id,
        Patrol.state == PatrolState.published,
        Patrol.ends_at >= since,
        Patrol.ends_at < at,
        Rsvp.state == RsvpState.going,
        ~was_there(),
    )


def was_there() -> Any:
    """Whether the person of an answer was present at its patrol; for a query that joins both."""
    return (
        select(Checkin.id)
        .where(
            col(Checkin.patrol_id) == col(Rsvp.patrol_id),
            col(Checkin.person_id) == col(Rsvp.person_id),
            col(Checkin.is_present),
        )
        .exists()
    )


def is_excused() -> Any:
    """Whether there is an excuse for the person and the patrol of an answer."""
    return (
        select(Excuse.person_id)
        .where(col(Excuse.patrol_id) == col(Rsvp.patrol_id), col(Excuse.person_id) == col(Rsvp.person_id))
        .exists()
    )
