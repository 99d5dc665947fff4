"""The buttons under a patrol log, and the words a leader adds to it."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from services.patrol_logs import ASKS_FINDINGS
from texts.patrol_logs import LogAction, LogTap


async def act(context: Context, tap: LogTap) -> Toast | None:
    logs, incoming = context.services.patrol_logs, context.incoming
    match tap.action:
        case LogAction.show:
            await logs.show(incoming, tap.patrol_id)
        case LogAction.findings:
            return await logs.ask_findings(incoming, tap.patrol_id)
        case LogAction.confirm:
            await logs.confirm(incoming, tap.patrol_id)
        case LogAction.sign:
            return await logs.sign(incoming, tap.patrol_id)
        case LogAction.papers:
            return await logs.send_papers(incoming, tap.patrol_id)
    return None


async def findings(context: Context) -> None:
    await context.services.patrol_logs.write_findings(context.incoming, context.message.text or "")


def register(router: Router) -> None:
    router.tap(LogTap, act)
    router.answer(ASKS_FINDINGS, findings)
