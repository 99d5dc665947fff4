"""Lists: nobody is expected twice, nothing is kept of a resident number, and who does not come is forgotten."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import select

from core.invitations import LIFETIME
from core.member_lists import KEPT_FOR, Entry, Fate, ListFault
from core.roles import NotAllowed, Role
from db.engine import Engines
from db.tables import ExpectedPerson, Invitation
from services.member_lists import MemberLists
from services.visits import Visitor
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city

UNIT = "평촌자율방범대"


@dataclass
class Office:
    city: SmallCity
    visitor: Visitor
    unit: int
    lists: MemberLists

    async def rows(self) -> list[ExpectedPerson]:
        async with self.city.uow.read() as tx:
            rows = await tx.session.exec(select(ExpectedPerson).where(ExpectedPerson.city_id == self.city.city_id))
            return list(rows.all())


async def office(engines: Engines, name: str = "안양시") -> Office:
    city = await small_city(engines, name)
    unit = await city.organisation(UNIT)
    coordinator = await city.person("이조정", role=Role.coordinator)
    visitor = Visitor(1, coordinator, "이조정", "ko", city.city_id, name)
    return Office(city, visitor, unit, MemberLists(city.uow, POLICY))


async def test_a_preview_says_each_fate_and_keeps_nothing(engines: Engines) -> None:
    desk = await office(engines)
    await desk.city.person("박대장", desk.unit, role=Role.leader)
    content = f"이름,단체\n이두리,{UNIT}\n박대장,{UNIT}\n정세찬,없는 단체\n김하나 900101-1234567,{UNIT}\n".encode(
        "cp949"
    )
    found = await desk.lists.preview(desk.visitor, content, None)

    assert not isinstance(found, ListFault)
    assert [line.fate for line in found.lines] == [
        Fate.expected,
        Fate.already_in,
        Fate.unknown_organisation,
        Fate.resident_number,
    ]
    assert "1234567" not in repr(found)
    assert await desk.rows() == []


async def test_two_who_take_over_one_list_at_once_expect_everybody_once(engines: Engines) -> None:
    desk = await office(engines)
    entries = [Entry(number, f"대원 {letter}", UNIT) for number, letter in enumerate("가나다라", 2)]
    counts = await asyncio.gather(*(desk.lists.take_over(desk.visitor, entries, BEFORE) for _ in range(2)))

    assert sorted(counts) == [0, 4]
    assert sorted(row.name for row in await desk.rows()) == ["대원 가", "대원 나", "대원 다", "대원 라"]


async def test_each_has_a_link_that_is_not_among_those_for_everybody(engines: Engines) -> None:
    desk = await office(engines)
    await desk.lists.take_over(desk.visitor, [Entry(2, "이두리", UNIT), Entry(3, "정세찬", UNIT)], BEFORE)
    async with desk.city.uow.read() as tx:
        for_everybody = await tx.invitations.open_of(desk.city.city_id, desk.unit, BEFORE)
    name, people = await desk.lists.print_links(desk.visitor, desk.unit, BEFORE)

    assert for_everybody == []
    assert name == UNIT
    assert len({each.token for each in people}) == 2


async def test_a_link_that_has_run_out_is_made_anew_when_it_is_printed(engines: Engines) -> None:
    desk = await office(engines)
    await desk.lists.take_over(desk.visitor, [Entry(2, "이두리", UNIT)], BEFORE)
    (before,) = await desk.lists.expected(desk.visitor, desk.unit)
    _, (still,) = await desk.lists.print_links(desk.visitor, desk.unit, BEFORE)
    _, (after,) = await desk.lists.print_links(desk.visitor, desk.unit, BEFORE + LIFETIME)

    assert before.token == still.token != after.token
    assert after.expires_at == BEFORE + 2 * LIFETIME


async def test_who_does_not_come_within_ninety_days_is_forgotten_and_their_link_closed(engines: Engines) -> None:
    desk = await office(engines)
    await desk.lists.take_over(desk.visitor, [Entry(2, "이두리", UNIT, "010-1234-5678")], BEFORE)
    await desk.lists.forget_old(BEFORE + KEPT_FOR)
    kept = len(await desk.rows())
    await desk.lists.forget_old(BEFORE + KEPT_FOR + timedelta(seconds=1))
    async with desk.city.uow.read() as tx:
        links = (await tx.session.exec(select(Invitation))).all()

    assert kept == 1
    assert await desk.rows() == []
    assert all(link.revoked_at is not None for link in links)


async def test_another_city_reads_and_drops_nobody(engines: Engines) -> None:
    desk, elsewhere = await office(engines), await office(engines, "군포시")
    await desk.lists.take_over(desk.visitor, [Entry(2, "이두리", UNIT)], BEFORE)
    (row,) = await desk.rows()
    for attempt in (
        lambda: desk.lists.drop(elsewhere.visitor, row.id, BEFORE),
        lambda: desk.lists.print_links(elsewhere.visitor, desk.unit, BEFORE),
        lambda: desk.lists.expected(elsewhere.visitor, desk.unit),
        lambda: desk.lists.preview(elsewhere.visitor, "이름\n가".encode(), desk.unit),
    ):
        with pytest.raises(NotAllowed):
            await attempt()  # type: ignore[no-untyped-call]
    count = await elsewhere.lists.take_over(elsewhere.visitor, [Entry(2, "이두리", UNIT)], BEFORE)

    assert count == 1
    assert [each.organisation_id for each in await elsewhere.rows()] == [elsewhere.unit]
