"""Founding a city."""

import pytest

from simulator.client import Simulator
from tests.stories.conftest import OWNER


@pytest.mark.usefixtures("bot")
async def test_an_owner_founds_a_city_and_gets_the_link_for_its_coordinators(telegram: Simulator) -> None:
    """Promised: the first /start of an owner makes an administrator, /newcity answers with one link."""
    owner = await telegram.person("김대표", id=OWNER)

    await owner.says("/start")
    await owner.hears("김대표")
    await owner.says("/newcity 안양시")

    answer = await owner.hears("안양시")
    assert answer.text.count("?start=") == 1
