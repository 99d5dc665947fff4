"""A crowd at the meeting place: everybody whose check-in is plain, in one commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.checkins import ByLocation, CheckedIn, decide_checkin
from core.incoming import Incoming
from core.roles import Actor
from db.repos.checkins import Arrival
from db.repos.crowds import Said
from db.repos.outbox import Message
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service
from services.checkins import QUESTION, arrival_row, reply


@dataclass(frozen=True, slots=True)
class _Arrived:
    """One of a crowd who is to be checked in; `asked` tells whether the question for the place is open."""

    incoming: Incoming
    actor: Actor
    row: Arrival
    facts: Mapping[str, Any]
    asked: bool


class Crowds(Service):
    async def check_in(self, crowd: Sequence[tuple[Incoming, ByLocation]]) -> frozenset[int]:
        """Checks in whom the rule lets in; returns the ids of the updates that had their effect.

        All others are to be handled one by one: whoever is too far away or there already, is in the middle of another
        question, or was marked by a leader a moment ago. `crowd` are messages of one channel, one of each chat.
        """
        channel = crowd[0][0].sender.channel
        async with self.uow.write() as tx:
            arrivals = await _arrivals(tx, channel, crowd)
            if not arrivals:
                return frozenset()
            taken = await tx.crowds.take(each.incoming for each in arrivals)
            arrivals = [each for each in arrivals if each.incoming.update_id in taken]
            present = await tx.crowds.arrive(each.row for each in arrivals)
            done = [each for each in arrivals if each.row.person_id in present]
            handled = frozenset(each.incoming.update_id for each in done)
            await tx.crowds.give_back(channel, taken - handled)
            await _welcome(tx, channel, done)
        return handled


async def _arrivals(tx: Transaction, channel: str, crowd: Sequence[tuple[Incoming, ByLocation]]) -> list[_Arrived]:
    """Those of a crowd whom the rule checks in."""
    first_at = min(incoming.at for incoming, _ in crowd)
    expected = await tx.crowds.situations(channel, [incoming.sender.chat for incoming, _ in crowd], first_at)
    arrivals = []
    for incoming, place in crowd:
        person = expected.get(incoming.sender.chat)
        if person is None or person.question not in {None, QUESTION}:
            continue
        here = person.situation
        if not here.actor.is_active or not here.may_use_location:
            continue
        decision = decide_checkin(here.facts, place, incoming.at)
        if isinstance(decision, CheckedIn):
            row, (_, facts) = arrival_row(here, decision, incoming.at), reply(here, decision)
            arrivals.append(_Arrived(incoming, here.actor, row, facts, person.question == QUESTION))
    return arrivals


async def _welcome(tx: Transaction, channel: str, crowd: Sequence[_Arrived]) -> None:
    """Gives everybody the answers that one gets who checks in alone."""
    if not crowd:
        return
    await tx.crowds.close_questions(channel, [each.incoming.sender.chat for each in crowd if each.asked], QUESTION)
    answers = []
    for each in crowd:
        answers.append(_said(each, "checkins.accepted", {**each.facts, "asked": each.asked}))
        if each.asked:
            answers.append(_said(each, "checkins.on_duty", {}))
    await tx.crowds.say(answers)
    tx.outbox.has_spoken = True


def _said(each: _Arrived, kind: str, facts: Mapping[str, Any]) -> Said:
    message = Message(kind, facts, each.incoming.at, Priority.answer, city_id=each.actor.city_id)
    return Said(each.incoming.sender, each.actor.person_id, each.actor.locale, message)
