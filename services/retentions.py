"""What is kept no longer than the city says: looked at every hour, by any process, as often as it likes."""

from datetime import datetime

import structlog

from core.city_settings import CitySettings, Retention, retention_at
from db.uow import Transaction
from services.base import Service
from services.departures import forget_person
from services.setting_sheets import settings_of

log = structlog.get_logger()

PEOPLE_A_ROUND = 20
"""Each is a transaction of some statements; the next round goes on."""


class Retentions(Service):
    async def forget_due(self, at: datetime) -> None:
        """Forgets in each city what its time has run out for."""
        async with self.uow.read() as tx:
            cities = [(city.id, settings_of(city)) for city in await tx.cities.all()]
        for city_id, settings in cities:
            await self._forget_in(city_id, settings, at)

    async def _forget_in(self, city_id: int, settings: CitySettings, at: datetime) -> None:
        over = retention_at(settings, at, self.policy.zone)
        async with self.uow.write() as tx:
            counts = {
                "notes": await tx.retentions.empty_notes(city_id, over.notes_before),
                "excuses": await tx.retentions.empty_excuses(city_id, over.notes_before),
                "messages": await tx.retentions.empty_messages(city_id, over.messages_before),
                "audits": await tx.retentions.forget_audits(city_id, over.audits_before),
                "people": await _forget_people(tx, city_id, over, at),
            }
            if not any(counts.values()):
                return
            tx.audits.record("city.forgotten", f"city:{city_id}", at, city_id=city_id, actor_id=None, **counts)
        log.info("city.forgotten", city_id=city_id, **counts)


async def _forget_people(tx: Transaction, city_id: int, over: Retention, at: datetime) -> int:
    gone = await tx.retentions.gone_since(city_id, over.people_before, PEOPLE_A_ROUND)
    for person_id in gone:
        await forget_person(tx, await tx.members.lock(person_id), at)
        tx.audits.record(
            "person.forgotten", f"person:{person_id}", at, city_id=city_id, actor_id=None, person_id=person_id
        )
    return len(gone)
