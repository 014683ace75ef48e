"""Panels of the board: unit by state, days, slow cases, shares, trend — each number with the list behind it.

Every number comes from the tally, so a panel costs what it shows whatever the desk holds; only the rows that
are shown one by one are read as rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import find, keep
from desktop.domain.filters import Mark
from desktop.domain.labels import Labelled
from desktop.domain.light import light
from desktop.domain.listing import CaseRow, Criteria, SortField
from desktop.domain.milestones import Milestone, milestones
from desktop.domain.milestones import behind as first_late
from desktop.domain.progress import SILENT, Progress
from desktop.domain.stage import OWING, Stage
from desktop.domain.task_state import TaskSpan, TaskState

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.db.tally import TaskCount
    from desktop.domain.light import Light
    from desktop.domain.unit import Unit

_OWING = tuple(stage for stage in Stage if stage in OWING)
TAKEN_UP = tuple(stage for stage in Stage if stage.is_taken_up)
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
WEEKS = 12
ROWS = 25


class Cell(NamedTuple):
    """A number of a panel, and the list that stands behind it."""

    number: int
    behind: Criteria


class Rate(NamedTuple):
    """A share with what it is a share of; `behind` lists what is counted."""

    title: str
    part: int
    whole: int
    behind: Criteria

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0


class Column(Labelled):
    """A state of a unit's part as the matrix shows it, from the most urgent to what is done."""

    OVERDUE = ("overdue", "逾期")
    RED = ("red", "红")
    AMBER = ("amber", "黄")
    GREEN = ("green", "绿")
    UNDATED = ("undated", "无时限")
    PAUSED = ("paused", "停计时")
    DONE = ("done", "已完成")


_PLACES = {column: place for place, column in enumerate(Column)}
_BANDS = (Column.OVERDUE, Column.RED, Column.AMBER, Column.GREEN)


class Edges(NamedTuple):
    """The last days on which an open part is overdue, red and amber, as seen today."""

    yesterday: date
    red: date
    amber: date

    def span(self, column: Column) -> TaskSpan:
        """Return how the tasks of a column are asked for."""
        open_only = (TaskState.OPEN,)
        spans = {
            Column.OVERDUE: TaskSpan(open_only, None, self.yesterday),
            Column.RED: TaskSpan(open_only, self.yesterday + _DAY, self.red),
            Column.AMBER: TaskSpan(open_only, self.red + _DAY, self.amber),
            Column.GREEN: TaskSpan(open_only, self.amber + _DAY, None),
            Column.UNDATED: TaskSpan(open_only, is_undated=True),
            Column.PAUSED: TaskSpan((TaskState.PAUSED,)),
            Column.DONE: TaskSpan((TaskState.DONE, TaskState.LATE, TaskState.MISSED)),
        }
        return spans[column]


class UnitLine(NamedTuple):
    """One unit of the matrix: its numbers in the order of `Column`; the lists behind them when asked for."""

    unit: Unit
    numbers: tuple[int, ...]
    edges: Edges
    session_id: int | None
    with_merged: bool = False

    def cell(self, column: Column) -> Cell:
        """Return the number of one column with the list behind it."""
        return Cell(self.numbers[_PLACES[column]], self._behind(self.edges.span(column)))

    @property
    def total(self) -> Cell:
        """All tasks of the unit."""
        return Cell(sum(self.numbers), self._behind(TaskSpan(tuple(TaskState))))

    def _behind(self, span: TaskSpan) -> Criteria:
        of_unit = Criteria(self.session_id, unit_id=self.unit.id, with_merged=self.with_merged)
        return replace(of_unit, sort=SortField.DUE_ON, task=span)


class Matrix(NamedTuple):
    """Units by state, the one with the most overdue first, and the sums of the columns."""

    lines: tuple[UnitLine, ...]
    totals: tuple[int, ...]


class DatedRow(NamedTuple):
    """A case in a list of the board, with its light."""

    row: CaseRow
    light: Light


class Agenda(NamedTuple):
    """What is due, in the order a supervisor reads it: today, then later this week, then overdue by age.

    `overdue` begins with the oldest; the cells count all of them, the rows are at most `ROWS` each.
    """

    today: Cell
    week: Cell
    overdue: Cell
    coming_rows: tuple[DatedRow, ...]
    overdue_rows: tuple[DatedRow, ...]


class SlowRow(NamedTuple):
    """A case that did not come forward for so many calendar days."""

    row: CaseRow
    last_on: date
    days: int


class BehindRow(NamedTuple):
    """A case behind its plan: the first milestone it missed, and by how many calendar days."""

    row: CaseRow
    milestone: Milestone
    days: int


class Slow(NamedTuple):
    """Cases without progress for longer than the rules allow, the longest first."""

    cell: Cell
    after: int
    rows: tuple[SlowRow, ...]


class Week(NamedTuple):
    """One week from its Monday: how many cases were due, and how many replied in time and late."""

    monday: date
    due: int
    timely: int
    late: int


# --- units by state -------------------------------------------------------------------------------------


def _edges(office: Office) -> Edges:
    """Return until which day an open matter is red and amber, as `light` tells it day by day."""
    rule, calendar, today = office.lights, office.calendar, office.today
    red = calendar.add(today, rule.red_within + 1) - _DAY
    return Edges(today - _DAY, red, max(red, calendar.add(today, rule.amber_within + 1) - _DAY))


