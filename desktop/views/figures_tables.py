"""单位统计, 年度对比 and 退改和协办: tabs that are one table, one of them with a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget
from typing_extensions import override

from desktop.casework import metrics_units, metrics_years, passing
from desktop.domain.figures import NO_BASE
from desktop.views import chart_pictures
from desktop.views.empty_state import EmptyState
from desktop.views.fields import Choice
from desktop.views.figure_charts import Line, RateChart
from desktop.views.figure_tables import TablePanel
from desktop.views.figures_tab import FiguresTab
from desktop.views.forms import card, label

if TYPE_CHECKING:
    from desktop.casework.metrics_years import Series, Years
    from desktop.casework.office import Office
    from desktop.casework.panels import Cell
    from desktop.domain.ledger import Ledger
    from desktop.views.figures_scope import Question
    from desktop.views.page import Desk

_RATE_PLACE = 7  # the column of 办复率 between the six numbers of tasks and those of verdicts
_COUNTS = 2  # columns of words in the comparison; then sessions and differences alternate
_DRAWN = ("reply", "contact", "satisfaction", "solving")  # as many lines as can still be told apart


class UnitsTab(FiguresTab):
    """The statistics by unit under their two-row heading."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._table: Ledger | None = None
        empty = EmptyState("还没有交办给单位的件", "交办后，这里按单位统计主办、协办、办复和评价。")
        self.panel = TablePanel(empty, self)
        self.panel.opened.connect(self.opened)
        self.column.addWidget(self.panel)

    @override
    def ask(self, question: Question) -> None:
        found = metrics_units.units(question.office, question.scope)
        self._table = metrics_units.ledger(question.office, found, question.as_of)

        def links(row: int, column: int) -> Cell | None:
            if column in {0, _RATE_PLACE}:
                return None
            cells = found.sums if row < 0 else found.lines[row].cells
            return cells[column - 1 - (column > _RATE_PLACE)]

        self.panel.show_table(self._table, links)

    @override
    def table(self) -> Ledger | None:
        return self._table


class YearsTab(FiguresTab):
    """The same figures of every session side by side, and their rates as lines."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._table: Ledger | None = None
        self.question: Question | None = None
        self.series: Choice[Series | None] = Choice(parent=self)
        self.series.setAccessibleName("对比范围")
        self.series.currentIndexChanged.connect(self._on_series)
        self.panel = TablePanel(EmptyState("还没有届次", "有了两个以上届次，这里逐届对比各项指标。"), self)
        self.panel.opened.connect(self.opened)
        self.chart = RateChart("主要指标逐届变化", self)
        self.chart.opened.connect(lambda cell: self.opened.emit(cell.behind))
        chart_pictures.offer(self.chart, desk)
        split = QSplitter(Qt.Orientation.Vertical, self)
        frame, column = card()
        column.addWidget(self.chart)
        self.picture = frame
        split.addWidget(self.panel)
        split.addWidget(frame)
        split.setSizes([320, 240])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        name = label("对比(&B)", "muted")
        name.setBuddy(self.series)
        self.choice = QWidget(self)
        row = QHBoxLayout(self.choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(name)
        row.addWidget(self.series)
        row.addStretch(1)
        self.column.addWidget(self.choice)
        self.column.addWidget(split)

    def _offer(self, office: Office) -> None:
        """Offer 人大 and 政协, 区 and 市 where the desk has sessions of both, the chosen one kept."""
        chosen, found = self.series.value() if self.series.count() else None, metrics_years.series(office)
        with QSignalBlocker(self.series):
            self.series.offer([("所选届次的历届", None), *((each.name, each) for each in found)])
            self.series.choose(chosen)
        self.choice.setVisible(len(found) > 1)

    @Slot(int)
    def _on_series(self, _index: int) -> None:
        if self.question is not None:
            self.ask(self.question)

    @override
    def ask(self, question: Question) -> None:
        self.question = question
        self._offer(question.office)
        chosen = self.series.value()
        wanted = chosen.sessions if chosen else ()
        years = metrics_years.compare(question.office, question.scope, wanted)
        self._table = metrics_years.ledger(question.office, years, question.as_of)

        def links(row: int, column: int) -> Cell | None:
            if column < _COUNTS or (column > _COUNTS and column % 2 == 0):
                return None
            return years.lines[row].cells[(column - 1) // 2]

        self.panel.show_table(self._table, links)
        self.chart.show_lines(years.sessions, _lines(years))
        self.picture.setVisible(len(years.sessions) > 1)

    @override
    def table(self) -> Ledger | None:
        return self._table


def _lines(years: Years) -> list[Line]:
    return [
        Line(line.name, tuple(map(_value, line.shown)), line.cells, line.shown)
        for line in years.lines
        if line.key.partition(".")[0] in _DRAWN and "." in line.key
    ]


def _value(shown: str) -> float | None:
    """Return the printed rate as a number; None where there is none."""
    rate = shown.partition("（")[0]
    return None if rate == NO_BASE else float(rate.removesuffix("%"))


class PassingTab(FiguresTab):
    """Which units asked to be rid of cases, objected, or owed opinions."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._table: Ledger | None = None
        empty = EmptyState(
            "没有退改，也没有拖欠协办意见", "单位有异议、申请退回改办、协办意见逾期或未提交的，列在这里。"
        )
        self.panel = TablePanel(empty, self)
        self.column.addWidget(self.panel)

    @override
    def ask(self, question: Question) -> None:
        sessions = question.scope.sessions
        self._table = passing.ledger(question.office, sessions[0] if len(sessions) == 1 else None)
        self.panel.show_table(self._table)

    @override
    def table(self) -> Ledger | None:
        return self._table
