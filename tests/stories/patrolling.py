"""A patrol that is about to begin, for stories of the street: how it was planned does not matter there."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import App
from core.rsvps import PatrolState
from db.tables import Patrol, PatrolOrganisation
from simulator.client import Simulator
from tests.stories.crowds import Crowd, fills

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2026, 12, 4, 20, 0, tzinfo=SEOUL).astimezone(UTC)
TITLE = "범계역 합동순찰"
HERE = (37.3897, 126.9507)
SECRET = "the patrol's own"


async def gathers(app: App, telegram: Simulator, units: Any, *, minutes_before: int = 10, **columns: Any) -> Crowd:
    """A city of these organisations, all invited to a patrol that begins in a moment."""
    await telegram.clock.freeze(START - timedelta(minutes=minutes_before))
    crowd = await fills(app, telegram, units)
    await plans(app, crowd, **columns)
    return crowd


async def plans(
    app: App, crowd: Crowd, *, starts_at: datetime = START, invites: tuple[str, ...] = (), **columns: Any
) -> int:
    """A published patrol of two hours; `invites` names whom it invites, all without."""
    async with app.uow.write() as tx:
        organiser = await tx.members.added(_patrol(crowd, starts_at, not invites, columns))
        for unit in invites:
            await tx.patrols.added(
                PatrolOrganisation(
                    patrol_id=organiser.id, organisation_id=crowd.organisation_ids[unit], city_id=crowd.city_id
                )
            )
        return organiser.id


def _patrol(crowd: Crowd, starts_at: datetime, invites_all: bool, columns: dict[str, Any]) -> Patrol:
    facts: dict[str, Any] = {
        "title": TITLE,
        "ends_at": starts_at + timedelta(hours=2),
        "place_name": "범계역 2번 출구",
        "latitude": HERE[0],
        "longitude": HERE[1],
        "code_secret": SECRET,
        "created_by": 1,
        "created_at": starts_at - timedelta(days=3),
        "published_at": starts_at - timedelta(days=3),
        "announce_at": starts_at - timedelta(days=3),
        "announced_at": starts_at - timedelta(days=3),
    }
    return Patrol(
        city_id=crowd.city_id,
        starts_at=starts_at,
        invites_all=invites_all,
        state=PatrolState.published,
        **(facts | columns),
    )