def matrix(office: Office, session_id: int | None = None, *, with_merged: bool = False) -> Matrix:
    """Return how far every unit is with its parts, leading and co-handling alike.

    `with_merged` counts what was handed to a unit that is no more with the one its work went to.
    """
    edges = _edges(office)
    counts: dict[int, Counter[Column]] = {}
    for task in office.store.tally.tasks(edges, session_id):
        unit_id = keep.living_unit(office, task.unit_id).id if with_merged else task.unit_id
        counts.setdefault(unit_id, Counter())[_column(task)] += task.number
    lines = [
        UnitLine(unit, tuple(counts[unit.id][column] for column in Column), edges, session_id, with_merged)
        for unit in office.store.units.all()
        if unit.id in counts
    ]
    lines.sort(key=lambda line: [-number for number in line.numbers[:3]])
    sums = tuple(map(sum, zip(*(line.numbers for line in lines), strict=True)))
    return Matrix(tuple(lines), sums or (0,) * len(Column))


def _column(task: TaskCount) -> Column:
    if task.state is TaskState.OPEN:
        return Column.UNDATED if task.band is None else _BANDS[task.band]
    return Column.PAUSED if task.state is TaskState.PAUSED else Column.DONE


# --- days -----------------------------------------------------------------------------------------------


def agenda(office: Office, session_id: int | None = None, rows: int = ROWS) -> Agenda:
    """Return what is due today, by Sunday, and overdue; overdue ones by age, the oldest first."""
    today = office.today
    sunday = today + timedelta(days=6 - today.weekday())
    owed, yesterday = office.store.tally.owed(session_id), today - _DAY
    behind = Criteria(session_id=session_id, stages=_OWING, sort=SortField.DUE_ON)

    def cell(first: date | None, last: date) -> Cell:
        number = sum(count for day, count in owed.items() if (first or day) <= day <= last)
        return Cell(number, replace(behind, due_from=first, due_until=last))

    board = office.store.board
    return Agenda(
        cell(today, today),
        cell(today, sunday),
        cell(None, yesterday),
        _dated(office, board.due_between(today, None, rows, session_id)),
        _dated(office, board.due_between(None, yesterday, rows, session_id)),
    )


def _dated(office: Office, rows: tuple[CaseRow, ...]) -> tuple[DatedRow, ...]:
    today, calendar, rule = office.today, office.calendar, office.lights
    return tuple(DatedRow(row, light(row.due_on, None, today, calendar, rule)) for row in rows)


def slow(office: Office, session_id: int | None = None, rows: int = ROWS) -> Slow:
    """Return the cases that did not come forward for as long as the scheme of this desk allows (S0-10)."""
    after = office.supervision.slow_after
    last = office.today - timedelta(days=after)
    number = sum(count for day, count in office.store.tally.still(session_id).items() if day <= last)
    found = office.store.board.still_longest(last, rows, session_id)
    behind = Criteria(session_id=session_id, still_since=last, sort=SortField.DUE_ON)
    return Slow(
        Cell(number, behind),
        after,
        tuple(SlowRow(row, day, (office.today - day).days) for row, day in found),
    )


def behind(
    office: Office, criteria: Criteria, progress: Progress = SILENT
) -> tuple[BehindRow, ...]:
    """Return the cases of a list that are behind their plan (节点), the longest behind first (S0-06, S0-10).

    Every case is read whole, so this is asked for a list somebody looks at, not for the board.
    """
    found = []
    ids = office.store.cases.ids(criteria)
    for done, case_id in enumerate(ids, 1):
        case = office.store.cases.get(case_id)
        plan = milestones(case, office.scheme_of(case), office.calendar, office.today)
        late = first_late(plan) if find.stage(office, case).owes_reply else None
        if late is not None:
            found.append((case_id, late))
        progress.step(done, len(ids), f"正在核对第{done}件")
    rows = {row.id: row for row in office.store.board.these([case_id for case_id, _ in found])}
    told = (BehindRow(rows[case_id], late, (office.today - late.due_on).days) for case_id, late in found)
    return tuple(sorted(told, key=lambda each: -each.days))


def trend(office: Office, session_id: int | None = None, weeks: int = WEEKS) -> tuple[Week, ...]:
    """Return the last weeks up to this one: what was due in each, and what was replied to."""
    monday = office.today - timedelta(days=office.today.weekday())
    due: Counter[date] = Counter()
    timely: Counter[date] = Counter()
    late: Counter[date] = Counter()
    for day, number in office.store.tally.due(session_id).items():
        due[_monday(day)] += number
    for on, (in_time, too_late) in office.store.tally.replied(session_id).items():
        if on is not None:
            timely[_monday(on)] += in_time
            late[_monday(on)] += too_late
    shown = (monday - _WEEK * back for back in range(weeks - 1, -1, -1))
    return tuple(Week(each, due[each], timely[each], late[each]) for each in shown)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


# --- shares and work ------------------------------------------------------------------------------------


def rates(office: Office, session_id: int | None = None) -> tuple[Rate, ...]:
    """Return the shares a report asks for: 办复率, 按时办复率, and cases of two units or more (S4-17).

    Behind 按时办复率 lie all the cases replied to: it is a share of these.
    """
    stages = office.store.tally.stages(session_id)
    owed = sum(number for stage, number in stages.items() if stage.is_taken_up)
    replied = list(office.store.tally.replied(session_id).values())
    timely, late = sum(pair[0] for pair in replied), sum(pair[1] for pair in replied)
    several, given = office.store.tally.several(session_id)
    taken_up = Criteria(session_id=session_id, stages=TAKEN_UP)
    out = replace(taken_up, marks=(Mark.REPLIED,))
    return (
        Rate("办复率", timely + late, owed, out),
        Rate("按时办复率", timely, timely + late, out),
        Rate("多单位联办", several, given, replace(taken_up, marks=(Mark.SEVERAL_UNITS,))),
    )
