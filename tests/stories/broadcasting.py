"""How a broadcast is written in a story, up to the preview."""

from simulator.client import Someone


async def drafts(author: Someone, *taps: str, text: str = "내일 회의가 있습니다") -> None:
    """Chooses the audience by these taps and sends the message; leaves the preview's card to be tapped."""
    await author.says("/broadcast")
    await author.hears("누구에게")
    for tap in taps:
        await author.taps(tap)
        await author.hears("")
    await author.says(text)
    await author.hears(text)
