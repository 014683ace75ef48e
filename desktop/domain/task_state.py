"""How far one unit is with its part of a case: what the board counts for each unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.labels import Labelled
from desktop.domain.reply import ReplyState
from desktop.domain.role import Role

if TYPE_CHECKING:
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.stage import Stage


class TaskState(Labelled):
    """Where a unit's part of a case stands; MISSED is an opinion that never came before the reply went."""

    OPEN = ("open", "在办")
    PAUSED = ("paused", "停计时")
    DONE = ("done", "按期完成")
    LATE = ("late", "逾期完成")
    MISSED = ("missed", "未提交意见")


@dataclass(frozen=True, slots=True)
class TaskSpan:
    """Tasks of one unit in some states; open ones may be narrowed to those due in a span (both inclusive).

    `answers` leaves those that answer, or those that co-handle; `is_undated` those that are due on no day.
    """

    states: tuple[TaskState, ...] = (TaskState.OPEN,)
    first: date | None = None
    last: date | None = None
    answers: bool | None = None
    is_undated: bool = False


def done_on(case: Case, task: Assignment) -> date | None:
    """Return the day a unit did its part: its opinion came in, or its reply (joint leads' one) went."""
    if task.role is Role.CO:
        return task.co_opinion.received_on if task.co_opinion else None
    answers_by = case.lead if task.role is Role.JOINT_LEAD and case.lead else task
    issued = [
        reply
        for reply in case.replies
        if reply.unit_id == answers_by.unit_id and reply.state is ReplyState.ISSUED
    ]
    return issued[-1].issued_on if issued else None


def state_of_task(case: Case, task: Assignment, stage: Stage) -> TaskState | None:
    """Return where a unit's part stands at a stage of its case, or None while nobody handles the case.

    A part that was done on a day nobody knows counts as done in time.
    """
    if case.is_deleted or not stage.is_taken_up:
        return None
    if stage.owes_reply and case.owes_part(task):
        return TaskState.OPEN if case.open_pause is None else TaskState.PAUSED
    if task.role is Role.CO and task.co_opinion is None:
        return TaskState.MISSED
    due, done = case.due_of(task), done_on(case, task)
    return TaskState.LATE if due and done and done > due.on else TaskState.DONE
