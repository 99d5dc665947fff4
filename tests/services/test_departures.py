"""Leaving and exporting: what goes, what stays, and that every table with somebody in it was thought of."""

import orjson
from sqlmodel import SQLModel, col, select

from core.departures import FORMER_MEMBER
from core.incoming import Address, Incoming
from core.languages import Language
from core.members import Purpose
from core.roles import MembershipState, Role
from core.rsvps import Answer, RsvpState
from core.standings import ExcuseReason
from db.engine import Engines
from db.tables import Checkin, Consent, Excuse, Identity, Membership, Note, OutboxRow, Person, Rsvp
from services.departures import Departures
from services.exports import Exports
from services.languages import Languages
from services.profiles import Profiles
from services.rsvps import Rsvps
from tests.services.small_city import BEFORE, POLICY, START, SmallCity, small_city

IN_THE_FILE = {
    "alert_responses.person_id",
    "alerts.person_id",
    "audit_entries.actor_id",
    "audit_entries.person_id",
    "broadcast_confirmations.person_id",
    "broadcasts.author_id",
    "checkins.person_id",
    "code_attempts.person_id",
    "consents.person_id",
    "identities.person_id",
    "memberships.person_id",
    "notes.reporter_id",
    "excuses.person_id",
    "rsvps.person_id",
    "trainings.person_id",
}
NOT_IN_THE_FILE = {
    "webhooks.made_by": "a receiver of the city; that it was added is in the log",
    "api_tokens.made_by": "a token of the city; that it was made is in the log",
    "calendar_links.person_id": "a secret link of theirs, which goes with them; the one of a city is the city's",
    "broadcasts.approver_id": "somebody else's broadcast; that it was approved is in the log",
    "checkins.marked_by": "somebody else's presence",
    "console_links.person_id": "a way in that is spent or over within minutes",
    "console_sessions.person_id": "a browser of theirs; that they came and went is in the log",
    "groups.linked_by": "a group of the organisation",
    "invitations.created_by": "a link of the organisation",
    "memberships.decided_by": "somebody else's membership; the decision is in the log",
    "memberships.recommended_by": "somebody else's membership; the decision is in the log",
    "note_events.actor_id": "somebody else's note; the step is in the log",
    "outbox.person_id": "what was said is in the chat itself, and goes from here once it was delivered",
    "patrol_logs.findings_by": "the log of a patrol, which is the city's",
    "patrol_logs.signed_by": "the same; that it was sealed is in the log",
    "patrols.created_by": "a patrol of the city",
    "series.created_by": "patrols of the city",
    "expected_people.created_by": "who put somebody else on a list",
    "notes.assignee_id": "somebody else's note; that it was given to them is in the log",
    "note_deeds.actor_id": "the same; the deed is in the log",
    "note_deeds.person_id": "the same, for whom it was given to",
    "excuses.entered_by": "somebody else's absence; that it was excused is in the log",
    "trainings.entered_by": "somebody else's training; that it was written down is in the log",
    "roster_changes.person_id": "follows from the memberships, which are in the file",
    "roster_changes.reported_by": "a report of the city; that it was made is in the log",
}


def test_every_reference_to_a_person_is_in_the_export_or_left_out_for_a_reason() -> None:
    references = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if any(key.target_fullname == "people.id" for key in column.foreign_keys)
    }

    assert references == IN_THE_FILE | set(NOT_IN_THE_FILE)


async def _member(city: SmallCity, name: str, organisation_id: int) -> int:
    person_id = await city.person(name, organisation_id)
    async with city.uow.write() as tx:
        person = await tx.members.lock(person_id)
        person.phone = "+821012345678"
        for purpose in Purpose:
            await tx.profiles.answer_consent(person_id, purpose, BEFORE, is_granted=True)
    return person_id


