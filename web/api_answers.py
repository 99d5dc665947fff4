"""The forms of what the API answers; with them the schema is written."""

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from core.areas import Area, Areas

T = TypeVar("T")


class PageOf(BaseModel, Generic[T]):
    """Some of many; `next` is the `cursor` of the following page, null on the last one."""

    items: list[T]
    next: str | None = None


class City(BaseModel):
    name: str
    time_zone: str = Field(description="IANA name; months and days of this API are local to it")


class Organisation(BaseModel):
    id: int
    name: str
    kind: str
    members: int = Field(description="members and leaders, those who are paused included")


class OrganisationCounts(BaseModel):
    """How many of one organisation said what, and came. Counts only; nobody is named."""

    organisation_id: int
    organisation: str
    quota: int | None
    going: int
    maybe: int
    waiting: int
    not_going: int
    there: int
    late: int


class Patrol(BaseModel):
    id: int
    title: str
    state: Literal["published", "cancelled"]
    starts_at: datetime
    ends_at: datetime
    place: str
    latitude: float
    longitude: float
    zones: list[str]
    series_id: int | None = Field(description="the same for all dates of a repeating patrol")
    organisations: list[OrganisationCounts]


class Note(BaseModel):
    """`text`, `place`, `latitude` and `longitude` are null without the scope notes:text."""

    number: int
    category: str | None
    facility: str | None
    state: str
    patrol_id: int | None
    written_at: datetime
    merged: list[int] = Field(description="numbers of notes about the same thing, which stand in no list of their own")
    text: str | None
    place: str | None
    latitude: float | None
    longitude: float | None


class Member(BaseModel):
    membership_id: int
    person_id: int
    name: str
    organisation_id: int | None
    organisation: str | None
    role: str
    is_paused: bool


class ServiceLine(BaseModel):
    day: date
    patrol_id: int
    begins_at: datetime
    ends_at: datetime
    minutes: int = Field(description="what counts, at most 480 a day in all")


class Hours(BaseModel):
    person_id: int
    name: str
    lines: list[ServiceLine]


class MonthOrganisation(BaseModel):
    name: str = Field(description="empty for people who came in no organisation's name")
    people: int
    presences: int
    minutes: int


class Counted(BaseModel):
    name: str | None
    count: int


class Month(BaseModel):
    year: int
    month: int
    is_running: bool
    patrols: int
    people: int
    presences: int
    served_minutes: int
    organisations: list[MonthOrganisation]
    zones: list[Counted]
    missed_zones: list[str]
    notes: int
    open_notes: int
    handed_to_112: int
    categories: list[Counted]
    triage_minutes: int | None = Field(description="median time until a note was taken up")
    facilities_reported: int
    facilities_fixed: int

    @classmethod
    def of(cls, facts: Any) -> "Month":
        return cls(
            **{name: facts[name] for name in ("year", "month", "is_running", "patrols", "people", "presences")},
            **{name: facts[name] for name in ("served_minutes", "missed_zones", "notes", "triage_minutes")},
            organisations=[
                MonthOrganisation(name=name, people=people, presences=presences, minutes=minutes)
                for name, people, presences, minutes in facts["organisations"]
            ],
            zones=[Counted(name=zone, count=count) for zone, count in facts["zones"]],
            categories=[Counted(name=category, count=count) for category, count in facts["categories"]],
            open_notes=facts["open"],
            handed_to_112=facts["handed"],
            facilities_reported=facts["reported"],
            facilities_fixed=facts["fixed"],
        )


class Polygon(BaseModel):
    type: Literal["Polygon"] = "Polygon"
    coordinates: list[list[tuple[float, float]]]


class SquareFacts(BaseModel):
    size_m: int
    notes: int
    settled: int = Field(description="of these, done or handed to 112")
    categories: dict[str, int] = Field(description="kinds that occur at least three times in the square")


class Square(BaseModel):
    type: Literal["Feature"] = "Feature"
    geometry: Polygon
    properties: SquareFacts


class Squares(BaseModel):
    """GeoJSON (RFC 7946), WGS 84. `elsewhere` counts notes that are told without a place."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Square]
    elsewhere: int
    month: str

    @classmethod
    def of(cls, areas: Areas, month: str) -> "Squares":
        return cls(features=[_square(each) for each in areas.squares], elsewhere=areas.elsewhere, month=month)


def _square(area: Area) -> Square:
    # Counter-clockwise and closed, as RFC 7946 asks for outer rings.
    ring = [
        (area.west, area.south),
        (area.east, area.south),
        (area.east, area.north),
        (area.west, area.north),
        (area.west, area.south),
    ]
    facts = SquareFacts(
        size_m=area.size_m,
        notes=area.notes,
        settled=area.settled,
        categories={kind.name: count for kind, count in area.categories.items()},
    )
    return Square(geometry=Polygon(coordinates=[ring]), properties=facts)
