"""Alerts of a city, and who answered them."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from core.roles import MembershipState
from db.repos.base import Repo, insert_for
from db.tables import Alert, AlertResponse, Membership, Organisation, Person


class Alerts(Repo):
    async def lock(self, city_id: int, alert_id: int) -> Alert | None:
        return (
            await self.session.exec(
                select(Alert).where(Alert.city_id == city_id, Alert.id == alert_id).with_for_update()
            )
        ).one_or_none()

    async def latest_of(self, city_id: int, person_id: int, since: datetime) -> Alert | None:
        """This person's alert of a moment ago, unless it was called off."""
        return (
            await self.session.exec(
                select(Alert)
                .where(
                    Alert.city_id == city_id,
                    Alert.person_id == person_id,
                    Alert.at >= since,
                    col(Alert.called_off_at).is_(None),
                )
                .order_by(col(Alert.id).desc())
                .limit(1)
                .with_for_update()
            )
        ).first()

    async def respond(self, alert: Alert, person_id: int, *, is_coming: bool, at: datetime) -> bool:
        """Notes that somebody saw the alert; False when that was known and nothing changed."""
        statement = insert_for(self.session.get_bind().dialect.name, AlertResponse).values(
            alert_id=alert.id, person_id=person_id, city_id=alert.city_id, is_coming=is_coming, at=at
        )
        changed = await self.session.execute(
            statement.on_conflict_do_update(
                index_elements=["alert_id", "person_id"],
                set_={"is_coming": is_coming, "at": at},
                where=col(AlertResponse.is_coming) != is_coming,
            ).returning(col(AlertResponse.person_id))
        )
        return changed.first() is not None

    async def responses(self, alert: Alert) -> Sequence[tuple[str, bool]]:
        """Who saw the alert, in their order, and whether they are coming."""
        return (
            await self.session.exec(
                select(Person.name, AlertResponse.is_coming)
                .join(AlertResponse, col(AlertResponse.person_id) == col(Person.id))
                .where(AlertResponse.alert_id == alert.id)
                .order_by(col(AlertResponse.at), col(Person.id))
            )
        ).all()

    async def raiser_of(self, alert: Alert) -> Person:
        return (await self.session.exec(select(Person).where(Person.id == alert.person_id))).one()

    async def organisations_of(self, city_id: int, person_id: int) -> Sequence[Organisation]:
        """The organisations a person is in, here."""
        return (
            await self.session.exec(
                select(Organisation)
                .join(Membership, col(Membership.organisation_id) == col(Organisation.id))
                .where(
                    Membership.person_id == person_id,
                    Membership.city_id == city_id,
                    Membership.state == MembershipState.active,
                )
                .order_by(col(Membership.id))
            )
        ).all()
