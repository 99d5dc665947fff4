"""What a run came to: everything that should be there is counted, and every repeat has to show why it is excused."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import col, select

from core.doubts import SAID_ONCE
from db.engine import Engines
from db.sessions import Session
from db.tables import Checkin, City, FailedUpdate, Note, OutboxRow, Rsvp, TakenUpdate
from db.tables.outbox import Outcome, Priority
from tests.torture.fleet import Life
from tests.torture.load import Deeds, Load
from tests.torture.repeats import Judge, Own, Repeat
from tests.torture.troubles import Outage
from tests.torture.witness import Witness

NO_BUBBLE = frozenset({"menu.commands"})
NOT_COUNTED = frozenset({"patrols.card", "notes.triage", "boards.patrol", "rsvps.closed"})
"""Kinds that follow from taps or from others' deeds, of which there may be any number."""


@dataclass(slots=True)
class Toll:
    database: str
    processes: int
    seed: int
    commands: int = 0
    kills: int = 0
    troubles: Counter[str] = field(default_factory=Counter)
    exits: int = 0
    updates_lost: int = 0
    effects_lost: int = 0
    effects_twice: int = 0
    out_of_order: int = 0
    messages: int = 0
    messages_lost: int = 0
    repeats: list[Repeat] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    given_up: Counter[str] = field(default_factory=Counter)
    """Of kinds that are not repeated in doubt: how often that was so."""
    failures_kept_aside: int = 0
    failures_mended: int = 0
    findings: list[str] = field(default_factory=list)
    """What is wrong, in words, for whoever looks into it."""

    @property
    def excused(self) -> list[Repeat]:
        return [each for each in self.repeats if each.cause is not None]

    @property
    def unexcused(self) -> list[Repeat]:
        return [each for each in self.repeats if each.cause is None]

    @property
    def is_clean(self) -> bool:
        broken = self.updates_lost + self.effects_lost + self.effects_twice + self.out_of_order + self.messages_lost
        return not (broken or self.unexcused or self.exits) and self.failures_kept_aside == self.failures_mended


