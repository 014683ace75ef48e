"""Joint work: whose opinion is awaited, and who tries to be rid of cases (联办协同, S1-25, S2-12)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework.panels import Cell
from desktop.domain.listing import Criteria, SortField
from desktop.domain.task_state import TaskSpan, TaskState

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.unit import Unit


class JointLine(NamedTuple):
    """One unit: opinions it still owes as a co-handler, those overdue, and what it did to share or be rid.

    `asked` counts requests to return, change or share, `objected` objections before the hand-out, `late`
    opinions that came late or never; these are history and have no list behind them.
    """

    unit: Unit
    awaited: Cell
    overdue: Cell
    asked: int
    objected: int
    late: int


def lines(office: Office, session_id: int | None = None) -> tuple[JointLine, ...]:
    """Return the units anything of this is true of, in the directory's order: no ranking."""
    from desktop.casework import change  # brings the whole procedure along

    yesterday = office.today - timedelta(days=1)
    awaited: dict[int, int] = {}
    overdue: dict[int, int] = {}
    tasks = office.store.tally.tasks([yesterday], session_id)
    for task in tasks:
        if task.is_co and task.state is TaskState.OPEN:
            awaited[task.unit_id] = awaited.get(task.unit_id, 0) + task.number
            if task.band == 0:
                overdue[task.unit_id] = overdue.get(task.unit_id, 0) + task.number
    passing = {each.unit_id: each for each in change.passing(office, session_id, tasks)}
    found = []
    for unit in office.store.units.all():
        if unit.id not in awaited and unit.id not in passing:
            continue
        past = passing.get(unit.id)
        found.append(
            JointLine(
                unit,
                Cell(awaited.get(unit.id, 0), _behind(unit, session_id)),
                Cell(overdue.get(unit.id, 0), _behind(unit, session_id, yesterday)),
                past.asked if past else 0,
                past.objected if past else 0,
                past.late_opinions + past.missed_opinions - overdue.get(unit.id, 0) if past else 0,
            )
        )
    return tuple(found)


def _behind(unit: Unit, session_id: int | None, last: date | None = None) -> Criteria:
    span = TaskSpan(last=last, answers=False)
    return Criteria(session_id, unit_id=unit.id, sort=SortField.DUE_ON, task=span)
