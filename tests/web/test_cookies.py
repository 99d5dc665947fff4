"""The cookie of a session is signed: what we did not sign is refused, whatever stands in it, before anybody asks."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from itsdangerous import Signer
from sqlalchemy.exc import OperationalError

from bot.app import App
from db.engine import open_engines
from db.uow import UnitOfWork
from services.base import Policy
from services.house import build_services
from simulator.client import Simulator
from tests.stories.towns import Town
from tests.web.conftest import Browser, browsing, signs_in
from texts.words import Reader
from web.app import create_app
from web.console import console
from web.cookies import cookie_signer, secret_in, signed
from web.desk import Desk

COOKIE = "patrol"
SEOUL = ZoneInfo("Asia/Seoul")


async def test_only_the_cookie_that_was_given_opens_the_session(
    bot: App, browser: Browser, telegram: Simulator, town: Town
) -> None:
    await signs_in(browser, town.coordinator)
    given = browser.cookies[COOKIE]
    secret, _, signature = given.rpartition(".")
    for_something_else = Signer(telegram.token, salt=b"links", key_derivation="hmac", digest_method=hashlib.sha256)
    forged = {
        "the secret alone": secret,
        "half a signature": given[:-1],
        "no signature": f"{secret}.",
        "the signature of something else": f"{secret[:-1]}-.{signature}",
        "signed with another bot's token": signed(cookie_signer("123:another"), secret),
        "signed with the token for something else": signed(for_something_else, secret),
        "something that is no secret": signed(cookie_signer(telegram.token), "guessed"),
        "letters that no signature has": f"{secret}.é",
        "nothing": "",
    }
    outcomes = {}
    for name, cookie in forged.items():
        async with browsing(bot) as other:
            answer = await other.get("/console/today", headers={b"Cookie": f"{COOKIE}={cookie}".encode("latin-1")})
            outcomes[name] = answer.status_code
    async with browsing(bot) as other:
        same = await other.get("/console/today", headers={"Cookie": f"{COOKIE}={given}"})

    assert outcomes == dict.fromkeys(forged, 401)
    assert same.status_code == 200


async def test_a_cookie_signed_with_the_token_of_the_bot_is_good_at_every_process_of_it(telegram: Simulator) -> None:
    one, other = cookie_signer(telegram.token), cookie_signer(telegram.token)

    assert secret_in(other, signed(one, "secret")) == "secret"
    assert telegram.token not in signed(one, "secret")


async def test_a_forged_cookie_is_refused_without_asking_the_database(tmp_path: Path) -> None:
    engines = open_engines(f"sqlite+aiosqlite:///{tmp_path}/nowhere/patrol.db")
    signer = cookie_signer("123:ours")
    services = build_services(UnitOfWork(engines), Policy(zone=SEOUL))
    desk = Desk(services, Reader("ko", SEOUL, "patrol_bot", "http://desk"), lambda: datetime.now(UTC), signer)
    transport = httpx.ASGITransport(app=create_app([console], desk=desk))

    async def asks(cookie: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as browser:
            return await browser.get("/console/today", headers={"Cookie": f"{COOKIE}={cookie}"})

    async with asyncio.timeout(20):
        refused = await asks("made-up.signature")
        with pytest.raises(OperationalError):
            await asks(signed(signer, "ours"))
    await engines.dispose()

    assert refused.status_code == 401
    assert "링크가 필요해요" in refused.text
