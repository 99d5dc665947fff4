"""The comparison of 112 calls, from /report: a button, and then a CSV file or its lines as text."""

from telegram import Document

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.effects import ASKS_CALLS
from texts.reports import CallsTap

LARGEST_BYTES = 1_000_000
_ENCODINGS = ("utf-8-sig", "cp949")
"""How spreadsheets save Korean text."""


async def ask(context: Context, _tap: CallsTap) -> None:
    await context.services.effects.ask(context.incoming)


async def calls(context: Context) -> None:
    document = context.message.document
    table = await _table(context, document) if document else context.message.text
    await context.services.effects.compare(context.incoming, table)


async def _table(context: Context, document: Document) -> str | None:
    """The words of a file; None when it is too large or no text."""
    if document.file_size is None or document.file_size > LARGEST_BYTES:
        return None
    file = await context.bot.get_file(document.file_id)
    content = bytes(await file.download_as_bytearray())
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def register(router: Router) -> None:
    router.tap(CallsTap, ask)
    router.answer(ASKS_CALLS, calls)
