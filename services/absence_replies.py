"""What somebody answers who was not seen at a patrol: a reason that is kept, or a mark that a leader is asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.absences import (
    WORDS_MAX,
    AbsenceFacts,
    AbsenceReply,
    Excused,
    Settled,
    TooLate,
    WasThere,
    decide_reply,
)
from core.checkins import TooEarly
from core.incoming import Incoming
from core.names import Unclean, clean_line, redact_resident_numbers
from core.quiet_hours import QuietHours, quiet_end
from core.roles import Actor, NotAllowed, Role
from core.rosters import OPEN_AFTER, Closed
from core.rsvps import PatrolState, RsvpState
from db.repos.outbox import Message
from db.tables import Excuse, Patrol
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service, Toast
from services.facts import patrol_facts
from services.roster_marks import set_presence
from services.roster_sheets import Place, open_sheet

ASK_WORDS = "absences.words"


@dataclass(frozen=True, slots=True)
class _Case:
    """One person and one patrol of theirs; `heard_at` is when a leader can be told, not in the night."""

    actor: Actor
    patrol: Patrol
    organisation_id: int
    facts: AbsenceFacts
    heard_at: datetime


class AbsenceReplies(Service):
    async def reply(self, incoming: Incoming, patrol_id: int, reply: AbsenceReply) -> Toast:
        """Takes somebody's answer; for their own words it asks."""
        async with self.uow.write(taking=incoming) as tx:
            case = await self._case(tx, incoming, patrol_id)
            decision = decide_reply(case.facts, reply, incoming.at)
            if reply is AbsenceReply.words and isinstance(decision, Excused):
                await tx.dialogs.ask(incoming.sender, ASK_WORDS, incoming.at, {"patrol_id": patrol_id})
                await self.answer(tx, incoming, "absences.ask_words", actor=case.actor, title=case.patrol.title)
                return Toast("absences.write", case.actor.locale)
            await self._take(tx, incoming, case, reply)
        return Toast("absences.thanks", case.actor.locale)

    async def write(self, incoming: Incoming, typed: str) -> None:
        """Takes the reason in somebody's own words."""
        async with self.uow.write(taking=incoming) as tx:
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            if dialog is None or dialog.question != ASK_WORDS:
                return
            case = await self._case(tx, incoming, dialog.answers["patrol_id"])
            line = clean_line(redact_resident_numbers(typed), max_length=WORDS_MAX)
            if isinstance(line, Unclean):
                await self.answer(tx, incoming, "absences.unclear_words", actor=case.actor, most=WORDS_MAX)
                return
            await tx.dialogs.close(incoming.sender)
            await self._take(tx, incoming, case, AbsenceReply.words, line.text)

    async def confirm(self, incoming: Incoming, patrol_id: int, organisation_id: int, person_id: int) -> Toast:
        """A leader says that this person was there after all."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            sheet = await open_sheet(tx, actor, actor.require(Role.leader), Place(patrol_id, organisation_id))
            name = sheet.line(person_id).name
            match await set_presence(tx, sheet, person_id, incoming.at, is_present=True):
                case TooEarly(opens_at=opens_at):
                    return Toast("rosters.too_early", actor.locale, {"opens_at": opens_at.isoformat()}, is_alert=True)
                case Closed(closed_at=closed_at):
                    return Toast("rosters.closed", actor.locale, {"closed_at": closed_at.isoformat()}, is_alert=True)
            facts = _request_facts(sheet.patrol, organisation_id, person_id, name, "present")
            await _tell_above(tx, sheet.patrol, facts, incoming.at)
        return Toast("rosters.now_present", actor.locale, {"name": name})

    async def _case(self, tx: Transaction, incoming: Incoming, patrol_id: int) -> _Case:
        """A patrol that is over and that this person had said yes to.

        Raises:
            NotAllowed: it was no patrol of theirs.
        """
        actor = await self.actor(tx, incoming)
        patrol = await tx.patrols.get(actor.require(Role.member), patrol_id)
        if patrol is None or patrol.state is not PatrolState.published or incoming.at < patrol.ends_at:
            raise NotAllowed("absence")
        rsvp = await tx.rsvps.of(patrol, actor.person_id)
        if rsvp is None or rsvp.state is not RsvpState.going:
            raise NotAllowed("absence")
        city = await tx.cities.get(patrol.city_id)
        heard_at = quiet_end(incoming.at, QuietHours(city.quiet_from, city.quiet_until), self.policy.zone)
        excuse = await tx.absences.excuse_of(patrol, actor.person_id)
        is_sealed = await tx.patrol_logs.sealed_at(patrol) is not None
        facts = AbsenceFacts(
            patrol.ends_at,
            await tx.absences.is_present(patrol, actor.person_id),
            excuse.reason if excuse else None,
            excuse is not None and excuse.entered_by != actor.person_id,
            heard_at <= patrol.ends_at + OPEN_AFTER and not is_sealed,
        )
        return _Case(actor, patrol, rsvp.organisation_id, facts, heard_at)

    async def _take(
        self, tx: Transaction, incoming: Incoming, case: _Case, reply: AbsenceReply, words: str = ""
    ) -> None:
        """Keeps an answer and says what became of it, in the message that asked."""
        decision = decide_reply(case.facts, reply, incoming.at)
        if isinstance(decision, Excused) and not await tx.absences.explain(_excuse(case, decision, words, incoming.at)):
            decision = Settled()
        match decision:
            case Excused():
                await _pass_on(tx, case, decision, incoming.at)
                is_passed_on = reply is AbsenceReply.was_there and case.facts.is_roster_open
                facts = patrol_facts(case.patrol) | {"mine": reply.name, "words": words, "is_passed_on": is_passed_on}
                kind = "absences.noted"
            case WasThere():
                kind, facts = "absences.present", {"title": case.patrol.title}
            case Settled():
                kind, facts = "absences.settled", {"title": case.patrol.title}
            case TooLate():
                kind, facts = "absences.too_late", {"title": case.patrol.title}
        edits = incoming.message_id is not None
        await self.answer(tx, incoming, kind, actor=case.actor, edits=edits, **facts)


def _excuse(case: _Case, decision: Excused, words: str, at: datetime) -> Excuse:
    return Excuse(
        patrol_id=case.patrol.id,
        person_id=case.actor.person_id,
        city_id=case.patrol.city_id,
        reason=decision.reason,
        words=words,
        entered_by=case.actor.person_id,
        entered_at=at,
    )


async def _pass_on(tx: Transaction, case: _Case, decision: Excused, at: datetime) -> None:
    """Writes down that somebody said why, and asks their leader for a mark or takes that back."""
    person_id = case.actor.person_id
    tx.audits.record(
        "absence.explained",
        f"patrol:{case.patrol.id}",
        at,
        city_id=case.patrol.city_id,
        actor_id=person_id,
        person_id=person_id,
    )
    if decision.asks_for_mark or decision.withdraws:
        state = "asked" if decision.asks_for_mark else "withdrawn"
        facts = _request_facts(case.patrol, case.organisation_id, person_id, case.actor.name, state)
        await _tell_above(tx, case.patrol, facts, at, due_at=case.heard_at)


def _request_facts(patrol: Patrol, organisation_id: int, person_id: int, name: str, state: str) -> dict[str, Any]:
    """`state` of the request: asked, withdrawn, or present when it was granted."""
    return patrol_facts(patrol) | {
        "organisation_id": organisation_id,
        "person_id": person_id,
        "name": name,
        "state": state,
    }


async def _tell_above(
    tx: Transaction, patrol: Patrol, facts: dict[str, Any], at: datetime, due_at: datetime | None = None
) -> None:
    """The request to everybody who can grant it, or its edit once one of them has."""
    message = Message(
        "absences.request",
        facts,
        at,
        Priority.answer,
        city_id=patrol.city_id,
        slot=f"absence:{patrol.id}:{facts['person_id']}",
        due_at=due_at,
    )
    people = tx.absences.those_above(patrol.city_id, facts["organisation_id"], but=facts["person_id"])
    await tx.outbox.tell(people, message)
