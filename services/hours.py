"""Hours of service of one or many people, as every message and page shows them: summed up by local days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.checkouts import duty_span
from core.hours import credit_days, hours_in_month, hours_in_year
from db.uow import Transaction

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes that count: of the day, the month and the year that hold one moment."""

    today: int = 0
    month: int = 0
    year: int = 0

    def facts(self) -> dict[str, int]:
        return {"today_minutes": self.today, "month_minutes": self.month, "year_minutes": self.year}


async def hours_of(tx: Transaction, person_id: int, at: datetime, zone: ZoneInfo) -> Hours:
    """One person's hours around `at`; a duty that is still going on does not count yet."""
    return (await hours_of_each(tx, [person_id], at, zone))[person_id]


async def hours_of_each(tx: Transaction, person_ids: Iterable[int], at: datetime, zone: ZoneInfo) -> dict[int, Hours]:
    """The same for many people, in one query."""
    wanted = list(person_ids)
    today = at.astimezone(zone).date()
    # A patrol that began in the old year may reach into the new one.
    since = datetime(today.year, 1, 1, tzinfo=zone) - timedelta(days=1)
    duties = await tx.checkins.duties_of(wanted, since)
    hours = {}
    for person_id in wanted:
        ended = ((duty, duty.checked_out_at) for duty in duties.get(person_id, ()))
        spans = (duty_span(duty, ended_at) for duty, ended_at in ended if ended_at is not None)
        days = credit_days((span for span in spans if span is not None), zone)
        hours[person_id] = Hours(
            today=days.get(today, timedelta()) // _MINUTE,
            month=hours_in_month(days, today.year, today.month) // _MINUTE,
            year=hours_in_year(days, today.year) // _MINUTE,
        )
    return hours
