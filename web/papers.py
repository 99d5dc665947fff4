"""Papers and pictures to take away: the log of a patrol, the month, the volunteer portal's list, a certificate."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from core.roles import NotAllowed
from core.volunteer_hours import Days
from texts.messages import File, Picture
from texts.render import render
from web.downloads import download
from web.guards import Guarded
from web.month_names import MonthName, year_and_month
from web.visits import Visit, Visiting

routes = APIRouter(route_class=Guarded)


@routes.get("/patrols/{patrol_id}/log.pdf")
async def log_as_pdf(visit: Visiting, patrol_id: int) -> Response:
    facts = await visit.services.desk_papers.patrol_log(visit.visitor, patrol_id, visit.now())
    return await _paper(visit, "patrol_logs.pdf", facts)


@routes.get("/patrols/{patrol_id}/log.xlsx")
async def log_as_workbook(visit: Visiting, patrol_id: int) -> Response:
    facts = await visit.services.desk_papers.patrol_log(visit.visitor, patrol_id, visit.now())
    return await _paper(visit, "patrol_logs.xlsx", facts)


@routes.get("/months/{month}/chart.png")
async def chart(visit: Visiting, month: MonthName) -> Response:
    return await _paper(visit, "reports.chart", await _month_facts(visit, month))


@routes.get("/months/{month}/report.xlsx")
async def month_as_workbook(visit: Visiting, month: MonthName) -> Response:
    return await _paper(visit, "reports.workbook", await _month_facts(visit, month))


@routes.get("/months/{month}/hours.xlsx")
async def hours(visit: Visiting, month: MonthName) -> Response:
    facts = await visit.services.desk_papers.hours(visit.visitor, *year_and_month(month), visit.now())
    if facts is None:
        return RedirectResponse(f"/console/months?month={month}&said=no_hours", status_code=303)
    return await _paper(visit, "volunteer_hours.list", facts)


@routes.get("/members/{membership_id}/certificate.pdf")
async def certificate(visit: Visiting, membership_id: int, first: date, last: date) -> Response:
    if first > last:
        raise NotAllowed("days")
    papers = visit.services.desk_papers
    facts = await papers.certificate(visit.visitor, membership_id, Days(first, last), visit.now())
    if facts is None:
        return RedirectResponse(f"/console/members/{membership_id}?said=no_hours", status_code=303)
    return await _paper(visit, "volunteer_hours.certificate", facts)


async def _month_facts(visit: Visit, month: str) -> dict[str, Any]:
    return await visit.services.reports.month_at_desk(visit.visitor, *year_and_month(month), visit.now())


async def _paper(visit: Visit, kind: str, facts: Mapping[str, Any]) -> Response:
    """The attachment that the chat would send; setting it holds nobody else up."""
    message = await asyncio.to_thread(render, kind, facts, visit.words.reader)
    paper = message.attachment
    if not isinstance(paper, File | Picture):
        raise TypeError(f"{kind} is no paper")
    return download(paper.content, paper.filename, is_shown=isinstance(paper, Picture))
