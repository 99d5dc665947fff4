"""The month in numbers with its coarse map, and 112 calls against the year before and other cities."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Response

from core.volunteer_hours import months_until
from texts.effects import signed
from texts.heat_maps import heat_map
from web.guards import Guarded
from web.month_names import AskedMonth, month_name, year_and_month
from web.visits import Visit, Visiting

MONTHS_OFFERED = 12


routes = APIRouter(route_class=Guarded)


@routes.get("/months")
async def months(
    visit: Visiting,
    month: AskedMonth = None,
) -> Response:
    at = visit.now()
    today = at.astimezone(visit.desk.reader.zone).date()
    offered = [month_name(*each) for each in months_until(today, MONTHS_OFFERED)]
    chosen = month or offered[0]
    found = await visit.services.reports.month_at_desk(visit.visitor, *year_and_month(chosen), at)
    facts = {
        "month": found,
        "months": offered,
        "chosen": chosen,
        "heat": heat_map(found["squares"]),
        "most_visits": max((count for _, count in found["zones"]), default=1),
    }
    return visit.page("months.html", facts)


@routes.get("/effects")
async def form(visit: Visiting) -> Response:
    return visit.page("effects.html", _nothing(visit))


@routes.post("/effects/table")
async def compare_table(visit: Visiting, table: Annotated[str, Form(max_length=500_000)] = "") -> Response:
    found = await visit.services.effects.judge(visit.visitor, table)
    is_result = isinstance(found, dict)
    facts = _nothing(visit) | {
        "result": _shown(found) if isinstance(found, dict) else None,
        "problems": found if isinstance(found, list) else [],
        "why": "" if is_result else "table",
        "table": "" if is_result else table,
    }
    return visit.page("effects.html", facts)


@routes.post("/effects/rate")
async def compare_rate(
    visit: Visiting,
    before: Annotated[int, Form(ge=0, le=10**9)],
    after: Annotated[int, Form(ge=0, le=10**9)],
    others: Annotated[float, Form(ge=-1000, le=1000)],
) -> Response:
    found = await visit.services.effects.judge_rate(visit.visitor, before, after, others / 100)
    facts = _nothing(visit) | {"result": _shown(found) if found else None, "why": "" if found else "rate"}
    return visit.page("effects.html", facts)


def _nothing(visit: Visit) -> dict[str, Any]:
    return {"result": None, "problems": [], "why": "", "table": "", "example_city": visit.visitor.city}


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    """The numbers as they are written, with real minus signs."""
    staggered = found.get("staggered")
    return (
        {"staggered": None}
        | found
        | {
            "before": f"{found['before']:,}",
            "after": f"{found['after']:,}",
            "change": signed(100 * found["change"]),
            "others_change": signed(100 * found["others_change"]),
            "points": signed(found["points"]),
            "low": signed(found["low"]),
            "high": signed(found["high"]),
            "staggered": staggered
            and staggered | {name: signed(staggered[name]) for name in ("percent", "low", "high")},
        }
    )
