"""How far one unit is with its part of a case: what the board counts for each unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.labels import Labelled
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
    """Tasks of one unit in one state; open ones may be narrowed to those due in a span (both inclusive)."""

    states: tuple[TaskState, ...] = (TaskState.OPEN,)
    first: date | None = None
    last: date | None = None
    answers: bool | None = None


def state_of_task(case: Case, task: Assignment, stage: Stage, done_on: date | None) -> TaskState | None:
    """Return where a unit's part stands at a stage of its case, or None while nobody handles the case.

    `done_on` is the day the unit did its part, where that is known; a part done without a day is in time.
    """
    if case.is_deleted or not stage.is_taken_up:
        return None
    if stage.owes_reply and case.owes_part(task):
        return TaskState.OPEN if case.open_pause is None else TaskState.PAUSED
    if task.role is Role.CO and task.co_opinion is None:
        return TaskState.MISSED
    due = case.due_of(task)
    return TaskState.LATE if due and done_on and done_on > due.on else TaskState.DONE
