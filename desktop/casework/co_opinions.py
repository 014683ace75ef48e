"""Co-opinions: how the opinions asked of co-handlers stand in a case, and how often units gave them late."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.labels import Labelled
from desktop.domain.task_state import TaskState

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case


class OpinionState(Labelled):
    """How an opinion stands."""

    AWAITED = ("awaited", "待提交")
    OVERDUE = ("overdue", "逾期未提交")
    GIVEN = ("given", "已提交")
    LATE = ("late", "逾期提交")
    EMPTY = ("empty", "内容空泛")


class Opinion(NamedTuple):
    """What one co-handler owes or gave: asked when, due when, received when."""

    task: Assignment
    state: OpinionState
    asked_on: date | None
    due_on: date | None
    received_on: date | None

    @property
    def text(self) -> str:
        """What it says, or ""."""
        return self.task.co_opinion.text if self.task.co_opinion else ""


class Record(NamedTuple):
    """How a unit gave its opinions: how many it was asked and is done with, how many late or never."""

    done: int
    late: int
    missed: int


_HOLLOW = 15  # characters; 同意主办单位意见 says nothing a reply could state


def of_case(office: Office, case: Case) -> tuple[Opinion, ...]:
    """Return every opinion of a case, in the order its co-handlers were named."""
    return tuple(_opinion(office, task) for task in case.co_handlers)


def _opinion(office: Office, task: Assignment) -> Opinion:
    due = task.due.on if task.due else None
    given = task.co_opinion.received_on if task.co_opinion else None
    if task.co_opinion is None:
        state = OpinionState.OVERDUE if due and due < office.today else OpinionState.AWAITED
    elif len("".join(task.co_opinion.text.split())) < _HOLLOW:
        state = OpinionState.EMPTY
    else:
        state = OpinionState.LATE if due and given and given > due else OpinionState.GIVEN
    return Opinion(task, state, task.assigned_on, due, given)


def records(office: Office, session_id: int | None = None) -> dict[int, Record]:
    """Return by unit how it gave the opinions it was asked for; units that never co-handled are left out."""
    found: dict[int, Record] = {}
    for task in office.store.tally.tasks([], session_id):
        if task.is_co and task.state not in {TaskState.OPEN, TaskState.PAUSED}:
            old = found.get(task.unit_id, Record(0, 0, 0))
            found[task.unit_id] = Record(
                old.done + task.number,
                old.late + task.number * (task.state is TaskState.LATE),
                old.missed + task.number * (task.state is TaskState.MISSED),
            )
    return found
