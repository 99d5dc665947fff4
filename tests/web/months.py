"""A month of a city at the console: patrols past and to come, a series, a clash, and people with their history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.app import App
from core.checkins import CheckinMethod
from core.incoming import Address
from core.rsvps import PatrolState, RsvpState
from db.tables import Checkin, Rsvp, Series
from db.uow import Transaction
from services.series import add_dates
from simulator.client import Simulator, Someone
from tests.stories.crowds import UNITS, Crowd, fills
from tests.stories.patrolling import SEOUL, plans

TODAY = datetime(2026, 12, 9, 14, 0, tzinfo=SEOUL)
"""A Wednesday."""
PLACES = {"범계역 2번 출구": (37.3897, 126.9507), "안양일번가 입구": (37.4016, 126.9227)}


@dataclass(frozen=True)
class Month:
    """`single_id` stands alone and can be moved; `dates` are those of a weekly series; `clashing_ids` overlap."""

    crowd: Crowd
    single_id: int
    series_id: int
    clashing_ids: tuple[int, int]
    cancelled_id: int
    past_ids: tuple[int, ...]
    person_ids: Mapping[int, int]


def on(day: int, hour: int = 20, *, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SEOUL)


async def month(
    app: App, telegram: Simulator, *, units: Any = UNITS, city: str = "안양시", owner: Someone | None = None
) -> Month:
    """The 9th of December: some patrols are over, a weekly one goes on, one is moved easily."""
    await telegram.clock.freeze(TODAY - timedelta(days=60))
    crowd = await fills(app, telegram, units, city=city, owner=owner)
    await telegram.clock.freeze(TODAY)
    first, *_ = units
    past = [await _plan(app, crowd, on(day), "범계역 합동순찰") for day in (1, 4, 8)]
    single = await _plan(app, crowd, on(17, 19), "안양일번가 합동순찰", place="안양일번가 입구")
    one = await _plan(app, crowd, on(22), "로데오거리 순찰", invites=(first,))
    other = await _plan(app, crowd, on(22, 21), "연말 특별순찰", invites=(first,), place="안양일번가 입구")
    cancelled = await _plan(app, crowd, on(24), "성탄 전야 순찰")
    series_id = await _weekly(app, crowd)
    async with app.uow.write() as tx:
        ids = {
            person.id: found.id
            for person in crowd.everybody
            if (found := await tx.members.at(Address("telegram", str(person.id)))) is not None
        }
        row = await tx.patrols.lock(crowd.city_id, cancelled)
        if row is not None:
            row.state, row.cancelled_at = PatrolState.cancelled, TODAY - timedelta(days=1)
        for number, patrol_id in enumerate(past):
            await _attended(tx, crowd, ids, patrol_id, on((1, 4, 8)[number]))
    return Month(crowd, single, series_id, (one, other), cancelled, tuple(past), ids)


async def _plan(app: App, crowd: Crowd, starts_at: datetime, title: str, **columns: Any) -> int:
    place = columns.pop("place", "범계역 2번 출구")
    latitude, longitude = PLACES[place]
    told_at = min(starts_at - timedelta(days=7), TODAY - timedelta(hours=1))
    invites = columns.pop("invites", ())
    facts = {
        "title": title,
        "place_name": place,
        "latitude": latitude,
        "longitude": longitude,
        "zones": ["범계역 로데오거리"],
        **dict.fromkeys(("created_at", "published_at", "announce_at", "announced_at"), told_at),
    }
    return await plans(app, crowd, starts_at=starts_at, invites=invites, **(facts | columns))


async def _weekly(app: App, crowd: Crowd) -> int:
    """Every Friday from the 11th, all dates of the next eight weeks."""
    async with app.uow.write() as tx:
        series = await tx.series.added(
            Series(
                city_id=crowd.city_id,
                recurrence="FREQ=WEEKLY;BYDAY=FR;HOLIDAYS=SKIP",
                first_day=date(2026, 12, 11),
                start_time=time(20),
                duration_minutes=120,
                title="여성안심귀갓길 순찰",
                place_name="범계역 2번 출구",
                latitude=PLACES["범계역 2번 출구"][0],
                longitude=PLACES["범계역 2번 출구"][1],
                zones=["여성안심귀갓길"],
                created_by=1,
                created_at=TODAY,
            )
        )
        await add_dates(tx, crowd.city_id, series.id, TODAY, app.services.series.policy)
        return int(series.id)


async def _attended(tx: Transaction, crowd: Crowd, ids: Mapping[int, int], patrol_id: int, at: datetime) -> None:
    """The same people of each organisation come every time, as they do."""
    for unit, people in crowd.people.items():
        for number, person in enumerate(people):
            if number % 5 > 1 and number != patrol_id % 7:
                continue
            facts: dict[str, Any] = {
                "patrol_id": patrol_id,
                "person_id": ids[person.id],
                "city_id": crowd.city_id,
                "organisation_id": crowd.organisation_ids[unit],
            }
            tx.session.add(Rsvp(**facts, state=RsvpState.going, answered_at=at - timedelta(days=2)))
            if number % 5 == 0:
                tx.session.add(Checkin(**facts, method=CheckinMethod.roster, arrived_at=at - timedelta(minutes=number)))
