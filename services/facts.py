"""Facts that many messages share, in the form an outbox row keeps them."""

from collections.abc import Sequence
from typing import Any

from db.tables import Patrol
from db.uow import Transaction


def patrol_facts(patrol: Patrol) -> dict[str, Any]:
    """What a message about a patrol needs: instants as ISO text in UTC, the rest as it was typed."""
    return {
        "patrol_id": patrol.id,
        "title": patrol.title,
        "starts_at": patrol.starts_at.isoformat(),
        "ends_at": patrol.ends_at.isoformat(),
        "place": patrol.place_name,
        "latitude": patrol.latitude,
        "longitude": patrol.longitude,
        "zones": list(patrol.zones),
        "info": patrol.info,
    }


async def patrol_cards(tx: Transaction, patrols: Sequence[Patrol]) -> list[dict[str, Any]]:
    """The same with the invited organisations as [name, quota] pairs, none where the whole city is invited."""
    invitations = await tx.patrols.invitations([patrol.id for patrol in patrols])
    return [
        patrol_facts(patrol) | {"organisations": [[name, quota] for _, name, quota in invitations[patrol.id]]}
        for patrol in patrols
    ]