class Reckoning:
    """Holds what people did against what is in the database and what the messenger saw."""

    def __init__(
        self, toll: Toll, load: Load, witness: Witness, lives: Sequence[Life], outages: Sequence[Outage]
    ) -> None:
        self._toll = toll
        self._load = load
        self._witness = witness
        self._lives = lives
        self._outages = outages
        self._rows_of: defaultdict[str, frozenset[int]] = defaultdict(frozenset)

    async def count(self, engines: Engines, since_row: int) -> None:
        async with Session(engines.reading) as session:
            taken = set((await session.exec(select(TakenUpdate.update_id))).all())
            rows = (
                await session.exec(select(OutboxRow).where(OutboxRow.id > since_row).order_by(col(OutboxRow.id)))
            ).all()
            notes = Counter((await session.exec(select(Note.text))).all())
            cities = Counter((await session.exec(select(City.name))).all())
            duties = Counter(
                (await session.exec(select(Checkin.person_id).where(col(Checkin.left_at).is_(None)))).all()
            )
            people: dict[str, int] = {row.address: row.person_id for row in rows if row.person_id is not None}
            answers = {row.person_id: row.state.name for row in (await session.exec(select(Rsvp))).all()}
            self._toll.failures_kept_aside += len((await session.exec(select(FailedUpdate.id))).all())
        self._toll.updates_lost = self._witness.lost(taken)
        self._find(self._toll.updates_lost, "updates were confirmed without an effect")
        for deeds in self._load.everybody:
            self._once("note", deeds.notes, notes)
            self._once("city", deeds.cities, cities)
            self._duty(deeds, duties[people.get(deeds.address, 0)])
            self._answers(deeds, [row for row in rows if row.address == deeds.address])
        self._last_answers(taken, people, answers)
        self._messages(rows)

    def _find(self, count: int, words: str) -> None:
        if count:
            self._toll.findings.append(f"{count} {words}")

    def _once(self, what: str, wanted: Sequence[str], found: Counter[str]) -> None:
        lost = [words for words in wanted if not found[words]]
        twice = [words for words in wanted if found[words] > 1]
        self._toll.effects_lost += len(lost)
        self._toll.effects_twice += len(twice)
        self._find(len(lost), f"{what} lost: {lost}")
        self._find(len(twice), f"{what} twice: {twice}")

    def _duty(self, deeds: Deeds, on_duty: int) -> None:
        if on_duty != deeds.is_on_duty:
            self._toll.effects_lost += 1
            self._find(1, f"{deeds.address} should be {'on' if deeds.is_on_duty else 'off'} duty")

    def _answers(self, deeds: Deeds, rows: Sequence[OutboxRow]) -> None:
        """One answer to each deed, of the kind it deserves, in the order of the deeds."""
        found = [row.kind for row in rows if row.priority == Priority.answer and row.kind not in NOT_COUNTED]
        missing, surplus = Counter(deeds.answers) - Counter(found), Counter(found) - Counter(deeds.answers)
        self._toll.messages_lost += missing.total()
        self._toll.effects_twice += surplus.total()
        self._find(missing.total(), f"answers to {deeds.address} missing: {dict(missing)}")
        self._find(surplus.total(), f"answers to {deeds.address} nobody asked for: {dict(surplus)}")
        if not missing and not surplus and found != deeds.answers:
            self._toll.out_of_order += 1
            self._find(1, f"answers to {deeds.address} out of order")

    def _last_answers(self, taken: set[int], people: dict[str, int], answers: dict[int, str]) -> None:
        """What the latest tap said is what stands; a tap that the messenger dropped for its age was never ours."""
        latest: dict[str, str] = {}
        for update_id, pending in sorted(self._witness.updates.items()):
            if pending.kind == "callback_query" and update_id in taken:
                latest[str(pending.body["from"]["id"])] = pending.body["data"].rpartition(":")[2]
        for address, answer in latest.items():
            if answers.get(people.get(address, 0)) != answer:
                self._toll.effects_lost += 1
                self._find(1, f"the answer of {address} is {answers.get(people.get(address, 0))}, not {answer}")

    def _messages(self, rows: Sequence[OutboxRow]) -> None:
        toll, leaders = self._toll, {str(town.leader.id) for town in self._load.towns}
        own: dict[tuple[str, str], OutboxRow] = {}
        for row in rows:
            self._rows_of[row.address] |= {row.id}
            if row.kind in NO_BUBBLE:
                continue
            if row.outcome is Outcome.sent:
                toll.said[row.kind] += 1
                own.setdefault((row.address, row.message_id or ""), row)
            elif row.outcome is Outcome.failed and row.kind in SAID_ONCE and "may_have_arrived" in (row.error or ""):
                toll.given_up[row.kind] += 1
            elif row.outcome is Outcome.superseded or (row.outcome is Outcome.unreachable and row.address in leaders):
                continue
            else:
                toll.messages_lost += 1
                self._find(1, f"row {row.id} {row.kind} is {row.outcome or 'waiting'}: {row.error}")
        # What was given up in doubt has no number, and may have arrived: that is the doubt.
        in_doubt = Counter((row.address, row.kind) for row in rows if row.outcome is Outcome.failed)
        self._compare(own, in_doubt)

    def _compare(self, own: Own, in_doubt: Counter[tuple[str, str]]) -> None:
        heard = {str(said.message_id) for said in self._witness.said}
        lost = [row for (_, number), row in own.items() if number not in heard | self._witness.before]
        self._toll.messages_lost += len(lost)
        self._find(len(lost), f"rows are marked as sent and never arrived: {[row.id for row in lost]}")
        self._toll.messages = len(self._witness.said)
        judge = Judge(self._witness.said, own, self._rows_of, self._lives, self._outages)
        for said, rows in judge.repeats():
            kind = rows[0].kind if rows else None
            key = next((each for each in in_doubt if each[0] == str(said.chat_id) and kind in (None, each[1])), None)
            if key is not None:
                in_doubt -= Counter([key])
                continue
            repeat = judge.cause(said, rows)
            self._toll.repeats.append(repeat)
            if repeat.cause is None:
                self._toll.findings += judge.words(said, rows)
