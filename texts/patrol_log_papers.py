"""The patrol log on paper: as PDF for the file, and as a workbook for whoever goes on reckoning."""

from datetime import datetime
from typing import Any

from core.incidents import FacilityKind, IncidentCategory, IncidentState
from texts.messages import File, Message
from texts.note_words import CATEGORIES, FACILITIES, STATES
from texts.papers.filenames import safe
from texts.papers.sheets import Sheet, workbook
from texts.papers.typesetting import pdf
from texts.render import Facts, builds
from texts.words import Words

_PEOPLE = ("nth", "name", "arrived", "left", "minutes", "shown_by")
_NOTES = ("note", "time", "about", "files", "state")


@builds("patrol_logs.pdf", takes_time=True)
def as_pdf(words: Words, facts: Facts) -> Message:
    content = pdf("patrol_log", _paper(words, facts))
    return words.message("patrol_logs-pdf").with_attachment(File(content, f"{_name(words, facts)}.pdf"))


@builds("patrol_logs.xlsx", takes_time=True)
def as_workbook(words: Words, facts: Facts) -> Message:
    content = workbook(_sheets(words, facts), words.local(facts["ends_at"]))
    return words.message("patrol_logs-xlsx").with_attachment(File(content, f"{_name(words, facts)}.xlsx"))


def _name(words: Words, facts: Facts) -> str:
    day = f"{words.local(facts['starts_at']):%Y-%m-%d}"
    return safe(words.plain("patrol_logs-filename", day=day, title=facts["title"]))


def _paper(words: Words, facts: Facts) -> dict[str, Any]:
    """What the template sets: every word of it in the reader's language."""
    by, at, number = facts["signer"], facts["sealed_at"], str(facts["log_number"])
    return {
        "lang": words.reader.locale,
        "words": _labels(words, facts),
        "city": facts["city"],
        "is_sealed": bool(at),
        "state": words.plain("patrol_logs-paper_sealed", number=number)
        if at
        else words.plain("patrol_logs-paper_draft"),
        "signature": words.plain("patrol_logs-paper_signature", name=by, at=at) if at else "",
        "particulars": _particulars(words, facts),
        "companies": [
            {
                "name": f"{_company(words, company)} ({len(company['people'])})",
                "people": [_person_cells(words, nth, each) for nth, each in enumerate(company["people"], 1)],
            }
            for company in facts["organisations"]
        ],
        "notes": [_note_cells(words, each) for each in facts["entries"]],
        "findings": facts["findings"],
        "findings_by": words.plain("patrol_logs-paper_findings_by", name=facts["findings_name"])
        if facts["findings_name"]
        else "",
        "hash": facts["hash"],
        "footer": " · ".join(part for part in (facts["city"], facts["title"], facts["hash"][:16]) if part),
    }


def _labels(words: Words, facts: Facts) -> dict[str, Any]:
    names = ("title", "nobody", "notes", "no_notes", "findings", "no_findings", "seal", "seal_hint")
    return {
        **{name: words.plain(f"patrol_logs-paper_{name}") for name in names},
        "seal_line": words.plain(
            "patrol_logs-paper_seal_line", number=str(facts["log_number"]), previous=facts["previous_hash"][:16]
        ),
        "people_heads": [words.plain(f"patrol_logs-column_{name}") for name in _PEOPLE],
        "notes_heads": [words.plain(f"patrol_logs-column_{name}") for name in _NOTES],
    }


def _particulars(words: Words, facts: Facts) -> list[tuple[str, str]]:
    people = [each for company in facts["organisations"] for each in company["people"]]
    handed = sum(each["state"] == IncidentState.handed_to_112 for each in facts["entries"])
    late = sum(each["late"] > 0 for each in people)
    values = {
        "patrol": facts["title"],
        "when": words.plain(
            "patrol_logs-paper_when",
            starts_at=facts["starts_at"],
            ends_at=facts["ends_at"],
            year=f"{words.local(facts['starts_at']):%Y}",
        ),
        "place": facts["place"],
        "zones": ", ".join(facts["zones"]) or "–",
        "people": words.plain("patrol_logs-paper_people", present=str(len(people)), late=str(late)),
        "reports": words.plain("patrol_logs-paper_reports", notes=str(len(facts["entries"])), handed=str(handed)),
    }
    return [(words.plain(f"patrol_logs-row_{name}"), value) for name, value in values.items()]


def _company(words: Words, company: dict[str, Any]) -> str:
    return company["name"] or words.plain("patrol_logs-paper_no_organisation")


def _person_cells(words: Words, nth: int, person: dict[str, Any]) -> list[str]:
    late = f" ({words.plain('patrol_logs-paper_late', minutes=str(person['late']))})" if person["late"] else ""
    return [
        str(nth),
        person["name"],
        f"{words.local(person['arrived_at']):%H:%M}{late}",
        f"{words.local(person['left_at']):%H:%M}" if person["left_at"] else "–",
        words.plain("patrol_logs-paper_minutes", minutes=person["minutes"]),
        _shown_by(words, person),
    ]


def _shown_by(words: Words, person: dict[str, Any]) -> str:
    """How a presence was established: by place, by code, or by whom and when."""
    parts = [words.plain(f"patrol_logs-method_{person['method']}", distance=str(person["distance"] or 0))]
    if person["marker"]:
        name, at = person["marker"], person["marked_at"]
        # Without a mark it was the end of duty that somebody else wrote down.
        parts.append(
            words.plain("patrol_logs-marked_by", name=name, at=at)
            if at
            else words.plain("patrol_logs-ended_by", name=name)
        )
    return ", ".join(parts)


def _note_cells(words: Words, note: dict[str, Any]) -> list[str]:
    files = [words.plain(f"patrol_logs-paper_{name}", count=str(note[name])) for name in _FILES if note[name]]
    return [
        f"#{note['number']}",
        f"{words.local(note['at']):%H:%M}",
        _about(words, note),
        ", ".join(files) or "–",
        words.plain(STATES[IncidentState[note["state"]]]),
    ]


_FILES = ("photos", "recordings")


def _about(words: Words, note: dict[str, Any]) -> str:
    if not note["category"]:
        return words.plain("patrol_logs-paper_no_category")
    about = words.plain(CATEGORIES[IncidentCategory[note["category"]]])
    if not note["facility"]:
        return about
    return f"{about} – {words.plain(FACILITIES[FacilityKind[note['facility']]])}"


def _sheets(words: Words, facts: Facts) -> list[Sheet]:
    paper = _paper(words, facts)
    labels = paper["words"]
    rows = [
        [_company(words, company), *_row(words, nth, each)]
        for company in facts["organisations"]
        for nth, each in enumerate(company["people"], 1)
    ]
    above = [
        [labels["title"], paper["state"], paper["signature"]],
        *paper["particulars"],
        [labels["findings"], facts["findings"]],
        *([[labels["seal"], facts["hash"]]] if facts["hash"] else []),
    ]
    heads = [words.plain("patrol_logs-column_organisation"), *labels["people_heads"]]
    return [
        Sheet(labels["title"], heads, rows, above),
        Sheet(labels["notes"], labels["notes_heads"], paper["notes"]),
    ]


def _row(words: Words, nth: int, person: dict[str, Any]) -> list[Any]:
    """A person's cells as a workbook likes them: moments as local wall times, duty as minutes."""
    return [
        nth,
        person["name"],
        _wall(words, person["arrived_at"]),
        _wall(words, person["left_at"]) if person["left_at"] else None,
        person["minutes"],
        _shown_by(words, person),
    ]


def _wall(words: Words, at: str) -> datetime:
    return words.local(at).replace(tzinfo=None)
