"""分组: the cases divided one way a card — bars with number and printed share, each opens its cases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import export_figures, metrics
from desktop.views import chart_pictures, theme
from desktop.views.figure_charts import Bar, BarChart
from desktop.views.figures_tab import FiguresTab, scrolled
from desktop.views.forms import card, label
from desktop.views.opening import opened

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.casework.metrics import Figures, Group, Share
    from desktop.domain.ledger import Ledger
    from desktop.views.figures_scope import Question
    from desktop.views.page import Desk

_NARROW = 1300  # pixels of page width below which the cards stand in few columns, above it in one more
_FEW = 2
_HEAD_LINES = 3  # what the heading and the edges of a card add to its lines


class GroupsTab(FiguresTab):
    """Every group as a card with its chart; a share set by hand bears ※ and its reason."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: Figures | None = None
        self.question: Question | None = None
        self.cards: list[QFrame] = []
        self._build()

    def _build(self) -> None:
        panel = QWidget()
        self._row = QHBoxLayout(panel)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.MARGIN)
        self._columns = tuple(QVBoxLayout() for _ in range(_FEW + 1))
        for each in self._columns:
            each.setSpacing(theme.MARGIN)
            each.addStretch(1)
            self._row.addLayout(each)
        self.column.addWidget(scrolled(panel))

    @override
    def ask(self, question: Question) -> None:
        self.question = question
        self.found = metrics.figures(question.office, question.scope, question.as_of)
        for each in self.cards:
            each.deleteLater()
        self.cards = [self._card(group) for group in self._shown()]
        self._place()

    def _card(self, group: Group) -> QFrame:
        frame, column = card()
        chart = BarChart(group.title, self)
        bars = [Bar(each.label, (each.cell,), _end(each)) for each in group.shares]
        chart.show_bars(group.heading, bars)
        chart.opened.connect(lambda cell: self.opened.emit(cell.behind))
        chart_pictures.offer(chart, self.desk)
        by_hand = QAction("手工改占比…", chart)
        by_hand.triggered.connect(partial(self.ask_share, group, chart))
        chart.addAction(by_hand)
        column.addWidget(chart)
        for text in (f"{group.hint}，各项分别舍入所致，未作调整" if group.hint else "", _by_hand(group)):
            if text:
                column.addWidget(label(text, "small"))
        return frame

    def ask_share(self, group: Group, chart: BarChart) -> None:
        """Ask for the share of the line the cursor of a chart is on, of the first one without a cursor."""
        from desktop.views.hand_share_dialog import HandShareDialog

        if self.question is None or not group.shares:
            return
        spot = (self.question.scope, group, group.shares[max(chart.current, 0)])
        opened(self.desk, lambda: HandShareDialog(self.desk, spot, self))

    def _place(self) -> None:
        """Stand every card in the shortest column so far, of as many as the page has room for."""
        wanted = _FEW if self.width() < _NARROW else _FEW + 1
        heights = [0] * wanted
        for card_, group in zip(self.cards, self._shown(), strict=True):
            place = heights.index(min(heights))
            column = self._columns[place]
            column.insertWidget(column.count() - 1, card_)
            heights[place] += len(group.shares) + _HEAD_LINES
        for place, column in enumerate(self._columns):
            self._row.setStretchFactor(column, 1 if place < wanted else 0)

    def _shown(self) -> list[Group]:
        return [group for group in self.found.groups if group.shares] if self.found else []

    @override
    def table(self) -> Ledger | None:
        return export_figures.group_table(self.found) if self.found else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


def _end(share: Share) -> str:
    """Return what is printed at the end of a bar: 46　34.6%."""
    return f"{share.number:,}　{share.percent}".rstrip()


def _by_hand(group: Group) -> str:
    told = [f"{each.label} {each.percent}：{each.reason}" for each in group.shares if each.reason]
    return "；".join(told)
