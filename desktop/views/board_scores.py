"""单位评分: timeliness, returns and explanations unit by unit, seen only where an office asked for it."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework import scoreboard
from desktop.domain.figures import Rate
from desktop.views import theme
from desktop.views.forms import label
from desktop.views.plain_table import PlainTable
from desktop.views.tables import RIGHT, Column

if TYPE_CHECKING:
    from desktop.casework.scoreboard import Score
    from desktop.views.page import Desk

_NOTE = "按单位名录排列，不排名次；C、D类为只作解释的答复"


class ScorePanel(QWidget):
    """The scores of the units in the directory's order; each rate with its numerator and denominator."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        columns: tuple[Column[Score], ...] = (
            Column("承办单位", attrgetter("unit.name"), 130),
            Column("按时率", self._timely, 118, align=RIGHT),
            Column("逾期未结", lambda each: str(each.overdue), 72, align=RIGHT),
            Column("审核退回", lambda each: str(each.returned), 72, align=RIGHT),
            Column("C、D类", self._explained, 118, align=RIGHT),
        )
        self.table: PlainTable[Score] = PlainTable(columns, 0, "单位评分", attrgetter("unit.id"), self)
        note = label(_NOTE, "small")
        note.setWordWrap(True)
        note.setContentsMargins(theme.MARGIN, theme.SPACE, theme.MARGIN, theme.SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(note)
        column.addWidget(self.table, 1)

    def renew(self, session_id: int | None) -> None:
        """Count again."""
        self.table.show_rows(scoreboard.scores(self._desk.office, session_id))

    def _timely(self, score: Score) -> str:
        return Rate(score.done - score.late, score.done).text(self._desk.office.percent)

    def _explained(self, score: Score) -> str:
        return Rate(score.explained, score.replies).text(self._desk.office.percent)
