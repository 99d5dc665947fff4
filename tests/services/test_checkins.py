"""Presence is written once, by whoever is quicker, and of a place nothing but the distance is kept."""

import asyncio
import struct
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func
from sqlmodel import col, select

from core.checkin_codes import code_at
from core.checkins import ByLocation, CheckinMethod
from core.checkouts import CheckoutMethod
from core.geo import Point
from core.members import CONSENT_TEXT_VERSION, Purpose
from core.roles import NotAllowed, Role
from db.engine import Engines
from db.tables import AuditEntry, Checkin, CodeAttempt, Consent, Patrol
from services.checkins import Checkins
from services.checkouts import Checkouts
from services.hours import hours_of
from services.roster_sheets import Place
from services.rosters import Rosters
from tests.services.small_city import BEFORE, POLICY, START, SmallCity, small_city

HERE = ByLocation(Point(37.3897, 126.9507))
MINUTE = timedelta(minutes=1)
END = START + timedelta(hours=2)


async def city_with_patrol(engines: Engines) -> tuple[SmallCity, int, list[int], int]:
    """A city, its unit, a leader with two members who let their place be used, and a patrol."""
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    leader = await city.person("박대장", unit, role=Role.leader)
    people = [leader, *[await city.person(name, unit) for name in ("김하나", "이두리")]]
    async with city.uow.write() as tx:
        granted = {"purpose": Purpose.location, "is_granted": True, "text_version": CONSENT_TEXT_VERSION, "at": BEFORE}
        await tx.members.insert(Consent, [{"person_id": person, **granted} for person in people])
    patrol = await city.patrol(leader, quotas={unit: None})
    return city, unit, people, patrol


async def presence(city: SmallCity, patrol: int, person: int) -> Checkin | None:
    async with city.uow.read() as tx:
        found = select(Checkin).where(Checkin.patrol_id == patrol, Checkin.person_id == person)
        return (await tx.session.exec(found)).one_or_none()


async def kinds(city: SmallCity, person: int) -> list[str]:
    return [row.kind for row in await city.said(person)]


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


async def test_a_leaders_mark_and_the_persons_own_word_at_the_same_moment_agree(engines: Engines) -> None:
    city, unit, (leader, hana, _), patrol = await city_with_patrol(engines)
    rosters = Rosters(city.uow, POLICY)

    await asyncio.gather(
        Checkins(city.uow, POLICY).check_in(city.tap(hana, START), HERE, asked=False),
        rosters.mark(city.tap(leader, START), Place(patrol, unit), hana, is_present=True),
    )

    row = await presence(city, patrol, hana)
    assert row is not None
    assert row.is_present


@pytest.mark.parametrize("is_present", [True, False])
async def test_two_leaders_who_mark_the_same_at_the_same_moment_do_it_once(engines: Engines, is_present: bool) -> None:
    city, unit, (leader, hana, _), patrol = await city_with_patrol(engines)
    second = await city.person("최부대장", unit, role=Role.leader)
    rosters = Rosters(city.uow, POLICY)
    if not is_present:
        await Checkins(city.uow, POLICY).check_in(city.tap(hana, START), HERE, asked=False)

    marks = (
        rosters.mark(city.tap(each, START), Place(patrol, unit), hana, is_present=is_present)
        for each in (leader, second)
    )
    await asyncio.gather(*marks)

    async with city.uow.read() as tx:
        entries = (await tx.session.exec(select(AuditEntry))).all()
    row = await presence(city, patrol, hana)
    assert row is not None
    assert row.is_present is is_present
    assert len(entries) == 1


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


async def test_everybody_still_there_at_the_end_has_served_to_the_end_and_hears_it_once(engines: Engines) -> None:
    city, _, (_, hana, duri), patrol = await city_with_patrol(engines)
    checkins, checkouts = Checkins(city.uow, POLICY), Checkouts(city.uow, POLICY)
    await checkins.check_in(city.tap(hana, START), HERE, asked=False)
    await checkins.check_in(city.tap(duri, START + 30 * MINUTE), HERE, asked=False)
    await checkouts.check_out(city.tap(duri, START + 90 * MINUTE))

    await checkouts.close_ended(END - MINUTE)
    before = await presence(city, patrol, hana)
    await asyncio.gather(checkouts.close_ended(END), checkouts.close_ended(END))
    await checkouts.close_ended(END + MINUTE)

    row = await presence(city, patrol, hana)
    assert before is not None
    assert before.left_at is None
    assert row is not None
    assert (row.left_at, row.checkout_method, row.credited_minutes) == (END, CheckoutMethod.end, 120)
    (told,) = await city.said(hana, "checkouts.closed")
    assert (told.facts["credited_minutes"], told.facts["today_minutes"], told.facts["month_minutes"]) == (120, 120, 120)
    assert not await city.said(duri, "checkouts.closed")
    async with city.uow.read() as tx:
        closed = await tx.session.get(Patrol, patrol)
    assert closed is not None
    assert closed.closed_at == END


async def test_a_word_from_the_patrol_that_is_heard_after_its_end_still_counts(engines: Engines) -> None:
    city, _, (_, hana, _), patrol = await city_with_patrol(engines)
    checkouts = Checkouts(city.uow, POLICY)
    await checkouts.close_ended(END + MINUTE)

    await Checkins(city.uow, POLICY).check_in(city.tap(hana, START + 10 * MINUTE), HERE, asked=False)
    await checkouts.close_ended(END + 2 * MINUTE)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.late_minutes, row.left_at, row.credited_minutes) == (10, END, 110)


