"""Facts that many messages share, in the form an outbox row keeps them."""

from typing import Any

from db.tables import Patrol


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
