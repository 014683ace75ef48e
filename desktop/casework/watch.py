"""Watch: the board that shows what is late, what comes next, and how far the year is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.light import light
from desktop.domain.listing import CaseRow, Criteria, SortField
from desktop.domain.stage import OWING, Stage

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
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


def board(office: Office, session_id: int | None = None) -> Board:
    """Return the board of one session or of all: due today first, then later, then overdue by age."""
    stages = office.store.board.by_stage(session_id)
    return Board(
        deadlines=_deadlines(office, session_id),
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
        total=sum(stages.values()),
        owed=sum(number for stage, number in stages.items() if stage.is_taken_up),
        replied=office.store.board.replied(session_id),
    )


_WORK = (
    ("待交办", Stage.REGISTERED),
    ("待审核", Stage.IN_REVIEW),
    ("待印发", Stage.SIGNED),
    ("待反馈", Stage.REPLIED),
    ("重新办理", Stage.REHANDLING),
    ("跟踪落实", Stage.FOLLOWING),
)


def _deadlines(office: Office, session_id: int | None) -> tuple[Tile, ...]:
    today = office.today
    owing = Criteria(session_id=session_id, stages=_OWING, sort=SortField.DUE_ON)
    owed = office.store.board.owed_by_day(today + timedelta(days=_FAR), session_id)

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
