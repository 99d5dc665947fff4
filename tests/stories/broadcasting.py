"""How a broadcast is written in a story, up to the preview."""

from simulator.client import Simulator, Someone
from simulator.senses import Heard
from tests.stories.registering import joins, links_in
from tests.stories.towns import Town


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
