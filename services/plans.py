"""The plan of a city on one sheet of the calendar: patrols, drafts, public holidays, and what clashes with what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar_sheets import CalendarSheet
from core.patrol_changes import objection_to_change
from core.recurrence import from_canonical, occurrences
from core.rsvps import PatrolState
from core.times import day_bounds, local_day
from db.tables import Patrol, Series
from db.uow import Transaction
from services.clashes import Clash, clashes_among
from services.public_holidays import holiday_name, is_public_holiday
from services.series import date_times
from services.visits import Visitor, VisitService

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One patrol in the calendar; `can_move` while it has not begun, `clashes` when another is in its way."""

    patrol_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    state: str
    organisations: Sequence[str]
    repeats: bool
    can_move: bool
    clashes: bool


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """A date that a running series will have, but does not have yet."""

    title: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class PlanDay:
    day: date
    holiday: str
    is_about: bool
    is_today: bool
    is_past: bool
    lines: Sequence[PlanLine]
    expected: Sequence[ExpectedLine]


@dataclass(frozen=True, slots=True)
class Plan:
    sheet: CalendarSheet
    days: Sequence[PlanDay]
    clashes: Sequence[Clash]
    drafts: Sequence[PlanLine]


class Plans(VisitService):
    async def show(self, visitor: Visitor, sheet: CalendarSheet, at: datetime) -> Plan:
        """Everything on this sheet of the calendar, and the saved drafts wherever they are."""
        zone = self.policy.zone
        since, until = day_bounds(sheet.days[0], zone).starts_at, day_bounds(sheet.days[-1], zone).ends_at
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            patrols = await tx.plans.between(visitor.city_id, since, until)
            drafts = await tx.plans.drafts(visitor.city_id, at)
            invitations = await tx.patrols.invitations([each.id for each in (*patrols, *drafts)])
            expected = await self._expected(tx, visitor.city_id, sheet, at)
        clashes = clashes_among([each for each in patrols if _counts(each, at)], invitations)
        involved = {side.patrol_id for clash in clashes for side in (clash.first, clash.second)}

        def line(patrol: Patrol) -> PlanLine:
            names = [name for _, name, _ in invitations[patrol.id]]
            return _line(patrol, names, at, clashes=patrol.id in involved)

        today = local_day(at, zone)
        by_day: dict[date, list[PlanLine]] = {}
        for patrol in patrols:
            by_day.setdefault(local_day(patrol.starts_at, zone), []).append(line(patrol))
        days = [
            PlanDay(
                day,
                holiday_name(day, visitor.locale),
                sheet.is_about(day),
                day == today,
                day < today,
                by_day.get(day, []),
                expected.get(day, []),
            )
            for day in sheet.days
        ]
        return Plan(sheet, days, clashes, [line(each) for each in drafts])

    async def _expected(
        self, tx: Transaction, city_id: int, sheet: CalendarSheet, at: datetime
    ) -> dict[date, list[ExpectedLine]]:
        """What running series will have on days their dates do not reach yet."""
        found: dict[date, list[ExpectedLine]] = {}
        if sheet.days[-1] <= local_day(at, self.policy.zone):
            return found
        for series in await tx.plans.running_series(city_id):
            for day in _later_days(series, sheet):
                starts_at, _ = date_times(series, day, self.policy)
                found.setdefault(day, []).append(ExpectedLine(series.title, starts_at))
        return found


def _later_days(series: Series, sheet: CalendarSheet) -> Iterator[date]:
    if series.planned_until is None:
        return iter(())
    return occurrences(
        from_canonical(series.recurrence),
        first_day=series.first_day,
        from_day=max(series.planned_until + _DAY, sheet.days[0]),
        to_day=sheet.days[-1],
        is_holiday=is_public_holiday,
    )


def _counts(patrol: Patrol, at: datetime) -> bool:
    """Whether it can still get in the way of another."""
    return patrol.state is not PatrolState.cancelled and patrol.ends_at > at


def _line(patrol: Patrol, organisations: Sequence[str], at: datetime, *, clashes: bool) -> PlanLine:
    return PlanLine(
        patrol.id,
        patrol.title,
        patrol.starts_at,
        patrol.ends_at,
        patrol.place_name,
        patrol.state.name,
        organisations,
        patrol.series_id is not None,
        objection_to_change(patrol.state, starts_at=patrol.starts_at, at=at) is None,
        clashes,
    )
