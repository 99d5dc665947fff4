"""Volunteer hours on paper: the certificate of one person, and the list for the volunteer portal."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar

from core.volunteer_hours import Period
from texts.buttons import Tap
from texts.messages import Button, File, Message
from texts.papers.filenames import safe
from texts.papers.sheets import Sheet, workbook
from texts.papers.typesetting import pdf
from texts.render import Facts, builds
from texts.words import Words

_LINES = ("day", "time", "title", "organisation", "counted")
_LIST = ("name", "organisation", "day", "begins", "ends", "minutes", "hours", "title", "place")
_MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class CertificateTap(Tap):
    prefix: ClassVar[str] = "cert1"

    period: Period


@builds("volunteer_hours.periods")
def periods(words: Words, _facts: Facts) -> Message:
    buttons = [(Button(words.plain(f"volunteer_hours-{each}_button"), CertificateTap(each).pack()),) for each in Period]
    return words.message("volunteer_hours-periods").with_buttons(*buttons)


@builds("volunteer_hours.certificate", takes_time=True)
def certificate(words: Words, facts: Facts) -> Message:
    content = pdf(
        "certificate",
        {
            "lang": words.reader.locale,
            "title": words.plain("volunteer_hours-paper_title"),
            "city": facts["city"],
            "particulars": _particulars(words, facts),
            "heads": [words.plain(f"volunteer_hours-column_{each}") for each in _LINES],
            "lines": [_line(words, row) for row in facts["rows"]],
            "total": words.plain("volunteer_hours-paper_total", minutes=facts["total_minutes"]),
            "statement": words.plain("volunteer_hours-paper_statement"),
            "limits": words.plain("volunteer_hours-paper_limits"),
            "issued": words.plain("volunteer_hours-paper_issued", day=f"{words.local(facts['at']):%Y-%m-%d}"),
            "confirmed": words.plain("volunteer_hours-paper_confirmed"),
            "footer": f"{facts['city']} · {facts['name']}",
        },
    )
    name = safe(words.plain("volunteer_hours-filename", name=facts["name"], day=facts["last_day"]))
    return words.message("volunteer_hours-certificate").with_attachment(File(content, f"{name}.pdf"))


def _particulars(words: Words, facts: Facts) -> list[tuple[str, str]]:
    organisations = list(dict.fromkeys(row["organisation"] for row in facts["rows"] if row["organisation"]))
    values = {
        "name": facts["name"],
        "organisation": ", ".join(organisations) or "–",
        "period": f"{facts['first_day']} – {facts['last_day']}",
        "total": words.plain("volunteer_hours-paper_total", minutes=facts["total_minutes"]),
    }
    return [(words.plain(f"volunteer_hours-row_{name}"), value) for name, value in values.items()]


def _line(words: Words, row: dict[str, Any]) -> list[str]:
    return [
        row["day"],
        f"{words.local(row['begins_at']):%H:%M}–{words.local(row['ends_at']):%H:%M}",
        row["title"],
        row["organisation"],
        words.plain("patrol_logs-paper_minutes", minutes=row["minutes"]),
    ]


@builds("volunteer_hours.deadline")
def deadline(words: Words, facts: Facts) -> Message:
    return words.message(
        "volunteer_hours-deadline",
        year=str(facts["year"]),
        month=str(facts["month"]),
        people=str(facts["people"]),
        deadline=datetime.combine(
            date.fromisoformat(facts["deadline"]), time(12), tzinfo=words.reader.zone
        ).isoformat(),
    )


@builds("volunteer_hours.list", takes_time=True)
def hours_list(words: Words, facts: Facts) -> Message:
    rows = [
        [
            row["name"],
            row["organisation"],
            date.fromisoformat(row["day"]),
            words.local(row["begins_at"]).time(),
            words.local(row["ends_at"]).time(),
            row["minutes"],
            round(row["minutes"] / _MINUTES_AN_HOUR, 2),
            row["title"],
            row["place"],
        ]
        for row in facts["rows"]
    ]
    heads = [words.plain(f"volunteer_hours-column_{each}") for each in _LIST]
    month = f"{facts['year']}-{facts['month']:02d}"
    sheet = Sheet(words.plain("volunteer_hours-list_title", month=month), heads, rows)
    content = workbook([sheet], words.local(facts["at"]))
    name = safe(words.plain("volunteer_hours-list_filename", month=month))
    return words.message("volunteer_hours-list").with_attachment(File(content, f"{name}.xlsx"))
