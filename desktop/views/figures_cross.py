"""交叉表: two dimensions somebody chooses, with sums both ways, as a table or as stacked bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget
from typing_extensions import override

from desktop.casework import crossings
from desktop.domain.crossing import Dimension
from desktop.views import chart_pictures, theme
from desktop.views.empty_state import EmptyState
from desktop.views.fields import Choice
from desktop.views.figure_charts import Bar, BarChart
from desktop.views.figure_tables import TablePanel
from desktop.views.figures_tab import FiguresTab, scrolled
from desktop.views.forms import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.crossings import Crossing
    from desktop.casework.panels import Cell
    from desktop.domain.ledger import Ledger
    from desktop.views.figures_scope import Question
    from desktop.views.page import Desk


class CrossTab(FiguresTab):
    """The crossing of the two dimensions chosen above it; every number and every bar opens its cases."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.question: Question | None = None
        self.crossed: Crossing | None = None
        self._build()
        self.down.currentIndexChanged.connect(self._on_down)
        self.across.currentIndexChanged.connect(self._show)
        self.pictured.toggled.connect(self._show)

    def _build(self) -> None:
        self.down: Choice[Dimension] = Choice([(each.label, each) for each in Dimension], self)
        self.across: Choice[Dimension] = Choice(parent=self)
        self.down.choose(Dimension.CATEGORY)
        self._offer(Dimension.RESULT_CLASS)
        self.pictured = QCheckBox("堆积条形图(&B)", self)
        self.note = label("", "small")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for text, field in (("行(&H)", self.down), ("列(&L)", self.across)):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text[0])
            row.addWidget(name)
            row.addWidget(field)
        row.addWidget(self.note, 1)
        row.addWidget(self.pictured)
        self.panel = TablePanel(EmptyState("没有可以统计的件", "换一个范围，或换两个维度。"), self)
        self.panel.opened.connect(self.opened)
        self.chart = BarChart("交叉表", self)
        self.chart.opened.connect(lambda cell: self.opened.emit(cell.behind))
        chart_pictures.offer(self.chart, self.desk)
        self.views = QStackedWidget(self)
        self.views.addWidget(self.panel)
        self.views.addWidget(scrolled(self.chart))
        self.column.addLayout(row)
        self.column.addWidget(self.views, 1)

    def _offer(self, chosen: Dimension) -> None:
        """Offer every other dimension across than the one that goes down."""
        with QSignalBlocker(self.across):
            self.across.offer((each.label, each) for each in Dimension if each is not self.down.value())
            self.across.choose(chosen)

    @Slot(int)
    def _on_down(self, _index: int) -> None:
        self._offer(self.across.value())
        self._show()

    @override
    def ask(self, question: Question) -> None:
        self.question = question
        self._show()

    def _show(self) -> None:
        if self.question is None:
            return
        office, scope, as_of = self.question
        crossed = self.crossed = crossings.cross(office, scope, self.down.value(), self.across.value())
        rows, columns = (None, *crossed.rows), (*crossed.columns, None)

        def links(row: int, column: int) -> Cell | None:
            return crossed.cell(rows[row + 1], columns[column - 1]) if column else None

        self.panel.show_table(crossings.ledger(office, crossed, as_of), links)
        self.note.setText(crossed.note or f"共 {crossed.cases.number:,} 件，各行各列相加与合计相等")
        self.chart.show_bars(crossed.title, *_bars(crossed))
        self.views.setCurrentIndex(int(self.pictured.isChecked()))

    @override
    def table(self) -> Ledger | None:
        if self.question is None or self.crossed is None:
            return None
        return crossings.ledger(self.question.office, self.crossed, self.question.as_of)


def _bars(crossed: Crossing) -> tuple[list[Bar], list[str]]:
    """Return a bar for each row, with a part for each column, and the names of the parts."""
    bars = []
    for row in crossed.rows:
        parts = tuple(crossed.cell(row, column) for column in crossed.columns)
        bars.append(Bar(row.label, parts, f"{sum(part.number for part in parts):,}"))
    return bars, [column.label for column in crossed.columns]
