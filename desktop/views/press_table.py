"""Whom pressing would reach, to be ticked: each task with its date, and whether it was pressed today."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import find, supervise
from desktop.domain.light import stopped_light
from desktop.views.listed_ticks import ListedTicks
from desktop.views.plain_table import settle
from desktop.views.tables import Column
from desktop.views.tick_table import TickTable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.casework.supervise import Target
    from desktop.domain.light import Light

WARNING = "▲"


class PressLine(NamedTuple):
    """One task that can be pressed; `remark` says why it is not ticked unasked, "" when nothing bars it."""

    id: int
    target: Target
    light: Light
    before: str
    remark: str


def _due(line: PressLine) -> str:
    due = line.target.case.due_of(line.target.task)
    return due.on.isoformat() if due else ""


_COLUMNS: tuple[Column[PressLine], ...] = (
    Column("承办单位", lambda line: line.target.task.unit_name, 190),
    Column("编号", lambda line: line.target.case.proposal.number_phrase, 96),
    Column("案由", lambda line: line.target.case.proposal.title, 180),
    Column("方式", lambda line: line.target.task.role.label, 52),
    Column("时限", _due, 104),
    Column("提示", lambda line: line.light.text, 136, tone=lambda line: line.light.tone),
    Column("此前", lambda line: line.before or "—", 88),
    Column("说明", lambda line: line.remark, 100),
)
_WIDE = 3


class PressTable(TickTable[PressLine]):
    """The tasks to be pressed; those pressed today or standing still wait for a tick of their own."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        self.lines_model: ListedTicks[PressLine] = ListedTicks(_COLUMNS, _always)
        super().__init__(self.lines_model, parent)
        self._office = office
        self.setAccessibleName("催办督办的单位")
        settle(self, _WIDE)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)

    def show_targets(self, found: Sequence[Target], today: Collection[tuple[int, int]], word: str) -> None:
        """Show these tasks; those in `today` were pressed today already, at `word` or harder."""
        lines = [self._line(place, target, today, word) for place, target in enumerate(found)]
        self.lines_model.show_lines(lines, [line.id for line in lines if not line.remark])

    @property
    def ticked(self) -> tuple[Target, ...]:
        """The tasks ticked, in the order of the list."""
        wanted = set(self.lines_model.ticked)
        return tuple(line.target for line in self.lines_model.lines if line.id in wanted)

    def _line(self, place: int, target: Target, today: Collection[tuple[int, int]], word: str) -> PressLine:
        case = target.case
        due, pause = case.due_of(target.task), case.open_pause
        light = find.light(self._office, due.on if due else None)
        remark = f"{WARNING} 今天已{word}" if target.pair in today else ""
        if pause is not None:
            light, remark = stopped_light(pause.stopped_on, self._office.today), f"{WARNING} 已停计时"
        return PressLine(place, target, light, _before(target), remark)


def _before(target: Target) -> str:
    counts = supervise.counts_of_unit(target.case, target.task.unit_id)
    return " ".join(f"{level.label}{number}" for level, number in counts.items() if number)


def _always(_line: PressLine) -> bool:
    return True
