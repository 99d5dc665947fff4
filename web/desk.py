"""What every page of the console shares: the services, the words, the clock, and how a page is made of them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from itsdangerous import Signer
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.consoles import Launch, form_mark
from services.house import Services
from services.visits import Visitor
from texts.words import Reader, Words, supported
from web.cookies import secret_in
from web.tiles import TileSource
from web.turnstiles import Turnstile

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
INSIDE = "/console/app"
"""Where a messenger opens the console inside itself."""

_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """`reader` is for whom nothing is known yet; `now` is the product's clock; `signer` signs cookies of sessions."""

    services: Services
    reader: Reader
    now: Callable[[], datetime]
    signer: Signer
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the program is about to end: what streams then ends by itself."""

    launch_of: Callable[[str], Launch | None] = lambda _data: None
    """Who opened the console inside a messenger, if the messenger's signature holds."""

    trusted_proxies: frozenset[str] = frozenset()
    """Addresses whose word about whom they speak for is taken."""

    tiles: TileSource | None = None
    """Where pictures of streets come from; None is a map without."""

    door: Turnstile = field(default_factory=Turnstile)
    token_door: Turnstile = field(default_factory=Turnstile)
    """Apart: a program with an old token keeps nobody of its house from signing in."""

    def address_of(self, request: Request) -> str:
        """Who is at the other end: the nearest address that is none of our own proxies'.

        A header that anybody can send is looked at only where one of our proxies brought it, from the end they added.
        """
        address = request.client.host if request.client else ""
        said = [part.strip() for line in request.headers.getlist("x-forwarded-for") for part in line.split(",")]
        while address in self.trusted_proxies and said:
            address = said.pop()
        return address

    @property
    def is_secure(self) -> bool:
        """Whether people reach the console over https; then its cookie never travels without."""
        return urlsplit(self.reader.web_url).scheme == "https"

    @property
    def cookie(self) -> str:
        return "__Host-patrol" if self.is_secure else "patrol"

    @property
    def cookie_inside(self) -> str:
        """The cookie of a console inside a messenger, where it may stand in a frame of the messenger's own page."""
        return "__Host-patrol-inside" if self.is_secure else self.cookie

    def is_inside(self, request: Request) -> bool:
        """Whether this is, or is about to be, a console inside a messenger."""
        return self.is_secure and (self.cookie_inside in request.cookies or request.url.path == INSIDE)

    def secret_of(self, request: Request) -> str:
        """The secret of this browser's session; empty where no cookie of it is signed by us."""
        held = (request.cookies.get(name, "") for name in (self.cookie_inside, self.cookie))
        return next((secret for each in held if (secret := secret_in(self.signer, each))), "")

    def words(self, visitor: Visitor) -> Words:
        """Words in the language of whoever sits there."""
        return Words(self.reader.speaking(visitor.locale))

    def page(
        self,
        request: Request,
        template: str,
        facts: Mapping[str, Any] | None = None,
        *,
        visitor: Visitor | None = None,
        status: int = 200,
    ) -> Response:
        """A page in the visitor's language; whoever is not known gets their browser's."""
        accepted = request.headers.get("accept-language", "").split(",")[0]
        locale = visitor.locale if visitor else supported(accepted)
        words = Words(self.reader.speaking(locale))
        body = _TEMPLATES.get_template(template).render(
            t=_speaking(words),
            speaks=words.__contains__,
            locale=locale,
            visitor=visitor,
            mark=form_mark(self.secret_of(request)) if visitor else "",
            path=request.url.path,
            here=_here(request),
            said=_said(request, words),
            now=self.now(),
            **(facts or {}),
        )
        return HTMLResponse(body, status_code=status, headers={"Cache-Control": "no-store", **_arrived(request)})


def _arrived(request: Request) -> dict[str, str]:
    """Where a form led that a script had sent: the address is the page's own, and what is new begins at its top.

    A form that leads back to its own page leaves it where it was; one that is sent back says why above everything.
    """
    if "HX-Boosted" not in request.headers:
        return {}
    at_the_top = {"HX-Reswap": "morph:outerHTML show:window:top"}
    if request.method != "GET":
        return at_the_top
    address = {"HX-Replace-Url": quote(_here(request), safe="/?&=%+")}
    came_from = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return address if came_from == request.url.path else address | at_the_top


def _here(request: Request) -> str:
    """This page without what was just said on it: what keeps it up to date asks for this."""
    kept = urlencode([(key, value) for key, value in request.query_params.multi_items() if key != "said"])
    return f"{request.url.path}?{kept}" if kept else request.url.path


def _said(request: Request, words: Words) -> str:
    """What the last deed came to, if it is something that can be said."""
    said = request.query_params.get("said", "")
    return said if f"console-said_{said}" in words else ""


def _speaking(words: Words) -> Callable[..., str]:
    def t(message_id: str, **arguments: Any) -> str:
        plain = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in arguments.items()}
        return words.plain(message_id, **plain)

    return t
