"""All use cases, built once by hand."""

from dataclasses import dataclass

from db.uow import UnitOfWork
from services.absence_excuses import AbsenceExcuses
from services.absence_replies import AbsenceReplies
from services.absences import Absences
from services.alerts import Alerts
from services.api_readings import ApiReadings
from services.api_tokens import ApiTokens
from services.applications import Applications
from services.audit_sheets import AuditSheets
from services.base import Policy
from services.broadcast_confirmations import BroadcastConfirmations
from services.broadcast_edits import BroadcastEdits
from services.broadcast_runs import BroadcastRuns
from services.broadcast_sheets import BroadcastSheets
from services.broadcasts import Broadcasts
from services.calendars import Calendars
from services.checkins import Checkins
from services.checkouts import Checkouts
from services.cities import Cities
from services.city_choices import CityChoices
from services.codes import Codes
from services.consoles import Consoles
from services.crowds import Crowds
from services.deliveries import Deliveries
from services.departures import Departures
from services.desk_papers import DeskPapers
from services.dialogs import Dialogs
from services.directories import Directories
from services.effects import Effects
from services.exports import Exports
from services.facility_requests import FacilityRequests
from services.groups import Groups
from services.help import Help
from services.incidents import Incidents
from services.invitations import Invitations
from services.languages import Languages
from services.load_sheets import LoadSheets
from services.member_lists import MemberLists
from services.member_sheets import MemberSheets
from services.members import Members
from services.menus import Menus
from services.note_assignments import NoteAssignments
from services.note_files import FileSource, NoFiles, NoteFiles
from services.note_merges import NoteMerges
from services.note_sheets import NoteSheets
from services.notes import Notes
from services.offers import Offers
from services.organisations import Organisations
from services.overviews import Overviews
from services.patrol_cancellations import PatrolCancellations
from services.patrol_changes import PatrolChanges
from services.patrol_drafts import PatrolDrafts
from services.patrol_entries import PatrolEntries
from services.patrol_logs import PatrolLogs
from services.patrol_revision_sheets import PatrolRevisionSheets
from services.patrol_sheets import PatrolSheets
from services.patrols import Patrols
from services.plans import Plans
from services.profiles import Profiles
from services.reachability import Reachability
from services.registrations import Registrations
from services.reminders import Reminders
from services.replies import Replies
from services.reports import Reports
from services.retentions import Retentions
from services.rosters import Rosters
from services.rsvps import Rsvps
from services.seals import Seals
from services.series import Series
from services.setting_sheets import SettingSheets
from services.updates import Updates
from services.volunteer_hours import VolunteerHours
from services.webhooks import Webhooks


@dataclass(frozen=True, slots=True)
class Services:
    replies: Replies
    dialogs: Dialogs
    deliveries: Deliveries
    updates: Updates
    languages: Languages
    load_sheets: LoadSheets
    help: Help
    profiles: Profiles
    exports: Exports
    departures: Departures
    reachability: Reachability
    cities: Cities
    city_choices: CityChoices
    consoles: Consoles
    registrations: Registrations
    organisations: Organisations
    members: Members
    member_lists: MemberLists
    menus: Menus
    invitations: Invitations
    applications: Applications
    overviews: Overviews
    desk_papers: DeskPapers
    directories: Directories
    setting_sheets: SettingSheets
    member_sheets: MemberSheets
    audit_sheets: AuditSheets
    broadcast_sheets: BroadcastSheets
    retentions: Retentions
    note_sheets: NoteSheets
    note_assignments: NoteAssignments
    note_merges: NoteMerges
    note_files: NoteFiles
    facility_requests: FacilityRequests
    patrol_sheets: PatrolSheets
    patrol_cancellations: PatrolCancellations
    patrol_changes: PatrolChanges
    patrol_drafts: PatrolDrafts
    patrol_entries: PatrolEntries
    patrol_logs: PatrolLogs
    patrol_revision_sheets: PatrolRevisionSheets
    patrols: Patrols
    plans: Plans
    series: Series
    rsvps: Rsvps
    offers: Offers
    reminders: Reminders
    groups: Groups
    notes: Notes
    incidents: Incidents
    alerts: Alerts
    broadcasts: Broadcasts
    broadcast_edits: BroadcastEdits
    broadcast_runs: BroadcastRuns
    broadcast_confirmations: BroadcastConfirmations
    checkins: Checkins
    checkouts: Checkouts
    absences: Absences
    absence_replies: AbsenceReplies
    absence_excuses: AbsenceExcuses
    crowds: Crowds
    codes: Codes
    rosters: Rosters
    effects: Effects
    reports: Reports
    seals: Seals
    volunteer_hours: VolunteerHours
    calendars: Calendars
    api_tokens: ApiTokens
    api_readings: ApiReadings
    webhooks: Webhooks


