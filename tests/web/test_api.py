"""Other programs read a city's data: by scope, by page, on record, and never another city's."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.app import App
from core.api_tokens import PACE, REQUESTS_A_MINUTE, ApiScope
from core.incidents import IncidentCategory
from core.roles import OrganisationKind
from db.tables import ApiToken, AuditEntry, Note
from simulator.client import Simulator
from tests.stories.patrolling import START
from tests.web.conftest import Browser, signs_in
from tests.web.evenings import Evening, evening
from tests.web.tokens import desk_of, program, token_of

SMALL = {"만안자율방범대": (OrganisationKind.patrol_unit, 3)}
EVERYTHING = ("city", "organisations", "patrols", "notes", "members", "months/2026-12", "months/2026-12/hours")
NEEDED = {
    "organisations": ApiScope.patrols_read,
    "patrols": ApiScope.patrols_read,
    "notes": ApiScope.notes_read,
    "members": ApiScope.members_read,
    "months/2026-12": ApiScope.months_read,
    "months/2026-12/hours": ApiScope.hours_read,
    "months/2026-11/notes.geojson": ApiScope.notes_read,
}


@pytest.fixture
async def tonight(bot: App, telegram: Simulator) -> Evening:
    return await evening(bot, telegram)


@pytest.mark.every_database
async def test_a_program_reads_counts_and_what_happened(bot: App, tonight: Evening) -> None:
    async with await program(bot, await token_of(bot, tonight.crowd)) as client:
        patrols = (await client.get("/patrols")).json()["items"]
        one = (await client.get(f"/patrols/{tonight.patrol_id}")).json()
        notes = (await client.get("/notes")).json()["items"]
        units = (await client.get("/organisations")).json()
        city = (await client.get("/city")).json()

    assert city == {"name": "안양시", "time_zone": "Asia/Seoul"}
    assert [each["members"] for each in units] == [20, 20, 15, 15, 10]
    assert [each["id"] for each in patrols] == [tonight.patrol_id, tonight.later_id]
    assert sum(each["going"] for each in one["organisations"]) == 48
    assert one["starts_at"] == START.isoformat().replace("+00:00", "Z")
    assert [note["number"] for note in notes] == [1, 2, 3]
    assert notes[0]["text"] == "가로등 두 개가 꺼져 있어요. 골목이 많이 어두워요."


@pytest.mark.every_database
async def test_pages_follow_each_other_without_a_gap(bot: App, tonight: Evening) -> None:
    async with await program(bot, await token_of(bot, tonight.crowd)) as client:
        found: list[Any] = []
        page = (await client.get("/members", params={"limit": 30})).json()
        found += page["items"]
        while page["next"]:
            page = (await client.get("/members", params={"limit": 30, "cursor": page["next"]})).json()
            found += page["items"]
        whole = (await client.get("/members", params={"limit": 200})).json()["items"]

    assert found == whole
    assert len({each["person_id"] for each in found}) == 81


@pytest.mark.every_database
async def test_each_scope_opens_its_own_door_and_no_other(bot: App, tonight: Evening) -> None:
    outcomes: dict[ApiScope, set[str]] = {}
    for scope in ApiScope:
        async with await program(bot, await token_of(bot, tonight.crowd, {scope})) as client:
            opened = {path for path in NEEDED if (await client.get(f"/{path}")).status_code == 200}
        outcomes[scope] = opened

    assert outcomes == {scope: {path for path, need in NEEDED.items() if need is scope} for scope in ApiScope}


@pytest.mark.every_database
async def test_without_the_scope_for_words_a_note_has_neither_words_nor_place(bot: App, tonight: Evening) -> None:
    async with await program(bot, await token_of(bot, tonight.crowd, {ApiScope.notes_read})) as client:
        note = (await client.get("/notes")).json()["items"][0]

    assert [note[each] for each in ("text", "place", "latitude", "longitude")] == [None] * 4
    assert note["category"] == "facility"


@pytest.mark.every_database
async def test_a_token_of_another_city_gets_nothing(bot: App, telegram: Simulator, tonight: Evening) -> None:
    mine = await evening(bot, telegram, units=SMALL, city="수원시", owner=tonight.crowd.owner)
    async with await program(bot, await token_of(bot, mine.crowd)) as client:
        theirs = [(await client.get(f"/patrols/{each}")).status_code for each in (tonight.patrol_id, tonight.later_id)]
        answers = [await client.get(f"/{path}", params={"limit": 200}) for path in EVERYTHING]
        text = "".join(answer.text for answer in answers)

    assert theirs == [404, 404]
    assert {answer.status_code for answer in answers} == {200}
    assert "수원시" in text
    assert not [word for word in ("안양", "평촌", "범계자율", "동안시민") if word in text]


async def test_no_token_a_wrong_one_and_a_revoked_one_open_nothing(
    bot: App, browser: Browser, tonight: Evening
) -> None:
    await signs_in(browser, tonight.crowd.coordinator)
    await browser.opens("/console/connections")
    await browser.posts("/console/connections/tokens", name="열린데이터", scope="patrols_read")
    shown = re.search(r"patrol_[\w-]{43}", browser.page)
    assert shown is not None
    async with await program(bot, shown[0]) as client:
        before = await client.get("/patrols")
        await browser.opens("/console/connections")
        path = re.search(r"/console/connections/tokens/\d+/revoke", browser.page)
        assert path is not None
        listed = browser.page
        await browser.posts(path[0])
        after = await client.get("/patrols")
    async with await program(bot) as nobody, await program(bot, "patrol_" + "x" * 43) as wrong:
        refused = [await nobody.get("/patrols"), await wrong.get("/patrols")]

    assert before.status_code == 200
    assert "열린데이터" in listed
    assert shown[0] not in listed
    assert [each.status_code for each in (after, *refused)] == [401, 401, 401]
    assert refused[0].headers["content-type"] == "application/problem+json"
    assert refused[0].headers["www-authenticate"] == "Bearer"
    assert refused[0].json()["status"] == 401


async def test_without_a_token_every_operation_is_closed(bot: App, tonight: Evening) -> None:
    async with await program(bot) as nobody:
        paths = (await nobody.get("/openapi.json")).json()["paths"]
        asked = [re.sub(r"{patrol_id}", str(tonight.patrol_id), path).replace("{month}", "2026-11") for path in paths]
        statuses = {path: (await nobody.get(path.removeprefix("/api/v1"))).status_code for path in asked}

    assert statuses == dict.fromkeys(asked, 401)
    assert len(statuses) == 9


@pytest.mark.every_database
async def test_the_database_holds_no_token(bot: App, tonight: Evening) -> None:
    token = await token_of(bot, tonight.crowd)
    async with bot.uow.read() as tx:
        row = (await tx.session.exec(select(ApiToken))).one()

    assert token not in row.model_dump_json()


@pytest.mark.every_database
async def test_every_reading_of_personal_data_is_on_record(bot: App, tonight: Evening) -> None:
    async with await program(bot, await token_of(bot, tonight.crowd)) as client:
        for path in ("members", "notes", "months/2026-12/hours", "patrols", "city"):
            await client.get(f"/{path}")
    async with bot.uow.read() as tx:
        rows = (
            await tx.session.exec(
                select(AuditEntry).where(col(AuditEntry.action).like("api.%")).order_by(col(AuditEntry.id))
            )
        ).all()

    assert [row.action for row in rows] == ["api.members", "api.notes", "api.hours"]
    assert {row.facts["token_id"] for row in rows} == {1}
    assert [row.facts["count"] for row in rows] == [50, 3, 0]


async def test_too_many_requests_are_asked_to_wait(bot: App, tonight: Evening) -> None:
    token, other = await token_of(bot, tonight.crowd), await token_of(bot, tonight.crowd)
    began_at = time.monotonic()
    async with await program(bot, token) as client, await program(bot, other) as neighbour:
        statuses = [(await client.get("/city")).status_code for _ in range(REQUESTS_A_MINUTE)]
        answers = await asyncio.gather(*(client.get("/city") for _ in range(REQUESTS_A_MINUTE)))
        took_s = time.monotonic() - began_at
        unharmed = await neighbour.get("/city")
    refused = next(each for each in answers if each.status_code != 200)

    assert set(statuses) == {200}
    assert sum(each.status_code == 200 for each in answers) <= took_s / PACE.interval.total_seconds() + 1
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 61
    assert unharmed.status_code == 200


@pytest.mark.every_database
async def test_squares_tell_a_month_that_is_over_and_only_where_there_are_enough(bot: App, tonight: Evening) -> None:
    crowded = [(37.3905, 126.9521 + step / 100_000) for step in range(3)]
    async with bot.uow.write() as tx:
        reporter = next(iter(tonight.person_ids.values()))
        for number, (latitude, longitude) in enumerate([*crowded, (37.5, 127.2)], 10):
            note = Note(
                city_id=tonight.crowd.city_id,
                number=number,
                reporter_id=reporter,
                category=IncidentCategory.facility,
                text="비밀",
                latitude=latitude,
                longitude=longitude,
                created_at=START - timedelta(days=20),
            )
            await tx.notes.added(note)
    async with await program(bot, await token_of(bot, tonight.crowd, {ApiScope.notes_read})) as client:
        over = await client.get("/months/2026-11/notes.geojson")
        running = await client.get("/months/2026-12/notes.geojson")
    (square,) = over.json()["features"]
    west, south = square["geometry"]["coordinates"][0][0]
    east, north = square["geometry"]["coordinates"][0][2]

    assert running.status_code == 404
    assert over.headers["content-type"] == "application/geo+json"
    assert square["properties"] == {"size_m": 500, "notes": 3, "settled": 0, "categories": {"facility": 3}}
    assert south < 37.3905 < north
    assert west < 126.9521 < east
    assert over.json()["elsewhere"] == 1
    assert "비밀" not in over.text


@pytest.mark.every_database
async def test_only_a_coordinator_of_the_city_makes_tokens(bot: App, tonight: Evening) -> None:
    visitor = await desk_of(bot, tonight.crowd)

    assert await bot.services.api_tokens.make(visitor, "  ", {ApiScope.patrols_read}, bot.clock.now()) is None
    assert await bot.services.api_tokens.make(visitor, "이름", set(), bot.clock.now()) is None
