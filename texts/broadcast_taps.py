"""What the buttons of broadcasts carry."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.broadcasts import PatrolAnswer
from core.roles import OrganisationKind
from texts.buttons import Tap


class BroadcastAct(StrEnum):
    """What a plain button of a broadcast does; kept short, for it is packed."""

    everyone = "everyone"
    leaders = "leaders"
    patrols = "patrols"
    overview = "overview"
    card = "card"
    send = "send"
    cancel = "cancel"
    schedule = "schedule"
    confirmation = "confirmation"
    pause = "pause"
    resume = "resume"
    stop = "stop"
    approve = "approve"
    decline = "decline"
    unconfirmed = "unconfirmed"
    remind = "remind"
    confirm = "confirm"


@dataclass(frozen=True, slots=True)
class ActTap(Tap):
    prefix: ClassVar[str] = "bc1"
    broadcast_id: int
    act: BroadcastAct


@dataclass(frozen=True, slots=True)
class OrganisationsTap(Tap):
    """A page of the list of organisations."""

    prefix: ClassVar[str] = "bcl1"
    broadcast_id: int
    page: int


@dataclass(frozen=True, slots=True)
class UnconfirmedTap(Tap):
    """A page of the list of those who have not confirmed."""

    prefix: ClassVar[str] = "bcu1"
    broadcast_id: int
    page: int


@dataclass(frozen=True, slots=True)
class OrganisationTap(Tap):
    prefix: ClassVar[str] = "bco1"
    broadcast_id: int
    organisation_id: int
    page: int


@dataclass(frozen=True, slots=True)
class KindTap(Tap):
    prefix: ClassVar[str] = "bck1"
    broadcast_id: int
    kind: OrganisationKind
    page: int


@dataclass(frozen=True, slots=True)
class PatrolTap(Tap):
    prefix: ClassVar[str] = "bcp1"
    broadcast_id: int
    patrol_id: int


@dataclass(frozen=True, slots=True)
class AnswerTap(Tap):
    prefix: ClassVar[str] = "bca1"
    broadcast_id: int
    patrol_id: int
    answer: PatrolAnswer
