"""Presence is written once, by whoever is quicker, and of a place nothing but the distance is kept."""

import asyncio
import struct
from pathlib import Path

from sqlalchemy import event, func
from sqlmodel import col, select

from core.checkin_codes import code_at
from core.checkins import ByLocation, CheckinMethod
from core.geo import Point
from db.engine import Engines
from db.tables import CodeAttempt
from services.checkins import Checkins
from tests.services.duties import HERE, MINUTE, city_with_patrol, kinds, presence
from tests.services.small_city import POLICY, START, SmallCity


async def test_a_presence_keeps_when_how_and_how_far(engines: Engines) -> None:
    city, unit, (_, hana, _), patrol = await city_with_patrol(engines)
    place = ByLocation(Point(37.3905, 126.9507))

    await Checkins(city.uow, POLICY).check_in(city.tap(hana, START + 5 * MINUTE), place, asked=False)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.method, row.distance_m, row.late_minutes) == (CheckinMethod.location, 89, 5)
    assert (row.arrived_at, row.organisation_id, row.city_id) == (START + 5 * MINUTE, unit, city.city_id)
    assert await kinds(city, hana) == ["checkins.accepted"]


async def test_two_words_of_one_person_at_the_same_moment_are_one_presence(engines: Engines) -> None:
    city, _, (_, hana, _), patrol = await city_with_patrol(engines)
    checkins = Checkins(city.uow, POLICY)
    code = code_at(b"secret", START)

    await asyncio.gather(
        checkins.check_in(city.tap(hana, START), HERE, asked=False),
        checkins.check_in(city.tap(hana, START), code, asked=False),
    )

    assert await presence(city, patrol, hana) is not None
    assert sorted(await kinds(city, hana)) == ["checkins.accepted", "checkins.already_in"]


async def test_a_check_in_takes_few_statements(engines: Engines) -> None:
    """Each statement is a hop to the database: the update, what is known, the presence, the answer."""
    city, _, (_, hana, _), _ = await city_with_patrol(engines)
    statements: list[str] = []

    @event.listens_for(engines.writing.sync_engine, "before_cursor_execute")
    def count(*call: object) -> None:
        statements.append(str(call[2]))

    await Checkins(city.uow, POLICY).check_in(city.tap(hana, START), HERE, asked=False)
    event.remove(engines.writing.sync_engine, "before_cursor_execute", count)

    work = [each for each in statements if not each.startswith(("BEGIN", "COMMIT"))]
    assert len(work) <= 4, "\n".join(work)


async def test_five_wrong_codes_close_the_door_for_the_right_one_too(engines: Engines) -> None:
    city, _, (_, hana, duri), patrol = await city_with_patrol(engines)
    checkins, code = Checkins(city.uow, POLICY), code_at(b"secret", START)
    wrong = "0000" if code != "0000" else "1111"

    for _ in range(5):
        await checkins.check_in(city.tap(hana, START), wrong)
    await checkins.check_in(city.tap(hana, START), code)
    await checkins.check_in(city.tap(duri, START), code)

    assert await kinds(city, hana) == ["checkins.wrong_code"] * 5 + ["checkins.too_many_tries"]
    assert await presence(city, patrol, hana) is None
    assert await kinds(city, duri) == ["checkins.accepted"]
    await checkins.check_in(city.tap(hana, START + 11 * MINUTE), code_at(b"secret", START + 11 * MINUTE))
    assert await presence(city, patrol, hana) is not None


async def test_old_wrong_codes_are_forgotten(engines: Engines) -> None:
    city, _, (_, hana, _), _ = await city_with_patrol(engines)
    checkins = Checkins(city.uow, POLICY)

    for minutes in (0, 11, 22):
        await checkins.check_in(city.tap(hana, START + minutes * MINUTE), "x")

    async with city.uow.read() as tx:
        remembered = (await tx.session.exec(select(func.count(col(CodeAttempt.id))))).one()
    assert remembered == 1


async def test_without_consent_a_place_is_not_looked_at(engines: Engines) -> None:
    city, unit, _, patrol = await city_with_patrol(engines)
    shy = await city.person("정세찬", unit)

    await Checkins(city.uow, POLICY).check_in(city.tap(shy, START), HERE, asked=False)

    assert await presence(city, patrol, shy) is None
    assert await kinds(city, shy) == ["checkins.code_only"]


async def test_a_patrol_of_others_is_no_patrol(engines: Engines) -> None:
    city, _, _, patrol = await city_with_patrol(engines)
    merchants = await city.organisation("안양상인연합회")
    stranger = await city.person("오상인", merchants)

    await Checkins(city.uow, POLICY).check_in(city.tap(stranger, START), code_at(b"secret", START))

    assert await presence(city, patrol, stranger) is None
    assert await kinds(city, stranger) == ["checkins.no_patrol"]


async def test_of_a_place_no_coordinate_is_left_anywhere_in_the_database(engines: Engines) -> None:
    """Far and near, asked and moving: the numbers are in no row, page or log of the database, in no form."""
    city, _, (_, hana, duri), patrol = await city_with_patrol(engines)
    checkins = Checkins(city.uow, POLICY)
    far, near, moving = Point(37.412345, 126.987654), Point(37.389712, 126.950734), Point(37.389689, 126.950665)
    await checkins.ask(city.tap(hana, START))
    for point in (far, near):
        await checkins.check_in(city.tap(hana, START), ByLocation(point, 12.5), asked=True)
    for point in (far, moving):
        await checkins.follow(city.tap(duri, START), ByLocation(point))
    assert await presence(city, patrol, hana) is not None
    assert await presence(city, patrol, duri) is not None

    if engines.is_sqlite:
        file = Path(str(engines.writing.url.database))
        kept = b"".join(path.read_bytes() for path in file.parent.iterdir() if path.name.startswith(file.name))
    else:
        kept = (await _all_rows(city)).encode()

    for number in (each for point in (far, near, moving) for each in (point.lat, point.lon)):
        assert str(number).encode() not in kept
        assert struct.pack(">d", number) not in kept
        assert struct.pack("<d", number) not in kept
    assert b"checkins.too_far" in kept


async def _all_rows(city: SmallCity) -> str:
    from db.tables import metadata

    async with city.uow.read() as tx:
        tables = [(await tx.session.execute(table.select())).all() for table in metadata.sorted_tables]
    return repr(tables)
