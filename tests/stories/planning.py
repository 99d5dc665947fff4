"""A published patrol, written into the database: for stories in which how it was planned does not matter."""

from datetime import timedelta

from bot.app import App
from core.incoming import Address
from core.rsvps import PatrolState
from db.tables import Patrol
from simulator.client import Someone

PLACE = (37.38970, 126.95070)


async def plans(app: App, planner: Someone, *, starts_in: timedelta, title: str = "범계역 합동순찰") -> int:
    """A patrol of two hours for the whole city of the planner; returns its id."""
    at = app.clock.now()
    async with app.uow.write() as tx:
        person = await tx.members.at(Address("telegram", str(planner.id)))
        if person is None or person.city_id is None:
            raise LookupError("a planner works in a city")
        patrol = Patrol(
            city_id=person.city_id,
            title=title,
            starts_at=at + starts_in,
            ends_at=at + starts_in + timedelta(hours=2),
            place_name="범계역 2번 출구",
            latitude=PLACE[0],
            longitude=PLACE[1],
            invites_all=True,
            state=PatrolState.published,
            code_secret="0" * 32,
            created_by=person.id,
            created_at=at,
            published_at=at,
            announce_at=at,
            announced_at=at,
        )
        return (await tx.patrols.added(patrol)).id
