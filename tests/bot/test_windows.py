"""The messenger never counts more in a second than it allows, whatever the way there and back takes."""

import heapq

from hypothesis import given
from hypothesis import strategies as st

from bot.windows import NOTICING_S, Window

Ways = list[tuple[float, float]]
"""How long each send takes to be counted, and its answer from there, in seconds."""


def counted(window: Window, ways: Ways, *, pace: float) -> list[float]:
    """When the messenger counts each of these sends, which are wanted one after the other at this pace a second."""
    now, moments, answers = 0.0, [], []
    for number, (there, back) in enumerate(ways):
        now = max(now, number / pace)
        while True:
            while answers and answers[0][0] <= now:
                at, _, send = heapq.heappop(answers)
                window.answered(send, at)
            if (wait_s := window.wait_s(now)) <= 0:
                break
            now = min(now + wait_s, answers[0][0]) if answers else now + wait_s
        heapq.heappush(answers, (now + there + back, number, window.start(now)))
        moments.append(now + there)
    return sorted(moments)


def busiest(moments: list[float]) -> int:
    """The most in any second."""
    return max(sum(1 for each in moments if first <= each < first + 1 - 1e-9) for first in moments)


way = st.floats(0.0005, 0.1)
detour = st.floats(0, 0.3)


@given(
    there=way, back=way, detours=st.lists(st.tuples(detour, detour), min_size=30, max_size=90), pace=st.floats(5, 99)
)
def test_no_second_holds_more_than_allowed(there: float, back: float, detours: Ways, pace: float) -> None:
    ways = [(there, back), *((there + on_the_way, back + after) for on_the_way, after in detours)]

    assert busiest(counted(Window(10), ways, pace=pace)) <= 10


@given(there=way, back=way, slow=st.lists(st.tuples(detour, detour), min_size=10, max_size=60), pace=st.floats(5, 99))
def test_a_start_at_which_everything_is_slow_is_provided_for(
    there: float, back: float, slow: Ways, pace: float
) -> None:
    """The shortest of a few slow answers says nothing about the way."""
    ways = [*((there + on_the_way, back + after) for on_the_way, after in slow), *[(there, back)] * 60]

    assert busiest(counted(Window(10), ways, pace=pace)) <= 10


@given(noticing=st.floats(0, NOTICING_S), others=st.lists(st.floats(0, NOTICING_S), min_size=30, max_size=90))
def test_a_messenger_that_notices_late_is_provided_for(noticing: float, others: list[float]) -> None:
    """The shortest answer may have been one that was counted late: nobody can know."""
    ways = [(0.02 + each, 0.02 + NOTICING_S - each) for each in (noticing, *others)]

    assert busiest(counted(Window(10), ways, pace=99)) <= 10


def test_answers_that_come_at_once_cost_no_pace() -> None:
    moments = counted(Window(30), [(0.001, 0.001), *[(0.002, 0.003)] * 600], pace=29.7)

    assert moments[-1] - moments[0] < 600 / 29.7 + 0.1


def test_a_machine_that_is_late_makes_no_volley() -> None:
    moments = counted(Window(10), [(0.5, 0.001), *[(0.001, 0.001)] * 40], pace=1000)

    assert busiest(moments) <= 10


def test_a_send_without_an_answer_counts_as_arrived_after_a_second() -> None:
    window = Window(1)
    window.start(0.0)

    assert window.wait_s(0.5) > 0
    assert window.wait_s(1.99) > 0
    assert window.wait_s(2.02) <= 0
