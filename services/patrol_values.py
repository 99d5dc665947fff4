"""One value of a patrol that is being changed: read as in the form, kept in the open question, put into the patrol."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.geo import Point
from core.patrol_changes import CLEARING, EVERYBODY, Changeable
from core.patrol_fields import FieldKey, FieldProblem, Place, parse_field, parse_organisations
from core.patrol_forms import strip_key
from core.patrol_organisations import match_organisations
from core.times import TimeRange
from db.tables import Patrol, Series
from db.uow import Transaction
from services.patrol_previews import Planner, names_in, organisation_problems, problem_facts

Value = dict[str, Any]
"""The columns of a patrol under this change as facts; organisations as [id, name, quota]."""


class Problem(Exception):  # noqa: N818 (what it is)
    """What is wrong with the typed value, as facts."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__(facts.get("reason"))
        self.facts = dict(facts)


async def read_value(tx: Transaction, planner: Planner, change: Changeable, typed: str, at: datetime) -> Value:
    """The new value.

    Raises:
        Problem: it was not understood.
    """
    key = FieldKey[change.name]
    text = strip_key(key, typed)
    word = text.strip().casefold()
    if change is Changeable.organisations:
        return {"organisations": [] if word in EVERYBODY else await _organisations(tx, planner, text)}
    if word in CLEARING and change is Changeable.zones:
        return {"zones": []}
    if word in CLEARING and change is Changeable.info:
        return {"info": ""}
    match found := parse_field(key, text, now=at, zone=planner.zone):
        case FieldProblem():
            raise Problem(problem_facts(found))
        case TimeRange(starts_at, ends_at):
            return {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
        case Place(name, point):
            return place_value(name, point)
        case str():
            return {"info": found}
        case _:
            return {"zones": [str(zone) for zone in found]} if isinstance(found, tuple) else {}


def place_value(name: str, point: Point) -> Value:
    """A meeting place as facts."""
    return {"place": name, "latitude": point.lat, "longitude": point.lon}


async def present_value(tx: Transaction, patrol: Patrol, change: Changeable) -> Value:
    """What the patrol has now."""
    match change:
        case Changeable.when:
            return {"starts_at": patrol.starts_at.isoformat(), "ends_at": patrol.ends_at.isoformat()}
        case Changeable.place:
            return place_value(patrol.place_name, Point(patrol.latitude, patrol.longitude))
        case Changeable.organisations:
            invitations = await tx.patrols.invitations([patrol.id])
            return {"organisations": [list(each) for each in invitations[patrol.id]]}
        case Changeable.zones:
            return {"zones": list(patrol.zones)}
        case Changeable.info:
            return {"info": patrol.info}


def put(row: Patrol | Series, change: Changeable, value: Value) -> None:
    """Writes place, zones or info; times and organisations have their own ways."""
    match change:
        case Changeable.place:
            row.place_name, row.latitude, row.longitude = value["place"], value["latitude"], value["longitude"]
        case Changeable.zones:
            row.zones = list(value["zones"])
        case Changeable.info:
            row.info = value["info"]
        case Changeable.when | Changeable.organisations:
            pass


async def _organisations(tx: Transaction, planner: Planner, text: str) -> list[Any]:
    wishes = parse_organisations(text)
    if isinstance(wishes, FieldProblem):
        raise Problem(problem_facts(wishes))
    names = await names_in(tx, planner.city_id)
    found, problems = match_organisations(wishes, names)
    if problems:
        raise Problem(organisation_problems(problems, has_any=bool(names))[0])
    return [[each.organisation_id, each.name, each.quota] for each in found]
