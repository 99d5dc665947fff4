"""What a person sees of themselves: roles and consents."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import col, select

from core.members import CONSENT_TEXT_VERSION, Purpose
from core.roles import MembershipState
from db.repos.base import Repo
from db.tables import Checkin, City, Consent, Membership, Organisation

OPEN = (MembershipState.waiting, MembershipState.active, MembershipState.paused)


class Profiles(Repo):
    async def roles_of(self, person_id: int) -> Sequence[tuple[Membership, str | None, str | None]]:
        """A person's memberships that have not ended, with the names of organisation and city."""
        statement = (
            select(Membership, Organisation.name, City.name)
            .join(Organisation, col(Organisation.id) == col(Membership.organisation_id), isouter=True)
            .join(City, col(City.id) == col(Membership.city_id), isouter=True)
            .where(Membership.person_id == person_id, col(Membership.state).in_(OPEN))
            .order_by(col(Membership.id))
        )
        return (await self.session.exec(statement)).all()

    async def consents_of(self, person_id: int) -> dict[Purpose, bool]:
        """What this person agrees to today: the latest answer to each question."""
        latest = select(func.max(Consent.id)).where(Consent.person_id == person_id).group_by(col(Consent.purpose))
        rows = await self.session.exec(select(Consent.purpose, Consent.is_granted).where(col(Consent.id).in_(latest)))
        return {Purpose(purpose): is_granted for purpose, is_granted in rows}

    async def forget_distances(self, person_id: int) -> None:
        """What was kept of this person's locations; that they were there stays."""
        await self.session.execute(
            update(Checkin)
            .where(col(Checkin.person_id) == person_id, col(Checkin.distance_m).is_not(None))
            .values(distance_m=None)
            .execution_options(synchronize_session=False)
        )

    async def answer_consent(self, person_id: int, purpose: Purpose, at: datetime, *, is_granted: bool) -> None:
        """A new answer stands beside the old ones: what was agreed when can be shown later."""
        await self.added(
            Consent(
                person_id=person_id, purpose=purpose, is_granted=is_granted, text_version=CONSENT_TEXT_VERSION, at=at
            )
        )
