"""What a city may set, where the bounds are, and until when things are kept."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.city_settings import (
    BOUNDS,
    CitySettings,
    SettingFault,
    SettingFaults,
    changed,
    changed_meanwhile,
    form_of,
    moments_offered,
    read_settings,
    retention_at,
)

HOUSE = (1440, 120, 30)
FORM: dict[str, list[str]] = {
    "radius_m": ["150"],
    "checkin_opens_minutes": ["30"],
    "quiet_from": ["22:00"],
    "quiet_until": ["08:00"],
    "reminder_minutes": ["1440", "120", "30"],
    "offer_minutes": ["120"],
    "hours_deadline_months": ["1"],
    "keep_notes_months": ["12"],
    "keep_messages_days": ["30"],
    "keep_audit_months": ["24"],
    "keep_former_months": ["12"],
}


def fault_of(name: str, *typed: str) -> SettingFault | None:
    outcome = read_settings({**FORM, name: typed}, moments=HOUSE)
    return outcome.faults.get(name) if isinstance(outcome, SettingFaults) else None


def test_a_form_is_read_whole_and_a_switch_that_is_not_there_is_off() -> None:
    form = {**FORM, "radius_m": ["200"], "second_approver": ["1"], "reminder_minutes": ["30", "720"]}

    assert read_settings(form, moments=HOUSE) == CitySettings(
        radius_m=200, second_approver=True, reminder_minutes=(720, 30)
    )


@pytest.mark.parametrize("name", sorted(BOUNDS))
def test_both_ends_are_allowed_and_nothing_beyond_them(name: str) -> None:
    bounds = BOUNDS[name]

    assert fault_of(name, str(bounds.least)) is None
    assert fault_of(name, str(bounds.most)) is None
    assert fault_of(name, str(bounds.least - 1)) is SettingFault.out_of_bounds
    assert fault_of(name, str(bounds.most + 1)) is SettingFault.out_of_bounds


@pytest.mark.parametrize(
    ("name", "typed", "fault"),
    [
        ("radius_m", ("",), SettingFault.not_a_number),
        ("radius_m", (), SettingFault.not_a_number),
        ("radius_m", ("-150",), SettingFault.not_a_number),
        ("radius_m", ("1e3",), SettingFault.not_a_number),
        ("radius_m", ("٢٠٠",), SettingFault.not_a_number),
        ("quiet_from", ("24:00",), SettingFault.not_a_time),
        ("quiet_until", ("밤",), SettingFault.not_a_time),
        ("hours_deadline_months", ("2",), SettingFault.not_offered),
        ("reminder_minutes", (), SettingFault.no_moment),
        ("reminder_minutes", ("7",), SettingFault.not_offered),
    ],
)
def test_what_cannot_be_taken_is_named(name: str, typed: tuple[str, ...], fault: SettingFault) -> None:
    assert fault_of(name, *typed) is fault


def test_one_wrong_field_and_nothing_is_taken() -> None:
    outcome = read_settings({**FORM, "radius_m": ["5"], "quiet_from": ["x"]}, moments=HOUSE)

    assert outcome == SettingFaults({"radius_m": SettingFault.out_of_bounds, "quiet_from": SettingFault.not_a_time})


def test_moments_the_installation_uses_can_be_kept() -> None:
    assert 45 in moments_offered((45,))
    assert read_settings({**FORM, "reminder_minutes": ["45"]}, moments=(45,)) == CitySettings(reminder_minutes=(45,))


@given(st.dictionaries(st.sampled_from([*FORM, "second_approver", "x"]), st.lists(st.text(max_size=8), max_size=3)))
def test_no_form_whatever_breaks_it(form: dict[str, list[str]]) -> None:
    assert isinstance(read_settings(form, moments=HOUSE), CitySettings | SettingFaults)


def test_only_what_is_different_is_written_down() -> None:
    after = CitySettings(radius_m=200, quiet_from=time(21, 30))

    assert changed(CitySettings(), after) == {"radius_m": [150, 200], "quiet_from": ["22:00", "21:30"]}
    assert changed(after, after) == {}


def test_months_are_those_of_the_calendar() -> None:
    at = datetime(2026, 12, 31, 3, tzinfo=UTC)
    over = retention_at(CitySettings(keep_notes_months=3, keep_messages_days=30), at, ZoneInfo("Asia/Seoul"))

    assert over.notes_before == datetime(2026, 9, 30, 3, tzinfo=UTC)
    assert over.messages_before == datetime(2026, 12, 1, 3, tzinfo=UTC)
    assert over.audits_before == datetime(2024, 12, 31, 3, tzinfo=UTC)


def test_a_form_says_what_is_in_force_and_is_read_as_just_that() -> None:
    settings = CitySettings(second_approver=True, reminder_minutes=(180, 30))

    assert read_settings(form_of(settings, (180, 30)), moments=(*HOUSE, 180)) == settings
    assert "two_step_approval" not in form_of(settings, (180, 30))


VALUES = st.sampled_from([["30"], ["60"], ["90"]])
TYPED = st.fixed_dictionaries({"radius_m": VALUES, "offer_minutes": VALUES})


@given(TYPED, TYPED, TYPED)
def test_saving_never_undoes_what_others_changed_without_saying_so(
    opened: dict[str, list[str]], typed: dict[str, list[str]], in_force: dict[str, list[str]]
) -> None:
    found = changed_meanwhile(opened, typed, in_force)
    undone = {name for name in opened if in_force[name] != opened[name] and in_force[name] != typed[name]}

    assert set(found.names if found else ()) == undone
    if found is not None:
        mine = {name for name in opened if typed[name] != opened[name]}
        assert all(found.kept[name] == (typed if name in mine else in_force)[name] for name in opened)
        assert changed_meanwhile(found.in_force, found.kept, in_force) is None
