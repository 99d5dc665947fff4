"""The unit of work: one transaction, all repositories, and exactly one line that commits."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cached_property

from core.incoming import Incoming
from db.engine import Engines
from db.repos.absences import Absences
from db.repos.actors import Actors
from db.repos.alerts import Alerts
from db.repos.api_readings import ApiReadings
from db.repos.api_tokens import ApiTokens
from db.repos.audiences import Audiences
from db.repos.audits import Audits
from db.repos.broadcast_confirmations import BroadcastConfirmations
from db.repos.broadcast_messages import BroadcastMessages
from db.repos.broadcasts import Broadcasts
from db.repos.buckets import Buckets
from db.repos.calendars import Calendars
from db.repos.checkins import Checkins
from db.repos.cities import Cities
from db.repos.consoles import Consoles
from db.repos.crowds import Crowds
from db.repos.departures import Departures
from db.repos.dialogs import Dialogs
from db.repos.expected_people import ExpectedPeople
from db.repos.exports import Exports
from db.repos.groups import Groups
from db.repos.invitations import Invitations
from db.repos.languages import Languages
from db.repos.loads import Loads
from db.repos.members import Members
from db.repos.menus import Menus
from db.repos.months import Months
from db.repos.note_deeds import NoteDeeds
from db.repos.note_searches import NoteSearches
from db.repos.notes import Notes
from db.repos.organisations import Organisations
from db.repos.outbox import Outbox
from db.repos.overviews import Overviews
from db.repos.patrol_logs import PatrolLogs
from db.repos.patrols import Patrols
from db.repos.plans import Plans
from db.repos.profiles import Profiles
from db.repos.reminders import Reminders
from db.repos.retentions import Retentions
from db.repos.rosters import Rosters
from db.repos.rsvps import Rsvps
from db.repos.series import Series
from db.repos.standings import Standings
from db.repos.timelines import Timelines
from db.repos.updates import Updates
from db.repos.webhooks import Webhooks
from db.sessions import Session
from db.tables import FailedUpdate


class AlreadyHandled(Exception):  # noqa: N818 (an outcome, not a fault)
    """This update has had its effect before; there is nothing left to do."""


class Transaction:
    """What a use case works with: the repositories over one session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.outbox = Outbox(session)
        self.actors = Actors(session)

    @cached_property
    def cities(self) -> Cities:
        return Cities(self.session)

    @cached_property
    def organisations(self) -> Organisations:
        return Organisations(self.session)

    @cached_property
    def groups(self) -> Groups:
        return Groups(self.session)

    @cached_property
    def invitations(self) -> Invitations:
        return Invitations(self.session)

    @cached_property
    def profiles(self) -> Profiles:
        return Profiles(self.session)

    @cached_property
    def exports(self) -> Exports:
        return Exports(self.session)

    @cached_property
    def departures(self) -> Departures:
        return Departures(self.session)

    @cached_property
    def languages(self) -> Languages:
        return Languages(self.session)

    @cached_property
    def consoles(self) -> Consoles:
        return Consoles(self.session)

    @cached_property
    def overviews(self) -> Overviews:
        return Overviews(self.session)

    @cached_property
    def members(self) -> Members:
        return Members(self.session)

    @cached_property
    def menus(self) -> Menus:
        return Menus(self.session)

    @cached_property
    def dialogs(self) -> Dialogs:
        return Dialogs(self.session)

    @cached_property
    def patrols(self) -> Patrols:
        return Patrols(self.session)

    @cached_property
    def plans(self) -> Plans:
        return Plans(self.session)

    @cached_property
    def loads(self) -> Loads:
        return Loads(self.session)

    @cached_property
    def timelines(self) -> Timelines:
        return Timelines(self.session)

    @cached_property
    def patrol_logs(self) -> PatrolLogs:
        return PatrolLogs(self.session)

    @cached_property
    def calendars(self) -> Calendars:
        return Calendars(self.session)

    @cached_property
    def api_tokens(self) -> ApiTokens:
        return ApiTokens(self.session)

    @cached_property
    def buckets(self) -> Buckets:
        return Buckets(self.session)

    @cached_property
    def api_readings(self) -> ApiReadings:
        return ApiReadings(self.session)

    @cached_property
    def webhooks(self) -> Webhooks:
        return Webhooks(self.session)

    @cached_property
    def months(self) -> Months:
        return Months(self.session)

    @cached_property
    def series(self) -> Series:
        return Series(self.session)

    @cached_property
    def rsvps(self) -> Rsvps:
        return Rsvps(self.session)

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(self.session)

    @cached_property
    def absences(self) -> Absences:
        return Absences(self.session)

    @cached_property
    def standings(self) -> Standings:
        return Standings(self.session)

    @cached_property
    def retentions(self) -> Retentions:
        return Retentions(self.session)

    @cached_property
    def checkins(self) -> Checkins:
        return Checkins(self.session)

    @cached_property
    def crowds(self) -> Crowds:
        return Crowds(self.session)

    @cached_property
    def rosters(self) -> Rosters:
        return Rosters(self.session)

    @cached_property
    def notes(self) -> Notes:
        return Notes(self.session)

    @cached_property
    def expected_people(self) -> ExpectedPeople:
        return ExpectedPeople(self.session)

    @cached_property
    def note_deeds(self) -> NoteDeeds:
        return NoteDeeds(self.session)

    @cached_property
    def note_searches(self) -> NoteSearches:
        return NoteSearches(self.session)

    @cached_property
    def alerts(self) -> Alerts:
        return Alerts(self.session)

    @cached_property
    def broadcasts(self) -> Broadcasts:
        return Broadcasts(self.session)

    @cached_property
    def audiences(self) -> Audiences:
        return Audiences(self.session)

    @cached_property
    def broadcast_messages(self) -> BroadcastMessages:
        return BroadcastMessages(self.session)

    @cached_property
    def broadcast_confirmations(self) -> BroadcastConfirmations:
        return BroadcastConfirmations(self.session)

    @cached_property
    def updates(self) -> Updates:
        return Updates(self.session)

    @cached_property
    def audits(self) -> Audits:
        return Audits(self.session)


class UnitOfWork:
    """Opens transactions. `on_said` is called after a commit that put something into the outbox.

    `retried` was kept aside and is handled once more: the commit of its effect ends its being kept.
    """

    def __init__(
        self,
        engines: Engines,
        on_said: Callable[[], None] = lambda: None,
        *,
        retried: FailedUpdate | None = None,
    ) -> None:
        self.engines = engines
        self.on_said = on_said
        self._retried = retried

    @asynccontextmanager
    async def write(self, taking: Incoming | None = None) -> AsyncIterator[Transaction]:
        """A transaction that commits at the end of the block and leaves nothing behind when the block raises.

        With `taking`, the update is marked as handled by the same commit.

        Raises:
            AlreadyHandled: the update in `taking` was handled before.
        """
        async with Session(self.engines.writing, expire_on_commit=False) as session:
            tx = Transaction(session)
            if taking is not None:
                if self._retried is not None:
                    await tx.updates.take_back(self._retried)
                if not await tx.outbox.take(taking):
                    raise AlreadyHandled(taking.update_id)
            yield tx
            await session.commit()
        if tx.outbox.has_spoken:
            self.on_said()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A transaction for looking only; it is rolled back."""
        async with Session(self.engines.reading, expire_on_commit=False) as session:
            yield Transaction(session)
