"""The proof of sealed logs: every city's chain, from its first entry to its last."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from core.seals import Break, BreakReason, Sealed, first_break
from db.tables import PatrolLog
from services.base import Service


@dataclass(frozen=True, slots=True)
class Proof:
    """One city's chain: how many entries, the last hash, and the first entry that proves nothing, if there is one."""

    city: str
    entries: int
    last_hash: str
    broken: Break | None
    title: str = ""


class Seals(Service):
    async def verify(self) -> list[Proof]:
        """A proof for each city that has sealed anything."""
        async with self.uow.read() as tx:
            proofs = []
            for city in await tx.cities.all():
                chain = await tx.patrol_logs.chain(city.id)
                if chain:
                    proofs.append(_proof(city.name, chain))
        return proofs


def _proof(city: str, chain: Sequence[tuple[Sealed, PatrolLog]]) -> Proof:
    broken = first_break(sealed for sealed, _ in chain)
    misfiled = next((sealed.number for sealed, row in chain if not _is_filed_right(sealed, row)), None)
    if misfiled is not None and (broken is None or misfiled < broken.number):
        broken = Break(misfiled, BreakReason.changed)
    title = next((_title(sealed) for sealed, _ in chain if broken and sealed.number == broken.number), "")
    return Proof(city, len(chain), chain[-1][0].hash, broken, title)


def _is_filed_right(sealed: Sealed, row: PatrolLog) -> bool:
    """Whether the row says of itself what was sealed: whose log it is, who signed it and when."""
    try:
        entry = json.loads(sealed.entry)
        said = (entry["city_id"], entry["patrol_id"], entry["signed_by"], entry["sealed_at"], entry["findings"])
    except (ValueError, KeyError, TypeError):
        return False
    sealed_at = row.sealed_at.isoformat() if row.sealed_at else None
    return said == (row.city_id, row.patrol_id, row.signed_by, sealed_at, row.findings)


def _title(sealed: Sealed) -> str:
    try:
        return str(json.loads(sealed.entry)["title"])
    except (ValueError, KeyError, TypeError):
        return ""
