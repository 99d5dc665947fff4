"""How a patrol becomes known in a story: a city three days before it, and the pasted form, published."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.app import App
from core.roles import OrganisationKind
from simulator.client import Simulator, Someone
from tests.stories.crowds import fills

SEOUL = ZoneInfo("Asia/Seoul")
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=SEOUL)
"""Three days before the patrol of these stories, at a time when nobody sleeps."""
START = datetime(2026, 12, 4, 20, 0, tzinfo=SEOUL)
TITLE = "범계역 합동순찰"


UNIT = "평촌자율방범대"
MERCHANTS = "안양상인연합회"


@dataclass(frozen=True)
class Company:
    """Who goes on patrol in these stories: a unit of four with its leader, and a merchant."""

    coordinator: Someone
    leader: Someone
    members: tuple[Someone, Someone, Someone]
    merchant: Someone


async def gathers(app: App, telegram: Simulator) -> Company:
    """Everybody, registered; the clock stands still three days before the patrol."""
    await telegram.clock.freeze(NOON)
    units = {UNIT: (OrganisationKind.patrol_unit, 4), MERCHANTS: (OrganisationKind.merchants, 1)}
    crowd = await fills(app, telegram, units)
    leader, first, second, third = crowd.people[UNIT]
    return Company(crowd.coordinator, leader, (first, second, third), crowd.people[MERCHANTS][0])


async def publishes(
    coordinator: Someone, *, organisations: str | None = "평촌자율방범대", when: str = "2026-12-04 20:00-22:00"
) -> None:
    lines = [f"제목: {TITLE}", f"일시: {when}", "장소: 범계역 2번 출구 37.38970,126.95070"]
    if organisations:
        lines.append(f"단체: {organisations}")
    await coordinator.says("\n".join(["/newpatrol", *lines]))
    await coordinator.taps("게시", on=await coordinator.hears("이렇게 이해했어요"))
    await coordinator.hears("게시했어요")
