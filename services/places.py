"""The names of a city and an organisation, as messages say them."""

from typing import Any

from db.uow import Transaction


async def place_of(tx: Transaction, city_id: int | None, organisation_id: int | None) -> dict[str, Any]:
    """The names of a city and an organisation; what is absent is empty."""
    if city_id is None:
        return {"city": "", "organisation": ""}
    organisation = await tx.organisations.get(city_id, organisation_id) if organisation_id is not None else None
    return {"city": (await tx.cities.get(city_id)).name, "organisation": organisation.name if organisation else ""}