async def test_who_leaves_and_comes_back_is_credited_without_the_time_between(engines: Engines) -> None:
    city, _, (_, hana, _), patrol = await city_with_patrol(engines)
    checkins, checkouts = Checkins(city.uow, POLICY), Checkouts(city.uow, POLICY)
    await checkins.check_in(city.tap(hana, START), HERE, asked=False)
    await checkouts.check_out(city.tap(hana, START + 30 * MINUTE), patrol)
    await checkins.check_in(city.tap(hana, START + 60 * MINUTE), HERE, asked=False)

    await checkouts.close_ended(END)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.away_minutes, row.credited_minutes) == (30, 90)
    said = ["checkins.accepted", "checkouts.ended", "checkins.resumed", "checkouts.closed"]
    assert await kinds(city, hana) == said


async def test_two_patrols_at_the_same_time_and_a_long_day_count_once_and_eight_hours(engines: Engines) -> None:
    city, unit, (leader, hana, _), first = await city_with_patrol(engines)
    rosters = Rosters(city.uow, POLICY)
    same = await city.patrol(leader, quotas={unit: None})
    morning = await city.patrol(leader, quotas={unit: None}, starts_at=START - timedelta(hours=10))
    async with city.uow.write() as tx:
        long_one = await tx.patrols.lock(city.city_id, morning)
        assert long_one is not None
        long_one.ends_at = START - timedelta(hours=3)
    for patrol in (first, same, morning):
        await rosters.mark(city.tap(leader, END + MINUTE), Place(patrol, unit), hana, is_present=True)

    async with city.uow.read() as tx:
        hours = await hours_of(tx, hana, END, POLICY.zone)

    assert (hours.today, hours.month, hours.year) == (480, 480, 480)


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


@pytest.mark.parametrize("is_present", [True, False])
async def test_a_mark_says_who_made_it_and_tells_the_person(engines: Engines, is_present: bool) -> None:
    city, unit, (leader, hana, _), patrol = await city_with_patrol(engines)
    rosters = Rosters(city.uow, POLICY)
    if not is_present:
        await Checkins(city.uow, POLICY).check_in(city.tap(hana, START), HERE, asked=False)

    for _ in range(2):
        await rosters.mark(city.tap(leader, START + MINUTE), Place(patrol, unit), hana, is_present=is_present)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.is_present, row.marked_by) == (is_present, leader)
    async with city.uow.read() as tx:
        (entry,) = (await tx.session.exec(select(AuditEntry))).all()
    assert (entry.actor_id, entry.person_id, entry.at) == (leader, hana, START + MINUTE)
    assert await kinds(city, hana) == [
        *(() if is_present else ("checkins.accepted",)),
        "rosters.marked_present" if is_present else "rosters.marked_absent",
    ]


async def test_a_leader_marks_only_people_of_the_own_roster(engines: Engines) -> None:
    city, unit, (leader, hana, _), patrol = await city_with_patrol(engines)
    merchants = await city.organisation("안양상인연합회")
    stranger = await city.person("오상인", merchants)
    elsewhere = await small_city(engines, "과천시")
    other_unit = await elsewhere.organisation("과천자율방범대")
    other_leader = await elsewhere.person("남대장", other_unit, role=Role.leader)
    elsewhere.updates = city.updates
    rosters = Rosters(city.uow, POLICY)

    for tap, place, person in (
        (city.tap(leader, START), Place(patrol, unit), stranger),
        (city.tap(leader, START), Place(patrol, merchants), stranger),
        (city.tap(hana, START), Place(patrol, unit), hana),
        (elsewhere.tap(other_leader, START), Place(patrol, unit), hana),
        (elsewhere.tap(other_leader, START), Place(patrol, other_unit), other_leader),
    ):
        with pytest.raises(NotAllowed):
            await rosters.mark(tap, place, person, is_present=True)

    assert await presence(city, patrol, hana) is None
    assert await presence(city, patrol, stranger) is None


async def test_the_day_after_a_leader_completes_the_roster_with_whole_patrols(engines: Engines) -> None:
    city, unit, (leader, hana, duri), patrol = await city_with_patrol(engines)
    rosters = Rosters(city.uow, POLICY)

    await rosters.mark(city.tap(leader, END + timedelta(hours=12)), Place(patrol, unit), hana, is_present=True)
    late = await rosters.mark(city.tap(leader, END + timedelta(hours=25)), Place(patrol, unit), duri, is_present=True)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.arrived_at, row.left_at, row.credited_minutes, row.late_minutes) == (START, END, 120, 0)
    assert late.kind == "rosters.closed"
    assert await presence(city, patrol, duri) is None


async def test_a_leader_ends_somebodys_duty(engines: Engines) -> None:
    city, unit, (leader, hana, _), patrol = await city_with_patrol(engines)
    rosters = Rosters(city.uow, POLICY)
    await rosters.mark(city.tap(leader, START), Place(patrol, unit), hana, is_present=True)

    await rosters.send_home(city.tap(leader, START + 45 * MINUTE), Place(patrol, unit), hana)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.checkout_method, row.credited_minutes) == (CheckoutMethod.leader, 45)
