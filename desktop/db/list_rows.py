"""What the file keeps for kinds, stages and days, and how a row of the lists is read from it.

Apart from `rows`, because a list is shown long before the first case is read whole.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.db.connection import undamaged
from desktop.domain.filters import Mark
from desktop.domain.kinds import Kind, Origin
from desktop.domain.listing import CaseRow
from desktop.domain.stage import Stage
from desktop.domain.task_state import TaskState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Row = tuple[Any, ...]

# What the file keeps for a member, in office order; one added later takes a number in between, none changes.
KIND_CODES = {
    Kind.SUGGESTION: 10,
    Kind.WRITTEN_OPINION: 20,
    Kind.MOTION: 30,
    Kind.MOTION_TO_SUGGESTION: 40,
    Kind.ORIGINAL_MOTION: 50,
    Kind.CPPCC_PROPOSAL: 60,
    Kind.INTERSESSION_CPPCC_PROPOSAL: 70,
    Kind.FORMAL_ADVICE: 80,
    Kind.PUBLIC_OPINION: 90,
}
STAGE_CODES = {
    Stage.DRAFT: 10,
    Stage.REGISTERED: 20,
    Stage.IN_HAND: 30,
    Stage.DRAFTED: 40,
    Stage.IN_REVIEW: 50,
    Stage.SIGNED: 60,
    Stage.REPLIED: 70,
    Stage.REHANDLING: 80,
    Stage.FOLLOWING: 90,
    Stage.CLOSED: 100,
    Stage.ARCHIVED: 105,
    Stage.NOT_FILED: 110,
    Stage.MERGED: 120,
    Stage.WITHDRAWN: 130,
}
ORIGIN_CODES = {Origin.SESSION: 10, Origin.INTERSESSION: 20}
TASK_CODES = {
    TaskState.OPEN: 10,
    TaskState.PAUSED: 20,
    TaskState.DONE: 30,
    TaskState.LATE: 40,
    TaskState.MISSED: 50,
}
WAITING_BITS = {
    Mark.CHANGE_REQUESTED: 1,
    Mark.UNCONFIRMED: 2,
    Mark.OBJECTED: 4,
    Mark.ANSWER_AWAITED: 8,
    Mark.LETTER_IN_HAND: 16,
    Mark.WISH_OPEN: 32,
}
KINDS = {code: kind for kind, code in KIND_CODES.items()}
STAGES = {code: stage for stage, code in STAGE_CODES.items()}
TASKS = {code: state for state, code in TASK_CODES.items()}
ORIGINS = {code: origin for origin, code in ORIGIN_CODES.items()}

SHOWN = CaseRow._fields  # a list reads them in this order


def iso(day: date | None) -> str | None:
    """Return a day as the file keeps it."""
    return day.isoformat() if day else None


def day_of(text: str | None) -> date | None:
    """Return a day from what the file keeps."""
    return date.fromisoformat(text) if text else None


_DAYS = ("assigned_on", "due_on", "first_due_on", "replied_on", "feedback_on")
_READERS: tuple[tuple[int, Callable[[Any], Any]], ...] = (
    (SHOWN.index("kind"), KINDS.__getitem__),
    (SHOWN.index("origin"), ORIGINS.__getitem__),
    (SHOWN.index("stage"), STAGES.__getitem__),
    (SHOWN.index("is_key"), bool),
    *((SHOWN.index(name), day_of) for name in _DAYS),
)


def case_rows(found: Iterable[Row]) -> tuple[CaseRow, ...]:
    """Return the rows of a list from the values of `SHOWN` of each."""
    with undamaged():
        return tuple(_case_row(values) for values in found)


def _case_row(values: Row) -> CaseRow:
    shown = list(values)
    for place, read in _READERS:
        shown[place] = read(shown[place])
    return CaseRow._make(shown)
