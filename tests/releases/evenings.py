"""An evening in the middle of which a release is taken away: everything has rows, something is still to be said."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.settings import Settings
from simulator.client import Simulator
from tests.releases.rows import written
from tests.stories.crowds import fills
from tests.stories.registering import OWNER
from tests.stories.stage import running
from tests.stories.tours import HERE, NOON, START, UNITS, tours_the_desk, tours_the_papers, tours_the_street
from tests.stories.towns import UNIT

TAKEN_AWAY_AT: datetime = START + timedelta(days=7, minutes=5)
"""While the second of the weekly patrols is on."""
BOSS = "이조정"
UNASKED = f"{UNIT[:2]}003"
"""Who is invited and has said nothing yet."""
ASKED = f"{UNIT[:2]}002"
"""Who is asked what was seen."""


async def played(folder: Path) -> str:
    """The rows after it, as SQL; the coordinator is still waiting for the list of patrols."""
    async with Simulator(timeout=60) as telegram:
        database = folder / "patrol.db"
        settings = Settings(
            _env_file=None,
            bot_token=telegram.token,
            api_url=telegram.api_url,
            database_url=f"sqlite+aiosqlite:///{database}",
            owner_ids=frozenset({OWNER}),
            web_port=0,
        )
        await telegram.clock.freeze(NOON)
        async with running(settings, telegram) as app:
            crowd = await fills(app, telegram, UNITS)
            leader, hana, duri, *_ = crowd.people[UNIT]
            await tours_the_desk(telegram, crowd)
            await tours_the_street(telegram, crowd)
            await tours_the_papers(telegram, crowd)
            await leader.taps("네, 서명합니다")
            await leader.hears("서명했어요")
            await telegram.clock.set(TAKEN_AWAY_AT)
            await hana.shares_location(*HERE)
            await hana.hears("출석했어요")
            await crowd.coordinator.says("/console")
            await crowd.coordinator.hears("/console/enter/")
            stranger = await telegram.person("Ann", language="en")
            await stranger.says("/language")
            await stranger.taps("한국어", on=await stranger.hears("Which language"))
            await leader.says("/roster")
            await leader.hears("출석부")
            await duri.says("/note")
            await duri.hears("무엇을 보셨어요")
            await telegram.faults.add("hang", method="sendMessage", times=None)
            await crowd.coordinator.says("/patrols")
            await telegram.faults.happens("hang")
        return written(database)
