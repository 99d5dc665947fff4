"""The page of figures: what was done to the program, what it came to, and why each repeat is excused."""

from collections import Counter
from collections.abc import Sequence

from core.doubts import on_doubt
from core.retries import OnDoubt
from tests.torture.toll import Toll

HEADING = """# Reliability

Written by `make torture`. Registered members check in and out, answer, write notes and say what nobody understands,
owners found cities, and some notes meet a fault that breaks the program each time. Meanwhile one of several processes
on one database is killed (kill -9) every few seconds, the messenger answers 500, 502, 429 (for one chat and for the
bot) and nonsense, hangs, and cuts connections before and after a call, leaders block the bot, groups become
supergroups, {clock} is set an hour forth and back, the disk under SQLite is full, and PostgreSQL loses its power and
its connections.

Then it is counted. An **update** is lost if the messenger was told that it arrived and it had no effect. An **effect**
is a city, a note, a duty, an answer to a patrol. Each deed must have brought exactly the answer it deserves, in the
order of the deeds. A **message** is lost if its row did not end as sent, or the messenger never saw it. Notes that
broke were kept aside, and after the fault was mended `patrolbot updates retry` carried each out once.
"""
RESULTS = """
| database | processes | seed | deeds | kills | updates lost | effects lost | effects twice | out of order | messages |\
 lost | twice, in flight | other repeats | kept aside and mended |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
"""
TROUBLES = """
## What happened besides the kills
| trouble | times |
|---|---|
"""
REPEATS = """
## Messages that came twice
No messenger offers a way to make a send harmless the second time, so what was in flight at a kill or a cut is sent
again ([why](decisions/0009-a-send-in-doubt-is-repeated.md)). Each repeat was matched to what excuses it: the fault that
took the answer of this very call, the process that held the message's row when it was killed, or the database that was
away at that moment.

| excuse | repeats | longest from the send to the trouble |
|---|---|---|
"""
KINDS = """
| kind | in doubt | said | came again | left in doubt |
|---|---|---|---|---|
"""
_POLICY = {OnDoubt.repeat: "is said again", OnDoubt.give_up: "is left"}


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |\n"


def result(toll: Toll) -> str:
    """One line about one run."""
    return _row(
        toll.database,
        toll.processes,
        toll.seed,
        toll.commands,
        toll.kills,
        toll.updates_lost,
        toll.effects_lost,
        toll.effects_twice,
        toll.out_of_order,
        toll.messages,
        toll.messages_lost,
        len(toll.excused),
        len(toll.unexcused),
        f"{toll.failures_mended} of {toll.failures_kept_aside}",
    )


def page(tolls: Sequence[Toll], clock: str) -> str:
    """The whole page."""
    troubles = sum((toll.troubles for toll in tolls), Counter[str]())
    return (
        HEADING.format(clock=clock)
        + RESULTS
        + "".join(map(result, tolls))
        + TROUBLES
        + "".join(_row(name, times) for name, times in sorted(troubles.items()))
        + REPEATS
        + _excuses(tolls)
        + KINDS
        + _kinds(tolls)
    )


def _excuses(tolls: Sequence[Toll]) -> str:
    repeats = [each for toll in tolls for each in toll.repeats]
    causes = Counter(each.cause or "none" for each in repeats)
    longest = {cause: max(each.gap for each in repeats if (each.cause or "none") == cause) for cause in causes}
    return "".join(
        _row(cause, count, f"{longest[cause].total_seconds():.2f} s") for cause, count in causes.most_common()
    )


def _kinds(tolls: Sequence[Toll]) -> str:
    said = sum((toll.said for toll in tolls), Counter[str]())
    given_up = sum((toll.given_up for toll in tolls), Counter[str]())
    again = Counter(each.kind for toll in tolls for each in toll.repeats)
    return "".join(
        _row(f"`{kind}`", _POLICY[on_doubt(kind)], said[kind], again[kind], given_up[kind])
        for kind in sorted({*said, *again, *given_up})
    )
