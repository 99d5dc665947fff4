"""One's own data as a file: everything that is kept about a person, and nothing about anybody else.

The file travels as the facts of an outbox row, which are wiped in the commit that marks the row as delivered; a file
that cannot be delivered within a day is not sent at all, and its facts are wiped likewise.
"""

from datetime import timedelta

from core.incoming import Incoming
from db.repos.outbox import Message
from services.base import Service, Toast

GOOD_FOR = timedelta(days=1)


class Exports(Service):
    async def send(self, incoming: Incoming) -> Toast:
        """For everybody who registered, those who wait or were removed included: it is their right."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            document = await tx.exports.of(actor.person_id)
            tx.audits.record(
                "person.exported",
                f"person:{actor.person_id}",
                incoming.at,
                city_id=actor.city_id,
                actor_id=actor.person_id,
                person_id=actor.person_id,
            )
            facts = {"document": document, "at": incoming.at.isoformat()}
            await tx.outbox.say(
                incoming.sender,
                Message("exports.file", facts, incoming.at, city_id=actor.city_id, expires_at=incoming.at + GOOD_FOR),
                locale=actor.locale,
                person_id=actor.person_id,
            )
        return Toast("exports.coming", actor.locale)
