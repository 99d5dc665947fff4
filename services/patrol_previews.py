"""From an understood form to a preview: a draft that is stored, and what its coordinator is shown before publishing."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from core.patrol_fields import FieldProblem
from core.patrol_forms import FormProblem, PatrolForm
from core.patrol_organisations import Invited, InvitedTwice, OrganisationProblem
from core.recurrence import Recurrence, is_chosen, occurrences, to_canonical
from core.roles import Actor
from core.rsvps import PatrolState
from core.times import local_day
from db.tables import Patrol, Series
from db.uow import Transaction
from services.facts import patrol_cards
from services.public_holidays import is_public_holiday

SHOWN_DATES = 4
LOOK_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Planner:
    """The coordinator who plans, the city they plan for, and its clock."""

    actor: Actor
    city_id: int
    zone: ZoneInfo


async def draft_patrol(
    tx: Transaction, planner: Planner, at: datetime, form: PatrolForm, invited: Sequence[Invited]
) -> Patrol:
    """Stores what was understood as a draft that nobody but its preview knows."""
    first_day = local_day(form.starts_at, planner.zone)
    common: dict[str, Any] = {
        "city_id": planner.city_id,
        "title": form.title,
        "place_name": form.place_name,
        "latitude": form.point.lat,
        "longitude": form.point.lon,
        "zones": list(form.zones),
        "info": form.info or "",
        "created_by": planner.actor.person_id,
        "created_at": at,
    }
    series = None
    if form.recurrence is not None:
        series = await tx.patrols.added(
            Series(
                recurrence=to_canonical(form.recurrence),
                first_day=first_day,
                start_time=form.starts_at.astimezone(planner.zone).time(),
                duration_minutes=(form.ends_at - form.starts_at) // timedelta(minutes=1),
                invitations=[[each.organisation_id, each.quota] for each in invited],
                **common,
            )
        )
    patrol = await tx.patrols.added(
        Patrol(
            series_id=series.id if series else None,
            series_day=first_day if series else None,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            state=PatrolState.draft,
            code_secret=secrets.token_hex(16),
            **common,
        )
    )
    await tx.patrols.invite([patrol], [(each.organisation_id, each.quota) for each in invited])
    return patrol


async def preview_facts(tx: Transaction, patrol: Patrol, rule: Recurrence | None) -> dict[str, Any]:
    """Everything that was understood, how it repeats, and how many people will be told."""
    (card,) = await patrol_cards(tx, [patrol])
    recipients = await tx.patrols.count(tx.patrols.invited(patrol, told_only=True))
    return card | repetition_facts(rule, patrol.series_day) | {"recipients": recipients}


def repetition_facts(rule: Recurrence | None, first_day: date | None) -> dict[str, Any]:
    """The rule with its first dates; `is_chosen` is false for a first date that the rule alone would not choose."""
    if rule is None or first_day is None:
        return {"repeat": None}
    days = occurrences(
        rule, first_day=first_day, from_day=first_day, to_day=first_day + LOOK_AHEAD, is_holiday=is_public_holiday
    )
    return {
        "repeat": to_canonical(rule),
        "dates": [day.isoformat() for day in islice(days, SHOWN_DATES)],
        "is_chosen": is_chosen(rule, first_day),
    }


def organisation_problems(problems: Sequence[OrganisationProblem], *, has_any: bool) -> list[dict[str, Any]]:
    """What is wrong with the names of organisations, as facts of a wrong line."""
    told: list[dict[str, Any]] = []
    for problem in problems:
        if isinstance(problem, InvitedTwice):
            told.append({"reason": "named_twice", "piece": problem.name})
        elif not has_any:
            told.append({"reason": "no_organisations", "piece": problem.name})
        elif problem.near:
            told.append({"reason": "near_organisation", "piece": problem.name, "near": ", ".join(problem.near)})
        else:
            told.append({"reason": "unknown_organisation", "piece": problem.name})
    return [{"key": "organisations", **problem} for problem in told]


def problem_facts(problem: FieldProblem) -> dict[str, Any]:
    """What is wrong with one answer."""
    return {"reason": problem.reason.name, "piece": problem.piece, "limit": problem.limit}


def line_facts(problem: FormProblem) -> dict[str, Any]:
    """What is wrong with one line of a form."""
    return {
        "line_number": problem.line_number,
        "line": problem.line,
        "key": problem.key and problem.key.name,
        "reason": problem.reason.name,
        "piece": problem.piece,
        "limit": problem.limit,
    }


async def names_in(tx: Transaction, city_id: int) -> dict[int, str]:
    """The organisations of a city by their ids."""
    return {each.id: each.name for each in await tx.organisations.of_city(city_id)}