async def _with_a_past(city: SmallCity, person_id: int, patrol_id: int) -> None:
    async with city.uow.write() as tx:
        await tx.notes.added(
            Note(city_id=city.city_id, number=1, reporter_id=person_id, text="가로등이 꺼져 있어요", created_at=BEFORE)
        )
        row = {"city_id": city.city_id, "patrol_id": patrol_id, "person_id": person_id, "method": "location"}
        await tx.absences.explain(
            Excuse(
                patrol_id=patrol_id,
                person_id=person_id,
                city_id=city.city_id,
                reason=ExcuseReason.other,
                words="아내가 아팠어요",
                entered_by=person_id,
                entered_at=BEFORE,
            )
        )
        await tx.checkins.insert(
            Checkin, [row | {"is_present": True, "arrived_at": START, "distance_m": 41, "late_minutes": 0}]
        )


async def test_leaving_takes_the_name_the_number_and_the_messenger_and_leaves_the_deeds(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    leader = await city.person("박대장", unit, role=Role.leader)
    minsu = await _member(city, "김민수", unit)
    patrol_id = await city.patrol(leader)
    await _with_a_past(city, minsu, patrol_id)
    await Rsvps(city.uow, POLICY).answer_patrol(city.tap(minsu), patrol_id, Answer.going)
    async with city.uow.write() as tx:
        await tx.dialogs.ask(Address("telegram", str(minsu)), "notes.text", BEFORE, {"text": "김민수입니다"})
        for number, (reference, chat) in enumerate((("HIS", minsu), ("OTHER", 77))):
            payload = {"message": {"from": {"id": chat}, "text": "김민수"}}
            await tx.updates.set_aside(
                channel="telegram", update_id=number, reference=reference, payload=payload, error="KeyError", at=BEFORE
            )
    await Departures(city.uow, POLICY).leave(city.tap(minsu))

    async with city.uow.read() as tx:
        person = (await tx.session.exec(select(Person).where(Person.id == minsu))).one()
        assert (person.name, person.phone, person.left_at) == (FORMER_MEMBER, None, BEFORE)
        assert (await tx.session.exec(select(Identity).where(Identity.person_id == minsu))).all() == []
        membership = (await tx.session.exec(select(Membership).where(Membership.person_id == minsu))).one()
        assert membership.state is MembershipState.left
        assert (await tx.session.exec(select(Rsvp.state).where(Rsvp.person_id == minsu))).one() is RsvpState.not_going
        presence = (await tx.session.exec(select(Checkin).where(Checkin.person_id == minsu))).one()
        assert (presence.is_present, presence.distance_m) == (True, None)
        assert [each.reference for each in await tx.updates.aside()] == ["OTHER"]
        assert (await tx.session.exec(select(Note).where(Note.reporter_id == minsu))).one().text
        assert (await tx.session.exec(select(Excuse).where(Excuse.person_id == minsu))).one().words == ""
        assert await tx.dialogs.open_in(Address("telegram", str(minsu)), BEFORE) is None
        assert await tx.profiles.consents_of(minsu) == dict.fromkeys(Purpose, False)
        assert len((await tx.session.exec(select(Consent).where(Consent.person_id == minsu))).all()) == 6
        assert (await tx.session.exec(select(OutboxRow).where(OutboxRow.person_id == minsu))).all() == []
    assert [row.kind for row in await city.said(minsu)] == ["menu.commands", "departures.done"]
    (told,) = await city.said(leader, "departures.told")
    assert told.facts["name"] == "김민수"


async def test_leaving_twice_is_leaving_once(engines: Engines) -> None:
    city = await small_city(engines)
    minsu = await _member(city, "김민수", await city.organisation("평촌자율방범대"))
    departures = Departures(city.uow, POLICY)
    await departures.leave(city.tap(minsu))
    toast = await departures.leave(city.tap(minsu))

    assert toast.kind == "departures.gone"
    assert len(await city.said(minsu, "departures.done")) == 1


async def test_the_only_leader_hears_which_post_would_be_empty(engines: Engines) -> None:
    city = await small_city(engines)
    unit, merchants = await city.organisation("평촌자율방범대"), await city.organisation("안양상인연합회")
    alone = await city.person("박대장", unit, role=Role.leader)
    first = await city.person("이대장", merchants, role=Role.leader)
    await city.person("최대장", merchants, role=Role.leader)
    departures = Departures(city.uow, POLICY)
    await departures.ask(city.tap(alone))
    await departures.ask(city.tap(first))

    assert (await city.said(alone))[0].facts["posts"] == ["평촌자율방범대"]
    assert (await city.said(first))[0].facts["posts"] == []


async def test_where_nobody_leads_the_coordinators_hear_who_left(engines: Engines) -> None:
    city = await small_city(engines)
    coordinator = await city.person("이조정", role=Role.coordinator)
    minsu = await _member(city, "김민수", await city.organisation("평촌자율방범대"))
    await Departures(city.uow, POLICY).leave(city.tap(minsu))

    assert [row.facts["place"] for row in await city.said(coordinator)] == ["평촌자율방범대"]


async def test_the_file_holds_all_of_ones_own_and_nothing_of_others(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    leader = await city.person("박대장", unit, role=Role.leader)
    minsu = await _member(city, "김민수", unit)
    other = await _member(city, "이영희", unit)
    patrol_id = await city.patrol(leader)
    for person_id in (minsu, other):
        await Rsvps(city.uow, POLICY).answer_patrol(city.tap(person_id), patrol_id, Answer.going)
    await _with_a_past(city, minsu, patrol_id)
    await Exports(city.uow, POLICY).send(city.tap(minsu))

    (row,) = await city.said(minsu, "exports.file")
    document = row.facts["document"]
    assert document["person"][0]["name"] == "김민수"
    assert document["person"][0]["phone"] == "+821012345678"
    assert [each["organisation"] for each in document["memberships"]] == ["평촌자율방범대"]
    assert [each["title"] for each in document["answers"]] == ["범계역 합동순찰"]
    assert [each["text"] for each in document["notes"]] == ["가로등이 꺼져 있어요"]
    assert len(document["presences"]) == 1
    assert [each["words"] for each in document["excuses"]] == ["아내가 아팠어요"]
    assert len(document["consents"]) == 3
    assert "박대장" not in orjson.dumps(document).decode()
    assert "이영희" not in orjson.dumps(document).decode()
    assert row.expires_at is not None


async def test_a_language_chosen_before_registering_belongs_to_the_chat_and_goes_with_its_person(
    engines: Engines,
) -> None:
    city = await small_city(engines)
    chat = Address("telegram", "77")
    incoming = Incoming(5, chat, BEFORE, locale="ko")
    await Languages(city.uow, POLICY).choose(incoming, Language.en)

    async with city.uow.read() as tx:
        assert await tx.languages.of(chat) == "en"
    async with city.uow.write() as tx:
        await tx.members.register(Person(name="Jane", locale="en", created_at=BEFORE), chat)
    await Departures(city.uow, POLICY).leave(Incoming(6, chat, BEFORE))
    async with city.uow.read() as tx:
        assert await tx.languages.of(chat) is None


async def test_consents_are_rows_and_a_withdrawal_is_a_later_one(engines: Engines) -> None:
    city = await small_city(engines)
    minsu = await _member(city, "김민수", await city.organisation("평촌자율방범대"))
    profiles = Profiles(city.uow, POLICY)
    for _ in range(2):
        await profiles.consent(city.tap(minsu), Purpose.location, is_granted=False)

    async with city.uow.read() as tx:
        rows = await tx.session.exec(
            select(Consent.is_granted)
            .where(Consent.person_id == minsu, Consent.purpose == Purpose.location)
            .order_by(col(Consent.id))
        )
        assert rows.all() == [True, False]
        assert (await tx.profiles.consents_of(minsu))[Purpose.transfer_abroad] is True
