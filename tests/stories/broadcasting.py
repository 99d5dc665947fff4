"""How a broadcast is written in a story, up to the preview, and a crowd to which it goes slowly."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.settings import Settings
from core.pacing import Bucket, Pace, token_bucket
from core.roles import OrganisationKind
from simulator.client import Simulator, Someone
from simulator.senses import Heard
from tests.stories.crowds import Crowd, fills
from tests.stories.registering import joins, links_in
from tests.stories.stage import running
from tests.stories.towns import UNIT, Town


@asynccontextmanager
async def told_slowly(settings: Settings, telegram: Simulator) -> AsyncIterator[Crowd]:
    """Forty people, and a bot that says five things a second."""
    slowly = Pace(token_bucket(5), private=Bucket(timedelta(milliseconds=1)))
    async with running(settings, telegram, slowly) as app:
        yield await fills(app, telegram, {UNIT: (OrganisationKind.patrol_unit, 40)})


async def drafts(author: Someone, *taps: str, text: str = "내일 회의가 있습니다") -> Heard:
    """Chooses the audience by these taps and sends the message, which is returned; leaves the card to be tapped."""
    await author.says("/broadcast")
    await author.hears("누구에게")
    for tap in taps:
        await author.taps(tap)
        await author.hears("")
    written = await author.says(text)
    await author.hears(text)
    return written


async def another_coordinator(town: Town, telegram: Simulator) -> Someone:
    """Somebody else who may approve."""
    second = await telegram.person("최부장", language="ko")
    await town.owner.says("/newcity 안양시")
    (link,) = links_in((await town.owner.hears("안양시")).text)
    await joins(second, link, let_in_by=town.owner)
    return second
