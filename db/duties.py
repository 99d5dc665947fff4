"""Which process does what when several share a database: duties with an end, and rows of the dead given back."""

from collections.abc import Callable
from datetime import timedelta

from db.engine import Engines
from db.repos.deliveries import Deliveries
from db.repos.leases import ALIVE, Leases, Sign
from db.sessions import Session

ALIVE_FOR = timedelta(seconds=5)
"""How long after its last sign of life a process keeps a duty."""
PRESENT_FOR = timedelta(seconds=20)
"""How long it counts as running. Longer, because what a process that is only slow was sending would be sent twice."""

DOUBT_S = ALIVE_FOR.total_seconds()
"""How long whoever seems to be gone is watched: a clock that was set ends the leases of the living, too."""


class DutyDesk:
    """The duties of one process, named by `holder`."""

    def __init__(self, engines: Engines, holder: str) -> None:
        self._engines = engines
        self._holder = holder
        self._suspects: dict[Sign, float] = {}

    def _writing(self) -> Session:
        return Session(self._engines.writing, expire_on_commit=False)

    async def show_life(self, at_s: float, is_dead: Callable[[str], bool] = lambda _holder: False) -> int:
        """Says that this process runs; gives back what dead ones were sending, and returns how many rows that were.

        `at_s` are seconds of a clock that nobody sets: whoever has been silent for long by the database's clock may
        give a sign of life again, and does so at once if the clock was only set. `is_dead` may know of a process that
        has ended before it has been silent for long.
        """
        async with self._writing() as session, session.begin():
            leases, deliveries = Leases(session), Deliveries(session)
            await leases.hold(ALIVE + self._holder, self._holder, PRESENT_FOR)
            # First who sends, then who lives: one that begins in between is in neither, instead of in the first alone.
            senders = await deliveries.senders()
            alive = set()
            signs = await leases.signs_of_life()
            self._suspects = {sign: self._suspects.get(sign, at_s) for sign in signs if sign.is_over}
            for sign in signs:
                is_silent = sign in self._suspects and at_s - self._suspects[sign] >= DOUBT_S
                if sign.holder != self._holder and (is_silent or is_dead(sign.holder)):
                    await leases.leave(sign.holder)
                else:
                    alive.add(sign.holder)
            return await deliveries.release(senders - alive)

    async def release_all(self) -> int:
        """Gives back what any process was sending, for the one that knows itself to be the only one."""
        async with self._writing() as session, session.begin():
            deliveries = Deliveries(session)
            return await deliveries.release(await deliveries.senders())

    async def hold(self, duty: str) -> bool:
        """Takes or keeps a duty; False while another process has it."""
        async with self._writing() as session, session.begin():
            return await Leases(session).hold(duty, self._holder, ALIVE_FOR)

    async def leave(self) -> None:
        """Hands over at once, instead of letting others wait for the end of the leases."""
        async with self._writing() as session, session.begin():
            await Leases(session).leave(self._holder)
