"""Checking in: by a shared place, by the leader's code, by a place that moves.

Of a place only the distance to the meeting place goes further than the rule that judges it: no row, message or log
line holds where somebody was.
"""

from datetime import datetime, timedelta
from typing import Any, TypeAlias

from core.checkin_codes import TRIES_WINDOW
from core.checkins import (
    AlreadyIn,
    Awaited,
    ByCode,
    ByLocation,
    CheckedIn,
    CheckinDecision,
    NoPatrol,
    Resumed,
    TooEarly,
    TooFar,
    TooManyTries,
    WrongCode,
    decide_checkin,
    decide_question,
)
from core.incoming import Incoming
from core.roles import Actor, NotAllowed
from db.repos.checkins import Arrival
from db.repos.situations import PatrolAtHand, Situation
from db.uow import Transaction
from services.base import Service
from services.facts import patrol_facts

QUESTION = "checkins.where"
PATIENCE = timedelta(hours=2)
"""A question for the place is of no use much longer than a patrol gathers."""

Attempt: TypeAlias = ByLocation | str
"""A place, or digits as they were typed."""

_MINUTE = timedelta(minutes=1)


class Checkins(Service):
    async def ask(self, incoming: Incoming) -> None:
        """Asks where the person is, or says why there is nothing to check in to."""
        async with self.uow.write(taking=incoming) as tx:
            here = await _situation(tx, incoming)
            decision = decide_question(here.facts, incoming.at)
            if isinstance(decision, Awaited):
                await tx.dialogs.ask(incoming.sender, QUESTION, incoming.at, patience=PATIENCE)
                kind = "checkins.where" if here.may_use_location else "checkins.code_only"
                facts = _facts(here.patrol(decision.patrol_id))
                await self.answer(tx, incoming, kind, actor=here.actor, **facts)
            else:
                await self._answer(tx, incoming, here, decision, asked=False)

    async def check_in(self, incoming: Incoming, attempt: Attempt, *, asked: bool | None = None) -> None:
        """Judges a place or a code and answers.

        `asked` tells whether the question of `ask` is open in this chat, where the caller has looked already.
        """
        async with self.uow.write(taking=incoming) as tx:
            here = await _situation(tx, incoming)
            if isinstance(attempt, ByLocation) and not here.may_use_location:
                await self.answer(tx, incoming, "checkins.code_only", actor=here.actor)
                return
            decision = await _decided(tx, incoming, here, attempt)
            if not await _written(tx, incoming, here, decision):
                # A leader's mark was quicker by a moment; what is true now is the answer.
                here = await _situation(tx, incoming)
                decision = await _decided(tx, incoming, here, attempt)
            if asked is None:
                asked = await _is_asked(tx, incoming)
            await self._answer(tx, incoming, here, decision, asked=asked)

    async def follow(self, incoming: Incoming, place: ByLocation) -> None:
        """A live location moved: it checks in once it is near, and is passed over in silence until then."""
        async with self.uow.read() as tx:
            here = await tx.checkins.situation(incoming.sender, incoming.at)
        if here is None or not here.may_use_location:
            return
        if isinstance(decide_checkin(here.facts, place, incoming.at), CheckedIn | Resumed):
            await self.check_in(incoming, place)

    async def refuse_forwarded(self, incoming: Incoming) -> None:
        """A place sent on from another chat proves nothing; the question for one's own is open from now on."""
        async with self.uow.write(taking=incoming) as tx:
            here = await _situation(tx, incoming)
            await tx.dialogs.ask(incoming.sender, QUESTION, incoming.at, patience=PATIENCE)
            await self.answer(tx, incoming, "checkins.forwarded", actor=here.actor)

    async def explain(self, incoming: Incoming) -> None:
        """What was sent is neither a place nor a code: the question stays open."""
        async with self.uow.write(taking=incoming) as tx:
            here = await _situation(tx, incoming)
            kind = "checkins.explained" if here.may_use_location else "checkins.explained_code_only"
            await self.answer(tx, incoming, kind, actor=here.actor)

    async def leave(self, incoming: Incoming) -> None:
        """Closes the question and brings the main menu back."""
        async with self.uow.write(taking=incoming) as tx:
            here = await _situation(tx, incoming)
            await tx.dialogs.close(incoming.sender)
            await self.answer(tx, incoming, "checkins.later", actor=here.actor)

    async def _answer(
        self, tx: Transaction, incoming: Incoming, here: Situation, decision: CheckinDecision, *, asked: bool
    ) -> None:
        """Says what came of it; a question that was open stays so only where another try may help."""
        kind, facts = reply(here, decision)
        if isinstance(decision, NoPatrol) and (coming := await _coming_patrol(tx, incoming, here.actor)):
            kind, facts = "checkins.too_early", coming
        may_try_again = isinstance(decision, TooFar | WrongCode)
        if isinstance(decision, TooFar):
            await tx.dialogs.ask(incoming.sender, QUESTION, incoming.at, patience=PATIENCE)
        elif asked and not may_try_again:
            await tx.dialogs.close(incoming.sender)
        await self.answer(tx, incoming, kind, actor=here.actor, asked=asked, **facts)
        if asked and isinstance(decision, CheckedIn | Resumed | AlreadyIn):
            # These carry a button, and a message holds buttons or the menu's keys, never both.
            await self.answer(tx, incoming, "checkins.on_duty", actor=here.actor)


