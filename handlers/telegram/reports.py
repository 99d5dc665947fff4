"""/report: the log of a patrol, and the month."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.reports import HoursListTap, MonthTap, ReportsTap


async def report(context: Context) -> None:
    await context.services.reports.choose(context.incoming)


async def turned(context: Context, tap: ReportsTap) -> None:
    await context.services.reports.choose(context.incoming, tap.page, edits=True)


async def month(context: Context, tap: MonthTap) -> Toast:
    return await context.services.reports.send_month(context.incoming, tap.year, tap.month)


async def hours_list(context: Context, tap: HoursListTap) -> Toast:
    return await context.services.volunteer_hours.send_list(context.incoming, tap.year, tap.month)


def register(router: Router) -> None:
    router.command("report", report)
    router.tap(ReportsTap, turned)
    router.tap(MonthTap, month)
    router.tap(HoursListTap, hours_list)
