"""Posted updates: confirmed after their effect, refused without the secret, acted on once however often they come."""

import io
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from sqlmodel import func, select

from bot.app import App
from bot.settings import Settings
from db.tables import City, Membership, OutboxRow, Person
from db.tables.outbox import Outcome
from simulator.client import Simulator
from tests.stories.registering import founds
from tests.stories.stage import running

SECRET = "a-secret_of-the-test"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture
def posted(settings: Settings) -> Settings:
    """Settings under which updates are posted to the bot."""
    port = free_port()
    changes = {"webhook_url": f"http://127.0.0.1:{port}/from/telegram", "webhook_secret": SECRET, "web_port": port}
    return settings.model_copy(update=changes)


async def ready(bot: App, telegram: Simulator) -> None:
    await bot.web_port()
    while not (await telegram.ask("GET", "state"))["webhook"]["url"]:
        continue


@pytest.mark.every_database
async def test_a_city_is_founded_by_posted_updates(telegram: Simulator, posted: Settings) -> None:
    async with running(posted, telegram) as bot:
        await ready(bot, telegram)
        city = await founds(telegram)

    assert city.coordinator.sees_button("승인") is False


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "비밀"])
async def test_who_does_not_know_the_secret_is_refused(
    telegram: Simulator, posted: Settings, secret: str | None
) -> None:
    headers = {} if secret is None else {HEADER: secret}
    async with running(posted, telegram) as bot, aiohttp.ClientSession() as stranger:
        await bot.web_port()
        answer = await stranger.post(str(posted.webhook_url), data=b'{"update_id": 1}', headers=headers)

    assert answer.status == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"update_id": "1"}', 400),
        (b"x" * 2_000_000, 400),
        (b'{"update_id": 7}', 200),
        (b'{"update_id": 8, "message": {"chat": 3}}', 200),
        (b'{"update_id": 9, "something_new": {"a": 1}}', 200),
    ],
)
async def test_what_is_no_update_is_refused_and_what_nobody_understands_is_passed_over(
    telegram: Simulator, posted: Settings, body: bytes, status: int
) -> None:
    async with running(posted, telegram) as bot, aiohttp.ClientSession() as somebody:
        await bot.web_port()
        answer = await somebody.post(str(posted.webhook_url), data=io.BytesIO(body), headers={HEADER: SECRET})

    assert answer.status == status


@asynccontextmanager
async def stuttering(bot_url: str, port: int) -> AsyncIterator[None]:
    """Passes everything on to the bot twice, side by side, as a nervous network would."""

    async def twice(request: web.Request) -> web.Response:
        body, headers = await request.read(), {HEADER: request.headers.get(HEADER, "")}
        first = session.post(bot_url, data=body, headers=headers)
        second = session.post(bot_url, data=body, headers=headers)
        async with first as one, second as two:
            return web.Response(status=max(one.status, two.status))

    door = web.Application()
    door.router.add_post("/twice", twice)
    runner = web.AppRunner(door)
    async with aiohttp.ClientSession() as session:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
        await runner.cleanup()


@pytest.mark.every_database
async def test_every_update_may_come_twice_and_has_its_effect_once(telegram: Simulator, posted: Settings) -> None:
    port = free_port()
    url = str(posted.webhook_url)
    async with stuttering(url, port), running(posted, telegram) as bot:
        await ready(bot, telegram)
        await bot.bot.set_webhook(f"http://127.0.0.1:{port}/twice", secret_token=SECRET)
        city = await founds(telegram)
        owner_heard = [heard.text for heard in city.owner.messages]
        async with bot.uow.read() as tx:
            people = (await tx.session.exec(select(func.count()).select_from(Person))).one()
            cities = (await tx.session.exec(select(func.count()).select_from(City))).one()
            memberships = (await tx.session.exec(select(func.count()).select_from(Membership))).one()
            failed = (await tx.session.exec(select(OutboxRow).where(OutboxRow.outcome == Outcome.failed))).all()

    assert (people, cities, memberships) == (6, 1, 6)
    assert len(owner_heard) == len(set(owner_heard))
    assert failed == []
