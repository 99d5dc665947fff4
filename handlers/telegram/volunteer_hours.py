"""A certificate of one's own hours, from the card of /me."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.volunteer_hours import CertificateTap


async def certify(context: Context, tap: CertificateTap) -> Toast:
    return await context.services.volunteer_hours.certify(context.incoming, tap.period)


def register(router: Router) -> None:
    router.tap(CertificateTap, certify)
