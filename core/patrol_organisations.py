"""The organisations a form names become those the city has; a name it does not have comes back with the nearest ones.

Blanks and case do not matter: people write `평촌 자율방범대` as often as `평촌자율방범대`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from core.patrol_fields import OrganisationWish

SUGGESTED = 3
LIKENESS = 0.4
"""How alike two names must be to be suggested; low, because a short Korean name changes a lot by one syllable."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An organisation of the city with its quota; None for any number of people."""

    organisation_id: int
    name: str
    quota: int | None


@dataclass(frozen=True, slots=True)
class UnknownOrganisation:
    """A name the city has no organisation of, and the names it may have meant, nearest first."""

    name: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvitedTwice:
    """Two names of the form mean the same organisation."""

    name: str


OrganisationProblem: TypeAlias = UnknownOrganisation | InvitedTwice


def match_organisations(
    wishes: Iterable[OrganisationWish], known: Mapping[int, str]
) -> tuple[tuple[Invited, ...], tuple[OrganisationProblem, ...]]:
    """Those that were found, in the order of the form, and everything that was not understood."""
    ids = {_folded(name): organisation_id for organisation_id, name in known.items()}
    found: dict[int, Invited] = {}
    problems: list[OrganisationProblem] = []
    for wish in wishes:
        invited = _find(wish, ids, known)
        if invited is None:
            problems.append(UnknownOrganisation(wish.name, near_names(wish.name, known.values())))
        elif invited.organisation_id in found:
            problems.append(InvitedTwice(wish.name))
        else:
            found[invited.organisation_id] = invited
    return tuple(found.values()), tuple(problems)


def near_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names most like this one."""
    by_folded = {_folded(each): each for each in known}
    folded = _folded(name)
    holding = [each for each in by_folded if folded in each or each in folded]
    close = get_close_matches(folded, by_folded, n=SUGGESTED, cutoff=LIKENESS)
    return tuple(by_folded[each] for each in dict.fromkeys([*holding, *close]))[:SUGGESTED]


def _find(wish: OrganisationWish, ids: Mapping[str, int], known: Mapping[int, str]) -> Invited | None:
    if wish.quota is not None:
        # A number at the end may belong to the name: `안양방범대 2` of a city that has 1 and 2.
        whole = ids.get(_folded(f"{wish.name}{wish.quota}"))
        if whole is not None:
            return Invited(whole, known[whole], None)
    organisation_id = ids.get(_folded(wish.name))
    return None if organisation_id is None else Invited(organisation_id, known[organisation_id], wish.quota)


def _folded(name: str) -> str:
    return "".join(name.casefold().split())
