"""Every table. Import from here, so that the metadata is whole."""

from sqlmodel import SQLModel

from db.tables.absences import AbsenceRound
from db.tables.api_tokens import ApiToken
from db.tables.audits import AuditEntry
from db.tables.base import never_reuse_ids
from db.tables.broadcasts import Broadcast, BroadcastConfirmation
from db.tables.calendars import CalendarLink
from db.tables.checkins import Checkin, CodeAttempt
from db.tables.cities import City, Group, Invitation, Organisation
from db.tables.consoles import ConsoleLink, ConsoleSession
from db.tables.dialogs import Dialog
from db.tables.languages import ChatLanguage
from db.tables.members import Consent, ExpectedPerson, Identity, Membership, Person
from db.tables.menus import MenuRound
from db.tables.note_deeds import FacilityRequest, NoteDeed
from db.tables.notes import Alert, AlertResponse, Note, NoteAttachment, NoteEvent
from db.tables.outbox import Bucket, FailedUpdate, Lease, OutboxRow, TakenUpdate
from db.tables.patrol_logs import PatrolLog
from db.tables.patrols import Patrol, PatrolOrganisation, Series
from db.tables.rsvps import Reminder, Rsvp
from db.tables.standings import Excuse, RosterChange, Training
from db.tables.webhooks import Webhook

metadata = SQLModel.metadata
never_reuse_ids(metadata)

__all__ = [
    "AbsenceRound",
    "Alert",
    "AlertResponse",
    "ApiToken",
    "AuditEntry",
    "Broadcast",
    "BroadcastConfirmation",
    "Bucket",
    "CalendarLink",
    "ChatLanguage",
    "Checkin",
    "City",
    "CodeAttempt",
    "Consent",
    "ConsoleLink",
    "ConsoleSession",
    "Dialog",
    "Excuse",
    "ExpectedPerson",
    "FacilityRequest",
    "FailedUpdate",
    "Group",
    "Identity",
    "Invitation",
    "Lease",
    "Membership",
    "MenuRound",
    "Note",
    "NoteAttachment",
    "NoteDeed",
    "NoteEvent",
    "Organisation",
    "OutboxRow",
    "Patrol",
    "PatrolLog",
    "PatrolOrganisation",
    "Person",
    "Reminder",
    "RosterChange",
    "Rsvp",
    "Series",
    "TakenUpdate",
    "Training",
    "Webhook",
    "metadata",
]
