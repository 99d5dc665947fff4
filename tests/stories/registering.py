"""How people join in a story: the whole conversation, or a whole city by way of it."""

import asyncio
import re
from dataclasses import dataclass

from sqlmodel import col, select

from bot.app import App
from db.tables import Identity, Person
from simulator.client import Simulator, Someone

OWNER = 900_001


@dataclass(frozen=True)
class City:
    """A small city whose people registered through the chat, and the links that let more of them in."""

    owner: Someone
    coordinator: Someone
    leader: Someone
    """Leads 평촌자율방범대 (a patrol unit), where the members are."""
    members: tuple[Someone, Someone, Someone]
    coordinators_link: str
    unit_links: tuple[str, str]
    """Of 평촌자율방범대: the members', then the leaders'."""
    merchants_links: tuple[str, str]
    """Of 안양상인연합회: the members', then the leaders'."""


async def registers(person: Someone, link: str | None = None, *, name: str | None = None) -> None:
    """Answers every question of the registration; `link` None means that an organisation was just chosen."""
    if link is not None:
        await person.follows(link)
    for question in ("개인정보", "위치", "국외"):
        await person.hears(question)
        await person.taps("동의합니다")
    await person.hears("19세")
    await person.taps("19세 이상입니다")
    await person.hears("이름")
    await person.says(name or person.name)
    await person.hears("마지막")
    await person.taps("건너뛰기")
    await person.hears("알려 드릴게요")


async def joins(person: Someone, link: str, *, let_in_by: Someone) -> None:
    """Registers and is approved."""
    await registers(person, link)
    await approves(let_in_by, person)
    await person.hears("승인")


async def approves(decider: Someone, applicant: Someone) -> None:
    """Taps under the application that still waits; one decided before shows the same name."""
    application = await decider.hears(applicant.name)
    while application.button("승인") is None:
        application = await decider.hears(applicant.name)
    await decider.taps("승인", on=application)


def links_in(text: str) -> list[str]:
    return re.findall(r"https://t\.me/\S+", text)


UNIT, MERCHANTS = "평촌자율방범대", "안양상인연합회"


async def founds(telegram: Simulator) -> City:
    """안양시 with its two organisations, an owner, a coordinator, and the unit's leader and three members."""
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    names = ("이조정", "박대장", "김하나", "이두리", "정세찬")
    coordinator, leader, *members = [await telegram.person(name, language="ko") for name in names]
    await owner.says("/start")
    await owner.hears("반가워요")
    await owner.says("/newcity 안양시")
    (coordinators_link,) = links_in((await owner.hears("안양시")).text)
    await joins(coordinator, coordinators_link, let_in_by=owner)
    await coordinator.says("/neworg patrol_unit 평촌자율방범대")
    unit_links = links_in((await coordinator.hears("평촌자율방범대")).text)
    await coordinator.says("/neworg merchants 안양상인연합회")
    merchants_links = links_in((await coordinator.hears("안양상인연합회")).text)
    await joins(leader, unit_links[1], let_in_by=coordinator)
    await asyncio.gather(*(registers(member, unit_links[0]) for member in members))
    applications = [await leader.hears(member.name) for member in members]
    for member, application in zip(members, applications, strict=True):
        await leader.taps("승인", on=application)
        await member.hears("승인")
    return City(
        owner,
        coordinator,
        leader,
        (members[0], members[1], members[2]),
        coordinators_link,
        (unit_links[0], unit_links[1]),
        (merchants_links[0], merchants_links[1]),
    )


async def people_at(bot: App, person: Someone) -> list[Person]:
    async with bot.uow.read() as tx:
        found = select(Person).join(Identity, col(Identity.person_id) == col(Person.id))
        return list((await tx.session.exec(found.where(Identity.address == str(person.id)))).all())
