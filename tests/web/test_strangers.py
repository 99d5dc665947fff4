"""A coordinator of another city gets nothing by any address of the console, and changes nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from fastapi.routing import APIRoute
from sqlmodel import SQLModel, col, select

from bot.app import App
from core.broadcasts import Audience, BroadcastState
from core.incidents import Attachment, AttachmentKind
from core.incoming import Address
from core.roles import OrganisationKind, Role
from core.rsvps import PatrolState
from db.tables import ApiToken, Broadcast, ExpectedPerson, Invitation, Patrol, Training, Webhook
from services.invitations import invite
from simulator.client import Simulator
from tests.stories.patrolling import START
from tests.web.conftest import Browser, browsing, signs_in
from tests.web.evenings import Evening, evening
from web.console import NOUNS, PREFIX
from web.guards import Guarded

OWN = {"/console", "/console/today", "/console/live", "/console/patrols", "/console/notes", "/console/people"}
OWN |= {"/console/access", "/console/leave", "/console/access/{session_id}/end"}
OWN |= {"/console/patrols/live", "/console/notes/live"}
OWN |= {f"/console/months/{{month}}/{name}" for name in ("chart.png", "report.xlsx", "hours.xlsx")}
OWN |= {"/console/connections", "/console/connections/calendars", "/console/connections/calendars/drop"}
OWN |= {"/console/more", "/console/settings", "/console/audit", "/console/changes"}
OWN |= {"/console/broadcasts", "/console/broadcasts/live", "/console/broadcasts/new"}
OWN |= {"/console/plan", "/console/plan/live", "/console/plan/load", "/console/plan/new", "/console/cities"}
OWN |= {"/console/connections/tokens", "/console/connections/webhooks"}
OWN |= {"/console/months", "/console/effects", "/console/effects/table", "/console/effects/rate"}
OWN |= {"/console/people/import", "/console/people/import/take"}
OPEN = {"/console/enter/{secret}", "/console/static/{name}", "/console/app"}
SMALL = {"만안자율방범대": (OrganisationKind.patrol_unit, 3)}


def routes() -> list[tuple[str, str]]:
    """Every method and path of the console."""
    return [
        (method, PREFIX + route.path)
        for noun in NOUNS
        for route in noun.routes.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods)
    ]


async def everything(app: App) -> dict[str, list[tuple[Any, ...]]]:
    """All rows but what coming and looking leave."""
    left_out = {"audit_entries", "console_links", "console_sessions", "outbox", "taken_updates", "buckets", "leases"}
    async with app.uow.read() as tx:
        return {
            name: sorted(
                (tuple(row) for row in (await tx.session.execute(select(table))).all()),  # type: ignore[call-overload]
                key=repr,
            )
            for name, table in SQLModel.metadata.tables.items()
            if name not in left_out
        }


async def fill(app: App, theirs: Evening) -> dict[str, str]:
    """What the placeholders of paths and forms stand for: rows of the other city."""
    organisation_id = next(iter(theirs.crowd.organisation_ids.values()))
    async with app.uow.write() as tx:
        note = await tx.notes.get(theirs.crowd.city_id, theirs.note_ids[0])
        assert note is not None
        picture = Attachment(AttachmentKind.photo, "a-file", "a-file")
        file = await tx.notes.attach(note, "telegram", picture, None)
        file_id = file.id if file else 0
        draft = await tx.patrols.added(
            Patrol(
                city_id=theirs.crowd.city_id,
                title="평촌 초안",
                starts_at=app.clock.now() + timedelta(days=3),
                ends_at=app.clock.now() + timedelta(days=3, hours=2),
                place_name="평촌역",
                latitude=37.39,
                longitude=126.96,
                state=PatrolState.draft,
                code_secret="",
                created_by=1,
                created_at=app.clock.now(),
                saved_at=app.clock.now(),
            )
        )
        token = (await tx.session.exec(select(Invitation.token).order_by(col(Invitation.created_at)))).first()
    async with app.uow.write() as tx:
        broadcast_id = (await tx.broadcasts.added(_broadcast(theirs))).id
        person_id = next(iter(theirs.person_ids.values()))
        training_id = (await tx.members.added(_training(theirs, person_id))).id
        membership_id = (await tx.members.memberships_of(person_id))[0].id
    return {
        "month": f"{START:%Y-%m}",
        "patrol_id": str(theirs.patrol_id),
        "note_id": str(theirs.note_ids[0]),
        "file_id": str(file_id),
        "organisation_id": str(organisation_id),
        "application_id": str(theirs.application_id),
        "person_id": str(next(iter(theirs.person_ids.values()))),
        "token": token or "",
        "token_id": str(await _token(app, theirs)),
        "broadcast_id": str(broadcast_id),
        "draft_id": str(draft.id),
        "city_id": str(theirs.crowd.city_id),
        "webhook_id": str(await _webhook(app, theirs)),
        "membership_id": str(membership_id),
        "training_id": str(training_id),
        "expected_id": str(await _expected(app, theirs)),
    }


async def _expected(app: App, theirs: Evening) -> int:
    """Somebody who is on a list of the other city."""
    async with app.uow.write() as tx:
        coordinator = await tx.actors.of(Address("telegram", str(theirs.crowd.coordinator.id)))
        assert coordinator is not None
        at, unit = app.clock.now(), next(iter(theirs.crowd.organisation_ids.values()))
        city_id = theirs.crowd.city_id
        link = await invite(tx, coordinator, at, role=Role.member, city_id=city_id, organisation_id=unit)
        row = ExpectedPerson(
            city_id=city_id,
            organisation_id=unit,
            name="평촌 신입",
            token=link,
            created_by=coordinator.person_id,
            created_at=at,
        )
        return int((await tx.expected_people.added(row)).id)


async def _token(app: App, theirs: Evening) -> int:
    """A token of the other city's data."""
    async with app.uow.write() as tx:
        maker = await tx.members.at(Address("telegram", str(theirs.crowd.coordinator.id)))
        assert maker is not None
        row = ApiToken(
            city_id=theirs.crowd.city_id,
            name="열린데이터",
            digest="d" * 64,
            scopes=["patrols:read"],
            made_by=maker.id,
            made_at=maker.created_at,
        )
        return int((await tx.api_tokens.added(row)).id)


