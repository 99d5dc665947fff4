"""A city with notes and somebody at the desk: for tests of what is done with notes there."""

from dataclasses import dataclass, field
from datetime import date

from sqlmodel import col, select

from core.geo import Point
from core.incidents import Attachment, AttachmentKind, Report
from core.roles import Role
from db.engine import Engines
from db.tables import Note
from services.note_files import Unfetched
from services.notes import Notes
from services.visits import Visitor
from tests.services.small_city import POLICY, SmallCity, small_city

DAY = date(2026, 12, 1)
HERE = Point(37.38970, 126.95070)


@dataclass
class Shelf:
    """A second source of files: holds what it was given, and counts who asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, channel: str, file_id: str, largest: int) -> bytes | Unfetched:
        self.asked.append(f"{channel}:{file_id}")
        content = self.files.get(file_id)
        return content if content is not None and len(content) <= largest else Unfetched()


@dataclass
class Office:
    """A city with a coordinator at the desk, a leader of each of two organisations, and two who report."""

    city: SmallCity
    visitor: Visitor
    leader: int
    other_leader: int
    finder: int
    second: int

    async def note(self, text: str = "가로등이 꺼졌어요", by: int | None = None, file: int = 0) -> Note:
        picture = Attachment(AttachmentKind.photo, f"file-{file}", f"unique-{file}") if file else None
        report = Report(text, picture, None, HERE)
        await Notes(self.city.uow, POLICY).write(self.city.tap(by or self.finder), report)
        return (await self.notes())[-1]

    async def notes(self) -> list[Note]:
        async with self.city.uow.read() as tx:
            rows = await tx.session.exec(
                select(Note).where(Note.city_id == self.city.city_id).order_by(col(Note.number))
            )
            return list(rows.all())

    async def heard(self, person: int) -> list[str]:
        return [row.kind for row in await self.city.said(person) if row.kind != "notes.received"]


async def office(engines: Engines, name: str = "안양시") -> Office:
    city = await small_city(engines, name)
    unit, other = await city.organisation("평촌자율방범대"), await city.organisation("상인회")
    coordinator = await city.person("이조정", role=Role.coordinator)
    return Office(
        city,
        Visitor(1, coordinator, "이조정", "ko", city.city_id, name),
        await city.person("박대장", unit, role=Role.leader),
        await city.person("최대장", other, role=Role.leader),
        await city.person("김하나", unit),
        await city.person("이두리", other),
    )
