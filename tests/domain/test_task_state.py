"""Where a unit's part stands: open, standing still, done in time or late, never given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.clock import Pause
from desktop.domain.feedback import Feedback
from desktop.domain.reply import ReplyState
from desktop.domain.stage import Stage
from desktop.domain.task_state import TaskState, done_on, state_of_task
from tests.samples import ASSIGNED, DUE, TODAY, assigned, task, written

if TYPE_CHECKING:
    from desktop.domain.case import Case

LEAD, CO = task(1, Role.LEAD), task(2, Role.CO)


def state(case: Case, place: int = 0, stage: Stage = Stage.IN_HAND) -> TaskState | None:
    return state_of_task(case, case.assignments[place], stage)


def test_a_part_is_open_until_it_is_done() -> None:
    case = assigned(LEAD, CO)
    assert state(case) is state(case, 1) is TaskState.OPEN
    heard = case.with_co_opinion(2, CoOpinion(ASSIGNED))
    assert state(heard, 1) is TaskState.DONE
    assert done_on(heard, heard.assignments[1]) == ASSIGNED
    assert done_on(case, CO) is None


def test_a_stopped_clock_stops_every_part() -> None:
    case = assigned(LEAD).with_pause(Pause(TODAY, "示例", "待批复"))
    assert state(case) is TaskState.PAUSED


def test_a_reply_after_its_day_is_late() -> None:
    out = written(assigned(LEAD, CO), state=ReplyState.ISSUED)
    assert state(out, 0, Stage.REPLIED) is TaskState.DONE
    assert state(out, 1, Stage.REPLIED) is TaskState.MISSED
    reply = replace(out.replies[0], issued_on=DUE.on + timedelta(days=1))
    assert state(replace(out, replies=(reply,)), 0, Stage.REPLIED) is TaskState.LATE
    undated = replace(out, replies=(replace(reply, issued_on=None),))
    assert state(undated, 0, Stage.REPLIED) is TaskState.DONE


def test_joint_leads_are_done_with_the_one_reply_they_share() -> None:
    case = assigned(task(1, Role.JOINT_LEAD), task(2, Role.JOINT_LEAD))
    out = written(case, state=ReplyState.ISSUED)
    assert done_on(out, out.assignments[1]) == date(2026, 5, 21)
    assert not out.owes_part(out.assignments[1])


def test_nobody_handles_what_is_not_taken_up() -> None:
    case = assigned(LEAD)
    assert state(case, 0, Stage.WITHDRAWN) is None
    assert state(replace(case, is_deleted=True)) is None


def test_a_case_handled_again_is_owed_again() -> None:
    out = written(assigned(LEAD, CO), state=ReplyState.ISSUED).with_feedback(Feedback(TODAY, {}), again=True)
    assert state(out, 0, Stage.REHANDLING) is TaskState.OPEN
    assert out.due_of(out.assignments[0]) is None
    assert out.due_of(out.assignments[1]) == DUE
