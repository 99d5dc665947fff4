"""SOS: 112 comes first, then the alarm to leaders and coordinators, who answer that they saw it or are coming.

The alarm goes out with the command itself: in need nobody should have to tap twice. What is shared afterwards (a place,
words) is passed on and not kept; one tap calls a false alarm off.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select

from core.geo import Point
from core.incoming import Incoming
from core.names import Clean, clean_text, redact_resident_numbers
from core.roles import Actor, NotAllowed, Role
from db.repos.outbox import Message
from db.tables import Alert
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service, Toast

ASKS_PLACE = "alerts.place"
MERGING_TIME = timedelta(minutes=1)
"""A second alarm this soon is the same one."""
ALARM_LASTS = timedelta(hours=1)
"""How long a place or words still belong to an alarm, and it can be called off."""


class Alerts(Service):
    async def raise_alarm(self, incoming: Incoming) -> None:
        """Points to 112, and tells leaders and coordinators before anything else is sent to anybody."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.member)
            await tx.members.lock(actor.person_id)
            alert = await tx.alerts.latest_of(city_id, actor.person_id, incoming.at - MERGING_TIME)
            is_new = alert is None
            if alert is None:
                alert = await self._alert(tx, incoming, actor, city_id)
            told = await tx.notes.reachable(await self._hearers(tx, alert))
            await tx.dialogs.ask(incoming.sender, ASKS_PLACE, incoming.at, {"alert_id": alert.id}, patience=ALARM_LASTS)
            await self._say(tx, incoming, actor, "alerts.raised", told=told, is_new=is_new)

    async def pass_on(self, incoming: Incoming, *, point: Point | None, words: str) -> None:
        """Where somebody is, or what is happening, to everybody who got their alarm."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            alert = await self._current(tx, incoming, actor)
            typed = clean_text(redact_resident_numbers(words))
            if alert is None:
                await tx.dialogs.close(incoming.sender)
                await self._say(tx, incoming, actor, "alerts.over")
                return
            if point is not None:
                place = {"name": actor.name, "latitude": point.lat, "longitude": point.lon}
                await self._tell(tx, incoming, alert, "alerts.place", place)
            if isinstance(typed, Clean):
                await self._tell(tx, incoming, alert, "alerts.words", {"name": actor.name, "text": typed.text})
            is_told = point is not None or isinstance(typed, Clean)
            await self._say(tx, incoming, actor, "alerts.passed_on" if is_told else "alerts.ask_place")

    async def follow(self, incoming: Incoming, point: Point) -> None:
        """A live location that moved: passed on at most once a minute, without a word to the person in need."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            alert = await self._current(tx, incoming, actor)
            if alert is not None:
                place = {"name": actor.name, "latitude": point.lat, "longitude": point.lon}
                key = f"alert:{alert.id}:at:{incoming.at:%Y%m%d%H%M}"
                await self._tell(tx, incoming, alert, "alerts.place", place, key=key)

    async def call_off(self, incoming: Incoming) -> None:
        """It was nothing, or is over: everybody who got the alarm hears so."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            actor.require(Role.member)
            alert = await self._current(tx, incoming, actor)
            await tx.dialogs.close(incoming.sender)
            if alert is None:
                await self._say(tx, incoming, actor, "alerts.over")
                return
            alert.called_off_at = incoming.at
            await self._renew(tx, incoming, alert)
            await self._tell(tx, incoming, alert, "alerts.called_off", {"name": actor.name})
            await self._say(tx, incoming, actor, "alerts.over")

    async def respond(self, incoming: Incoming, alert_id: int, *, is_coming: bool) -> Toast:
        """Somebody saw the alarm, or is on the way; the person in need hears who."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            alert = await self._heard(tx, actor, alert_id)
            if await tx.alerts.respond(alert, actor.person_id, is_coming=is_coming, at=incoming.at):
                await self._renew(tx, incoming, alert)
                message = Message(
                    "alerts.coming" if is_coming else "alerts.seen",
                    {"name": actor.name},
                    incoming.at,
                    Priority.sos,
                    city_id=alert.city_id,
                )
                await tx.outbox.tell(tx.members.only(alert.person_id), message)
            return Toast("alerts.thanks", actor.locale)

    async def _alert(self, tx: Transaction, incoming: Incoming, actor: Actor, city_id: int) -> Alert:
        duty = await tx.notes.duty_of(city_id, actor.person_id, incoming.at)
        alert = await tx.notes.added(
            Alert(
                city_id=city_id,
                person_id=actor.person_id,
                patrol_id=duty[0].id if duty else None,
                at=incoming.at,
            )
        )
        tx.audits.record("alert.raised", f"alert:{alert.id}", incoming.at, city_id=city_id, actor_id=actor.person_id)
        await self._show(tx, incoming, alert)
        return alert

    async def _current(self, tx: Transaction, incoming: Incoming, actor: Actor) -> Alert | None:
        city_id = actor.require(Role.member)
        return await tx.alerts.latest_of(city_id, actor.person_id, incoming.at - ALARM_LASTS)

    async def _heard(self, tx: Transaction, actor: Actor, alert_id: int) -> Alert:
        """The alert, held, if this person is one of those it was told to; a coordinator of two cities is in both."""
        for city_id in dict.fromkeys((actor.city_id, *actor.city_ids)):
            alert = await tx.alerts.lock(city_id, alert_id) if city_id is not None else None
            if alert is not None and await tx.notes.includes(await self._hearers(tx, alert), actor.person_id):
                return alert
        raise NotAllowed(Role.leader)

    @staticmethod
    async def _hearers(tx: Transaction, alert: Alert) -> Select[Any]:
        organisations = await tx.alerts.organisations_of(alert.city_id, alert.person_id)
        return tx.notes.triagers(alert.city_id, [each.id for each in organisations], but=[alert.person_id])

    async def _renew(self, tx: Transaction, incoming: Incoming, alert: Alert) -> None:
        alert.revision += 1
        await self._show(tx, incoming, alert)

    async def _show(self, tx: Transaction, incoming: Incoming, alert: Alert) -> None:
        """The alarm to everybody it concerns, or its edit: who is in need, who saw it, who is coming."""
        person = await tx.alerts.raiser_of(alert)
        organisations = await tx.alerts.organisations_of(alert.city_id, alert.person_id)
        duty = await tx.notes.duty_of(alert.city_id, alert.person_id, incoming.at)
        facts = {
            "alert_id": alert.id,
            "name": person.name,
            "organisation": organisations[0].name if organisations else None,
            "phone": person.phone,
            "patrol": duty[0].title if duty else None,
            "at": alert.at.isoformat(),
            "is_over": alert.called_off_at is not None,
            "responses": [{"name": name, "is_coming": coming} for name, coming in await tx.alerts.responses(alert)],
        }
        message = Message(
            "alerts.alarm",
            facts,
            incoming.at,
            Priority.sos,
            city_id=alert.city_id,
            key=f"alert:{alert.id}:{alert.revision}",
            slot=f"alert:{alert.id}",
        )
        await tx.outbox.tell(await self._hearers(tx, alert), message)

    async def _tell(
        self,
        tx: Transaction,
        incoming: Incoming,
        alert: Alert,
        kind: str,
        facts: dict[str, Any],
        *,
        key: str | None = None,
    ) -> None:
        message = Message(kind, facts, incoming.at, Priority.sos, city_id=alert.city_id, key=key)
        await tx.outbox.tell(await self._hearers(tx, alert), message)

    @staticmethod
    async def _say(tx: Transaction, incoming: Incoming, actor: Actor, kind: str, **facts: Any) -> None:
        """To the person in need, as urgent as the alarm itself."""
        message = Message(kind, facts, incoming.at, Priority.sos, city_id=actor.city_id)
        await tx.outbox.say(incoming.sender, message, locale=actor.locale, person_id=actor.person_id)
