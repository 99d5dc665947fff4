"""The list of an organisation's members, and what those above do about one of them: every deed audited and told."""

from core.incoming import Incoming
from core.members import REASON_MAX, Action, RemovalReason
from core.names import Unclean, clean_line, redact_resident_numbers
from core.roles import Actor, Role
from db.tables import Membership
from db.uow import Transaction
from services import member_deeds as deeds
from services import member_views as views
from services.applications import decide
from services.base import Service, Toast
from services.places import place_of

ASK_REASON = "members.reason"
CONFIRM = "members.confirm"


class Members(Service):
    async def show(self, incoming: Incoming) -> None:
        """One's own organisation at once; whoever has several chooses first."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.leader)
            led = await views.led_by(tx, actor, city_id)
            if len(led) == 1 and not actor.is_administrator:
                await views.show_roster(self, tx, incoming, actor, city_id=city_id, organisation_id=led[0][0].id)
            else:
                await views.show_choice(self, tx, incoming, actor, city_id=city_id)

    async def show_choice(self, incoming: Incoming, page: int) -> Toast | None:
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.leader)
            await views.show_choice(self, tx, incoming, actor, city_id=city_id, page=page, edits=True)
        return None

    async def show_roster(self, incoming: Incoming, organisation_id: int | None, page: int) -> Toast | None:
        """The members of an organisation; without one, the coordinators of the city, for administrators."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.leader)
            await views.show_roster(
                self,
                tx,
                incoming,
                actor,
                city_id=city_id,
                organisation_id=organisation_id,
                page=page,
                edits=True,
            )
        return None

    async def show_member(self, incoming: Incoming, membership_id: int) -> Toast | None:
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            membership = await views.seen(tx, actor, membership_id)
            await self._leave_question(tx, incoming)
            await views.show_card(self, tx, incoming, actor, membership)
        return None

    async def act(self, incoming: Incoming, membership_id: int, action: Action) -> Toast | None:
        """Does what a button on somebody's card says; removing and handing over ask once more."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            membership = await views.seen(tx, actor, membership_id)
            if not views.is_offered(actor, membership, action):
                await views.show_card(self, tx, incoming, actor, membership)
                return Toast("common.stale_button", actor.locale)
            answer: Toast | None = None
            match action:
                case Action.approve | Action.decline:
                    answer = await decide(
                        self, tx, incoming, actor, membership.id, is_approved=action is Action.approve
                    )
                case Action.pause | Action.resume:
                    answer = await self._turn(tx, incoming, actor, membership, is_paused=action is Action.pause)
                case Action.remove:
                    await tx.dialogs.ask(incoming.sender, ASK_REASON, incoming.at, {"membership_id": membership.id})
                    await self._ask(tx, incoming, actor, membership, "members.ask_reason")
                    return None
                case Action.hand_over:
                    await self._ask(tx, incoming, actor, membership, "members.ask_hand_over")
                    return None
            await views.show_card(self, tx, incoming, actor, membership)
        return answer

    async def remove_for(self, incoming: Incoming, membership_id: int, reason: RemovalReason) -> Toast | None:
        """Removes somebody for one of the usual reasons."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            return await self._remove(tx, incoming, actor, membership_id, reason.name)

    async def give_reason(self, incoming: Incoming, typed: str) -> None:
        """Takes a reason in somebody's own words, and asks once more: words alone remove nobody."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            if dialog is None or dialog.question not in (ASK_REASON, CONFIRM):
                return
            reason = clean_line(redact_resident_numbers(typed), max_length=REASON_MAX)
            if isinstance(reason, Unclean):
                await self.answer(tx, incoming, "members.unclear_reason", actor=actor, most=REASON_MAX)
                return
            membership = await views.seen(tx, actor, dialog.answers["membership_id"])
            answers = {"membership_id": membership.id, "reason": reason.text}
            await tx.dialogs.ask(incoming.sender, CONFIRM, incoming.at, answers)
            await self._ask(tx, incoming, actor, membership, "members.confirm_removal", reason=reason.text)

    async def remove_confirmed(self, incoming: Incoming, membership_id: int) -> Toast | None:
        """Removes the member for the reason that was typed last."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            if dialog is None or dialog.question != CONFIRM or dialog.answers["membership_id"] != membership_id:
                return Toast("common.stale_button", actor.locale)
            return await self._remove(tx, incoming, actor, membership_id, dialog.answers["reason"])

    async def hand_over(self, incoming: Incoming, membership_id: int) -> Toast | None:
        """Makes this member the leader; who led before is a member from now on."""
        async with self.uow.write(taking=incoming) as tx:
            await tx.organisations.lock_of_membership(membership_id)
            actor = await self.actor(tx, incoming)
            membership = await views.seen(tx, actor, membership_id)
            if membership.organisation_id is None or not views.is_offered(actor, membership, Action.hand_over):
                await views.show_card(self, tx, incoming, actor, membership)
                return Toast("common.stale_button", actor.locale)
            await deeds.hand_over(tx, actor, membership, incoming.at)
            now = await tx.actors.of_person(actor.person_id) or actor
            await views.show_card(self, tx, incoming, now, membership)
        return Toast("members.toast_handed_over", actor.locale)

    async def _leave_question(self, tx: Transaction, incoming: Incoming) -> None:
        """Who goes back has decided not to remove anybody."""
        dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
        if dialog is not None and dialog.question in (ASK_REASON, CONFIRM):
            await tx.dialogs.close(incoming.sender)

    async def _turn(
        self, tx: Transaction, incoming: Incoming, actor: Actor, membership: Membership, *, is_paused: bool
    ) -> Toast:
        name = await deeds.turn(tx, actor, membership, incoming.at, is_paused=is_paused)
        toast = "members.toast_paused" if is_paused else "members.toast_resumed"
        return Toast(toast, actor.locale, {"name": name})

    async def _remove(
        self, tx: Transaction, incoming: Incoming, actor: Actor, membership_id: int, reason: str
    ) -> Toast | None:
        await tx.dialogs.close(incoming.sender)
        membership = await views.seen(tx, actor, membership_id)
        if not views.is_offered(actor, membership, Action.remove):
            await self.answer(tx, incoming, "common.stale_button", actor=actor)
            return None
        name = await deeds.remove(tx, actor, membership, reason, incoming.at)
        place = await place_of(tx, membership.city_id, membership.organisation_id)
        organisation_id = membership.organisation_id or 0
        await self.answer(
            tx,
            incoming,
            "members.done_removing",
            actor=actor,
            edits=True,
            name=name,
            organisation_id=organisation_id,
            **place,
        )
        return Toast("members.toast_removed", actor.locale, {"name": name})

    async def _ask(
        self, tx: Transaction, incoming: Incoming, actor: Actor, membership: Membership, kind: str, **facts: str
    ) -> None:
        person = await tx.members.lock(membership.person_id)
        place = await place_of(tx, membership.city_id, membership.organisation_id)
        await self.answer(
            tx,
            incoming,
            kind,
            actor=actor,
            edits=True,
            name=person.name,
            membership_id=membership.id,
            **place,
            **facts,
        )