def _broadcast(theirs: Evening) -> Broadcast:
    return Broadcast(
        city_id=theirs.crowd.city_id,
        author_id=next(iter(theirs.person_ids.values())),
        state=BroadcastState.awaiting,
        audience=Audience(everyone=True).as_facts(),
        source_channel="telegram",
        source_address="1",
        text="평촌 회의",
        asks_confirmation=True,
        created_at=START,
    )


async def _webhook(app: App, theirs: Evening) -> int:
    """A program that is told of the other city's notes."""
    async with app.uow.write() as tx:
        maker = await tx.members.at(Address("telegram", str(theirs.crowd.coordinator.id)))
        assert maker is not None
        row = Webhook(
            city_id=theirs.crowd.city_id,
            url="https://data.example/notes",
            secret="whsec_AAAA",
            made_by=maker.id,
            made_at=maker.created_at,
        )
        return int((await tx.webhooks.added(row)).id)


def _training(theirs: Evening, person_id: int) -> Training:
    return Training(
        city_id=theirs.crowd.city_id,
        person_id=person_id,
        held_on=START.date(),
        minutes=60,
        entered_by=person_id,
        entered_at=START,
    )


FORMS = {
    "/console/people/{organisation_id}/expected.pdf": {},
    "/console/people/expected/{expected_id}/drop": {},
    "/console/connections/webhooks/{webhook_id}/retry": {},
    "/console/connections/webhooks/{webhook_id}/remove": {},
    "/console/members/{membership_id}/act": {"action": "pause"},
    "/console/members/{membership_id}/remove": {"reason": "moved"},
    "/console/members/{membership_id}/trainings": {"day": "2026-12-01", "hours": "2"},
    "/console/members/{membership_id}/trainings/{training_id}/drop": {},
    "/console/members/{membership_id}/excuses": {"reason": "work"},
    "/console/connections/tokens/{token_id}/revoke": {},
    "/console/broadcasts/{broadcast_id}/steps": {"step": "approve"},
    "/console/broadcasts/{broadcast_id}/remind": {},
    "/console/applications/{application_id}": {"decision": "approve"},
    "/console/patrols/{patrol_id}/marks": {"organisation_id": "1", "came": "1"},
    "/console/patrols/{patrol_id}/excuses": {"reason": "work"},
    "/console/patrols/{patrol_id}/cancel": {"scope": "this"},
    "/console/notes/{note_id}/state": {"state": "done"},
    "/console/notes/{note_id}/assignee": {},
    "/console/notes/{note_id}/merge": {"number": "1"},
    "/console/notes/{note_id}/separate": {},
    "/console/notes/{note_id}/facility": {"state": "requested"},
    "/console/notes/{note_id}/files/{file_id}/hiding": {"is_hidden": "true"},
    "/console/people/{organisation_id}/links": {"role": "member"},
    "/console/links/revoke": {},
    "/console/patrols/{patrol_id}/change": {"what": "when", "scope": "this", "revision": "1", "day": "2026-12-09"},
    "/console/plan/new": {"title": "순찰", "day": "2026-12-09", "begins": "20:00", "ends": "22:00"},
    "/console/patrols/{patrol_id}/again": {"day": "2026-12-09"},
    "/console/plan/drafts/{draft_id}/save": {},
    "/console/plan/drafts/{draft_id}/publish": {},
    "/console/plan/drafts/{draft_id}/discard": {},
    "/console/cities": {},
}
QUESTIONS = (
    "/console/plan/new?like={patrol_id}",
    "/console/plan/new?draft={draft_id}",
    "/console/plan/load?organisation={organisation_id}",
    "/console/patrols/{patrol_id}/change?what=when&is_filled=1&day=2026-12-09",
)
"""Addresses of one's own that name something of the other city."""


