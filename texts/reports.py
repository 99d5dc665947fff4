"""The list of logs and months to choose from, and a month in words, as a picture and as a workbook."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from core.incidents import IncidentCategory
from texts.buttons import Tap
from texts.heat_maps import heat_map
from texts.messages import Button, File, Message, Picture, message_from
from texts.note_words import CATEGORIES
from texts.pages import pager
from texts.papers.filenames import safe
from texts.papers.sheets import Sheet, workbook
from texts.papers.typesetting import png
from texts.patrol_logs import LogAction, LogTap
from texts.render import Facts, builds
from texts.words import Words

_AN_HOUR = 60
_MOST_BARS = 31
"""A day of the month each has a bar."""
SHOWN = 5
"""How many zones and organisations the message and the picture name; the workbook holds all."""


@dataclass(frozen=True, slots=True)
class ReportsTap(Tap):
    """Another page of the patrols that are over."""

    prefix: ClassVar[str] = "rep1"
    page: int


@dataclass(frozen=True, slots=True)
class MonthTap(Tap):
    prefix: ClassVar[str] = "repm1"
    year: int
    month: int


@dataclass(frozen=True, slots=True)
class HoursListTap(Tap):
    """The list of everybody's hours for the volunteer portal."""

    prefix: ClassVar[str] = "hrs1"
    year: int
    month: int


@builds("reports.choose")
def choose(words: Words, facts: Facts) -> Message:
    patrols = [
        Button(
            words.plain("reports-patrol_button", state=_state(each), starts_at=each["starts_at"], title=each["title"]),
            LogTap(LogAction.papers, int(each["patrol_id"])).pack(),
        )
        for each in facts["patrols"]
    ]
    months = tuple(
        Button(words.plain("reports-month_button", year=str(year), month=str(month)), MonthTap(year, month).pack())
        for year, month in facts["months"]
    )
    text = words("reports-choose") if patrols else words("reports-no_patrols")
    turning = pager(words, int(facts["page"]), int(facts["last_page"]), ReportsTap)
    calls = (Button(words.plain("effects-button"), CallsTap().pack()),)
    return message_from(text).with_buttons(*((each,) for each in patrols), turning, months, calls)


def _state(patrol: dict[str, Any]) -> str:
    return "signed" if patrol["is_sealed"] else "open"


@dataclass(frozen=True, slots=True)
class CallsTap(Tap):
    """Compare the 112 calls with those of other cities."""

    prefix: ClassVar[str] = "eff1"


@builds("reports.month")
def month(words: Words, facts: Facts) -> Message:
    parts = [
        "\n".join(
            [
                words("reports-heading", **_month(facts), city=facts["city"]),
                *([words("reports-running")] if facts["is_running"] else []),
            ]
        ),
        words(
            "reports-numbers",
            patrols=str(facts["patrols"]),
            people=str(facts["people"]),
            presences=str(facts["presences"]),
            minutes=facts["served_minutes"],
        ),
        _zones(words, facts),
        words("reports-notes", notes=str(facts["notes"]), open=str(facts["open"]), handed=str(facts["handed"])),
        words("reports-facilities", reported=str(facts["reported"]), fixed=str(facts["fixed"])),
        _triage(words, facts["triage_minutes"]),
    ]
    year, number = int(facts["year"]), int(facts["month"])
    button = Button(words.plain("reports-hours_button"), HoursListTap(year, number).pack())
    return message_from("\n\n".join(part for part in parts if part)).with_buttons((button,))


def _triage(words: Words, minutes: int | None) -> str:
    if minutes is None:
        return ""
    if minutes < _AN_HOUR:
        return words("reports-triage_minutes", minutes=str(minutes))
    return words("reports-triage_hours", minutes=minutes)


def _zones(words: Words, facts: Facts) -> str:
    lines = [words("reports-zone", zone=zone, count=str(count)) for zone, count in facts["zones"][:SHOWN]]
    missed = facts["missed_zones"][:SHOWN]
    if missed:
        lines.append(words("reports-missed_zones", zones=", ".join(missed)))
    return "\n".join([words("reports-zones"), *lines]) if lines else ""


def _month(facts: Facts) -> dict[str, str]:
    return {"year": str(facts["year"]), "month": str(facts["month"])}


