"""Facts that cannot be guessed from their names: states, roles, lists. One entry a shape that a kind can take."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.absences import AbsenceReply
from core.broadcasts import BroadcastState
from core.call_counts import CountReason
from core.facilities import FacilityState
from core.incidents import IncidentState
from core.members import Purpose, RosterSize
from core.next_steps import NextStep
from core.patrol_changes import Changeable
from core.patrol_fields import FieldKey, FieldReason
from core.roles import MembershipState, OrganisationKind, Role
from core.rsvps import RsvpState
from core.standings import ExcuseReason
from tests.texts.plausible import AT, TYPED

Facts = Mapping[str, Any]

_PATROL: Facts = {
    "zones": [TYPED],
    "info": TYPED,
    "organisations": [[TYPED, 10], [TYPED, None]],
    "repeat": "",
    "mine": None,
    "revision": 2,
}
_ROLES = [{"role": role.name} for role in Role]
_PAGED: Facts = {"page": 1, "last_page": 3}
_HINTED = [{"hint": None}, {"hint": "tap"}, {"hint": "unusable_contact"}]
_NAMES = [{"hint": None, "kind": "merchants"}, {"hint": "name_too_long", "kind": "patrol_unit"}]
_KINDS = [{"kind": kind.name} for kind in OrganisationKind]
_NOTE: Facts = {
    "category": "facility",
    "facility": "lamp",
    "history": [{"state": "open", "name": TYPED, "at": AT}],
    "which": "all",
    "offset": 0,
    "assignee": TYPED,
    "kept": "",
    "parts": ["4", "7"],
    "request": {"state": "requested", "on": "2026-12-04"},
}
_DESK: Facts = {"on": "2026-12-04", "reference": TYPED, "remark": TYPED}
_NOTES = [_NOTE | {"state": state.name} for state in IncidentState]
_AUDIENCE: Facts = {
    "everyone": False,
    "organisations": [TYPED],
    "organisation_ids": [1],
    "kinds": ["merchants"],
    "patrol": TYPED,
    "patrol_id": 5,
    "answers": ["going"],
    "leaders_only": True,
}
_BROADCAST: Facts = {
    "audience": _AUDIENCE,
    "message_ids": ["1", "2"],
    "address": "5",
    "names": [{"name": TYPED, "organisation": TYPED}],
    "decided_by": None,
    "starts_at": None,
}
_PROGRESS: Facts = {
    "sent": 5,
    "total": 9,
    "left": 1,
    "unreachable": 1,
    "failed": {"rejected": 1, "something new": 1},
    "dropped": 1,
}
_CHOICES: Facts = {"choices": [{"id": 1, "name": TYPED, "kind": "merchants", "title": TYPED, "starts_at": AT}]}
_VALUES: Facts = {"starts_at": AT, "ends_at": AT, "place": TYPED, "latitude": 37.0, "longitude": 126.0} | _PATROL
_CHANGES = [
    {"change": change.name, "old": _VALUES, "new": _VALUES, "count": count, "problem": None}
    for change in Changeable
    for count in (1, 3)
]
_PROBLEMS = [
    {"key": key.name, "reason": reason.name, "piece": TYPED, "limit": 9, "near": TYPED, "line_number": None}
    for key in FieldKey
    for reason in FieldReason
]
_DRAFT: Facts = {
    "day": "2026-12-04",
    "clocks": ["20:00", "22:00"],
    "place_name": TYPED,
    "point": [37.0, 126.0],
    "title": TYPED,
    "organisations": [[1, 10], [2, None]],
    "zones": [TYPED],
    "recurrence": "",
    "info": TYPED,
    "form": TYPED,
    "wrong": [],
    "problem": None,
}
_QUESTIONS: Mapping[str, Sequence[Any]] = {
    "day": ["2026-12-04"],
    "clock": ["20:00-22:00"],
    "place": [[TYPED, "1"]],
    "title_line": [[TYPED, "1"]],
    "organisations": [[1, TYPED], [3, TYPED]],
    "zones": [[TYPED, "1"]],
    "repeat": [],
    "info": [[TYPED, "1"]],
}
_PERSON: Facts = {
    "person_id": 7,
    "name": TYPED,
    "answer": "going",
    "arrived_at": AT,
    "left_at": None,
    "late_minutes": 0,
    "is_present": True,
    "excuse": "",
    "excuse_words": "",
}
_ABSENT = _PERSON | {"is_present": False}
_PEOPLE = [
    *(_PERSON, _PERSON | {"late_minutes": 4}, _PERSON | {"left_at": AT}, _ABSENT),
    *(_ABSENT | {"excuse": reason.name} for reason in ExcuseReason),
    _ABSENT | {"excuse": "other", "excuse_words": TYPED},
]
_ROSTER: Facts = {
    "rows": [_PEOPLE],
    "others": [{"patrol_id": 4, "title": TYPED, "starts_at": AT}],
    "organisations": [{"id": 3, "name": TYPED, "present": 1, "going": 2}],
}

_LOGGED: Facts = {
    "name": TYPED,
    "method": "location",
    "distance": 12,
    "arrived_at": AT,
    "left_at": None,
    "late": 0,
    "marker": "",
    "marked_at": None,
    "minutes": 60,
}
_LOGGED_NOTE: Facts = {
    "number": 3,
    "category": "facility",
    "facility": "lamp",
    "state": "done",
    "at": AT,
    "photos": 2,
    "recordings": 1,
}
_LOG: Facts = {
    "zones": [TYPED],
    "organisations": [
        {
            "name": TYPED,
            "people": [
                _LOGGED,
                _LOGGED | {"method": "code", "late": 4, "left_at": AT},
                _LOGGED | {"method": "roster", "marker": TYPED, "marked_at": AT},
                _LOGGED | {"marker": TYPED},
            ],
        },
        {"name": "", "people": []},
    ],
    "entries": [_LOGGED_NOTE, _LOGGED_NOTE | {"facility": None}, _LOGGED_NOTE | {"category": None}],
}
_LOGS: Sequence[Facts] = [
    _LOG | {"sealed_at": AT, "log_number": 1, "hash": "f" * 64, "previous_hash": "0" * 64},
    _LOG | {"sealed_at": None, "log_number": 0, "hash": "", "previous_hash": "", "signer": "", "findings_name": ""},
]
_LOG_CARD: Facts = {"organisations": [[TYPED, 9]], "log_number": 3, "handed": 1, "marked": 2}
_MONTH: Facts = {
    "year": 2026,
    "month": 12,
    "at": AT,
    "city": TYPED,
    **dict.fromkeys(("patrols", "people", "presences", "notes", "open", "handed", "reported", "fixed"), 3),
    "served_minutes": 90,
    "is_running": True,
    "organisations": [[TYPED, 2, 3, 90], ["", 1, 1, 0]],
    "zones": [[TYPED, 2]],
    "missed_zones": [TYPED],
    "days": [["2026-12-04", 3]],
    "categories": [["traffic", 1], [None, 1]],
    "triage_minutes": 12,
    "squares": [[500, 37.385, 126.946, 37.3895, 126.9517, 3], [1000, 37.394, 126.93, 37.403, 126.9414, 4]],
    "elsewhere": 2,
}
_EMPTY_MONTH = _MONTH | {
    **{name: [] for name in ("organisations", "zones", "missed_zones", "days", "categories", "squares")},
    "triage_minutes": None,
    "is_running": False,
}
_SERVED: Facts = {
    "rows": [
        {
            "name": TYPED,
            "organisation": TYPED,
            "day": "2026-12-04",
            "begins_at": AT,
            "ends_at": AT,
            "minutes": 90,
            "title": TYPED,
            "place": TYPED,
        }
    ],
    "at": AT,
}

NOUNS: Mapping[str, Sequence[Facts]] = {
    "absences": [_PATROL | {"state": state, "names": [TYPED] * 3} for state in ("asked", "withdrawn", "present")],
    "alerts": [{"responses": [{"is_coming": True, "name": TYPED}, {"is_coming": False, "name": TYPED}]}],
    "applications": [{"role": "member", "state": state} for state in ("waiting", "active", "declined")],
    "boards": [_PATROL | {"lines": [{"organisation": TYPED, "quota": 9, "going": 2, "waiting": 1}]}],
    "incidents": [note | {"counts": {"all": 1}} for note in _NOTES],
    "notes": [
        *_NOTES,
        _NOTE | {"state": "done", "kept": "3", "parts": [], "request": None},
        _NOTE | {"state": "open", "category": None},
        _NOTE | {"state": "open", "facility": None},
    ],
    "offers": [_PATROL],
    "organisations": _KINDS,
    "patrol_logs": [_LOG_CARD | {"sealed_at": AT}, _LOG_CARD | {"sealed_at": None}],
    "patrols": [_PATROL | {"dates": [], "count": 1}, _PATROL | {"repeat": "", "dates": ["2026-12-11"], "count": 3}],
    "reports": [_MONTH, _EMPTY_MONTH],
    "reminders": [_PATROL | {"names": [TYPED] * 90}],
    "rosters": [
        _ROSTER | _PAGED | {"mode": mode, "missed": missed} for mode in ("marking", "leaving") for missed in (0, 3)
    ],
    "rsvps": [_PATROL | {"mine": state.name, "reason": "not_invited"} for state in RsvpState],
    "broadcasts": [
        _BROADCAST | _CHOICES | {"progress": progress, "state": state.name}
        for state in BroadcastState
        for progress in (None, _PROGRESS)
    ],
    "registrations": [role for role in _ROLES if role["role"] != Role.administrator],
}
"""What all kinds of a noun are given."""

KINDS: Mapping[str, Sequence[Facts]] = {
    "absences.absentees": [
        _PATROL | {"people": people, **_PAGED}
        for people in (
            [],
            [[7, TYPED, reason, "", is_own] for reason in ("", *ExcuseReason) for is_own in (True, False)],
        )
    ],
    "absences.excusing": [
        _PATROL | {"reason": reason, "words": words, "is_own": is_own}
        for reason in ("", *ExcuseReason)
        for words in ("", TYPED)
        for is_own in (True, False)
    ],
    "absences.written_down": [{"reason": reason.name} for reason in ExcuseReason],
    "absences.noted": [_PATROL | {"mine": reply.name} for reply in AbsenceReply],
    "checkins.accepted": [{"late_minutes": 0, "distance_m": 12}, {"late_minutes": 7, "distance_m": None}],
    "broadcasts.report": [{"progress": _PROGRESS}],
    "cities.ask_name": _NAMES,
    "cities.choose": [{"choices": [[1, TYPED]], **_PAGED}],
    "departures.ask": [{"posts": []}, {"posts": [TYPED]}],
    "departures.told": _ROLES,
    "effects.found": [
        {
            "year": 2026,
            "month": 10,
            "before": 11_486,
            "after": 10_879,
            "cities": 3,
            "change": -0.053,
            "others_change": -0.023,
            "staggered": {"cities": 3, "months": 20, "percent": -4.1, "low": -8.0, "high": 0.2, "is_clear": False},
            "points": -3.0,
            "low": -7.9,
            "high": 0.04,
        }
    ],
    "effects.unreadable": [
        {"lines": lines} for lines in ([], [[number, each.name] for number, each in enumerate(CountReason, 1)])
    ],
    "volunteer_hours.deadline": [{"year": 2026, "month": 10, "deadline": "2026-12-31", "people": 3}],
    "calendars.card": [
        {"made_at": None, "read_at": None},
        {"made_at": AT, "read_at": None},
        {"made_at": AT, "read_at": AT},
    ],
    "webhooks.note": [{"id": "msg_1_2", "at": AT, "number": 3, "text": TYPED}],
    "exports.file": [{"document": {"person": [{"name": TYPED}]}}],
    "groups.choice": [{"choices": [{"id": 1, "name": TYPED}], "chat": "-1001234567890"}],
    "help.now": [
        {"step": step.name, "rank": rank, "role": "member", "question": "registration-name"}
        for step in NextStep
        for rank in (None, *(role.name for role in Role))
    ],
    "invitations.links": [{"links": [["t" * 32, "leader", AT]], "roles": ["member", "leader"]}],
    "invitations.qr": _ROLES,
    "languages.chosen": [{"question": question, "rank": None} for question in ("none", "registration", "notes")],
    "members.card": [
        {"role": "leader", "state": state.name, "actions": ["pause", "remove", "hand_over"], "absences": absences}
        for state in MembershipState
        for absences in ([], [[TYPED, AT, reason, words, 5] for reason in ("", *ExcuseReason) for words in ("", TYPED)])
    ],
    "members.choose": [{"choices": [[1, TYPED, 2]], **_PAGED}],
    "members.roster": [
        {"warning": warning, "lines": [[1, TYPED, "member", "active", True]], **_PAGED}
        for warning in (None, *(size.name for size in RosterSize))
    ],
    "menu.commands": [{"rank": rank} for rank in (None, *(role.name for role in Role))],
    **{f"notes.facility_{state.name}": [_DESK, _DESK | {"reference": "", "remark": ""}] for state in FacilityState},
    "notes.file": [_NOTE | {"media": media} for media in ("photo", "video", "voice", "document")],
    "organisations.ask_name": _NAMES,
    "patrol_logs.pdf": _LOGS,
    "patrol_logs.xlsx": _LOGS,
    "patrols.form_wrong": [
        {"problems": [problem, problem | {"line_number": 3, "line": TYPED}]} for problem in _PROBLEMS
    ],
    "patrols.question": [_DRAFT | {"step": step, "choices": choices} for step, choices in _QUESTIONS.items()],
    "patrols.change_done": _CHANGES,
    "patrols.change_preview": _CHANGES,
    "patrols.change_question": _CHANGES,
    "patrols.changed": _CHANGES,
    "profiles.card": [
        {
            "roles": [[role.name, "active", TYPED, TYPED] for role in Role],
            "coming": [{"title": TYPED, "starts_at": AT, "ends_at": AT, "mine": mine} for mine in (*RsvpState, "none")],
            "rests": True,
            "location": location,
        }
        for location in ("on", "off", "refused")
    ],
    "profiles.consents": [{"consents": dict.fromkeys(Purpose, is_granted)} for is_granted in (True, False)],
    **{
        f"registrations.ask_{step}": [hinted | {"role": "member"} for hinted in _HINTED]
        for step in ("collection", "location", "transfer_abroad", "adult", "name", "phone")
    },
    "reports.choose": [
        {"patrols": patrols, "months": [[2026, 12], [2026, 11]], **_PAGED}
        for patrols in (
            [],
            [{"patrol_id": 3, "title": TYPED, "starts_at": AT, "is_sealed": is_sealed} for is_sealed in (True, False)],
        )
    ],
    "volunteer_hours.certificate": [_SERVED | {"first_day": "2026-12-01", "last_day": "2026-12-31"}],
    "volunteer_hours.list": [_SERVED | {"year": 2026, "month": 12}],
    "registrations.ask_organisation": [{"hint": None, "choices": [[1, TYPED]], **_PAGED}],
    "registrations.link_fault": [{"fault": fault} for fault in ("unknown", "expired", "revoked")],
}
"""What single kinds are given beside that."""