def build_services(uow: UnitOfWork, policy: Policy, files: FileSource | None = None) -> Services:
    """Every use case over one database; `files` is where what messengers keep is fetched."""
    return Services(
        replies=Replies(uow, policy),
        dialogs=Dialogs(uow, policy),
        deliveries=Deliveries(uow, policy),
        updates=Updates(uow, policy),
        languages=Languages(uow, policy),
        load_sheets=LoadSheets(uow, policy),
        help=Help(uow, policy),
        profiles=Profiles(uow, policy),
        exports=Exports(uow, policy),
        departures=Departures(uow, policy),
        reachability=Reachability(uow, policy),
        cities=Cities(uow, policy),
        city_choices=CityChoices(uow, policy),
        consoles=Consoles(uow, policy),
        registrations=Registrations(uow, policy),
        organisations=Organisations(uow, policy),
        members=Members(uow, policy),
        member_lists=MemberLists(uow, policy),
        menus=Menus(uow, policy),
        invitations=Invitations(uow, policy),
        applications=Applications(uow, policy),
        overviews=Overviews(uow, policy),
        desk_papers=DeskPapers(uow, policy),
        directories=Directories(uow, policy),
        setting_sheets=SettingSheets(uow, policy),
        member_sheets=MemberSheets(uow, policy),
        audit_sheets=AuditSheets(uow, policy),
        broadcast_sheets=BroadcastSheets(uow, policy),
        retentions=Retentions(uow, policy),
        note_sheets=NoteSheets(uow, policy),
        note_assignments=NoteAssignments(uow, policy),
        note_merges=NoteMerges(uow, policy),
        note_files=NoteFiles(uow, policy, files or NoFiles()),
        facility_requests=FacilityRequests(uow, policy),
        patrol_sheets=PatrolSheets(uow, policy),
        patrol_cancellations=PatrolCancellations(uow, policy),
        patrol_changes=PatrolChanges(uow, policy),
        patrol_drafts=PatrolDrafts(uow, policy),
        patrol_entries=PatrolEntries(uow, policy),
        patrol_logs=PatrolLogs(uow, policy),
        patrol_revision_sheets=PatrolRevisionSheets(uow, policy),
        patrols=Patrols(uow, policy),
        plans=Plans(uow, policy),
        series=Series(uow, policy),
        rsvps=Rsvps(uow, policy),
        offers=Offers(uow, policy),
        reminders=Reminders(uow, policy),
        groups=Groups(uow, policy),
        notes=Notes(uow, policy),
        incidents=Incidents(uow, policy),
        alerts=Alerts(uow, policy),
        broadcasts=Broadcasts(uow, policy),
        broadcast_edits=BroadcastEdits(uow, policy),
        broadcast_runs=BroadcastRuns(uow, policy),
        broadcast_confirmations=BroadcastConfirmations(uow, policy),
        checkins=Checkins(uow, policy),
        checkouts=Checkouts(uow, policy),
        absences=Absences(uow, policy),
        absence_replies=AbsenceReplies(uow, policy),
        absence_excuses=AbsenceExcuses(uow, policy),
        crowds=Crowds(uow, policy),
        codes=Codes(uow, policy),
        rosters=Rosters(uow, policy),
        effects=Effects(uow, policy),
        reports=Reports(uow, policy),
        seals=Seals(uow, policy),
        volunteer_hours=VolunteerHours(uow, policy),
        calendars=Calendars(uow, policy),
        api_tokens=ApiTokens(uow, policy),
        api_readings=ApiReadings(uow, policy),
        webhooks=Webhooks(uow, policy),
    )
