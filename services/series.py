"""Repeating patrols: their dates exist eight weeks ahead, and each is announced once, at its own time.

Any number of processes may tick: a series is locked while dates are added to it, a patrol while it is announced.
"""

import secrets
from datetime import date, datetime, timedelta

import structlog

from core.recurrence import LEAST_GAP, from_canonical, next_announcement_at, occurrence_times, occurrences
from core.rsvps import PatrolState
from core.times import local_day
from db.tables import Patrol
from db.tables import Series as SeriesRow
from db.uow import Transaction
from services.base import Policy, Service
from services.patrol_announcements import announce
from services.public_holidays import is_public_holiday
from services.reminders import plan_first_reminders

log = structlog.get_logger()

PLANNED_AHEAD = timedelta(weeks=8)


class Series(Service):
    async def plan_ahead(self, at: datetime) -> None:
        """Adds the dates that have come within eight weeks."""
        horizon = local_day(at, self.policy.zone) + PLANNED_AHEAD
        async with self.uow.read() as tx:
            waiting = await tx.series.to_plan(horizon)
        for city_id, series_id in waiting:
            async with self.uow.write() as tx:
                added = await add_dates(tx, city_id, series_id, at, self.policy)
            log.info("series.planned", series_id=series_id, added=added)

    async def announce_due(self, at: datetime) -> None:
        """Announces the dates whose time has come; after a downtime also the late ones, unless they have begun."""
        async with self.uow.read() as tx:
            due = await tx.patrols.due_announcements(at)
        for city_id, patrol_id in due:
            async with self.uow.write() as tx:
                patrol = await tx.patrols.lock(city_id, patrol_id)
                outcome = await self._announce(tx, patrol, at) if patrol is not None else "gone"
            log.info("series.announced", patrol_id=patrol_id, outcome=outcome)

    async def _announce(self, tx: Transaction, patrol: Patrol, at: datetime) -> str:
        """Says by name what became of it."""
        if patrol.state is not PatrolState.published or patrol.announced_at is not None:
            return "done-before"
        if patrol.starts_at <= at:
            patrol.announce_at = None
            return "has-begun"
        if patrol.series_id is not None:
            series = await tx.series.lock(patrol.city_id, patrol.series_id)
            last = await tx.series.last_told_at(patrol.series_id)
            if series is not None and last is not None and at - last < LEAST_GAP:
                patrol.announce_at = next_announcement_at(
                    patrol.starts_at, from_canonical(series.recurrence), self.policy.zone, previous_at=last
                )
                if patrol.announce_at > at:
                    return "put-off"
        await announce(tx, patrol, at)
        return "told"


async def add_dates(tx: Transaction, city_id: int, series_id: int, at: datetime, policy: Policy) -> int:
    """Adds the dates of a series up to eight weeks ahead that it does not have yet; how many."""
    series = await tx.series.lock(city_id, series_id)
    if series is None or series.ended_at is not None:
        return 0
    horizon = local_day(at, policy.zone) + PLANNED_AHEAD
    rule = from_canonical(series.recurrence)
    begins = max(series.first_day, local_day(at, policy.zone))
    taken = await tx.series.days_of(series.id, begins)
    days = occurrences(
        rule,
        first_day=series.first_day,
        from_day=begins,
        to_day=horizon,
        is_holiday=is_public_holiday,
        skipped_days=taken,
    )
    told_at = await tx.series.last_announcement_at(series.id) or at
    added: list[Patrol] = []
    for patrol in (_date(series, day, at, policy) for day in days):
        if patrol.starts_at > at:
            told_at = next_announcement_at(patrol.starts_at, rule, policy.zone, previous_at=told_at)
            patrol.announce_at = told_at
            added.append(patrol)
    tx.session.add_all(added)
    await tx.session.flush()
    await tx.patrols.invite(added, [(key, quota) for key, quota in series.invitations])
    await plan_first_reminders(tx, added, at, policy)
    series.planned_until = horizon
    if rule.until is not None and rule.until <= horizon:
        series.ended_at = at
    return len(added)


def date_times(series: SeriesRow, day: date, policy: Policy) -> tuple[datetime, datetime]:
    """Start and end of one date."""
    duration = timedelta(minutes=series.duration_minutes)
    return occurrence_times(day, begins=series.start_time, duration=duration, zone=policy.zone)


def _date(series: SeriesRow, day: date, at: datetime, policy: Policy) -> Patrol:
    """One date of a series as a patrol that is published but not announced."""
    starts_at, ends_at = date_times(series, day, policy)
    return Patrol(
        city_id=series.city_id,
        series_id=series.id,
        series_day=day,
        title=series.title,
        starts_at=starts_at,
        ends_at=ends_at,
        place_name=series.place_name,
        latitude=series.latitude,
        longitude=series.longitude,
        zones=list(series.zones),
        info=series.info,
        state=PatrolState.published,
        code_secret=secrets.token_hex(16),
        created_by=series.created_by,
        created_at=at,
        published_at=at,
    )
