"""A patrol log as facts: for the message that asks for a signature, and for its papers, whether sealed or not."""

import json
from collections.abc import Mapping
from typing import Any

from core.checkins import CheckinMethod
from core.departures import FORMER_MEMBER
from core.incidents import AttachmentKind, IncidentState
from core.patrol_logs import LogFacts, entry_of, person_ids
from db.tables import Patrol, PatrolLog
from db.uow import Transaction


async def log_facts(tx: Transaction, patrol: Patrol, log: PatrolLog) -> LogFacts:
    """What the entry of this patrol says today."""
    city = await tx.cities.get(patrol.city_id)
    return LogFacts(
        patrol_id=patrol.id,
        city_id=patrol.city_id,
        city=city.name,
        title=patrol.title,
        starts_at=patrol.starts_at,
        ends_at=patrol.ends_at,
        place=patrol.place_name,
        zones=tuple(patrol.zones),
        organisations=tuple((each.id, each.name) for each, _ in await tx.patrols.invited_organisations(patrol)),
        participants=await tx.patrol_logs.participants(patrol),
        notes=await tx.patrol_logs.notes(patrol),
        findings=log.findings,
    )


async def entry(tx: Transaction, patrol: Patrol, log: PatrolLog) -> dict[str, Any]:
    """The sealed entry, or what would be sealed now."""
    if log.entry is not None:
        sealed: dict[str, Any] = json.loads(log.entry)
        return sealed
    return entry_of(await log_facts(tx, patrol, log)) | {"findings_by": log.findings_by}


async def card_facts(tx: Transaction, patrol: Patrol, log: PatrolLog) -> dict[str, Any]:
    """What the message about a log shows: numbers, and who signed it."""
    written = await entry(tx, patrol, log)
    names = await tx.patrol_logs.names(person_ids(written))
    people, notes = written["participants"], written["notes"]
    came = [each["organisation_id"] for each in people]
    return {
        "patrol_id": patrol.id,
        "title": written["title"],
        "starts_at": written["starts_at"],
        "ends_at": written["ends_at"],
        "present": len(people),
        "late": sum(each["late_minutes"] > 0 for each in people),
        "marked": sum(each["method"] == CheckinMethod.roster for each in people),
        "organisations": [[name, came.count(each)] for each, name in written["organisations"] if each in came],
        "notes": len(notes),
        "handed": sum(each["state"] == IncidentState.handed_to_112 for each in notes),
        "findings": written["findings"],
        "log_number": log.number or 0,
        "signer": names.get(log.signed_by or 0, ""),
        "sealed_at": log.sealed_at.isoformat() if log.sealed_at else None,
    }


async def paper_facts(tx: Transaction, patrol: Patrol, log: PatrolLog) -> dict[str, Any]:
    """What the papers show: the whole entry, with the names its people have today."""
    written = await entry(tx, patrol, log)
    names = await tx.patrol_logs.names(person_ids(written))
    return {
        **{key: written[key] for key in ("city", "title", "starts_at", "ends_at", "place", "zones", "findings")},
        "organisations": _companies(written, names),
        "entries": [_note(each) for each in written["notes"]],
        "findings_name": _name(names, written.get("findings_by")),
        "log_number": log.number or 0,
        "signer": _name(names, log.signed_by),
        "sealed_at": log.sealed_at.isoformat() if log.sealed_at else None,
        "hash": log.hash or "",
        "previous_hash": log.previous_hash or "",
    }


def _companies(written: dict[str, Any], names: Mapping[int, str]) -> list[dict[str, Any]]:
    """The organisations that were invited, each with its people; last those who came in nobody's name."""
    known = [*written["organisations"], [None, ""]]
    companies = [
        {
            "name": name,
            "people": [_person(each, names) for each in written["participants"] if each["organisation_id"] == number],
        }
        for number, name in known
    ]
    strangers = [each for each in written["participants"] if each["organisation_id"] not in {row[0] for row in known}]
    companies[-1]["people"] = [*companies[-1]["people"], *(_person(each, names) for each in strangers)]
    return [each for each in companies if each["name"] or each["people"]]


def _person(each: dict[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "name": _name(names, each["person_id"]),
        "method": each["method"],
        "distance": each["distance_m"],
        "arrived_at": each["arrived_at"],
        "left_at": each["left_at"],
        "late": each["late_minutes"],
        "marker": _name(names, each["marked_by"]),
        "marked_at": each["marked_at"],
        "minutes": each["credited_minutes"],
    }


def _note(each: dict[str, Any]) -> dict[str, Any]:
    files = dict(each["files"])
    return {
        "number": each["number"],
        "category": each["category"],
        "facility": each["facility"],
        "state": each["state"],
        "at": each["at"],
        "photos": files.get(AttachmentKind.photo.value, 0),
        "recordings": sum(files.values()) - files.get(AttachmentKind.photo.value, 0),
    }


def _name(names: Mapping[int, str], person_id: int | None) -> str:
    return names.get(person_id, FORMER_MEMBER) if person_id is not None else ""
