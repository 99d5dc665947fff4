"""The settings of a city at a desk: all of them at once, in force at once, and every change written down."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from core.city_settings import (
    ChangedMeanwhile,
    CitySettings,
    Form,
    SettingFaults,
    changed,
    changed_meanwhile,
    form_of,
    moments_offered,
    read_settings,
)
from db.tables import City
from db.uow import Transaction
from services.base import Policy
from services.reminders import replan_reminders
from services.visits import Visitor, VisitService

_CHANGED = "city.settings_changed"
_LOOKED_BACK = 50
"""Changes; whoever kept a page open longer than that is told what changed, but not by whom."""
_MOVES_REMINDERS = {"quiet_from", "quiet_until", "reminder_minutes"}


@dataclass(frozen=True, slots=True)
class SettingSheet:
    """`in_force` as the form sends it; `offered`: moments before the start to choose from, in minutes."""

    in_force: Form
    offered: Sequence[int]


class SettingSheets(VisitService):
    async def show(self, visitor: Visitor) -> SettingSheet:
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            settings = settings_of(await tx.cities.get(visitor.city_id))
        moments = self._moments(settings)
        return SettingSheet(form_of(settings, moments), moments_offered(moments))

    async def change(
        self, visitor: Visitor, opened: Form, form: Form, at: datetime
    ) -> CitySettings | SettingFaults | ChangedMeanwhile:
        """Takes the whole form or nothing of it; what is planned already follows the new settings.

        `opened` is the form as it was when this person began: who waited for the city decides on what is there now.
        """
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            city = await tx.cities.lock(visitor.city_id)
            before = settings_of(city)
            moments = self._moments(before)
            meanwhile = changed_meanwhile(opened, form, form_of(before, moments))
            if meanwhile is not None:
                return replace(meanwhile, by=await _changers(tx, city.id, meanwhile.names))
            read = read_settings(form, moments=moments)
            if isinstance(read, SettingFaults):
                return read
            after = self._following_the_house(before, read)
            differences = changed(before, after)
            if not differences:
                return after
            for field in fields(CitySettings):
                value = getattr(after, field.name)
                setattr(city, field.name, list(value) if isinstance(value, tuple) else value)
            tx.audits.record(
                _CHANGED,
                f"city:{city.id}",
                at,
                city_id=city.id,
                actor_id=actor.person_id,
                changed=differences,
            )
            if differences.keys() & _MOVES_REMINDERS:
                await _move_reminders(tx, city, at, self.policy)
            return after

    def _moments(self, settings: CitySettings) -> tuple[int, ...]:
        if settings.reminder_minutes is not None:
            return settings.reminder_minutes
        return tuple(int(offset.total_seconds()) // 60 for offset in self.policy.reminder_offsets)

    def _following_the_house(self, before: CitySettings, after: CitySettings) -> CitySettings:
        """A city that left the moments as they were goes on following those of the installation."""
        is_untouched = before.reminder_minutes is None and after.reminder_minutes == tuple(
            sorted(self._moments(before), reverse=True)
        )
        return replace(after, reminder_minutes=None) if is_untouched else after


async def _changers(tx: Transaction, city_id: int, names: Sequence[str]) -> dict[str, tuple[str, datetime]]:
    """Who changed each of these settings last, and when."""
    found: dict[str, tuple[str, datetime]] = {}
    for entry, name in await tx.audits.latest(city_id, _CHANGED, f"city:{city_id}", _LOOKED_BACK):
        for setting in entry.facts["changed"].keys() & set(names):
            found.setdefault(setting, (name or "", entry.at))
    return found


def settings_of(city: City) -> CitySettings:
    held = {field.name: getattr(city, field.name) for field in fields(CitySettings)}
    moments = held["reminder_minutes"]
    return CitySettings(**held | {"reminder_minutes": tuple(moments) if moments is not None else None})


async def _move_reminders(tx: Transaction, city: City, at: datetime, policy: Policy) -> None:
    await tx.session.flush()
    await replan_reminders(tx, await tx.reminders.patrols_to_remind_of(city.id, at), at, policy)
