"""Organisations of a form: found however they are spaced, and unknown ones answered with the nearest names."""

from core.patrol_fields import OrganisationWish
from core.patrol_organisations import Invited, InvitedTwice, UnknownOrganisation, match_organisations, near_names

KNOWN = {1: "평촌자율방범대", 2: "범계자율방범대", 3: "안양상인연합회", 4: "동안 방범대 2"}


def test_names_are_found_whatever_the_blanks_and_keep_the_order_and_quota_of_the_form() -> None:
    found, problems = match_organisations(
        [OrganisationWish("안양 상인연합회", 5), OrganisationWish("평촌자율방범대")], KNOWN
    )

    assert found == (Invited(3, "안양상인연합회", 5), Invited(1, "평촌자율방범대", None))
    assert problems == ()


def test_an_unknown_name_comes_back_with_the_nearest_ones() -> None:
    _, problems = match_organisations([OrganisationWish("평촌자율방법대", 10)], KNOWN)

    assert isinstance(problems[0], UnknownOrganisation)
    assert problems[0].name == "평촌자율방법대"
    assert problems[0].near[0] == "평촌자율방범대"


def test_a_number_that_belongs_to_the_name_is_no_quota() -> None:
    found, _ = match_organisations([OrganisationWish("동안방범대", 2)], KNOWN)

    assert found == (Invited(4, "동안 방범대 2", None),)


def test_the_same_organisation_named_in_two_ways_is_named_as_a_mistake() -> None:
    _, problems = match_organisations(
        [OrganisationWish("평촌자율방범대"), OrganisationWish("평촌 자율방범대", 3)], KNOWN
    )

    assert problems == (InvitedTwice("평촌 자율방범대"),)


def test_a_part_of_a_name_suggests_the_whole_and_a_strange_word_nothing() -> None:
    assert near_names("상인연합회", KNOWN.values())[0] == "안양상인연합회"
    assert near_names("zzz", KNOWN.values()) == ()
