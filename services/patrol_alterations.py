"""A confirmed change reaches the patrol, its series, its reminders and the people: all in the transaction at hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.patrol_changes import ANNOUNCED, Changeable, Scope, moved_rule
from core.recurrence import announce_at, ended_before, from_canonical, to_canonical
from core.roles import NotAllowed, Role
from core.rsvps import PatrolState
from core.times import local_day
from db.repos.outbox import Message
from db.tables import Patrol
from db.tables import Series as SeriesRow
from db.tables.outbox import Priority
from db.uow import Transaction
from services import boards
from services.base import Policy
from services.facts import patrol_facts
from services.offers import offer_places
from services.patrol_announcements import announce, correct_announcement
from services.patrol_previews import Planner
from services.patrol_values import Value, put
from services.reminders import plan_reminders
from services.series import add_dates, date_times


@dataclass(frozen=True, slots=True)
class Alteration:
    """Who changes what, when, from which value to which."""

    planner: Planner
    policy: Policy
    at: datetime
    change: Changeable
    new: Value
    old: Value

    @staticmethod
    def instant(text: str) -> datetime:
        """A moment as facts carry it."""
        return datetime.fromisoformat(text)

    @property
    def times(self) -> tuple[datetime, datetime]:
        return self.instant(self.new["starts_at"]), self.instant(self.new["ends_at"])

    @property
    def quotas(self) -> list[tuple[int, int | None]]:
        return [(key, quota) for key, _, quota in self.new["organisations"]]


async def alter(tx: Transaction, alteration: Alteration, patrol: Patrol, scope: Scope) -> int:
    """Changes this patrol, or it and all that follow; how many were changed."""
    if scope is Scope.following and patrol.series_id is not None:
        touched = await _alter_following(tx, alteration, patrol)
    else:
        touched = [patrol]
        if alteration.change is Changeable.when:
            patrol.starts_at, patrol.ends_at = alteration.times
    if alteration.change is Changeable.organisations:
        await _invite(tx, alteration, touched)
    for each in touched:
        put(each, alteration.change, alteration.new)
        each.revision += 1
    await tx.session.flush()
    for each in touched:
        await _follow_up(tx, alteration, each)
    if alteration.change in ANNOUNCED:
        await _tell(tx, alteration, patrol, touched)
    tx.audits.record(
        "patrol.changed",
        f"patrol:{patrol.id}",
        alteration.at,
        city_id=patrol.city_id,
        actor_id=alteration.planner.actor.person_id,
        change=alteration.change.name,
        patrols=len(touched),
    )
    return len(touched)


async def _invite(tx: Transaction, alteration: Alteration, touched: Sequence[Patrol]) -> None:
    """Who had answered and is no longer invited is told so; who is new gets the announcement."""
    await tx.patrols.invite(touched, alteration.quotas)
    first = touched[0]
    await tx.outbox.tell(
        tx.patrols.answered(touched, no_longer_invited=True),
        Message(
            "patrols.uninvited",
            patrol_facts(first),
            alteration.at,
            Priority.reminder,
            city_id=first.city_id,
            key=f"uninvited:{first.id}:{first.revision}",
            expires_at=first.ends_at,
        ),
    )


async def _follow_up(tx: Transaction, alteration: Alteration, patrol: Patrol) -> None:
    """Reminders, announcements that wait, boards and waiting lists catch up with one changed patrol."""
    if alteration.change is Changeable.when:
        if patrol.announced_at is None and patrol.series_id is not None:
            series = await tx.series.get(patrol.city_id, patrol.series_id)
            if series is not None:
                due_at = announce_at(patrol.starts_at, from_canonical(series.recurrence), alteration.policy.zone)
                patrol.announce_at = max(due_at, alteration.at)
        await plan_reminders(tx, patrol, alteration.at, alteration.policy)
    if patrol.announced_at is None:
        return
    await correct_announcement(tx, patrol)
    if alteration.change is Changeable.organisations:
        await announce(tx, patrol, alteration.at)
        await offer_places(tx, patrol, alteration.at, alteration.policy)
    await boards.refresh(tx, patrol, alteration.at)


async def _tell(tx: Transaction, alteration: Alteration, patrol: Patrol, touched: Sequence[Patrol]) -> None:
    await tx.outbox.tell(
        tx.patrols.answered(touched),
        Message(
            "patrols.changed",
            patrol_facts(patrol)
            | {
                "change": alteration.change.name,
                "old": alteration.old,
                "new": alteration.new,
                "count": len(touched),
            },
            alteration.at,
            Priority.reminder,
            city_id=patrol.city_id,
            key=f"change:{patrol.id}:{patrol.revision}",
            expires_at=patrol.ends_at,
        ),
    )


async def _alter_following(tx: Transaction, alteration: Alteration, patrol: Patrol) -> list[Patrol]:
    """Splits the series at this date: what follows is a series of its own, made of what is true from now on."""
    later = await tx.series.lock_from(patrol)
    series = await tx.series.lock(patrol.city_id, patrol.series_id or 0)
    if series is None or patrol.series_day is None:
        raise NotAllowed(Role.coordinator)
    split = await _split(tx, alteration, series, patrol.series_day)
    days_moved = split.first_day - patrol.series_day
    touched: list[Patrol] = []
    for each in later:
        each.series_id = split.id
        each.series_day = (each.series_day or split.first_day) + days_moved
        if each.state is PatrolState.published and each.starts_at > alteration.at:
            touched.append(each)
            if alteration.change is Changeable.when:
                each.starts_at, each.ends_at = date_times(split, each.series_day, alteration.policy)
    await tx.session.flush()
    await add_dates(tx, split.city_id, split.id, alteration.at, alteration.policy)
    return touched


async def _split(tx: Transaction, alteration: Alteration, series: SeriesRow, day: date) -> SeriesRow:
    """Ends the series before this day and begins another one with the changed value."""
    zone = alteration.policy.zone
    rule = from_canonical(series.recurrence)
    split = SeriesRow(**series.model_dump(exclude={"id", "first_day", "ended_at"}), first_day=day)
    put(split, alteration.change, alteration.new)
    if alteration.change is Changeable.organisations:
        split.invitations = [list(pair) for pair in alteration.quotas]
    if alteration.change is Changeable.when:
        begins, ends = alteration.times
        split.first_day = local_day(begins, zone)
        split.start_time = begins.astimezone(zone).time()
        split.duration_minutes = (ends - begins) // timedelta(minutes=1)
    moved = moved_rule(rule, from_day=day, to_day=split.first_day)
    if moved is None:
        raise NotAllowed(Role.coordinator)
    split.recurrence = to_canonical(moved)
    series.recurrence = to_canonical(ended_before(rule, day))
    series.ended_at = alteration.at
    return await tx.series.added(split)
