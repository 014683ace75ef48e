"""The filter of one column, opened from its title: order, words, days, blanks, a tick list with counts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.casework import find
from desktop.domain.filters import DATES, ColumnFilter
from desktop.views import theme
from desktop.views.date_field import DateField
from desktop.views.facet_list import FacetList
from desktop.views.filter_words import SPANS, span_word
from desktop.views.forms import Button, label, rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from desktop.casework.office import Office
    from desktop.domain.listing import CaseRow, Criteria, Facet, SortField
    from desktop.views.ledger_table import LedgerTable

WIDTH = 312
LIMIT = 1000  # values in a tick list; whoever needs more asks for words
_LEAST = 320  # pixels in height
_MOST = 560
_ACROSS = 3  # spans in one line


def popup_over(table: LedgerTable[CaseRow], column: int, office: Office, criteria: Criteria) -> FilterPopup:
    """Open the filter of a column below its title, with the values it has in this list."""
    asked = table.rows.columns[column]
    window = table.window()
    if asked.narrow is None:
        raise ValueError(asked.title)
    made = FilterPopup(criteria.filter_of(asked.narrow), office.today, window)
    made.offer_orders(asked.sort)
    made.offer_values(find.facets(office, criteria, asked.narrow, LIMIT), LIMIT)
    title = table.title_place(column)
    corner = table.mapTo(window, title.bottomLeft())
    room = window.rect().adjusted(theme.SPACE, 0, -theme.SPACE, -theme.SPACE)
    height = min(max(made.sizeHint().height(), _LEAST), _MOST, room.bottom() - corner.y())
    made.setGeometry(min(max(corner.x(), room.left()), room.right() - WIDTH), corner.y() + 1, WIDTH, height)
    made.show()
    made.raise_()
    made.ticks.search.setFocus()
    return made


class FilterPopup(QFrame):
    """Shows how a column narrows the list and lets a person change it; Enter takes it, Esc leaves it.

    `chosen` gives the new `ColumnFilter`, idle when nothing is asked any more. `order_wanted` asks for the
    rows by this column (whether descending), `order_added` for it as a further key. It closes when the cursor
    goes elsewhere, and says `closed` when it was in it until then.
    """

    chosen = Signal(object)
    order_wanted = Signal(bool)
    order_added = Signal()
    closed = Signal()

    def __init__(self, shown: ColumnFilter, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self.setAccessibleName(f"{shown.column.label}的筛选")
        self._shown = shown
        self._today = today
        self._is_left = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.SPACE, theme.MARGIN, theme.MARGIN)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._head())
        self._orders = QHBoxLayout()
        self._orders.setSpacing(theme.GAP)
        column.addLayout(self._orders)
        column.addWidget(rule())
        self.contains = QLineEdit(self._shown.contains, self)
        self.contains.setPlaceholderText("包含这些字")
        self.contains.setAccessibleName("包含")
        column.addWidget(self.contains)
        if self._shown.column in DATES:
            self.contains.hide()
            column.addLayout(self._days())
        column.addLayout(self._blanks())
        column.addWidget(rule())
        self.ticks = FacetList(self)
        column.addWidget(self.ticks, 1)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        self.clear_button = Button("清除此列", self)
        self.clear_button.setProperty("role", "quiet")
        self.clear_button.setEnabled(not self._shown.is_idle)
        row = QHBoxLayout()
        row.addWidget(label(self._shown.column.label, "heading"), 1)
        row.addWidget(self.clear_button)
        return row

    def _days(self) -> QVBoxLayout:
        self._spans = QButtonGroup(self)
        self._spans.setExclusive(False)
        grid = QGridLayout()
        grid.setSpacing(theme.GAP)
        for place, span in enumerate(SPANS):
            made = Button(span_word(self._shown.column, span), self)
            made.setCheckable(True)
            made.setProperty("role", "choice")
            made.setChecked(span is self._shown.span)
            self._spans.addButton(made, place)
            grid.addWidget(made, *divmod(place, _ACROSS))
        self.first, self.last = (self._day_field(name) for name in ("从", "到"))
        self.first.set_value(self._shown.first)
        self.last.set_value(self._shown.last)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for word, field in (("从", self.first), ("到", self.last)):
            row.addWidget(label(word, "muted"))
            row.addWidget(field, 1)
        days = QVBoxLayout()
        days.setSpacing(theme.GAP)
        days.addLayout(grid)
        days.addLayout(row)
        self._spans.idClicked.connect(self._on_span)
        for field in (self.first, self.last):
            field.day_changed.connect(self._on_day)
        return days

    def _day_field(self, name: str) -> DateField:
        field = DateField(self._today, self)
        field.setMinimumWidth(0)
        field.setPlaceholderText("如 3-5")
        field.setAccessibleName(name)
        return field

    def _blanks(self) -> QHBoxLayout:
        self.blank = QCheckBox("仅空白", self)
        self.filled = QCheckBox("仅非空", self)
        self.negated = QCheckBox("除去所选", self)
        self.negated.setToolTip("除去符合以上条件的件，看其余的")
        self.blank.setChecked(self._shown.is_empty is True)
        self.filled.setChecked(self._shown.is_empty is False)
        self.negated.setChecked(self._shown.is_not)
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        for each in (self.blank, self.filled, self.negated):
            row.addWidget(each)
        row.addStretch(1)
        return row

    def _foot(self) -> QHBoxLayout:
        self.cancel_button = Button("取消", self)
        self.take_button = Button("筛选", self)
        self.take_button.setProperty("role", "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.ticks.number, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.take_button)
        return row

    def _connect(self) -> None:
        self.clear_button.clicked.connect(self._on_cleared)
        self.cancel_button.clicked.connect(self.leave)
        self.take_button.clicked.connect(self.take)
        self.blank.clicked.connect(partial(self.filled.setChecked, False))
        self.filled.clicked.connect(partial(self.blank.setChecked, False))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def offer_orders(self, field: SortField | None) -> None:
        """Offer to sort by this column, when it can be."""
        if field is None:
            return
        for words, tip, verb in (
            ("升序", "从小到大、从早到晚", partial(self._on_order, descending=False)),
            ("降序", "从大到小、从晚到早", partial(self._on_order, descending=True)),
            ("加为次序", "先前的次序不变，相同的再按此列排（Shift+单击列名）", self._on_order_added),
        ):
            made = Button(words, self)
            made.setToolTip(tip)
            made.setProperty("role", "choice")
            made.clicked.connect(verb)
            self._orders.addWidget(made, 1)

    def offer_values(self, facets: Sequence[Facet], limit: int) -> None:
        """Offer the values of the column to be ticked; `limit` is how many were asked for at most."""
        self.ticks.offer(facets, self._shown.values, is_cut=len(facets) >= limit)

    def wanted(self) -> ColumnFilter:
        """Return the filter as it stands in the pop-up."""
        made = ColumnFilter(
            self._shown.column,
            self.ticks.values(),
            self.contains.text().strip(),
            is_empty=True if self.blank.isChecked() else False if self.filled.isChecked() else None,
            is_not=self.negated.isChecked(),
        )
        if self._shown.column not in DATES:
            return made
        span = self._spans.checkedButton()
        if span is not None:
            return replace(made, span=SPANS[self._spans.id(span)])
        return replace(made, first=self.first.value(), last=self.last.value())

    @Slot()
    def take(self) -> None:
        """Narrow the list by what stands in the pop-up, and close it; with no tick at all it stays."""
        if self.ticks.ask_for_a_tick():
            return
        wanted = self.wanted()
        self.leave()
        self.chosen.emit(wanted)

    @Slot()
    def leave(self) -> None:
        """Close the pop-up; `closed` lets the list take the cursor when it was in here."""
        if not self._is_left:
            self._is_left = True
            if self.isAncestorOf(QApplication.focusWidget() or self):
                self.closed.emit()
            self.hide()
            self.deleteLater()

    @Slot()
    def _on_cleared(self) -> None:
        self.leave()
        self.chosen.emit(ColumnFilter(self._shown.column))

    @Slot(int)
    def _on_span(self, place: int) -> None:
        for each in self._spans.buttons():
            if each is not self._spans.button(place):
                each.setChecked(False)
        if self._spans.button(place).isChecked():
            for field in (self.first, self.last):
                field.clear()

    @Slot(object)
    def _on_day(self, day: object) -> None:
        if day is not None:
            for each in self._spans.buttons():
                each.setChecked(False)

    def _on_order(self, *, descending: bool) -> None:
        self.leave()
        self.order_wanted.emit(descending)

    @Slot()
    def _on_order_added(self) -> None:
        self.leave()
        self.order_added.emit()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self.window() and not self.isAncestorOf(now):
            self.leave()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() == Qt.Key.Key_Down and self.ticks.search.hasFocus():
            self.ticks.go_to_list()
        else:
            super().keyPressEvent(event)
