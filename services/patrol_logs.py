"""The patrol log: drafted when a patrol is over, completed and signed in the chat, then sealed into a chain."""

from datetime import datetime, timedelta

from core.incoming import Incoming
from core.names import Clean, clean_text, redact_resident_numbers
from core.patrol_logs import (
    DRAFTED_WITHIN,
    FINDINGS_MAX,
    AlreadySigned,
    NotOver,
    Signed,
    SigningDecision,
    decide_signing,
    entry_of,
    responsible_organisations,
)
from core.quiet_hours import QuietHours, is_quiet, quiet_end
from core.roles import Actor, NotAllowed, Role
from core.rsvps import PatrolState
from core.seals import sealed_after
from db.repos.outbox import Message
from db.tables import Patrol, PatrolLog
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service, Toast
from services.patrol_log_entries import card_facts, log_facts, paper_facts

ASKS_FINDINGS = "patrol_logs.findings"
PAPERS = ("patrol_logs.pdf", "patrol_logs.xlsx")
GOOD_FOR = timedelta(days=1)
"""A paper that cannot be delivered within this time is not sent at all, and its facts are wiped."""
STILL_AWAKE = timedelta(hours=1)
"""So soon after a patrol its leader is awake, whatever the hour."""


class PatrolLogs(Service):
    async def draft_due(self, at: datetime) -> None:
        """A draft for every patrol that is over, each in its own transaction, and the question for a signature."""
        async with self.uow.read() as tx:
            missing = await tx.patrol_logs.missing(at - DRAFTED_WITHIN)
        for city_id, patrol_id in missing:
            async with self.uow.write() as tx:
                patrol = await tx.patrols.get(city_id, patrol_id)
                if patrol is None or not await tx.patrol_logs.draft(patrol, at):
                    continue
                log = await tx.patrol_logs.get(city_id, patrol_id)
                if log is not None:
                    await self._tell(tx, patrol, log, at, "draft")

    async def show(self, incoming: Incoming, patrol_id: int) -> None:
        """The log's message again, as it stands now."""
        async with self.uow.write(taking=incoming) as tx:
            actor, patrol, log = await self._open(tx, incoming, patrol_id)
            await self._show(tx, incoming, actor, patrol, log, edits=True)

    async def confirm(self, incoming: Incoming, patrol_id: int) -> None:
        """What is sealed stays: asks once more."""
        async with self.uow.write(taking=incoming) as tx:
            actor, patrol, log = await self._open(tx, incoming, patrol_id)
            if log.sealed_at is not None:
                await self._show(tx, incoming, actor, patrol, log, edits=True)
                return
            facts = await card_facts(tx, patrol, log)
            await self.answer(tx, incoming, "patrol_logs.confirm", actor=actor, edits=True, **facts)

    async def sign(self, incoming: Incoming, patrol_id: int) -> Toast:
        """Seals the log; everybody who was asked sees that it is done."""
        async with self.uow.write(taking=incoming) as tx:
            actor, patrol, log = await self._open(tx, incoming, patrol_id)
            decision = _decide(patrol, log, incoming.at)
            if isinstance(decision, Signed):
                await self._seal(tx, incoming, actor, patrol, log)
                await self._tell(tx, patrol, log, incoming.at, "signed")
            await self._show(tx, incoming, actor, patrol, log, edits=True)
            return _toast(actor, decision)

    async def ask_findings(self, incoming: Incoming, patrol_id: int) -> Toast | None:
        """Asks for what the leader wants to write down of the evening."""
        async with self.uow.write(taking=incoming) as tx:
            actor, patrol, log = await self._open(tx, incoming, patrol_id)
            decision = _decide(patrol, log, incoming.at)
            if not isinstance(decision, Signed):
                await self._show(tx, incoming, actor, patrol, log, edits=True)
                return _toast(actor, decision)
            await tx.dialogs.ask(incoming.sender, ASKS_FINDINGS, incoming.at, {"patrol_id": patrol_id})
            await self.answer(tx, incoming, "patrol_logs.findings", actor=actor, title=patrol.title)
        return None

    async def write_findings(self, incoming: Incoming, text: str) -> None:
        """Keeps what was typed, in place of what stood there."""
        async with self.uow.write(taking=incoming) as tx:
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            if dialog is None or dialog.question != ASKS_FINDINGS:
                raise NotAllowed("no question is open")
            actor, patrol, log = await self._open(tx, incoming, int(dialog.answers["patrol_id"]))
            clean = clean_text(redact_resident_numbers(text), max_length=FINDINGS_MAX)
            if not isinstance(clean, Clean):
                await self.answer(tx, incoming, "patrol_logs.findings_unusable", actor=actor, limit=str(FINDINGS_MAX))
                return
            await tx.dialogs.close(incoming.sender)
            if isinstance(_decide(patrol, log, incoming.at), Signed):
                log.findings, log.findings_by = clean.text, actor.person_id
                await tx.session.flush()
                await self._tell(tx, patrol, log, incoming.at, f"findings:{incoming.update_id}")
            await self._show(tx, incoming, actor, patrol, log, edits=False)

    async def send_papers(self, incoming: Incoming, patrol_id: int) -> Toast:
        """The log as PDF and XLSX, sealed or not yet; that somebody read it is written down."""
        async with self.uow.write(taking=incoming) as tx:
            actor, patrol, log = await self._open(tx, incoming, patrol_id)
            facts = await paper_facts(tx, patrol, log)
            tx.audits.record(
                "patrol_log.read",
                f"patrol:{patrol.id}",
                incoming.at,
                city_id=patrol.city_id,
                actor_id=actor.person_id,
            )
            for kind in PAPERS:
                message = Message(kind, facts, incoming.at, city_id=patrol.city_id, expires_at=incoming.at + GOOD_FOR)
                await tx.outbox.say(incoming.sender, message, locale=actor.locale, person_id=actor.person_id)
            if log.sealed_at is None and actor.may_coordinate(patrol.city_id):
                await self._show(tx, incoming, actor, patrol, log, edits=False)
        return Toast("patrol_logs.papers_coming", actor.locale)

    async def _open(self, tx: Transaction, incoming: Incoming, patrol_id: int) -> tuple[Actor, Patrol, PatrolLog]:
        """The log, held, if this person may sign it; a leader of two cities may tap in either.

        Raises:
            NotAllowed: not of a city of theirs, not over yet, or not theirs to sign.
        """
        actor = await self.actor(tx, incoming)
        for city_id in dict.fromkeys((actor.city_id, *actor.city_ids)):
            patrol = await tx.patrols.get(city_id, patrol_id) if city_id is not None else None
            if patrol is None or patrol.state is not PatrolState.published or patrol.ends_at > incoming.at:
                continue
            responsible = await self._responsible(tx, patrol)
            if any(actor.may_lead(patrol.city_id, each) for each in (*responsible, None)):
                await tx.patrol_logs.draft(patrol, incoming.at)
                log = await tx.patrol_logs.lock(patrol.city_id, patrol_id)
                if log is not None:
                    return actor, patrol, log
        raise NotAllowed(Role.leader)

    @staticmethod
    async def _responsible(tx: Transaction, patrol: Patrol) -> tuple[int, ...]:
        invited = [each.id for each, _ in await tx.patrols.invited_organisations(patrol)]
        return responsible_organisations(invited, await tx.patrol_logs.participants(patrol))

    @staticmethod
    async def _seal(tx: Transaction, incoming: Incoming, actor: Actor, patrol: Patrol, log: PatrolLog) -> None:
        previous = await tx.patrol_logs.lock_end(patrol.city_id)
        written = entry_of(await log_facts(tx, patrol, log)) | {
            "findings_by": log.findings_by,
            "signed_by": actor.person_id,
            "sealed_at": incoming.at.isoformat(),
        }
        sealed = sealed_after(previous, written)
        log.number, log.entry = sealed.number, sealed.entry
        log.previous_hash, log.hash = sealed.previous_hash, sealed.hash
        log.signed_by, log.sealed_at = actor.person_id, incoming.at
        await tx.session.flush()
        tx.audits.record(
            "patrol_log.sealed",
            f"patrol:{patrol.id}",
            incoming.at,
            city_id=patrol.city_id,
            actor_id=actor.person_id,
            number=sealed.number,
            hash=sealed.hash,
        )

    async def _show(
        self, tx: Transaction, incoming: Incoming, actor: Actor, patrol: Patrol, log: PatrolLog, *, edits: bool
    ) -> None:
        kind = "patrol_logs.draft" if log.sealed_at is None else "patrol_logs.signed"
        await self.answer(tx, incoming, kind, actor=actor, edits=edits, **await card_facts(tx, patrol, log))

    async def _tell(self, tx: Transaction, patrol: Patrol, log: PatrolLog, at: datetime, what: str) -> None:
        """The log's message to everybody who may be asked to sign, or its edit."""
        city = await tx.cities.get(patrol.city_id)
        quiet = QuietHours(city.quiet_from, city.quiet_until)
        sleeps = what == "draft" and at - patrol.ends_at > STILL_AWAKE and is_quiet(at, quiet, self.policy.zone)
        message = Message(
            "patrol_logs.draft" if log.sealed_at is None else "patrol_logs.signed",
            await card_facts(tx, patrol, log),
            at,
            Priority.reminder,
            city_id=patrol.city_id,
            key=f"log:{patrol.id}:{what}",
            slot=f"log:{patrol.id}",
            due_at=quiet_end(at, quiet, self.policy.zone) if sleeps else at,
        )
        signers = await tx.patrol_logs.signers(patrol.city_id, await self._responsible(tx, patrol))
        await tx.outbox.tell(signers, message)


def _decide(patrol: Patrol, log: PatrolLog, at: datetime) -> SigningDecision:
    return decide_signing(patrol.ends_at, at, signed_by=log.signed_by, sealed_at=log.sealed_at)


def _toast(actor: Actor, decision: SigningDecision) -> Toast:
    match decision:
        case Signed():
            return Toast("patrol_logs.sealed", actor.locale)
        case AlreadySigned():
            return Toast("patrol_logs.already", actor.locale, is_alert=True)
        case NotOver(ends_at):
            return Toast("patrol_logs.not_over", actor.locale, {"ends_at": ends_at.isoformat()}, is_alert=True)
