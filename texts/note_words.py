"""What a note is about and how far it is, in the words of everybody who reads of it."""

from collections.abc import Mapping

from core.incidents import FacilityKind, IncidentCategory, IncidentState
from texts.render import Facts
from texts.words import Words

CATEGORIES: Mapping[IncidentCategory, str] = {
    IncidentCategory.suspicious: "notes-category_suspicious",
    IncidentCategory.facility: "notes-category_facility",
    IncidentCategory.hidden_camera: "notes-category_hidden_camera",
    IncidentCategory.lost_or_aid: "notes-category_lost_or_aid",
    IncidentCategory.traffic: "notes-category_traffic",
    IncidentCategory.other: "notes-category_other",
}
FACILITIES: Mapping[FacilityKind, str] = {
    FacilityKind.lamp: "notes-facility_lamp",
    FacilityKind.cctv: "notes-facility_cctv",
    FacilityKind.blind_spot: "notes-facility_blind_spot",
    FacilityKind.other: "notes-facility_other",
}
STATES: Mapping[IncidentState, str] = {
    IncidentState.open: "notes-state_open",
    IncidentState.accepted: "notes-state_accepted",
    IncidentState.in_progress: "notes-state_in_progress",
    IncidentState.done: "notes-state_done",
    IncidentState.handed_to_112: "notes-state_handed_to_112",
}


def about_words(words: Words, facts: Facts) -> str:
    """What a note is about, in a word or two."""
    if facts["category"] is None:
        return ""
    category = words(CATEGORIES[IncidentCategory[facts["category"]]])
    if facts["facility"] is None:
        return category
    return f"{category} · {words(FACILITIES[FacilityKind[facts['facility']]])}"


def state_word(words: Words, state: str) -> str:
    return words(STATES[IncidentState[state]])


def noon(day: str) -> str:
    """A day as a moment that is that day wherever cities are."""
    return f"{day}T12:00:00+00:00"
