"""Updates that broke are kept aside once, and only if nothing of them was done."""

import pytest

from core.incoming import Incoming
from db.engine import Engines
from db.uow import AlreadyHandled
from services.updates import Updates
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city


async def set_aside(city: SmallCity, incoming: Incoming, reference: str) -> None:
    update_id = incoming.update_id
    facts = {"channel": "telegram", "payload": {}, "error": "ValueError", "at": BEFORE}
    await Updates(city.uow, POLICY).set_aside(incoming, update_id=update_id, reference=reference, **facts)  # type: ignore[arg-type]


async def references(city: SmallCity) -> list[str]:
    return [each.reference for each in await Updates(city.uow, POLICY).aside()]


async def test_an_update_that_breaks_again_after_a_kill_is_kept_and_apologised_for_once(engines: Engines) -> None:
    city = await small_city(engines)
    incoming = city.tap(await city.person("김하나"))
    await set_aside(city, incoming, "FIRST")

    with pytest.raises(AlreadyHandled):
        await set_aside(city, incoming, "SECOND")

    assert await references(city) == ["FIRST"]
    assert [row.facts["reference"] for row in await city.said(kind="common.fault")] == ["FIRST"]


async def test_an_update_that_broke_after_its_effect_is_not_kept_to_be_done_twice(engines: Engines) -> None:
    city = await small_city(engines)
    incoming = city.tap(await city.person("김하나"))
    async with city.uow.write(taking=incoming):
        pass

    with pytest.raises(AlreadyHandled):
        await set_aside(city, incoming, "LATE")

    assert await references(city) == []
