"""All use cases, built once by hand."""

from dataclasses import dataclass

from db.uow import UnitOfWork
from services.base import Policy
from services.cities import Cities
from services.dialogs import Dialogs
from services.registrations import Registrations
from services.replies import Replies


@dataclass(frozen=True, slots=True)
class Services:
    replies: Replies
    dialogs: Dialogs
    cities: Cities
    registrations: Registrations


def build_services(uow: UnitOfWork, policy: Policy) -> Services:
    return Services(
        replies=Replies(uow, policy),
        dialogs=Dialogs(uow, policy),
        cities=Cities(uow, policy),
        registrations=Registrations(uow, policy),
    )
