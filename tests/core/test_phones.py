"""A phone number has one form however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.phones import NotAPhone, Phone, PhoneReason, mask_phone, national_phone, normalise_phone


@pytest.mark.parametrize(
    "typed",
    [
        "010-1234-5678",
        "01012345678",
        "010 1234 5678",
        "+82 10-1234-5678",
        "+82 (0)10 1234 5678",
        "821012345678",
        "0082-10-1234-5678",
        "０１０－１２３４－５６７８",
        "010.1234.5678",
    ],
)
def test_every_spelling_of_a_korean_mobile_is_the_same_number(typed: str) -> None:
    assert normalise_phone(typed) == Phone("+821012345678")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("02-123-4567", Phone("+8221234567")),
        ("031-8045-1234", Phone("+823180451234")),
        ("+1 415 555 0100", Phone("+14155550100")),
        ("+84912345678", Phone("+84912345678")),
        ("14155550100", NotAPhone(PhoneReason.no_country)),
        ("010-1234", NotAPhone(PhoneReason.wrong_length)),
        ("+123", NotAPhone(PhoneReason.wrong_length)),
        ("112", NotAPhone(PhoneReason.no_country)),
        ("홍길동", NotAPhone(PhoneReason.not_a_number)),
        ("", NotAPhone(PhoneReason.not_a_number)),
        ("1" * 10_000, NotAPhone(PhoneReason.not_a_number)),
        ("010101-3234567", NotAPhone(PhoneReason.wrong_length)),
        ("900101-1234567", NotAPhone(PhoneReason.no_country)),
    ],
)
def test_other_numbers_need_a_country_and_a_sensible_length(typed: str, expected: Phone | NotAPhone) -> None:
    assert normalise_phone(typed) == expected


def test_a_shared_contact_begins_with_its_country() -> None:
    assert normalise_phone("14155550100", is_international=True) == Phone("+14155550100")
    assert normalise_phone("821012345678", is_international=True) == Phone("+821012345678")


@pytest.mark.parametrize(
    ("number", "national", "masked"),
    [
        ("+821012345678", "010-1234-5678", "010-****-5678"),
        ("+8221234567", "02-123-4567", "02-***-4567"),
        ("+14155550100", "+14155550100", "+14*****0100"),
    ],
)
def test_a_number_is_shown_as_its_people_write_it_and_masked_in_the_middle(
    number: str, national: str, masked: str
) -> None:
    assert national_phone(number) == national
    assert mask_phone(number) == masked


@given(st.text(alphabet="0123456789+-() ", max_size=30), st.booleans())
def test_a_stored_number_is_read_back_as_itself(typed: str, is_international: bool) -> None:
    outcome = normalise_phone(typed, is_international=is_international)

    if isinstance(outcome, Phone):
        assert normalise_phone(outcome.number) == outcome
        assert mask_phone(outcome.number).endswith(outcome.number[-4:])
        assert "*" in mask_phone(outcome.number)
