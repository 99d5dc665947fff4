"""Answers: one effect a tap, places in order, and nobody outside the patrol gets in."""

import asyncio
from datetime import timedelta

import pytest

from core.roles import NotAllowed, Role
from core.rsvps import Answer, RsvpState
from db.engine import Engines
from db.tables import Rsvp
from db.uow import AlreadyHandled
from services.offers import Offers
from services.rsvps import Rsvps
from tests.services.small_city import BEFORE, POLICY, START, SmallCity, small_city


async def state_of(city: SmallCity, patrol_id: int, person_id: int) -> RsvpState | None:
    async with city.uow.read() as tx:
        rsvp = await tx.session.get(Rsvp, (patrol_id, person_id))
    return rsvp.state if rsvp else None


async def test_two_who_take_the_last_place_at_the_same_moment_do_not_both_get_it(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    people = [await city.person(name, unit) for name in ("김하나", "이두리", "정세찬")]
    patrol = await city.patrol(people[0], quotas={unit: 1})
    rsvps = Rsvps(city.uow, POLICY)

    toasts = await asyncio.gather(*(rsvps.answer_patrol(city.tap(person), patrol, Answer.going) for person in people))

    states = [await state_of(city, patrol, person) for person in people]
    assert sorted(states) == ["going", "waiting", "waiting"]
    assert sorted(toast.facts.get("position", 0) for toast in toasts) == [0, 1, 2]


async def test_a_tap_delivered_twice_has_one_effect(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    hana = await city.person("김하나", unit)
    patrol = await city.patrol(hana)
    rsvps, tap = Rsvps(city.uow, POLICY), city.tap(hana)

    await rsvps.answer_patrol(tap, patrol, Answer.going)
    with pytest.raises(AlreadyHandled):
        await rsvps.answer_patrol(tap, patrol, Answer.going)

    assert [row.kind for row in await city.said(hana)] == ["patrols.card"]


async def test_a_place_given_up_is_offered_then_passed_on_when_nobody_answers(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    first, second, third = [await city.person(name, unit) for name in ("김하나", "이두리", "정세찬")]
    patrol = await city.patrol(first, quotas={unit: 1})
    rsvps, offers = Rsvps(city.uow, POLICY), Offers(city.uow, POLICY)
    for person in (first, second, third):
        await rsvps.answer_patrol(city.tap(person), patrol, Answer.going)

    await rsvps.answer_patrol(city.tap(first, BEFORE + timedelta(minutes=1)), patrol, Answer.not_going)
    (made,) = await city.said(second, "offers.made")
    await offers.expire_due(BEFORE + timedelta(minutes=2))
    held = await state_of(city, patrol, second)
    await offers.expire_due(BEFORE + timedelta(hours=3))

    assert made.facts["title"] == "범계역 합동순찰"
    assert held == RsvpState.offered
    assert await state_of(city, patrol, second) == RsvpState.maybe
    assert await state_of(city, patrol, third) == RsvpState.offered
    (lapsed,) = await city.said(second, "offers.lapsed")
    assert lapsed.slot == made.slot
    assert len(await city.said(third, "offers.made")) == 1


async def test_an_offer_is_asked_once_however_often_the_clock_ticks(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    first, second = [await city.person(name, unit) for name in ("김하나", "이두리")]
    patrol = await city.patrol(first, quotas={unit: 1})
    rsvps, offers = Rsvps(city.uow, POLICY), Offers(city.uow, POLICY)
    for person, answer in ((first, Answer.going), (second, Answer.going), (first, Answer.maybe)):
        await rsvps.answer_patrol(city.tap(person), patrol, answer)

    await asyncio.gather(*(offers.expire_due(BEFORE + timedelta(minutes=each)) for each in range(5)))

    assert len(await city.said(second, "offers.made")) == 1


async def test_whoever_confirms_an_offer_has_the_place(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    first, second = [await city.person(name, unit) for name in ("김하나", "이두리")]
    patrol = await city.patrol(first, quotas={unit: 1})
    rsvps = Rsvps(city.uow, POLICY)
    for person, answer in ((first, Answer.going), (second, Answer.going), (first, Answer.not_going)):
        await rsvps.answer_patrol(city.tap(person), patrol, answer)

    toast = await rsvps.answer_patrol(city.tap(second), patrol, Answer.going)
    late = await rsvps.answer_patrol(city.tap(first), patrol, Answer.going)

    assert toast.kind == "rsvps.going"
    assert (late.kind, late.facts["position"]) == ("rsvps.waiting", 1)


async def test_a_place_freed_behind_our_back_is_offered_at_the_next_tick(engines: Engines) -> None:
    """Whoever leaves the organisation, or a larger quota, needs no call to anybody: the line itself is looked at."""
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    first, second = [await city.person(name, unit) for name in ("김하나", "이두리")]
    patrol = await city.patrol(first, quotas={unit: 1})
    rsvps, offers = Rsvps(city.uow, POLICY), Offers(city.uow, POLICY)
    for person in (first, second):
        await rsvps.answer_patrol(city.tap(person), patrol, Answer.going)

    async with city.uow.write() as tx:
        await tx.rsvps.release(first, BEFORE, organisation_id=unit)
    looked_at = [await offers.expire_due(BEFORE), await offers.expire_due(BEFORE)]

    assert looked_at == [1, 0]
    assert await state_of(city, patrol, first) == RsvpState.not_going
    assert await state_of(city, patrol, second) == RsvpState.offered


async def test_in_two_invited_organisations_one_counts_where_a_place_is_free(engines: Engines) -> None:
    city = await small_city(engines)
    unit, merchants = await city.organisation("평촌자율방범대"), await city.organisation("안양상인연합회")
    other, both = await city.person("이두리", unit), await city.person("김하나", unit, merchants)
    patrol = await city.patrol(other, quotas={unit: 1, merchants: 1})
    rsvps = Rsvps(city.uow, POLICY)
    await rsvps.answer_patrol(city.tap(other), patrol, Answer.going)

    toast = await rsvps.answer_patrol(city.tap(both), patrol, Answer.going)

    async with city.uow.read() as tx:
        rsvp = await tx.session.get(Rsvp, (patrol, both))
    assert toast.kind == "rsvps.going"
    assert rsvp is not None
    assert rsvp.organisation_id == merchants


@pytest.mark.parametrize("answer", list(Answer))
async def test_nobody_answers_for_a_patrol_of_another_city(engines: Engines, answer: Answer) -> None:
    anyang, suwon = await small_city(engines), await small_city(engines, "수원시")
    stranger = await suwon.person("최남이", await suwon.organisation("수원상인연합회"))
    patrol = await anyang.patrol(await anyang.person("김하나", await anyang.organisation("평촌자율방범대")))

    with pytest.raises(NotAllowed):
        await Rsvps(suwon.uow, POLICY).answer_patrol(suwon.tap(stranger), patrol, answer)

    assert await state_of(anyang, patrol, stranger) is None


async def test_who_is_not_invited_or_comes_late_is_told_kindly_and_counts_for_nothing(engines: Engines) -> None:
    city = await small_city(engines)
    unit, merchants = await city.organisation("평촌자율방범대"), await city.organisation("안양상인연합회")
    hana, outsider = await city.person("김하나", unit), await city.person("오상인", merchants)
    coordinator = await city.person("이조정", role=Role.coordinator)
    patrol = await city.patrol(hana, quotas={unit: None})
    rsvps = Rsvps(city.uow, POLICY)

    kinds = [
        (await rsvps.answer_patrol(city.tap(person, at), patrol, Answer.going)).kind
        for person, at in ((outsider, BEFORE), (coordinator, BEFORE), (hana, START))
    ]

    assert kinds == ["rsvps.not_invited", "rsvps.not_invited", "rsvps.started"]
    assert [row.kind for row in await city.said()] == ["rsvps.closed"] * 3
    assert await state_of(city, patrol, hana) is None


async def test_an_answer_given_in_a_group_is_shown_nowhere_but_in_the_toast(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    hana = await city.person("김하나", unit)
    patrol = await city.patrol(hana)
    rsvps = Rsvps(city.uow, POLICY)

    toast = await rsvps.answer_patrol(city.tap(hana, group="-100"), patrol, Answer.going)
    stranger = await rsvps.answer_patrol(city.tap(999, group="-100"), patrol, Answer.going)

    assert (toast.kind, stranger.kind) == ("rsvps.going", "rsvps.unknown_person")
    assert await city.said() == []
