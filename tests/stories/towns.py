"""A small town with a leader, three members and a merchant: enough people for a patrol."""

from dataclasses import dataclass

from bot.app import App
from core.roles import OrganisationKind
from simulator.client import Heard, Simulator, Someone
from tests.stories.crowds import Crowd, fills

UNIT, MERCHANTS = "평촌자율방범대", "안양상인연합회"
FORM = """/newpatrol
제목: 범계역 합동순찰
일시: 내일 20:00-22:00
장소: 범계역 2번 출구 37.38970,126.95070
단체: 평촌자율방범대 10, 안양상인연합회 5
구역: 범계역 로데오거리, 여성안심귀갓길
안내: 형광조끼 착용"""


@dataclass(frozen=True)
class Town:
    crowd: Crowd
    owner: Someone
    coordinator: Someone
    leader: Someone
    members: tuple[Someone, ...]
    merchant: Someone

    @property
    def invited(self) -> tuple[Someone, ...]:
        return (self.leader, *self.members, self.merchant)


async def settles(app: App, telegram: Simulator) -> Town:
    crowd = await fills(
        app, telegram, {UNIT: (OrganisationKind.patrol_unit, 4), MERCHANTS: (OrganisationKind.merchants, 1)}
    )
    leader, *members = crowd.people[UNIT]
    return Town(crowd, crowd.owner, crowd.coordinator, leader, tuple(members), crowd.people[MERCHANTS][0])


async def previews(coordinator: Someone, form: str = FORM) -> Heard:
    await coordinator.says(form)
    return await coordinator.hears("이렇게 이해했어요")


async def publishes(coordinator: Someone, form: str = FORM) -> None:
    await coordinator.taps("게시", on=await previews(coordinator, form))
    await coordinator.hears("게시했어요")
