"""/note: writing down what was seen, in words, pictures or recordings, and what belongs to it."""

import re

from telegram import Message

from core.geo import Point
from core.incidents import Attachment, AttachmentKind, IncidentCategory, Report
from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from services.notes import ASKS_MORE, ASKS_NOTE, ASKS_PLACE
from texts.notes import CategoryTap, FacilityTap, MoreTap, PlaceTap

_CAPTIONED = re.compile(r"\s*/note(?:@\w+)?(?:\s+|$)", re.IGNORECASE)
"""A picture whose caption is the command: said in one go."""


def point_of(message: Message) -> Point | None:
    location = message.location or (message.venue.location if message.venue else None)
    return Point(location.latitude, location.longitude) if location else None


def _attachment_of(message: Message) -> Attachment | None:
    files = (
        (AttachmentKind.photo, message.photo[-1] if message.photo else None),
        (AttachmentKind.video, message.video),
        (AttachmentKind.voice, message.voice),
        (AttachmentKind.document, message.document),
    )
    return next((Attachment(kind, file.file_id, file.file_unique_id) for kind, file in files if file), None)


def report_of(message: Message, words: str | None = None) -> Report | None:
    """What a message reports; None for forms that cannot be kept, such as stickers."""
    attachment, point = _attachment_of(message), point_of(message)
    text = message.text if words is None else words
    if attachment is None and point is None and text is None:
        return None
    return Report(text or message.caption or "", attachment, message.media_group_id, point)


def _brings_media(message: Message) -> bool:
    return _attachment_of(message) is not None


async def note(context: Context) -> None:
    if context.words.strip():
        await context.services.notes.write(context.incoming, Report(context.words))
    else:
        await context.services.notes.begin(context.incoming)


async def key(context: Context) -> None:
    await context.services.notes.begin(context.incoming)


async def answered(context: Context) -> None:
    report = report_of(context.message)
    if report is None:
        await context.services.replies.say(context.incoming, "notes.unknown_form")
    else:
        await context.services.notes.write(context.incoming, report)


async def media(context: Context) -> None:
    report = report_of(context.message) or Report()
    command = _CAPTIONED.match(report.text)
    if command is None:
        await context.services.notes.join(context.incoming, report)
    else:
        words = report.text[command.end() :]
        await context.services.notes.write(
            context.incoming, Report(words, report.attachment, report.album, report.place)
        )


async def more(context: Context) -> None:
    report = report_of(context.message)
    if report is None:
        await context.services.replies.say(context.incoming, "notes.unknown_form")
    else:
        await context.services.notes.add(context.incoming, report, _note_id(context))


async def leave_place(context: Context) -> None:
    await context.services.notes.leave_place(context.incoming)


async def placed(context: Context) -> None:
    await context.services.notes.place(
        context.incoming, _note_id(context), point=point_of(context.message), words=context.message.text or ""
    )


def _note_id(context: Context) -> int:
    return int((context.answers or {})["note_id"])


async def tapped_category(context: Context, tap: CategoryTap) -> Toast:
    return await context.services.notes.categorise(context.incoming, tap.note_id, tap.category, None)


async def tapped_facility(context: Context, tap: FacilityTap) -> Toast:
    return await context.services.notes.categorise(
        context.incoming, tap.note_id, IncidentCategory.facility, tap.facility
    )


async def tapped_place(context: Context, tap: PlaceTap) -> None:
    await context.services.notes.begin_placing(context.incoming, tap.note_id)


async def tapped_more(context: Context, tap: MoreTap) -> None:
    await context.services.notes.begin_adding(context.incoming, tap.note_id)


def register(router: Router) -> None:
    router.command("note", note)
    router.key("menu-note", key)
    router.key("notes-no_place_key", leave_place)
    router.answer(ASKS_NOTE, answered)
    router.answer(ASKS_MORE, more)
    router.answer(ASKS_PLACE, placed)
    router.unasked(_brings_media, media)
    router.tap(CategoryTap, tapped_category)
    router.tap(FacilityTap, tapped_facility)
    router.tap(PlaceTap, tapped_place)
    router.tap(MoreTap, tapped_more)
