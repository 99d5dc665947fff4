"""Invitations on paper: a page for each link, in large letters, with the link as a QR code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import segno

from texts.links import start_link
from texts.papers.typesetting import pdf
from texts.words import Words

_STEPS = ("leaflets-scan", "leaflets-start", "leaflets-wait")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: `name` is of whom it is for, empty where it is for everybody."""

    token: str
    role: str
    city: str
    organisation: str
    expires_at: datetime
    name: str = ""


def leaflets(words: Words, sheets: Sequence[Sheet]) -> bytes:
    """The pages as one PDF; takes as long as setting pages does."""
    facts = {
        "lang": words.reader.locale,
        "title": words.plain("leaflets-title"),
        "sheets": [_page(words, sheet) for sheet in sheets],
    }
    return pdf("leaflet", facts)


def _page(words: Words, sheet: Sheet) -> dict[str, object]:
    link = start_link(words, sheet.token)
    return {
        "city": sheet.city,
        "organisation": sheet.organisation,
        "name": words.plain("leaflets-for", name=sheet.name) if sheet.name else "",
        "heading": words.plain("leaflets-heading", role=words.plain(f"roles-{sheet.role}")),
        "qr": _drawn(link),
        "steps": [words.plain(step) for step in _STEPS],
        "promise": words.plain("leaflets-promise"),
        "other_way": words.plain("leaflets-other_way"),
        "address": link.removeprefix("https://"),
        "until": words.plain("leaflets-until", at=sheet.expires_at.isoformat()),
    }


def _drawn(link: str) -> str:
    picture = BytesIO()
    segno.make(link, error="m").save(picture, kind="svg", xmldecl=False, border=0, light=None, dark="#000")
    return picture.getvalue().decode()
