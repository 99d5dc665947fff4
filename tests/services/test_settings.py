"""The settings of a city when two people save them at once: nobody's change is lost without a word."""

import asyncio

from sqlmodel import select

from core.city_settings import ChangedMeanwhile, CitySettings, Form
from core.roles import Role
from db.engine import Engines
from db.tables import AuditEntry, City
from services.setting_sheets import SettingSheets
from services.visits import Visitor
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city


async def desk_of(city: SmallCity, name: str) -> Visitor:
    return Visitor(1, await city.person(name, role=Role.coordinator), name, "ko", city.city_id, "안양시")


async def in_force(city: SmallCity) -> City:
    async with city.uow.read() as tx:
        return (await tx.session.exec(select(City).where(City.id == city.city_id))).one()


async def test_of_two_who_save_at_once_one_is_told_what_the_other_changed(engines: Engines) -> None:
    city = await small_city(engines)
    visitors = [await desk_of(city, name) for name in ("이조정", "박조정")]
    sheets = SettingSheets(city.uow, POLICY)
    opened = (await sheets.show(visitors[0])).in_force
    forms: list[Form] = [{**opened, "radius_m": ["250"]}, {**opened, "offer_minutes": ["60"]}]

    outcomes = await asyncio.gather(
        *(sheets.change(visitor, opened, form, BEFORE) for visitor, form in zip(visitors, forms, strict=True))
    )
    (told,) = [outcome for outcome in outcomes if isinstance(outcome, ChangedMeanwhile)]
    (saved,) = [outcome for outcome in outcomes if isinstance(outcome, CitySettings)]
    held = await in_force(city)
    again = await sheets.change(visitors[1], told.in_force, told.kept, BEFORE)
    both = await in_force(city)

    assert list(told.names) == (["radius_m"] if saved.radius_m == 250 else ["offer_minutes"])
    assert told.by == {told.names[0]: ("이조정" if saved.radius_m == 250 else "박조정", BEFORE)}
    assert (held.radius_m, held.offer_minutes) in ((250, 120), (150, 60))
    assert isinstance(again, CitySettings)
    assert (both.radius_m, both.offer_minutes) == (250, 60)


async def test_the_same_change_by_two_is_made_once(engines: Engines) -> None:
    city = await small_city(engines)
    visitors = [await desk_of(city, name) for name in ("이조정", "박조정")]
    sheets = SettingSheets(city.uow, POLICY)
    opened = (await sheets.show(visitors[0])).in_force
    form: Form = {**opened, "two_step_approval": ["1"]}

    outcomes = await asyncio.gather(*(sheets.change(visitor, opened, form, BEFORE) for visitor in visitors))
    async with city.uow.read() as tx:
        wanted = select(AuditEntry).where(AuditEntry.action == "city.settings_changed")
        entries = (await tx.session.exec(wanted)).all()

    assert all(isinstance(outcome, CitySettings) for outcome in outcomes)
    assert len(entries) == 1