@builds("reports.chart", takes_time=True)
def chart(words: Words, facts: Facts) -> Message:
    title = words.plain("reports-heading", **_month(facts), city=facts["city"])
    figures = {
        "patrols": str(facts["patrols"]),
        "people": str(facts["people"]),
        "hours": words.plain("reports-hours_figure", hours=str(round(facts["served_minutes"] / _AN_HOUR))),
        "handed": str(facts["handed"]),
    }
    picture = png(
        "month",
        {
            "lang": words.reader.locale,
            "title": title,
            "figures": [[value, words.plain(f"reports-figure_{name}")] for name, value in figures.items()],
            "panels": _panels(words, facts),
            "heat": _heat(words, facts),
            "empty": words.plain("reports-nothing"),
        },
    )
    return words.message("reports-chart", **_month(facts)).with_attachment(Picture(picture, "month.png"))


def _heat(words: Words, facts: Facts) -> dict[str, Any] | None:
    """Where notes were seen, coarse; no picture where no square has enough of them."""
    drawn = heat_map(facts["squares"])
    if drawn is None:
        return None
    return {
        "title": words.plain("reports-panel_heat"),
        "height": drawn.height,
        "cells": [
            [each.x, each.y, each.width, each.height, each.shade, str(each.notes), each.is_large]
            for each in drawn.cells
        ],
        "bar": [drawn.bar, words.plain("reports-heat_bar", metres=str(drawn.bar_m))],
        "note": words.plain("reports-heat_note", elsewhere=str(facts["elsewhere"])),
    }


def _panels(words: Words, facts: Facts) -> list[dict[str, Any]]:
    """Bars that belong together: what they are called, and each with its length and its words."""
    organisations = [[_organisation(words, name), presences] for name, _, presences, _ in facts["organisations"]]
    return [
        {"title": words.plain(f"reports-panel_{name}"), "bars": [[each, count] for each, count in bars[:_MOST_BARS]]}
        for name, bars in {
            "organisations": organisations,
            "zones": facts["zones"],
            "days": [[f"{date.fromisoformat(day):%m-%d}", count] for day, count in facts["days"]],
            "categories": [[_category(words, each), count] for each, count in facts["categories"]],
        }.items()
    ]


def _organisation(words: Words, name: str) -> str:
    return name or words.plain("patrol_logs-paper_no_organisation")


def _category(words: Words, name: str | None) -> str:
    return words.plain(CATEGORIES[IncidentCategory[name]] if name else "patrol_logs-paper_no_category")


@builds("reports.workbook", takes_time=True)
def as_workbook(words: Words, facts: Facts) -> Message:
    made = words.local(facts["at"])
    name = safe(words.plain("reports-filename", city=facts["city"], month=f"{facts['year']}-{facts['month']:02d}"))
    return words.message("reports-workbook").with_attachment(
        File(workbook(_sheets(words, facts), made), f"{name}.xlsx")
    )


def _sheets(words: Words, facts: Facts) -> list[Sheet]:
    numbers = [
        [words.plain(f"reports-row_{name}"), facts[name]]
        for name in (
            *("patrols", "people", "presences", "served_minutes", "notes", "open", "handed"),
            *("triage_minutes", "reported", "fixed"),
        )
    ]
    zones = [*facts["zones"], *([zone, 0] for zone in facts["missed_zones"])]
    tables: dict[str, tuple[tuple[str, ...], list[list[Any]]]] = {
        "organisations": (
            ("organisation", "people", "presences", "minutes"),
            [[_organisation(words, name), *counts] for name, *counts in facts["organisations"]],
        ),
        "zones": (("zone", "patrols"), zones),
        "days": (("day", "presences"), [[date.fromisoformat(day), count] for day, count in facts["days"]]),
        "categories": (("category", "notes"), [[_category(words, each), count] for each, count in facts["categories"]]),
    }
    heading = words.plain("reports-heading", **_month(facts), city=facts["city"])
    return [
        Sheet(
            words.plain("reports-panel_numbers"),
            [words.plain(f"reports-column_{each}") for each in ("what", "number")],
            numbers,
            [[heading]],
        ),
        *(
            Sheet(words.plain(f"reports-panel_{name}"), [words.plain(f"reports-column_{each}") for each in heads], rows)
            for name, (heads, rows) in tables.items()
        ),
    ]
