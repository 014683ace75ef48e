"""指标: every rate with its two numbers, its unit and what is divided by what; other formulas on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout
from typing_extensions import override

from desktop.casework import export_figures, metrics, panels
from desktop.domain.light import Tone
from desktop.domain.metrics import Metric
from desktop.views import theme
from desktop.views.board_numbers import RateTile
from desktop.views.charts import FigureTile
from desktop.views.empty_state import EmptyState
from desktop.views.figure_tables import TablePanel
from desktop.views.figures_tab import FiguresTab
from desktop.views.forms import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.metrics import Figures, Measured
    from desktop.casework.panels import Cell
    from desktop.domain.ledger import Ledger
    from desktop.views.figures_scope import Question
    from desktop.views.page import Desk

_TILED = (Metric.REPLY, Metric.TIMELY, Metric.CONTACT, Metric.SATISFACTION, Metric.SOLVING)
_PART, _WHOLE = 2, 3  # the columns of the two numbers


class MetricsTab(FiguresTab):
    """The total and five rates in large figures, and below them every rate with its formula."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: Figures | None = None
        self._build()
        self.variants.toggled.connect(self._show)

    def _build(self) -> None:
        self.total = FigureTile(Tone.NONE, self)
        self.owed = FigureTile(Tone.NONE, self)
        self.tiles = [RateTile(self) for _ in _TILED]
        for tile in self.tiles:
            tile.beside = self.tiles
        tiles = QHBoxLayout()
        tiles.setSpacing(theme.SPACE)
        for each in (self.total, self.owed, *self.tiles):
            each.opened.connect(self.opened)
            tiles.addWidget(each)
        self.variants = QCheckBox("列出其他口径(&V)", self)
        self.note = label("", "small")
        below = QHBoxLayout()
        below.addWidget(self.note)
        below.addStretch(1)
        below.addWidget(self.variants)
        self.panel = TablePanel(EmptyState("还没有可以统计的件", "登记后，这里列出各项指标和口径。"), self)
        self.panel.opened.connect(self.opened)
        self.column.addLayout(tiles)
        self.column.addLayout(below)
        self.column.addWidget(self.panel, 1)

    @override
    def ask(self, question: Question) -> None:
        self.found = metrics.figures(question.office, question.scope, question.as_of)
        self._show()

    def _show(self) -> None:
        if self.found is None:
            return
        found, shown = self.found, self._shown(self.found)
        self.total.show_number("办理件总数", *found.total)
        self.owed.show_number("应办件", *found.owed)
        for tile, metric in zip(self.tiles, _TILED, strict=True):
            each = found.metric(metric)
            rate = panels.Rate(each.formula.name, each.part.number, each.whole.number, each.part.behind)
            tile.show_rate(rate, found.rules)
        told = f"承办单位 {found.units} 个，其中主办 {found.leading} 个。{export_figures.rounding(found)}"
        self.note.setText(f"{told}；所用口径由办理规则确定，见“设置→办理规则”")
        numbers = [(each.part, each.whole) for each in shown]

        def links(row: int, column: int) -> Cell | None:
            return numbers[row][column - _PART] if column in {_PART, _WHOLE} else None

        table = export_figures.metric_table(found, variants=self.variants.isChecked())
        self.panel.show_table(table, links)

    def _shown(self, found: Figures) -> tuple[Measured, ...]:
        return found.measured if self.variants.isChecked() else found.chosen

    @override
    def table(self) -> Ledger | None:
        found = self.found
        return export_figures.metric_table(found, variants=self.variants.isChecked()) if found else None
