"""Lists of people who are expected to join: looked at line by line, taken over, printed as links, and forgotten."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.member_lists import KEPT_FOR, MOST_LINES, Entry, Fate, Judged, ListFault, judge_lines
from core.roles import Actor, NotAllowed, Role
from db.tables import ExpectedPerson, Organisation
from db.uow import Transaction
from services.invitations import invite
from services.list_files import read_list
from services.visits import Visitor, VisitService


@dataclass(frozen=True, slots=True)
class ListPreview:
    """What would become of a list: nothing has happened yet. `refused` and `ignored` are columns that are not read."""

    lines: Sequence[Judged]
    refused: Sequence[str]
    ignored: Sequence[str]

    @property
    def expected(self) -> Sequence[Judged]:
        return [line for line in self.lines if line.fate is Fate.expected]

    @property
    def left_out(self) -> Sequence[Judged]:
        return [line for line in self.lines if line.fate is not Fate.expected]


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """Somebody who is expected, with a link that opens until `expires_at`."""

    expected_id: int
    name: str
    token: str
    expires_at: datetime


class MemberLists(VisitService):
    async def organisations(self, visitor: Visitor) -> Sequence[tuple[int, str]]:
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            return [(each.id, each.name) for each in await tx.organisations.of_city(visitor.city_id)]

    async def preview(self, visitor: Visitor, content: bytes, organisation_id: int | None) -> ListPreview | ListFault:
        """What would become of each line of an uploaded file; nothing of it is kept."""
        read = await asyncio.to_thread(read_list, content)
        if isinstance(read, ListFault):
            return read
        heads, entries = read
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            lines = await _judged(tx, visitor, entries, organisation_id)
        return ListPreview(lines, heads.refused, heads.ignored)

    async def take_over(self, visitor: Visitor, entries: Sequence[Entry], at: datetime) -> int:
        """Expects the people of these lines, judged once more as things are now: how many are new."""
        if len(entries) > MOST_LINES:
            raise NotAllowed("a longer list than was shown")
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            # Two lists of one city follow each other, so that nobody is expected twice.
            await tx.cities.lock(visitor.city_id)
            lines = [line for line in await _judged(tx, visitor, entries, None) if line.fate is Fate.expected]
            for line in lines:
                await _expect(tx, actor, visitor, line, at)
            tx.audits.record(
                "list.taken_over",
                f"city:{visitor.city_id}",
                at,
                city_id=visitor.city_id,
                actor_id=actor.person_id,
                count=len(lines),
            )
            return len(lines)

    async def expected(self, visitor: Visitor, organisation_id: int) -> Sequence[ExpectedLine]:
        """Who is expected in this organisation and has not come yet."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            await _organisation(tx, visitor, organisation_id)
            return [
                ExpectedLine(row.id, row.name, row.token, link.expires_at)
                for row, link in await tx.expected_people.of(visitor.city_id, organisation_id)
            ]

    async def print_links(
        self, visitor: Visitor, organisation_id: int, at: datetime
    ) -> tuple[str, Sequence[ExpectedLine]]:
        """The organisation's name and everybody's link; one that has run out is made anew."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            organisation = await _organisation(tx, visitor, organisation_id)
            for row, link in await tx.expected_people.of(visitor.city_id, organisation_id):
                if link.expires_at <= at or link.revoked_at is not None:
                    row.token = await _link(tx, actor, visitor, organisation_id, at)
            await tx.session.flush()
            tx.audits.record(
                "expected.printed",
                f"organisation:{organisation_id}",
                at,
                city_id=visitor.city_id,
                actor_id=actor.person_id,
            )
            return organisation.name, [
                ExpectedLine(row.id, row.name, row.token, link.expires_at)
                for row, link in await tx.expected_people.of(visitor.city_id, organisation_id)
            ]

    async def drop(self, visitor: Visitor, expected_id: int, at: datetime) -> int:
        """Somebody is expected no more: the organisation they were expected in."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            row = await tx.expected_people.get(visitor.city_id, expected_id)
            if row is None:
                raise NotAllowed(f"expected:{expected_id}")
            organisation_id = row.organisation_id
            await tx.expected_people.forget([row.id], at)
            tx.audits.record(
                "expected.dropped",
                f"organisation:{organisation_id}",
                at,
                city_id=visitor.city_id,
                actor_id=actor.person_id,
            )
            return organisation_id

    async def forget_old(self, at: datetime) -> None:
        """Who did not come in time is forgotten with everything the list said of them."""
        async with self.uow.write() as tx:
            ids = await tx.expected_people.older_than(at - KEPT_FOR)
            if ids:
                await tx.expected_people.forget(ids, at)


async def _judged(
    tx: Transaction, visitor: Visitor, entries: Sequence[Entry], organisation_id: int | None
) -> Sequence[Judged]:
    if organisation_id is not None:
        await _organisation(tx, visitor, organisation_id)
    organisations = {each.name: each.id for each in await tx.organisations.of_city(visitor.city_id)}
    known = await tx.expected_people.known(visitor.city_id)
    return judge_lines(entries, organisations, known, organisation_id)


async def _organisation(tx: Transaction, visitor: Visitor, organisation_id: int) -> Organisation:
    found = await tx.organisations.get(visitor.city_id, organisation_id)
    if found is None:
        raise NotAllowed("organisation of another city")
    return found


async def _expect(tx: Transaction, actor: Actor, visitor: Visitor, line: Judged, at: datetime) -> None:
    organisation_id = line.organisation_id or 0
    await tx.expected_people.added(
        ExpectedPerson(
            city_id=visitor.city_id,
            organisation_id=organisation_id,
            name=line.name,
            phone=line.phone,
            token=await _link(tx, actor, visitor, organisation_id, at),
            created_by=actor.person_id,
            created_at=at,
        )
    )


async def _link(tx: Transaction, actor: Actor, visitor: Visitor, organisation_id: int, at: datetime) -> str:
    return await invite(tx, actor, at, role=Role.member, city_id=visitor.city_id, organisation_id=organisation_id)
