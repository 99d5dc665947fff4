"""Medians, percentiles and tables."""

from collections.abc import Iterable, Sequence
from statistics import median

ROUNDS = 5


def p99(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def spread(values: Sequence[float], form: str = ".0f") -> str:
    """The median, and how far apart the rounds were."""
    return f"{median(values):{form}} ({min(values):{form}}–{max(values):{form}})"


def verdict(is_met: bool) -> str:
    return "met" if is_met else "**missed**"
