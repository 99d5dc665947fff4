"""A fault in the log is its type, its causes and the lines it passed; what people wrote is not in it."""

from __future__ import annotations

import pytest

from bot.logs import without_words

SECRET = "김하나 010-0000-1234"


def _quotes() -> None:
    raise KeyError(SECRET)


def _breaks() -> None:
    try:
        _quotes()
    except KeyError as cause:
        raise ValueError(f"Failing row contains ({SECRET})") from cause


def test_a_fault_names_types_causes_and_places_but_no_words() -> None:
    with pytest.raises(ValueError, match="Failing row") as broken:
        _breaks()
    told = without_words((broken.type, broken.value, broken.tb))

    assert SECRET not in told
    assert told.index("KeyError") < told.index("ValueError")
    assert "_breaks" in told


def test_every_fault_of_a_group_is_told() -> None:
    with pytest.raises(ExceptionGroup) as broken:
        raise ExceptionGroup(SECRET, [OSError(SECRET), TypeError(SECRET)])
    told = without_words((broken.type, broken.value, broken.tb))

    assert "builtins.OSError" in told
    assert "builtins.TypeError" in told
    assert SECRET not in told
