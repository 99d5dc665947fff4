"""How the work is spread over the members of a city, for a period that a coordinator chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.loads import Load, busiest_first, loads_of, share_of_busiest, whose_turn
from core.roles import NotAllowed
from core.times import day_bounds
from services.pages import page_of
from services.patrol_previews import names_in
from services.visits import Visitor, VisitService

LINES = 40
LARGE = 3_000
"""A city with more members is looked at by organisation: nobody compares three thousand lines."""


@dataclass(frozen=True, slots=True)
class LoadSheet:
    """`lines` is one page of everybody, the busiest first; `most` what a full bar stands for.

    `share` is how many of a hundred presences were those of the busiest ten. `organisation_id` is whose members these
    are, None for everybody; in a large city it is never None.
    """

    since: date
    until: date
    organisation_id: int | None
    is_large: bool
    patrols: int
    organisations: Mapping[int, str]
    turns: Sequence[Load]
    lines: Sequence[Load]
    members: int
    most: int
    share: int
    page: int
    last_page: int


class LoadSheets(VisitService):
    async def show(
        self, visitor: Visitor, since: date, until: date, *, organisation_id: int | None = None, page: int = 1
    ) -> LoadSheet:
        """Who was asked, said yes and came from `since` to `until`, both included.

        A large city is shown by its first organisation until another one is chosen.
        """
        begins, ends = (day_bounds(since, self.policy.zone).starts_at, day_bounds(until, self.policy.zone).ends_at)
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            names = await names_in(tx, visitor.city_id)
            if organisation_id is not None and organisation_id not in names:
                raise NotAllowed(f"organisation:{organisation_id}")
            is_large = await tx.loads.count(visitor.city_id) > LARGE
            if is_large and organisation_id is None:
                organisation_id = min(names, key=names.__getitem__)
            askings = await tx.loads.askings(visitor.city_id, begins, ends)
            loads = loads_of(
                await tx.loads.members(visitor.city_id, organisation_id),
                askings,
                await tx.loads.going(visitor.city_id, begins, ends),
                await tx.loads.came(visitor.city_id, begins, ends),
            )
        shown = page_of(busiest_first(loads), page - 1, LINES)
        return LoadSheet(
            since,
            until,
            organisation_id,
            is_large,
            len(askings),
            names,
            whose_turn(loads) if askings else (),
            shown.lines,
            len(loads),
            max((max(load.asked, load.going, load.came) for load in loads), default=0),
            share_of_busiest(loads),
            shown.number + 1,
            shown.last + 1,
        )

    async def record_looking(self, visitor: Visitor, at: datetime) -> None:
        await self.record_reading(visitor, "loads.seen", f"city:{visitor.city_id}", at)
