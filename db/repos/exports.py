"""Everything that is kept about one person, table by table, and nothing about anybody else."""

from datetime import date, datetime
from typing import Any

import sqlalchemy
from sqlalchemy import or_
from sqlmodel import col

from db.repos.base import Repo
from db.tables import (
    Alert,
    AlertResponse,
    AuditEntry,
    Broadcast,
    BroadcastConfirmation,
    Checkin,
    City,
    CodeAttempt,
    Consent,
    Dialog,
    Excuse,
    Identity,
    Membership,
    Note,
    NoteAttachment,
    Organisation,
    Patrol,
    PatrolLog,
    Person,
    Rsvp,
    Training,
)


class Exports(Repo):
    async def of(self, person_id: int) -> dict[str, list[dict[str, Any]]]:
        """A list for each kind of thing that is kept, in the order it came about; instants in UTC."""
        return {name: await self._rows(statement) for name, statement in _statements(person_id).items()}

    async def _rows(self, statement: Any) -> list[dict[str, Any]]:
        rows = (await self.session.execute(statement)).mappings().all()
        return [{str(name): _plain(value) for name, value in row.items()} for row in rows]


def _select(*columns: Any) -> Any:
    """A query of many columns: more than its type could say."""
    return sqlalchemy.select(*columns)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def _statements(person_id: int) -> dict[str, Any]:
    return _who(person_id) | _what(person_id) | _deeds(person_id)


def _who(person_id: int) -> dict[str, Any]:
    """Who somebody is: what they told us, where they are reached, what they belong to."""
    chats = _select(Identity.channel, Identity.address).where(Identity.person_id == person_id).subquery()
    return {
        "person": _select(
            Person.name,
            Person.phone,
            Person.locale,
            Person.location_paused,
            Person.rests_since,
            Person.created_at,
        ).where(Person.id == person_id),
        "messengers": _select(Identity.channel, Identity.address, Identity.unreachable_at).where(
            Identity.person_id == person_id
        ),
        "consents": _select(Consent.purpose, Consent.is_granted, Consent.text_version, Consent.at)
        .where(Consent.person_id == person_id)
        .order_by(col(Consent.id)),
        "memberships": _select(
            col(City.name).label("city"),
            col(Organisation.name).label("organisation"),
            Membership.role,
            Membership.state,
            Membership.applied_at,
            Membership.decided_at,
            Membership.ended_at,
            Membership.reason,
        )
        .join(City, col(City.id) == col(Membership.city_id), isouter=True)
        .join(Organisation, col(Organisation.id) == col(Membership.organisation_id), isouter=True)
        .where(Membership.person_id == person_id)
        .order_by(col(Membership.id)),
        "open_question": _select(Dialog.question, Dialog.answers, Dialog.asked_at).join(
            chats, (col(Dialog.channel) == chats.c.channel) & (col(Dialog.address) == chats.c.address)
        ),
    }


def _what(person_id: int) -> dict[str, Any]:
    """Which patrols somebody answered and came to."""
    return {
        "answers": _select(Patrol.title, Patrol.starts_at, Rsvp.state, Rsvp.answered_at)
        .join(Patrol, col(Patrol.id) == col(Rsvp.patrol_id))
        .where(Rsvp.person_id == person_id)
        .order_by(col(Patrol.starts_at)),
        "presences": _select(
            Patrol.title,
            Patrol.starts_at,
            Checkin.method,
            Checkin.is_present,
            Checkin.distance_m,
            Checkin.arrived_at,
            Checkin.late_minutes,
            Checkin.left_at,
            Checkin.away_minutes,
            Checkin.checkout_method,
            Checkin.credited_minutes,
        )
        .join(Patrol, col(Patrol.id) == col(Checkin.patrol_id))
        .where(Checkin.person_id == person_id)
        .order_by(col(Checkin.arrived_at)),
        "excuses": _select(Patrol.title, Patrol.starts_at, Excuse.reason, Excuse.words, Excuse.entered_at)
        .join(Patrol, col(Patrol.id) == col(Excuse.patrol_id))
        .where(Excuse.person_id == person_id)
        .order_by(col(Patrol.starts_at)),
        "trainings": _select(Training.held_on, Training.minutes, Training.entered_at)
        .where(Training.person_id == person_id)
        .order_by(col(Training.id)),
        "wrong_codes": _select(CodeAttempt.at).where(CodeAttempt.person_id == person_id).order_by(col(CodeAttempt.id)),
    }


def _deeds(person_id: int) -> dict[str, Any]:
    """What somebody wrote, alerted, confirmed; and when their data were read or changed, without saying by whom."""
    own_notes = _select(Note.id).where(Note.reporter_id == person_id)
    return {
        "notes": _select(
            Note.number,
            Note.category,
            Note.facility,
            Note.text,
            Note.place,
            Note.latitude,
            Note.longitude,
            Note.state,
            Note.created_at,
        )
        .where(Note.reporter_id == person_id)
        .order_by(col(Note.id)),
        "note_files": _select(Note.number, NoteAttachment.kind)
        .join(Note, col(Note.id) == col(NoteAttachment.note_id))
        .where(col(Note.id).in_(own_notes))
        .order_by(col(NoteAttachment.id)),
        "alerts": _select(Alert.at, Alert.called_off_at).where(Alert.person_id == person_id).order_by(col(Alert.id)),
        "alert_responses": _select(AlertResponse.is_coming, AlertResponse.at)
        .where(AlertResponse.person_id == person_id)
        .order_by(col(AlertResponse.at)),
        "broadcasts": _select(Broadcast.state, Broadcast.text, Broadcast.created_at, Broadcast.started_at)
        .where(Broadcast.author_id == person_id)
        .order_by(col(Broadcast.id)),
        "confirmations": _select(BroadcastConfirmation.at)
        .where(BroadcastConfirmation.person_id == person_id)
        .order_by(col(BroadcastConfirmation.at)),
        "signed_logs": _select(Patrol.title, PatrolLog.number, PatrolLog.sealed_at)
        .join(Patrol, col(Patrol.id) == col(PatrolLog.patrol_id))
        .where(PatrolLog.signed_by == person_id)
        .order_by(col(PatrolLog.id)),
        "findings": _select(Patrol.title, PatrolLog.findings)
        .join(Patrol, col(Patrol.id) == col(PatrolLog.patrol_id))
        .where(PatrolLog.findings_by == person_id)
        .order_by(col(PatrolLog.id)),
        "log": _select(AuditEntry.action, AuditEntry.at)
        .where(or_(col(AuditEntry.person_id) == person_id, col(AuditEntry.actor_id) == person_id))
        .order_by(col(AuditEntry.id)),
    }
