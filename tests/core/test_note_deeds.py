"""A note is given to one person at a time, and to nobody twice."""

import pytest

from core.note_deeds import AlreadyTheirs, Assigned, AssignmentDecision, AssignmentFault, decide_assignment


@pytest.mark.parametrize(
    ("assignee_id", "wished_id", "may_have_it", "expected"),
    [
        (None, 5, True, Assigned(None, 5)),
        (4, 5, True, Assigned(4, 5)),
        (5, 5, True, AlreadyTheirs()),
        (5, 5, False, AlreadyTheirs()),
        (None, None, False, AlreadyTheirs()),
        (5, None, False, Assigned(5, None)),
        (None, 5, False, AssignmentFault.cannot_have_it),
    ],
)
def test_a_note_goes_to_whom_it_may_go_and_is_taken_back(
    assignee_id: int | None, wished_id: int | None, *, may_have_it: bool, expected: AssignmentDecision
) -> None:
    assert decide_assignment(assignee_id, wished_id, may_have_it=may_have_it) == expected
