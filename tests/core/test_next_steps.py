"""The next thing to do: what is open first, then what ends soonest, then what others wait for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.next_steps import NextStep, Standing, next_step
from core.roles import Role

MEMBER = Standing(is_registered=True, rank=Role.member)
COORDINATOR = Standing(is_registered=True, rank=Role.coordinator)


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (Standing(), NextStep.register),
        (Standing(has_question=True), NextStep.answer_question),
        (Standing(is_registered=True, is_waiting=True), NextStep.wait),
        (Standing(is_registered=True, is_paused=True), NextStep.ask_leader),
        (Standing(is_registered=True), NextStep.join_again),
        (MEMBER, NextStep.look_around),
        (Standing(is_registered=True, rank=Role.member, has_coming=True), NextStep.come),
        (Standing(is_registered=True, rank=Role.member, has_coming=True, rests=True), NextStep.end_rest),
        (Standing(is_registered=True, rank=Role.member, has_unanswered=True, has_coming=True), NextStep.answer_patrol),
        (
            Standing(is_registered=True, rank=Role.member, is_offered=True, has_unanswered=True),
            NextStep.confirm_place,
        ),
        (Standing(is_registered=True, rank=Role.member, is_awaited=True, is_offered=True), NextStep.check_in),
        (Standing(is_registered=True, rank=Role.member, is_on_duty=True, has_unanswered=True), NextStep.check_out),
        (
            Standing(is_registered=True, rank=Role.leader, is_awaited=True, applications=3),
            NextStep.check_in,
        ),
        (Standing(is_registered=True, rank=Role.leader, applications=3, open_notes=1), NextStep.decide_applications),
        (Standing(is_registered=True, rank=Role.coordinator, open_notes=1), NextStep.work_through_notes),
        (
            Standing(is_registered=True, rank=Role.administrator, has_city=False, has_organisations=False),
            NextStep.found_city,
        ),
        (
            Standing(is_registered=True, rank=Role.coordinator, has_organisations=False, has_patrols=False),
            NextStep.found_organisation,
        ),
        (Standing(is_registered=True, rank=Role.coordinator, has_patrols=False), NextStep.plan_patrol),
        (Standing(is_registered=True, rank=Role.member, has_patrols=False, has_city=False), NextStep.look_around),
    ],
)
def test_the_first_thing_that_applies_is_said(standing: Standing, step: NextStep) -> None:
    assert next_step(standing) is step


@given(st.builds(Standing, rank=st.sampled_from([None, *Role])))
def test_nobody_without_a_role_is_sent_to_a_command_for_members(standing: Standing) -> None:
    allowed = {
        NextStep.answer_question,
        NextStep.register,
        NextStep.wait,
        NextStep.ask_leader,
        NextStep.join_again,
    }

    assert standing.is_registered is False or standing.rank is not None or next_step(standing) in allowed


@given(st.builds(Standing, rank=st.sampled_from([None, *Role])))
def test_an_open_question_comes_before_everything(standing: Standing) -> None:
    assert (next_step(standing) is NextStep.answer_question) == standing.has_question
