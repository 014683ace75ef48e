"""The tally: how many cases stand where, kept with every write, so that the board never counts them again.

A line holds a number for one panel, session, unit, code and day. A case adds its lines when it is stored and
takes them back when it changes; a case in the recycle bin has none. Reading costs what the board shows, not
what the desk holds.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from desktop.db.connection import undamaged
from desktop.db.list_rows import STAGES, TASKS, WAITING_BITS, day_of
from desktop.domain.changes import Topic
from desktop.domain.supervision import SupervisionLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.db.transaction import UnitOfWork
    from desktop.domain.filters import Mark
    from desktop.domain.stage import Stage
    from desktop.domain.task_state import TaskState

_ADD = (
    "INSERT INTO tally (panel, session_id, unit_id, code, day, number) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET number = number + excluded.number"
)
_DROP_ZEROS = (
    "DELETE FROM tally WHERE panel = ? AND session_id = ? AND unit_id = ? AND code = ? AND day = ?"
    " AND number = 0"
)
_CLEAR = "DELETE FROM tally"
_ALL = "SELECT panel, session_id, unit_id, code, day, number FROM tally"
_OF_PANEL = "SELECT unit_id, code, day, sum(number) FROM tally WHERE panel = ?{session} GROUP BY 1, 2, 3"
_TASKS = (
    "SELECT unit_id, code, CASE day WHEN '' THEN NULL ELSE {band} END, sum(number) FROM tally"
    " WHERE panel = ?{session} GROUP BY 1, 2, 3"
)
_OF_SESSION = " AND session_id = ?"


class Panel(IntEnum):
    """What a line of the tally is about; the numbers are kept in the file and never change their meaning."""

    STAGE = 1
    OWED = 2
    TASK = 3
    REPLIED = 4
    DUE = 5
    SEVERAL = 6
    STILL = 7
    WAITING = 8
    CHECK = 9
    SUPERVISED = 10
    ASKED = 11
    SENT_BACK = 12
    RESULT = 13
    PROMISE = 14


class Line(NamedTuple):
    """The key of a line; `unit_id` 0, `code` "" and `day` "" where a panel does not tell them apart."""

    panel: int
    session_id: int
    unit_id: int = 0
    code: str = ""
    day: str = ""


class TaskCount(NamedTuple):
    """So many tasks of a unit in one state, as lead or co-handler.

    `band` tells how many of the days asked for lie before the due day of open ones; it is None where there
    is no day, and for tasks that are not open.
    """

    unit_id: int
    state: TaskState
    is_co: bool
    band: int | None
    number: int


class Supervised(NamedTuple):
    """How often a unit was pressed on a day, at a level."""

    unit_id: int
    level: SupervisionLevel
    on: date
    number: int


LATE, TIMELY = "late", "timely"
OBJECTED, ASKED_LATE = "objected", "late"


class Tally:
    """The kept numbers of a desk; `session_id` None asks for all sessions together."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def change(self, before: Iterable[Line], after: Iterable[Line]) -> None:
        """Take some lines back and add others, in the running transaction."""
        changed = Counter(after)
        changed.subtract(before)
        moved = [(*line, number) for line, number in changed.items() if number]
        self._work.run_many(Topic.CASES, _ADD, moved)
        self._work.run_many(Topic.CASES, _DROP_ZEROS, [line[:-1] for line in moved if line[-1] < 0])

    def clear(self) -> None:
        """Forget every number, to be written anew."""
        self._work.run(Topic.CASES, _CLEAR)

    def all(self) -> Counter[Line]:
        """Return every line with its number, to be compared with the cases."""
        return Counter({Line(*line): number for *line, number in self._work.all(_ALL)})

    def stages(self, session_id: int | None = None) -> dict[Stage, int]:
        """Return how many cases stand at each stage, in office order; a stage without cases is left out."""
        found = {code: number for _, code, _, number in self._of(Panel.STAGE, session_id)}
        return {stage: found[str(code)] for code, stage in STAGES.items() if str(code) in found}

    def owed(self, session_id: int | None = None) -> dict[date, int]:
        """Return how many cases owe a reply by each day."""
        return self._by_day(Panel.OWED, session_id)

    def due(self, session_id: int | None = None) -> dict[date, int]:
        """Return how many cases taken up were due on each day, replied to or not."""
        return self._by_day(Panel.DUE, session_id)

    def still(self, session_id: int | None = None) -> dict[date, int]:
        """Return how many cases that owe a reply last came forward on each day."""
        return self._by_day(Panel.STILL, session_id)

    def checks(self, session_id: int | None = None) -> dict[date, int]:
        """Return how many cases are to be looked at again from each day on."""
        return self._by_day(Panel.CHECK, session_id)

    def promises(self, session_id: int | None = None) -> dict[date, int]:
        """Return how many cases have their first open promise due on each day."""
        return self._by_day(Panel.PROMISE, session_id)

    def replied(self, session_id: int | None = None) -> dict[date | None, tuple[int, int]]:
        """Return how many cases were last replied to on each day: in time, and late; None: day not known."""
        found: dict[date | None, tuple[int, int]] = {}
        with undamaged():
            for _, code, text, number in self._of(Panel.REPLIED, session_id):
                day = day_of(text)
                timely, late = found.get(day, (0, 0))
                is_late = code == LATE
                found[day] = (timely + number * (not is_late), late + number * is_late)
        return found

    def several(self, session_id: int | None = None) -> tuple[int, int]:
        """Return how many cases handed out have two units or more, and how many were handed out at all."""
        found = {code: number for _, code, _, number in self._of(Panel.SEVERAL, session_id)}
        return found.get("1", 0), sum(found.values())

    def waiting(self, session_id: int | None = None) -> dict[Mark, int]:
        """Return how many cases wait for each thing somebody has to settle."""
        found = {code: number for _, code, _, number in self._of(Panel.WAITING, session_id)}
        return {mark: found.get(str(bit), 0) for mark, bit in WAITING_BITS.items()}

    def tasks(self, days: Sequence[date], session_id: int | None = None) -> tuple[TaskCount, ...]:
        """Return the tasks of all units by state and part, open ones also by how many of `days` are past."""
        sql = _TASKS.format(band=" + ".join(["(day > ?)"] * len(days)) or "0", session=_where(session_id))
        values = (*(day.isoformat() for day in days), int(Panel.TASK), *_value(session_id))
        return tuple(
            TaskCount(unit_id, self._states[code.rstrip("c")], code.endswith("c"), band, number)
            for unit_id, code, band, number in self._work.all(sql, values)
        )

    def supervised(self, session_id: int | None = None) -> tuple[Supervised, ...]:
        """Return how often each unit was pressed, by level and day."""
        with undamaged():
            return tuple(
                Supervised(unit_id, SupervisionLevel(code), date.fromisoformat(day), number)
                for unit_id, code, day, number in self._of(Panel.SUPERVISED, session_id)
            )

    def by_unit(self, panel: Panel, session_id: int | None = None) -> dict[int, dict[str, int]]:
        """Return the numbers of a panel by unit and code, whatever the day."""
        found: dict[int, dict[str, int]] = {}
        for unit_id, code, _, number in self._of(panel, session_id):
            codes = found.setdefault(unit_id, {})
            codes[code] = codes.get(code, 0) + number
        return found

    @cached_property
    def _states(self) -> Mapping[str, TaskState]:
        return {str(code): state for code, state in TASKS.items()}

    def _by_day(self, panel: Panel, session_id: int | None) -> dict[date, int]:
        with undamaged():
            found = self._of(panel, session_id)
            return {date.fromisoformat(day): number for _, _, day, number in found}

    def _of(self, panel: Panel, session_id: int | None) -> list[tuple[int, str, str, int]]:
        sql = _OF_PANEL.format(session=_where(session_id))
        return self._work.all(sql, (int(panel), *_value(session_id)))


def _where(session_id: int | None) -> str:
    return "" if session_id is None else _OF_SESSION


def _value(session_id: int | None) -> tuple[int, ...]:
    return () if session_id is None else (session_id,)
