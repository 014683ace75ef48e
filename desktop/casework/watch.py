"""Watch: the board that shows what is late, what comes next, what waits today, and how far the year is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import panels
from desktop.domain.filters import Mark
from desktop.domain.light import Tone, light
from desktop.domain.listing import CaseRow, Criteria, SortField
from desktop.domain.stage import OWING, Stage
from desktop.domain.task_state import TaskSpan, TaskState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.casework.office import Office
    from desktop.casework.panels import Cell
    from desktop.domain.light import Light

CHASE_ROWS = 50
_FAR = 30  # days
_OWING = tuple(stage for stage in Stage if stage in OWING)


class BoardRow(NamedTuple):
    """One case on the board with its light as of today."""

    row: CaseRow
    light: Light


class Tile(NamedTuple):
    """One number of the board, and the list that stands behind it."""

    title: str
    number: int
    behind: Criteria


class Board(NamedTuple):
    """What the board shows: deadline tiles, work tiles, stages in office order, and whom to chase first.

    `owed` are the cases taken up (应办), `replied` those with a reply sent.
    """

    deadlines: tuple[Tile, ...]
    work: tuple[Tile, ...]
    stages: tuple[Tile, ...]
    chase: tuple[BoardRow, ...]
    total: int
    owed: int
    replied: int


class Standing(NamedTuple):
    """How far the year is: all cases, those taken up (应办), and those with a reply sent."""

    total: int
    owed: int
    replied: int


class Group(NamedTuple):
    """A group of 今日待办: what is to be done, how often, and the list behind it."""

    title: str
    cell: Cell


class Reminder(NamedTuple):
    """One line of 今日提醒, with the list it leads to; a missing calendar leads to none."""

    tone: Tone
    text: str
    behind: Criteria | None = None


def board(office: Office, session_id: int | None = None) -> Board:
    """Return the board of one session or of all: due today first, then later, then overdue by age."""
    stages = office.store.tally.stages(session_id)
    far = standing(office, session_id)
    return Board(
        deadlines=deadlines(office, session_id),
        work=tuple(
            Tile(title, stages.get(stage, 0), Criteria(session_id=session_id, stages=(stage,)))
            for title, stage in _WORK
        ),
        stages=tuple(
            Tile(stage.label, stages[stage], Criteria(session_id=session_id, stages=(stage,)))
            for stage in Stage
            if stages.get(stage)
        ),
        chase=_chase(office, session_id),
        total=far.total,
        owed=far.owed,
        replied=far.replied,
    )


def standing(office: Office, session_id: int | None = None) -> Standing:
    """Return how far the year is."""
    stages = office.store.tally.stages(session_id)
    return Standing(
        total=sum(stages.values()),
        owed=sum(number for stage, number in stages.items() if stage.is_taken_up),
        replied=sum(map(sum, office.store.tally.replied(session_id).values())),
    )


_WORK = (
    ("待交办", Stage.REGISTERED),
    ("待审核", Stage.IN_REVIEW),
    ("待印发", Stage.SIGNED),
    ("待反馈", Stage.REPLIED),
    ("重新办理", Stage.REHANDLING),
    ("跟踪落实", Stage.FOLLOWING),
)


def deadlines(office: Office, session_id: int | None = None) -> tuple[Tile, ...]:
    """Return the tiles of the days: overdue, today, within seven days, within thirty."""
    today = office.today
    owing = Criteria(session_id=session_id, stages=_OWING, sort=SortField.DUE_ON)
    owed = office.store.tally.owed(session_id)

    def tile(title: str, first: date | None, days: int) -> Tile:
        last = today + timedelta(days=days)
        number = sum(count for day, count in owed.items() if (first is None or first <= day) and day <= last)
        return Tile(title, number, replace(owing, due_from=first, due_until=last))

    return (
        tile("已逾期", None, -1),
        tile("今天到期", today, 0),
        tile("7日内到期", today, 7),
        tile(f"{_FAR}日内到期", today, _FAR),
    )


def _chase(office: Office, session_id: int | None) -> tuple[BoardRow, ...]:
    today, calendar, rule = office.today, office.calendar, office.lights
    coming = office.store.board.due_between(today, None, CHASE_ROWS // 2, session_id)
    late = office.store.board.due_between(None, today - timedelta(days=1), CHASE_ROWS // 2, session_id)
    return tuple(BoardRow(row, light(row.due_on, None, today, calendar, rule)) for row in (*coming, *late))


def todo(office: Office, session_id: int | None = None) -> tuple[Group, ...]:
    """Return 今日待办 of a clerk: what waits to be done, group by group, empty groups left out."""
    return tuple(group for group in _groups(office, session_id) if group.cell.number)


def _groups(office: Office, session_id: int | None) -> Iterator[Group]:
    everything = Criteria(session_id=session_id)
    stages, waiting = office.store.tally.stages(session_id), office.store.tally.waiting(session_id)
    for title, stage in (("补全草稿", Stage.DRAFT), ("待交办", Stage.REGISTERED)):
        yield Group(title, panels.Cell(stages.get(stage, 0), replace(everything, stages=(stage,))))
    for mark in (Mark.UNCONFIRMED, Mark.OBJECTED, Mark.CHANGE_REQUESTED, Mark.ANSWER_AWAITED):
        yield Group(mark.label, panels.Cell(waiting[mark], replace(everything, marks=(mark,))))
    yield _late_opinions(office, session_id)
    checks = office.store.tally.checks(session_id)
    due = sum(number for day, number in checks.items() if day <= office.today)
    yield Group("到期复查", panels.Cell(due, replace(everything, check_until=office.today)))
    for title, stage in _LATER:
        yield Group(title, panels.Cell(stages.get(stage, 0), replace(everything, stages=(stage,))))
    yield from _after_reply(office, session_id)


def _late_opinions(office: Office, session_id: int | None) -> Group:
    """Return the opinions co-handlers owe past their day; counted by unit, since each is urged on its own."""
    yesterday = office.today - timedelta(days=1)
    late = sum(
        task.number
        for task in office.store.tally.tasks([yesterday], session_id)
        if task.is_co and task.state is TaskState.OPEN and task.band == 0
    )
    span = TaskSpan((TaskState.OPEN,), last=yesterday, answers=False)
    title = f"{office.default_scheme.word('co', '协办')}意见逾期（件次）"
    return Group(title, panels.Cell(late, Criteria(session_id=session_id, task=span)))


def _after_reply(office: Office, session_id: int | None) -> Iterator[Group]:
    """Yield what is promised, wished and written after replies, and what earlier years left open."""
    everything = Criteria(session_id=session_id)
    for mark in (Mark.WISH_OPEN, Mark.LETTER_IN_HAND):
        waiting = office.store.tally.waiting(session_id)[mark]
        yield Group(mark.label, panels.Cell(waiting, replace(everything, marks=(mark,))))
    late, _ = promises(office, session_id)
    yield Group("承诺到期未兑现", late)
    group = carried(office, session_id)
    if group is not None:
        yield group


def carried(office: Office, session_id: int | None = None) -> Group | None:
    """Return how many cases of earlier years are open, or None on a desk without an earlier year."""
    from desktop.casework import carry_over

    found = carry_over.criteria(office, session_id)
    if found is None:
        return None
    return Group(CARRIED, panels.Cell(carry_over.number(office, session_id), found))


def promises(office: Office, session_id: int | None = None) -> tuple[Cell, Cell]:
    """Return the cases with a promise past its day, and those with the first one due within seven days."""
    days, today = office.store.tally.promises(session_id), office.today
    yesterday, soon = today - timedelta(days=1), today + timedelta(days=_NEAR)
    everything = Criteria(session_id=session_id)
    late = sum(number for day, number in days.items() if day < today)
    near = sum(number for day, number in days.items() if today <= day <= soon)
    return (
        panels.Cell(late, replace(everything, promise_until=yesterday)),
        panels.Cell(near, replace(everything, promise_from=today, promise_until=soon)),
    )


CARRIED = "跨年度事项"
_NEAR = 7  # days
_LATER = (
    ("待审核", Stage.IN_REVIEW),
    ("待编号印发", Stage.SIGNED),
    ("待收征询意见表", Stage.REPLIED),
    ("重新办理", Stage.REHANDLING),
    ("跟踪落实", Stage.FOLLOWING),
)


def reminders(office: Office, session_id: int | None = None) -> tuple[Reminder, ...]:
    """Return 今日提醒, one panel of few lines, the most urgent first; empty on a day nobody works."""
    from desktop.casework import calendars  # reads the whole order of things, which the board can do without

    if not office.calendar.is_workday(office.today):
        return ()
    due = panels.agenda(office, session_id, rows=0)
    late, near = promises(office, session_id)
    standing = panels.slow(office, session_id, rows=0)
    counted = tuple(
        Reminder(tone, text.format(cell.number), cell.behind)
        for tone, text, cell in (
            (Tone.OVERDUE, "{}件已逾期", due.overdue),
            (Tone.RED, "{}件今天到期", due.today),
            (Tone.AMBER, "{}件本周到期", due.week),
            (Tone.OVERDUE, "{}件的承诺到期未兑现", late),
            (Tone.AMBER, f"{{}}件的承诺{_NEAR}日内到期", near),
            (Tone.AMBER, f"{{}}件超过{standing.after}天没有进展", standing.cell),
            *((Tone.NONE, f"{group.title}{{}}件", group.cell) for group in _settled(office, session_id)),
        )
        if cell.number
    )
    missing = calendars.reminder(office)
    return (*counted, Reminder(Tone.AMBER, missing)) if missing else counted


def _settled(office: Office, session_id: int | None) -> tuple[Group, ...]:
    """Return the groups somebody waits for: units, leaders above, a day that was set."""
    marks = (Mark.OBJECTED, Mark.CHANGE_REQUESTED, Mark.WISH_OPEN)
    wanted = {*(mark.label for mark in marks), "到期复查", "待编号印发", CARRIED}
    return tuple(group for group in todo(office, session_id) if group.title in wanted)