async def _is_asked(tx: Transaction, incoming: Incoming) -> bool:
    dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
    return dialog is not None and dialog.question == QUESTION


async def _situation(tx: Transaction, incoming: Incoming) -> Situation:
    here = await tx.checkins.situation(incoming.sender, incoming.at)
    if here is None or not here.actor.is_active:
        raise NotAllowed("checkin")
    return here


async def _decided(tx: Transaction, incoming: Incoming, here: Situation, attempt: Attempt) -> CheckinDecision:
    if isinstance(attempt, ByLocation):
        return decide_checkin(here.facts, attempt, incoming.at)
    since = incoming.at - TRIES_WINDOW
    wrong_at = await tx.checkins.wrong_codes(here.actor.person_id, since)
    decision = decide_checkin(here.facts, ByCode(attempt, wrong_at), incoming.at)
    if isinstance(decision, WrongCode):
        await tx.checkins.remember_wrong_code(here.actor.person_id, incoming.at, forgetting=since)
    return decision


async def _written(tx: Transaction, incoming: Incoming, here: Situation, decision: CheckinDecision) -> bool:
    """Writes the effect, if the decision has one; False when the database has a newer truth."""
    match decision:
        case CheckedIn():
            return await tx.checkins.arrive(arrival_row(here, decision, incoming.at))
        case Resumed(patrol_id, _, away):
            return await tx.checkins.resume(patrol_id, here.actor.person_id, away // _MINUTE)
        case _:
            return True


def arrival_row(here: Situation, decision: CheckedIn, at: datetime) -> Arrival:
    """The presence that this decision makes."""
    patrol = here.patrol(decision.patrol_id)
    return Arrival(
        city_id=patrol.city_id,
        patrol_id=decision.patrol_id,
        person_id=here.actor.person_id,
        organisation_id=patrol.organisation_id,
        method=decision.method,
        arrived_at=at,
        late_minutes=decision.late_minutes,
        distance_m=decision.distance_m,
    )


def reply(here: Situation, decision: CheckinDecision) -> tuple[str, dict[str, Any]]:
    """The answer to this decision: a kind and its facts."""
    match decision:
        case NoPatrol():
            return "checkins.no_patrol", {}
        case WrongCode(tries_left):
            return "checkins.wrong_code", {"tries_left": tries_left}
        case TooManyTries(until):
            return "checkins.too_many_tries", {"until": until.isoformat()}
        case TooEarly(patrol_id, opens_at):
            return "checkins.too_early", _facts(here.patrol(patrol_id)) | {"opens_at": opens_at.isoformat()}
        case AlreadyIn(patrol_id, since):
            return "checkins.already_in", _facts(here.patrol(patrol_id)) | {"since": since.isoformat()}
        case TooFar(patrol_id, distance_m, radius_m):
            away = {"distance_m": distance_m, "radius_m": radius_m}
            return "checkins.too_far", _facts(here.patrol(patrol_id)) | away
        case CheckedIn(patrol_id, _, _, distance_m):
            arrival = {"distance_m": distance_m, "late_minutes": decision.late_minutes}
            return "checkins.accepted", _facts(here.patrol(patrol_id)) | arrival
        case Resumed(patrol_id, _, _, distance_m):
            return "checkins.resumed", _facts(here.patrol(patrol_id)) | {"distance_m": distance_m}


async def _coming_patrol(tx: Transaction, incoming: Incoming, actor: Actor) -> dict[str, Any]:
    """Facts of the next patrol, further away than those at hand; empty when none is planned."""
    if actor.city_id is None or not (organisation_ids := actor.organisations_in(actor.city_id)):
        return {}
    # One that is open now has been judged already: it does not await this person.
    coming = await tx.patrols.coming(actor.city_id, organisation_ids, incoming.at, 1)
    if not coming or coming[0].starts_at <= incoming.at:
        return {}
    city = await tx.cities.get(actor.city_id)
    opens_at = coming[0].starts_at - timedelta(minutes=city.checkin_opens_minutes)
    return patrol_facts(coming[0]) | {"opens_at": opens_at.isoformat()}


def _facts(patrol: PatrolAtHand) -> dict[str, Any]:
    return {
        "patrol_id": patrol.facts.patrol_id,
        "title": patrol.title,
        "place": patrol.place,
        "starts_at": patrol.facts.starts_at.isoformat(),
        "ends_at": patrol.facts.ends_at.isoformat(),
    }
