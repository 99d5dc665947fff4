"""A crowd is checked in by one commit, and each of them gets what one gets who comes alone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from benchmarks import towns
from core.checkins import ByLocation
from core.geo import Point
from core.incoming import Address, Incoming
from db.engine import Engines
from db.tables import Checkin, OutboxRow, TakenUpdate
from db.uow import UnitOfWork
from services.base import Policy
from services.house import Services, build_services

HERE = ByLocation(Point(*towns.PLACE), None)
FAR = ByLocation(Point(towns.PLACE[0] + 0.1, towns.PLACE[1]), None)
NOW = datetime.now(UTC)


@pytest.fixture
async def services(engines: Engines) -> Services:
    await towns.found(engines, 20)
    return build_services(UnitOfWork(engines), Policy(zone=ZoneInfo("Asia/Seoul")))


def said(person: int, update_id: int | None = None) -> Incoming:
    return Incoming(update_id or person, Address("telegram", str(towns.FIRST_CHAT + person)), NOW)


async def told(engines: Engines, person: int) -> list[str]:
    chat = str(towns.FIRST_CHAT + person)
    async with UnitOfWork(engines).read() as tx:
        rows = await tx.session.exec(select(OutboxRow).where(OutboxRow.address == chat).order_by(col(OutboxRow.id)))
        return [row.kind for row in rows]


async def present(engines: Engines) -> list[int]:
    async with UnitOfWork(engines).read() as tx:
        return sorted((await tx.session.exec(select(Checkin.person_id).where(Checkin.is_present))).all())


async def taken(engines: Engines) -> int:
    async with UnitOfWork(engines).read() as tx:
        return (await tx.session.exec(select(func.count()).select_from(TakenUpdate))).one()


async def test_everybody_who_is_near_is_present_and_told_so(engines: Engines, services: Services) -> None:
    handled = await services.crowds.check_in([(said(person), HERE) for person in (5, 3, 9)])

    assert handled == {3, 5, 9}
    assert await present(engines) == [3, 5, 9]
    assert [await told(engines, person) for person in (3, 5, 9)] == [["checkins.accepted"]] * 3


async def test_what_is_said_and_written_is_the_same_as_for_one_alone(engines: Engines, services: Services) -> None:
    await services.crowds.check_in([(said(3), HERE)])
    await services.checkins.check_in(said(4), HERE)
    async with UnitOfWork(engines).read() as tx:
        rows = (await tx.session.exec(select(OutboxRow).order_by(col(OutboxRow.id)))).all()
        presences = (await tx.session.exec(select(Checkin).order_by(col(Checkin.id)))).all()
    own = {"id", "person_id", "address", "organisation_id"}

    assert rows[0].model_dump(exclude=own) == rows[1].model_dump(exclude=own)
    assert presences[0].model_dump(exclude=own) == presences[1].model_dump(exclude=own)
    assert {presence.organisation_id for presence in presences} == {3, 4}


async def test_whose_case_is_not_plain_is_left_to_be_handled_alone(engines: Engines, services: Services) -> None:
    await services.crowds.check_in([(said(3, 100), HERE)])
    stranger = Incoming(7, Address("telegram", "1"), NOW)
    handled = await services.crowds.check_in([(said(3), HERE), (said(4), FAR), (said(5), HERE), (stranger, HERE)])

    assert handled == {5}
    assert await present(engines) == [3, 5]
    assert await taken(engines) == 2
    assert await told(engines, 4) == []


async def test_an_update_that_comes_again_has_no_second_effect(engines: Engines, services: Services) -> None:
    crowd = [(said(3), HERE), (said(4), HERE)]
    await services.crowds.check_in(crowd)
    again = await services.crowds.check_in(crowd)

    assert again == frozenset()
    assert await told(engines, 3) == ["checkins.accepted"]


async def test_an_open_question_for_the_place_is_answered_and_closed(engines: Engines, services: Services) -> None:
    await services.checkins.ask(said(3, 100))
    await services.crowds.check_in([(said(3), HERE), (said(4), HERE)])

    assert await services.dialogs.current(said(3)) is None
    assert await told(engines, 3) == ["checkins.where", "checkins.accepted", "checkins.on_duty"]
    assert await told(engines, 4) == ["checkins.accepted"]


async def test_who_is_being_asked_something_else_is_not_taken_along(services: Services) -> None:
    async with services.dialogs.uow.write() as tx:
        await tx.dialogs.ask(said(3).sender, "notes.text", NOW)
    handled = await services.crowds.check_in([(said(3), HERE), (said(4), HERE)])

    assert handled == {4}