async def test_no_address_gives_a_stranger_anything(bot: App, telegram: Simulator) -> None:
    theirs = await evening(bot, telegram)
    mine = await evening(bot, telegram, units=SMALL, city="수원시", owner=theirs.crowd.owner)
    async with browsing(bot) as owner, browsing(bot) as stranger:
        await signs_in(owner, theirs.crowd.coordinator)
        path = f"/console/people/{next(iter(theirs.crowd.organisation_ids.values()))}"
        await owner.opens(path)
        await owner.posts(f"{path}/links", role="member")
        await signs_in(stranger, mine.crowd.coordinator)
        ids = await fill(bot, theirs)
        before = await everything(bot)
        refusals = await _tries_everything(stranger, ids)
        own = "".join([await _text(stranger, page) for page in sorted(OWN) if "{" not in page and "live" not in page])

    assert refusals == dict.fromkeys(refusals, 404)
    assert len(refusals) >= 12
    assert await everything(bot) == before
    assert not [name for name in ("평촌000", "안양시", "평촌자율방범대") if name in own]


def test_every_address_that_is_named_here_exists() -> None:
    assert {path for _, path in routes()} >= OWN | OPEN | set(FORMS)


def test_no_page_is_without_guard() -> None:
    assert {type(route) for noun in NOUNS for route in noun.routes.routes} == {Guarded}


async def _tries_everything(stranger: Browser, ids: dict[str, str]) -> dict[tuple[str, str], int]:
    """Every route that names something, with what the other city has: the status of each."""
    outcomes = {}
    for method, path in routes():
        if path in OPEN or (path in OWN and (method == "GET" or path not in FORMS)):
            continue
        where = re.sub(r"{(\w+)}", lambda name: ids[name[1]], path)
        if method == "GET":
            outcomes[method, path] = await stranger.opens(where)
            assert "평촌" not in stranger.page
        else:
            await stranger.opens("/console/access")
            outcomes[method, path] = await stranger.posts(where, **{**ids, **FORMS[path]})
    for question in QUESTIONS:
        outcomes["GET", question] = await stranger.opens(question.format(**ids))
    return outcomes


async def test_a_form_of_ones_own_takes_nothing_from_another_city(bot: App, telegram: Simulator) -> None:
    theirs = await evening(bot, telegram)
    mine = await evening(bot, telegram, units=SMALL, city="수원시", owner=theirs.crowd.owner)
    ids = await fill(bot, theirs)
    boxes = FORMS["/console/plan/new"] | {"city_id": str(mine.crowd.city_id), "coordinates": "37.3,126.9"}
    outcomes = []
    async with browsing(bot) as stranger:
        await signs_in(stranger, mine.crowd.coordinator)
        before = await everything(bot)
        for stolen in ({"place_of": ids["patrol_id"]}, {"draft_id": ids["draft_id"], "place": "여기"}):
            await stranger.opens("/console/plan/new")
            outcomes.append(await stranger.posts("/console/plan/new", **boxes, **stolen))
        await stranger.opens("/console/plan/new")
        foreign = boxes | {"place": "여기", "organisation": ids["organisation_id"]}
        outcomes.append(await stranger.posts("/console/plan/new", **foreign))

    assert outcomes == [404, 404, 422]
    assert await everything(bot) == before


async def _text(browser: Browser, path: str) -> str:
    await browser.opens(path)
    return browser.page


async def test_nobody_unknown_gets_anything_either(bot: App, telegram: Simulator) -> None:
    theirs = await evening(bot, telegram)
    ids = await fill(bot, theirs) | {"session_id": "1"}
    outcomes = {}
    async with browsing(bot) as nobody:
        for method, path in routes():
            if path in OPEN:
                continue
            where = re.sub(r"{(\w+)}", lambda name: ids[name[1]] or "x", path)
            outcomes[method, path] = (await nobody.request(method, where, follow_redirects=False)).status_code
            assert "평촌" not in nobody.page

    assert set(outcomes.values()) <= {303, 401}
