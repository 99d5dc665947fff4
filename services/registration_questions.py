"""The questions of the registration: which one is open in a chat, what was answered so far, and how each is asked."""

from collections.abc import Mapping
from typing import Any

from core.incoming import Incoming
from core.members import Step, Target
from core.roles import Role
from db.uow import Transaction
from services.base import Service
from services.pages import page_of
from services.places import place_of

Answers = dict[str, Any]

_PREFIX = "registration."
_KINDS = {
    Step.organisation: "registrations.ask_organisation",
    Step.collection: "registrations.ask_collection",
    Step.location: "registrations.ask_location",
    Step.transfer_abroad: "registrations.ask_transfer_abroad",
    Step.adult: "registrations.ask_adult",
    Step.name: "registrations.ask_name",
    Step.phone: "registrations.ask_phone",
}


async def open_step(tx: Transaction, incoming: Incoming) -> tuple[Step, Answers] | None:
    """The question of the registration that is open in this chat, with what was answered before it."""
    dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
    if dialog is None or not dialog.question.startswith(_PREFIX):
        return None
    return Step[dialog.question.removeprefix(_PREFIX)], dict(dialog.answers)


async def answers_at(tx: Transaction, incoming: Incoming, step: Step) -> Answers | None:
    """What was answered so far, if this is the question that is open now."""
    asked = await open_step(tx, incoming)
    return asked[1] if asked and asked[0] is step else None


async def ask(
    service: Service, tx: Transaction, incoming: Incoming, step: Step, answers: Answers, *, hint: str | None = None
) -> None:
    """Opens this question; `hint` names a word on how to answer it."""
    facts: Mapping[str, Any] = {}
    if step is Step.organisation:
        facts = await choices(tx, None, 0)
        if not facts["choices"]:
            await tx.dialogs.close(incoming.sender)
            await service.answer(tx, incoming, "registrations.no_organisations")
            return
    elif step is Step.collection:
        target = target_in(answers)
        facts = {"role": target.role.name, **await place_of(tx, target.city_id, target.organisation_id)}
    await tx.dialogs.ask(incoming.sender, _PREFIX + step.name, incoming.at, answers)
    await service.answer(tx, incoming, _KINDS[step], hint=hint, **facts)


async def choices(tx: Transaction, city_id: int | None, page: int) -> dict[str, Any]:
    """What somebody without a link chooses from: the cities, or the organisations of one. Names only."""
    cities = await tx.cities.with_organisations()
    if city_id is None and len(cities) == 1:
        city_id = cities[0].id
    city = next((each for each in cities if each.id == city_id), None)
    lines = [(each.id, each.name) for each in (await tx.organisations.of_city(city.id) if city else cities)]
    shown = page_of(lines, page)
    return {
        "city_id": city.id if city else 0,
        "city": city.name if city else "",
        "has_cities": len(cities) > 1,
        "choices": [list(line) for line in shown.lines],
        "page": shown.number,
        "last_page": shown.last,
    }


def with_target(answers: Answers, target: Target) -> Answers:
    written = {
        "role": target.role.name,
        "city_id": target.city_id,
        "organisation_id": target.organisation_id,
        "is_patrol_unit": target.is_patrol_unit,
        "token": target.token,
    }
    return {**answers, "target": written}


def target_in(answers: Answers) -> Target:
    written = answers["target"]
    return Target(
        Role[written["role"]],
        written["city_id"],
        written["organisation_id"],
        written["is_patrol_unit"],
        written.get("token", ""),
    )
