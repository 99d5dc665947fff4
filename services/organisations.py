"""Founding organisations: a coordinator says kind and name and gets the links for members and leaders."""

from typing import Any

from core.incoming import Incoming
from core.names import Clean, Unclean, clean_name
from core.roles import Actor, OrganisationKind, Role
from db.uow import Transaction
from services.base import Service, Toast
from services.invitations import invite

ASK_KIND = "organisations.kind"
ASK_NAME = "organisations.name"


class Organisations(Service):
    async def create_organisation(self, incoming: Incoming, kind: OrganisationKind | None, typed_name: str) -> None:
        """Founds an organisation, or asks for what was not said: its kind, then its name."""
        async with self.uow.write(taking=incoming) as tx:
            actor, city_id = await self._coordinator(tx, incoming)
            await self._go_on(tx, incoming, actor, city_id, {"kind": kind and kind.name, "name": typed_name})

    async def choose_kind(self, incoming: Incoming, kind: OrganisationKind) -> Toast | None:
        async with self.uow.write(taking=incoming) as tx:
            actor, city_id = await self._coordinator(tx, incoming)
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            if dialog is None or dialog.question != ASK_KIND:
                return Toast("common.stale_button", actor.locale)
            await self._go_on(tx, incoming, actor, city_id, {**dialog.answers, "kind": kind.name})
        return None

    async def give_name(self, incoming: Incoming, typed: str) -> None:
        async with self.uow.write(taking=incoming) as tx:
            actor, city_id = await self._coordinator(tx, incoming)
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            if dialog is not None and dialog.question in (ASK_KIND, ASK_NAME):
                answers = {**dialog.answers, "name": typed}
                await self._go_on(tx, incoming, actor, city_id, answers, was_asked=True)

    async def _coordinator(self, tx: Transaction, incoming: Incoming) -> tuple[Actor, int]:
        actor = await self.actor(tx, incoming)
        return actor, actor.require(Role.coordinator)

    async def _go_on(
        self,
        tx: Transaction,
        incoming: Incoming,
        actor: Actor,
        city_id: int,
        answers: dict[str, Any],
        *,
        was_asked: bool = False,
    ) -> None:
        """Asks for what is missing; with kind and name the organisation is there."""
        name = clean_name(answers.get("name") or "")
        is_wrong = isinstance(name, Unclean) and (was_asked or bool(answers.get("name")))
        hint = f"name_{name.reason.name}" if isinstance(name, Unclean) and is_wrong else None
        if answers.get("kind") is None:
            kept = {"name": name.text} if isinstance(name, Clean) else {}
            await tx.dialogs.ask(incoming.sender, ASK_KIND, incoming.at, kept)
            await self.answer(tx, incoming, "organisations.ask_kind", actor=actor, name=kept.get("name", ""))
        elif isinstance(name, Unclean):
            await tx.dialogs.ask(incoming.sender, ASK_NAME, incoming.at, {"kind": answers["kind"]})
            await self.answer(tx, incoming, "organisations.ask_name", actor=actor, kind=answers["kind"], hint=hint)
        else:
            await tx.dialogs.close(incoming.sender)
            await self._found(tx, incoming, actor, city_id, (OrganisationKind[answers["kind"]], name.text))

    async def _found(
        self, tx: Transaction, incoming: Incoming, actor: Actor, city_id: int, wanted: tuple[OrganisationKind, str]
    ) -> None:
        kind, name = wanted
        organisation, is_new = await tx.organisations.found(city_id, kind, name, incoming.at)
        links = {
            role.name: await invite(tx, actor, incoming.at, role=role, city_id=city_id, organisation_id=organisation.id)
            for role in (Role.member, Role.leader)
        }
        if is_new:
            tx.audits.record(
                "organisation.created",
                f"organisation:{organisation.id}",
                incoming.at,
                city_id=city_id,
                actor_id=actor.person_id,
            )
        await self.answer(
            tx,
            incoming,
            "organisations.created" if is_new else "organisations.exists",
            actor=actor,
            name=organisation.name,
            kind=organisation.kind.name,
            organisation_id=organisation.id,
            member_token=links["member"],
            leader_token=links["leader"],
        )
