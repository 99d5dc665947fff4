"""A program with a token at the API."""

from __future__ import annotations

from collections.abc import Collection

import httpx

from bot.app import App
from core.api_tokens import ApiScope
from core.incoming import Address
from services.visits import Visitor
from tests.stories.crowds import Crowd


async def desk_of(app: App, crowd: Crowd) -> Visitor:
    """The coordinator of this city, as the console knows them."""
    async with app.uow.read() as tx:
        person = await tx.members.at(Address("telegram", str(crowd.coordinator.id)))
        city = await tx.cities.get(crowd.city_id)
    assert person is not None
    return Visitor(0, person.id, person.name, "ko", crowd.city_id, city.name)


async def token_of(app: App, crowd: Crowd, scopes: Collection[ApiScope] = frozenset(ApiScope)) -> str:
    token = await app.services.api_tokens.make(await desk_of(app, crowd), "열린데이터", scopes, app.clock.now())
    assert token is not None
    return token


async def program(app: App, token: str | None = None) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    address = f"http://127.0.0.1:{await app.web_port()}/api/v1"
    return httpx.AsyncClient(base_url=address, headers=headers, timeout=20)
