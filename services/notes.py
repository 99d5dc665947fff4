"""Writing notes: anybody who patrols tells what they saw, in one message or in several that belong together."""

from dataclasses import replace

from core.geo import Point
from core.incidents import (
    JOINING_TIME,
    TEXT_MAX,
    FacilityKind,
    IncidentCategory,
    Report,
    is_facility_kind_asked,
)
from core.incoming import Incoming
from core.names import RESIDENT_NUMBER_MASK, Clean, clean_line, clean_text, redact_resident_numbers
from core.roles import Actor, NotAllowed, Role
from db.repos.outbox import Message
from db.tables import Note
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service, Toast
from services.note_messages import SHOWN_CHARACTERS, tell_file, tell_note, tell_pin, tell_rest
from services.webhooks import tell_programs

ASKS_NOTE, ASKS_MORE, ASKS_PLACE = "notes.text", "notes.more", "notes.place"


class Notes(Service):
    async def begin(self, incoming: Incoming) -> None:
        """Asks what was seen."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            actor.require(Role.member)
            await tx.dialogs.ask(incoming.sender, ASKS_NOTE, incoming.at)
            await self.answer(tx, incoming, "notes.ask", actor=actor)

    async def write(self, incoming: Incoming, report: Report) -> None:
        """A new note from one message; an empty one is asked for again, a place alone waits for its words."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.member)
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            is_asked = dialog is not None and dialog.question == ASKS_NOTE
            if is_asked and dialog is not None and report.place is None and "latitude" in dialog.answers:
                report = replace(report, place=Point(dialog.answers["latitude"], dialog.answers["longitude"]))
            clean = _cleaned(report)
            if clean.is_empty:
                await self._ask_again(tx, incoming, actor, clean)
                return
            if is_asked:
                await tx.dialogs.close(incoming.sender)
            note = await self._noted(tx, incoming, actor, city_id, clean)
            await self._confirm(tx, incoming, actor, note, is_masked=_is_masked(clean))

    async def join(self, incoming: Incoming, report: Report) -> None:
        """A picture nobody asked for: part of an album, or of a note written a moment ago, or else a puzzle."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.member)
            await tx.cities.lock(city_id)
            note = await tx.notes.of_album(city_id, actor.person_id, report.album) if report.album else None
            is_announced = note is not None
            if note is None:
                note = await tx.notes.latest_of(city_id, actor.person_id, incoming.at - JOINING_TIME)
            if note is None:
                await self._puzzle(tx, incoming, actor, report)
                return
            clean = _cleaned(report)
            await self._extend(tx, incoming, note, clean)
            if not is_announced:
                await self._say_added(tx, incoming, actor, note, clean)

    async def begin_adding(self, incoming: Incoming, note_id: int) -> None:
        async with self.uow.write(taking=incoming) as tx:
            actor, note = await self._own(tx, incoming, note_id)
            await tx.dialogs.ask(incoming.sender, ASKS_MORE, incoming.at, {"note_id": note.id})
            await self.answer(tx, incoming, "notes.ask_more", actor=actor, number=str(note.number))

    async def add(self, incoming: Incoming, report: Report, note_id: int) -> None:
        """More words or pictures for a note of one's own."""
        async with self.uow.write(taking=incoming) as tx:
            actor, note = await self._own(tx, incoming, note_id)
            clean = _cleaned(report)
            if clean.is_empty and clean.place is None:
                await self.answer(tx, incoming, "notes.ask_again", actor=actor)
                return
            await tx.dialogs.close(incoming.sender)
            await self._extend(tx, incoming, note, clean)
            await self._say_added(tx, incoming, actor, note, clean)

    async def begin_placing(self, incoming: Incoming, note_id: int) -> None:
        async with self.uow.write(taking=incoming) as tx:
            actor, note = await self._own(tx, incoming, note_id)
            await tx.dialogs.ask(incoming.sender, ASKS_PLACE, incoming.at, {"note_id": note.id})
            await self.answer(tx, incoming, "notes.ask_place", actor=actor, number=str(note.number))

    async def place(self, incoming: Incoming, note_id: int, *, point: Point | None, words: str) -> None:
        """Where it was: a shared location, or words."""
        async with self.uow.write(taking=incoming) as tx:
            actor, note = await self._own(tx, incoming, note_id)
            typed = clean_line(redact_resident_numbers(words))
            if point is None and not isinstance(typed, Clean):
                await self.answer(tx, incoming, "notes.ask_place", actor=actor, number=str(note.number))
                return
            await tx.dialogs.close(incoming.sender)
            if isinstance(typed, Clean):
                note.place = typed.text
                await self._changed(tx, incoming, note)
            await self._extend(tx, incoming, note, Report(place=point))
            await self.answer(tx, incoming, "notes.placed", actor=actor, number=str(note.number))

    async def leave_place(self, incoming: Incoming) -> None:
        """The note stays without a place; the key is understood long after the question was forgotten too."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            actor.require(Role.member)
            await tx.dialogs.close(incoming.sender)
            await self.answer(tx, incoming, "notes.no_place", actor=actor)

    async def categorise(
        self, incoming: Incoming, note_id: int, category: IncidentCategory, facility: FacilityKind | None
    ) -> Toast:
        """What a note of one's own is about; a facility is asked which one."""
        async with self.uow.write(taking=incoming) as tx:
            actor, note = await self._own(tx, incoming, note_id)
            note.category = category
            note.facility = facility if is_facility_kind_asked(category) else None
            await self._changed(tx, incoming, note)
            await self._confirm(tx, incoming, actor, note)
            return Toast("notes.category_kept", actor.locale)

    async def _own(self, tx: Transaction, incoming: Incoming, note_id: int) -> tuple[Actor, Note]:
        actor = await self.actor(tx, incoming)
        note = await tx.notes.lock(actor.require(Role.member), note_id)
        if note is None or note.reporter_id != actor.person_id:
            raise NotAllowed("another's note")
        return actor, note

    async def _ask_again(self, tx: Transaction, incoming: Incoming, actor: Actor, report: Report) -> None:
        place = report.place
        answers = {} if place is None else {"latitude": place.lat, "longitude": place.lon}
        await tx.dialogs.ask(incoming.sender, ASKS_NOTE, incoming.at, answers)
        await self.answer(tx, incoming, "notes.ask_again" if place is None else "notes.ask_words", actor=actor)

    async def _say_added(self, tx: Transaction, incoming: Incoming, actor: Actor, note: Note, report: Report) -> None:
        await self.answer(
            tx, incoming, "notes.added", actor=actor, number=str(note.number), is_masked=_is_masked(report)
        )

    async def _puzzle(self, tx: Transaction, incoming: Incoming, actor: Actor, report: Report) -> None:
        """Says once, not for each picture of an album, how pictures become a note."""
        key = f"puzzle:{actor.person_id}:{report.album}" if report.album else None
        message = Message("notes.unasked", {}, incoming.at, Priority.answer, city_id=actor.city_id, key=key)
        await tx.outbox.say(incoming.sender, message, locale=actor.locale, person_id=actor.person_id)

    async def _noted(self, tx: Transaction, incoming: Incoming, actor: Actor, city_id: int, report: Report) -> Note:
        # The city is held until the commit: numbers have no gaps, and two parts of an album find each other.
        city = await tx.cities.lock(city_id)
        if report.album and (note := await tx.notes.of_album(city_id, actor.person_id, report.album)):
            await self._extend(tx, incoming, note, report)
            return note
        city.last_note_number += 1
        duty = await tx.notes.duty_of(city_id, actor.person_id, incoming.at)
        own = actor.organisations_in(city_id)
        note = await tx.notes.added(
            Note(
                city_id=city_id,
                number=city.last_note_number,
                reporter_id=actor.person_id,
                patrol_id=duty[0].id if duty else None,
                organisation_id=(duty[1] if duty else None) or (own[0] if own else None),
                text=report.text,
                latitude=report.place.lat if report.place else None,
                longitude=report.place.lon if report.place else None,
                created_at=incoming.at,
            )
        )
        tx.audits.record(
            "note.written",
            f"note:{note.id}",
            incoming.at,
            city_id=city_id,
            actor_id=actor.person_id,
            number=note.number,
        )
        await tell_note(tx, note, incoming.at)
        await tell_programs(tx, note, incoming.at)
        await tell_rest(tx, note, note.text, incoming.at, key=f"note:{note.id}:rest", begins_at=SHOWN_CHARACTERS)
        await self._keep_file(tx, incoming, note, report)
        if report.place is not None:
            await tell_pin(tx, note, incoming.at)
        return note

    async def _extend(self, tx: Transaction, incoming: Incoming, note: Note, report: Report) -> None:
        """Adds to a note what another message brings, and tells those who triage it."""
        if report.text:
            note.text = f"{note.text}\n{report.text}".strip()
        if report.place is not None:
            note.latitude, note.longitude = report.place.lat, report.place.lon
        if report.text or report.place is not None:
            await self._changed(tx, incoming, note)
        if report.text:
            await tell_rest(tx, note, report.text, incoming.at, key=f"note:{note.id}:more:{note.revision}")
        await self._keep_file(tx, incoming, note, report)
        if report.place is not None:
            await tell_pin(tx, note, incoming.at)

    @staticmethod
    async def _changed(tx: Transaction, incoming: Incoming, note: Note) -> None:
        note.revision += 1
        await tell_note(tx, note, incoming.at)

    @staticmethod
    async def _keep_file(tx: Transaction, incoming: Incoming, note: Note, report: Report) -> None:
        if report.attachment is None:
            return
        file = await tx.notes.attach(note, incoming.sender.channel, report.attachment, report.album)
        if file is not None:
            await tell_file(tx, note, file, incoming.at)

    async def _confirm(
        self, tx: Transaction, incoming: Incoming, actor: Actor, note: Note, *, is_masked: bool = False
    ) -> None:
        """The reporter's own message, with what can be added; later answers change that message."""
        facts = {
            "note_id": note.id,
            "number": str(note.number),
            "category": note.category and note.category.name,
            "facility": note.facility and note.facility.name,
            "is_masked": is_masked,
            "is_long": len(note.text) > SHOWN_CHARACTERS,
        }
        message = Message(
            "notes.received", facts, incoming.at, Priority.answer, city_id=note.city_id, slot=f"received:{note.id}"
        )
        await tx.outbox.say(incoming.sender, message, locale=actor.locale, person_id=actor.person_id)


def _cleaned(report: Report) -> Report:
    """The report with what can be stored: no invisible characters, no resident registration number."""
    clean = clean_text(report.text[:TEXT_MAX], max_length=TEXT_MAX)
    return replace(report, text=redact_resident_numbers(clean.text) if isinstance(clean, Clean) else "")


def _is_masked(report: Report) -> bool:
    return RESIDENT_NUMBER_MASK in report.text
