"""A chain of sealed entries proves itself, and whatever is changed later shows."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.seals import GENESIS, Break, BreakReason, Sealed, canonical, first_break, sealed_after

ENTRIES = st.lists(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=9), max_size=4), max_size=6)


def _chain(entries: list[dict[str, object]]) -> list[Sealed]:
    chain: list[Sealed] = []
    for entry in entries:
        chain.append(sealed_after(chain[-1] if chain else None, entry))
    return chain


@given(ENTRIES)
def test_a_chain_that_nobody_touched_proves_itself(entries: list[dict[str, object]]) -> None:
    assert first_break(_chain(entries)) is None


@given(ENTRIES.filter(bool), st.data())
def test_a_changed_entry_is_named(entries: list[dict[str, object]], data: st.DataObject) -> None:
    chain = _chain(entries)
    at = data.draw(st.integers(0, len(chain) - 1))
    chain[at] = replace(chain[at], entry=chain[at].entry.replace('"number":', '"number": ', 1))

    assert first_break(chain) == Break(at + 1, BreakReason.changed)


@given(ENTRIES.filter(lambda entries: len(entries) > 1), st.data())
def test_an_entry_that_was_taken_out_is_missed(entries: list[dict[str, object]], data: st.DataObject) -> None:
    chain = _chain(entries)
    at = data.draw(st.integers(0, len(chain) - 2))
    del chain[at]

    assert first_break(chain) == Break(at + 1, BreakReason.missing)


def test_an_entry_that_was_sealed_anew_breaks_the_one_after_it() -> None:
    first, second = _chain([{"title": "one"}, {"title": "two"}])
    forged = sealed_after(None, {"title": "another"})

    assert first_break([forged, second]) == Break(2, BreakReason.unlinked)
    assert first_break([first, second]) is None


def test_a_chain_begins_before_nothing() -> None:
    assert _chain([{}])[0].previous_hash == GENESIS


def test_the_same_facts_have_one_text_only() -> None:
    assert canonical({"b": 1, "a": "가"}) == canonical({"a": "가", "b": 1}) == '{"a":"가","b":1}'
