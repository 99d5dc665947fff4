"""Invitation links: the list of those that still work, and one as a picture to be scanned."""

from dataclasses import dataclass
from io import BytesIO
from typing import ClassVar

import segno

from core.roles import Role
from texts.buttons import Tap
from texts.links import start_link
from texts.messages import Button, Message, Picture, message_from
from texts.render import Facts, builds
from texts.roles import role_name
from texts.words import Words

DOTS_PER_SQUARE = 10
"""Large enough that a printed leaflet can be scanned from a metre away."""


@dataclass(frozen=True, slots=True)
class ShowLinks(Tap):
    """`organisation_id` 0 means the links for the city's coordinators."""

    prefix: ClassVar[str] = "links1"
    organisation_id: int


@dataclass(frozen=True, slots=True)
class CreateLink(Tap):
    prefix: ClassVar[str] = "linknew1"
    organisation_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class RevokeLink(Tap):
    prefix: ClassVar[str] = "linkoff1"
    token: str


@dataclass(frozen=True, slots=True)
class ShowQr(Tap):
    prefix: ClassVar[str] = "linkqr1"
    token: str


@builds("invitations.links")
def links(words: Words, facts: Facts) -> Message:
    where = facts["organisation"] or facts["city"]
    lines = [words("invitations-links" if facts["links"] else "invitations-no_links", where=where)]
    rows: list[tuple[Button, ...]] = []
    for number, (token, role, expires_at) in enumerate(facts["links"], 1):
        line = words("invitations-line", number=number, role=role_name(words, role), until=expires_at)
        lines.append(f"{line}\n{start_link(words, token)}")
        rows.append(
            (
                Button(words.plain("invitations-button_qr_of", number=number), ShowQr(token).pack()),
                Button(words.plain("invitations-button_revoke", number=number), RevokeLink(token).pack()),
            )
        )
    for role in facts["roles"]:
        label = words.plain("invitations-button_new", role=role_name(words, role))
        rows.append((Button(label, CreateLink(facts["organisation_id"], Role[role]).pack()),))
    return message_from("\n\n".join(lines)).with_buttons(*rows)


@builds("invitations.qr")
def qr(words: Words, facts: Facts) -> Message:
    link = start_link(words, facts["token"])
    picture = BytesIO()
    segno.make(link, error="m").save(picture, kind="png", scale=DOTS_PER_SQUARE)
    text = words.message(
        "invitations-qr",
        where=facts["organisation"] or facts["city"],
        role=role_name(words, facts["role"]),
        until=facts["expires_at"],
        link=link,
    )
    return text.with_attachment(Picture(picture.getvalue(), "invitation.png"))
