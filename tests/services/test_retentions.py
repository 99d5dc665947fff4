"""What a city keeps no longer is gone, on every kind of database; what is still needed stays."""

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from core.incidents import IncidentState
from core.roles import MembershipState
from core.standings import ExcuseReason
from db.engine import Engines
from db.tables import AuditEntry, Excuse, Identity, Membership, Note, NoteEvent, OutboxRow, Person
from db.tables.outbox import Outcome
from services.retentions import Retentions
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city

LONG_AGO = BEFORE - timedelta(days=800)


async def note(city: SmallCity, reporter: int, number: int, state: IncidentState, **columns: Any) -> int:
    async with city.uow.write() as tx:
        row = await tx.notes.added(
            Note(
                city_id=city.city_id,
                number=number,
                reporter_id=reporter,
                text="가로등이 꺼져 있어요",
                place="골목",
                latitude=37.39,
                longitude=126.95,
                state=state,
                **columns,
            )
        )
        await tx.notes.added(
            NoteEvent(city_id=city.city_id, note_id=row.id, state=state, actor_id=reporter, at=row.created_at)
        )
        return row.id


async def test_words_and_places_of_old_finished_notes_go_and_open_ones_stay(engines: Engines) -> None:
    city = await small_city(engines)
    reporter = await city.person("김하나", await city.organisation("안양상인연합회"))
    ids = [
        await note(city, reporter, 1, IncidentState.done, created_at=LONG_AGO),
        await note(city, reporter, 2, IncidentState.open, created_at=LONG_AGO),
        await note(city, reporter, 3, IncidentState.done, created_at=BEFORE),
    ]

    await Retentions(city.uow, POLICY).forget_due(BEFORE)

    async with city.uow.read() as tx:
        notes = (await tx.session.exec(select(Note).where(col(Note.id).in_(ids)).order_by(col(Note.id)))).all()
    assert [(each.text, each.place, each.latitude) for each in notes] == [
        ("", None, None),
        ("가로등이 꺼져 있어요", "골목", 37.39),
        ("가로등이 꺼져 있어요", "골목", 37.39),
    ]
    assert [each.number for each in notes] == [1, 2, 3]


async def test_what_people_wrote_of_an_absence_goes_with_the_words_of_notes_and_the_reason_stays(
    engines: Engines,
) -> None:
    city = await small_city(engines)
    hana = await city.person("김하나", await city.organisation("안양상인연합회"))
    written = (LONG_AGO, BEFORE)
    for number, entered_at in enumerate(written):
        patrol_id = await city.patrol(hana, starts_at=entered_at + timedelta(minutes=number))
        excuse = Excuse(
            patrol_id=patrol_id,
            person_id=hana,
            city_id=city.city_id,
            reason=ExcuseReason.other,
            words="손주를 봤어요",
            entered_by=hana,
            entered_at=entered_at,
        )
        async with city.uow.write() as tx:
            assert await tx.absences.explain(excuse)

    await Retentions(city.uow, POLICY).forget_due(BEFORE)

    async with city.uow.read() as tx:
        kept = (await tx.session.exec(select(Excuse.reason, Excuse.words).order_by(col(Excuse.patrol_id)))).all()
    assert list(kept) == [(ExcuseReason.other, ""), (ExcuseReason.other, "손주를 봤어요")]


async def test_failed_messages_are_given_up_and_the_trail_ends_where_the_city_says(engines: Engines) -> None:
    city = await small_city(engines)
    person = await city.person("김하나", await city.organisation("안양상인연합회"))
    async with city.uow.write() as tx:
        for at in (LONG_AGO, BEFORE):
            tx.audits.record("note.read", "note:1", at, city_id=city.city_id, actor_id=person)
            tx.session.add(
                OutboxRow(
                    city_id=city.city_id,
                    channel="telegram",
                    address="1",
                    kind="menu.main",
                    facts={"name": "김하나"},
                    due_at=at,
                    created_at=at,
                    done_at=at,
                    outcome=Outcome.failed,
                )
            )

    await Retentions(city.uow, POLICY).forget_due(BEFORE)
    await Retentions(city.uow, POLICY).forget_due(BEFORE)

    async with city.uow.read() as tx:
        trail = (await tx.session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all()
    assert [row.facts for row in await city.said()] == [{}, {"name": "김하나"}]
    assert [(entry.action, entry.at) for entry in trail] == [("note.read", BEFORE), ("city.forgotten", BEFORE)]


async def test_who_belongs_nowhere_any_more_is_forgotten_after_the_citys_time(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("안양상인연합회")
    gone, lately, here = [await city.person(name, unit) for name in ("김하나", "이두리", "정세찬")]
    async with city.uow.write() as tx:
        for person_id, at in ((gone, LONG_AGO), (lately, BEFORE - timedelta(days=10))):
            row = (await tx.session.exec(select(Membership).where(Membership.person_id == person_id))).one()
            row.state, row.ended_at = MembershipState.removed, at
        for person in (await tx.session.exec(select(Person))).all():
            person.created_at = LONG_AGO - timedelta(days=1)

    await Retentions(city.uow, POLICY).forget_due(BEFORE)

    async with city.uow.read() as tx:
        names = {each.id: each.name for each in (await tx.session.exec(select(Person))).all()}
        reached = set((await tx.session.exec(select(Identity.person_id))).all())
    assert names[gone] != "김하나"
    assert (names[lately], names[here]) == ("이두리", "정세찬")
    assert reached == {lately, here}
