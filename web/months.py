"""The month in numbers with its coarse map, and 112 calls against the year before and other cities."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from core.volunteer_hours import month_before
from services.visits import Visitor
from texts.effects import signed
from texts.heat_maps import heat_map
from web.desk import Desk
from web.guards import visiting

MONTHS_OFFERED = 12


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    reports, effects = desk.services.reports, desk.services.effects

    @router.get("/months")
    async def months(
        request: Request,
        visitor: Annotated[Visitor, known],
        month: Annotated[str | None, Query(pattern="^[0-9]{4}-[0-9]{2}$")] = None,
    ) -> Response:
        at = desk.now()
        offered = _months_until(at.astimezone(desk.reader.zone).date())
        year, number = (int(part) for part in (month or offered[0]).split("-"))
        found = await reports.month_at_desk(visitor, year, number, at)
        facts = {
            "month": found,
            "months": offered,
            "chosen": f"{year}-{number:02d}",
            "heat": heat_map(found["squares"]),
            "most_visits": max((count for _, count in found["zones"]), default=1),
        }
        return desk.page(request, "months.html", facts, visitor=visitor)

    @router.get("/effects")
    async def form(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        return desk.page(request, "effects.html", _nothing(visitor), visitor=visitor)

    @router.post("/effects/table")
    async def compare_table(
        request: Request, visitor: Annotated[Visitor, known], table: Annotated[str, Form(max_length=500_000)] = ""
    ) -> Response:
        found = await effects.judge(visitor, table)
        is_result = isinstance(found, dict)
        facts = _nothing(visitor) | {
            "result": _shown(found) if isinstance(found, dict) else None,
            "problems": found if isinstance(found, list) else [],
            "why": "" if is_result else "table",
            "table": "" if is_result else table,
        }
        return desk.page(request, "effects.html", facts, visitor=visitor)

    @router.post("/effects/rate")
    async def compare_rate(
        request: Request,
        visitor: Annotated[Visitor, known],
        before: Annotated[int, Form(ge=0, le=10**9)],
        after: Annotated[int, Form(ge=0, le=10**9)],
        others: Annotated[float, Form(ge=-1000, le=1000)],
    ) -> Response:
        found = await effects.judge_rate(visitor, before, after, others / 100)
        facts = _nothing(visitor) | {"result": _shown(found) if found else None, "why": "" if found else "rate"}
        return desk.page(request, "effects.html", facts, visitor=visitor)


def _nothing(visitor: Visitor) -> dict[str, Any]:
    return {"result": None, "problems": [], "why": "", "table": "", "example_city": visitor.city}


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


def _months_until(today: date) -> list[str]:
    months = [(today.year, today.month)]
    while len(months) < MONTHS_OFFERED:
        months.append(month_before(*months[-1]))
    return [f"{year}-{month:02d}" for year, month in months]
