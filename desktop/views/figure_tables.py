"""Tables of the statistics: the two-row heading, numbers that open their cases, and what copying takes."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views import clipboard, theme
from desktop.views.cells import CellDelegate
from desktop.views.forms import card, restyled
from desktop.views.table_dress import dress
from desktop.views.tables import CENTER, LEFT, RIGHT, Column, RowModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPersistentModelIndex

    from desktop.casework.panels import Cell as Number
    from desktop.domain.ledger import Cell, Ledger, Row
    from desktop.views.empty_state import EmptyState

    Links = Callable[[int, int], Number | None]
    """What lies behind a place of a table: row (-1 is the line of sums) and column."""

_PIXELS = 9  # a ledger column is as wide as so many half-em characters; this makes pixels of them
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def cell_text(cell: Cell) -> str:
    """Return a cell as it is shown; an empty place is empty."""
    return "" if cell is None else str(cell)


def copy_table(table: Ledger) -> None:
    """Put a ledger on the clipboard, its headings and its totals with it."""
    titles = [f"{column.group}{column.title}" for column in table.columns]
    rows = [*table.rows, *([table.totals] if table.totals else ())]
    lines = [titles, *([cell_text(cell) for cell in row] for row in rows)]
    QGuiApplication.clipboard().setMimeData(clipboard.copied(lines))


class _LinkDelegate(CellDelegate):
    """Paints a number that opens something in the colour of what can be opened."""

    def __init__(self, model: RowModel[tuple[int, Row]], view: LedgerView) -> None:
        self._table = view
        self._link = QColor()
        super().__init__(model, view)

    @override
    def restyle(self) -> None:
        super().restyle()
        self._link = QColor(theme.tokens_of(self._table).accent)

    @override
    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        plain = self._text
        if isinstance(index, QModelIndex) and self._table.link_at(index) is not None:
            self._text = self._link
        super().paint(painter, option, index)
        self._text = plain


class LedgerView(QTableView):
    """Shows a `Ledger` of the statistics with its grouped heading; its totals are the first line.

    A number that has cases behind it is a link: a click or Enter emits `opened` with their criteria.
    """

    opened = Signal(object)

    def __init__(self, table: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._links: Links | None = None
        self._lines: Sequence[tuple[int, Row]] = ()
        columns = tuple(self._column(place) for place in range(len(table.columns)))
        self.rows: RowModel[tuple[int, Row]] = RowModel(
            columns, self._fetch, self._count, self, identity=itemgetter(0)
        )
        self._cells = _LinkDelegate(self.rows, self)
        self._cells.has_cells = True
        self.setModel(self.rows)
        self._build()
        self.show_ledger(table)

    def _build(self) -> None:
        self.setHorizontalHeader(GroupedHeader(self._table, self))
        dress(self)
        restyled(self, role="ledger")
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(self._table.title)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        for place, column in enumerate(self.rows.columns):
            header.resizeSection(place, column.width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(theme.ROW_HEIGHT + theme.MARGIN)

    def show_ledger(self, table: Ledger, links: Links | None = None) -> None:
        """Show other rows under the same headings, with what lies behind their numbers."""
        self._table, self._links = table, links
        rows = [*([table.totals] if table.totals else ()), *table.rows]
        self._lines = list(enumerate(rows))
        self.rows.reload()

    @property
    def ledger(self) -> Ledger:
        """What is shown."""
        return self._table

    def link_at(self, index: QModelIndex) -> Number | None:
        """Return what lies behind a place, or None where nothing can be opened."""
        if self._links is None or not index.isValid():
            return None
        row = index.row() - bool(self._table.totals)
        found = self._links(row, index.column())
        return found if found is not None and found.number else None

    def copy(self) -> None:
        """Put the whole table on the clipboard."""
        copy_table(self._table)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if (cell := self.link_at(index)) is not None:
            self.opened.emit(cell.behind)

    def _column(self, place: int) -> Column[tuple[int, Row]]:
        column = self._table.columns[place]
        right = column.kind == "number"
        align = LEFT if place == 0 or column.align == "left" else RIGHT if right else CENTER
        return Column(column.title, partial(_text_of, place), int(column.width * _PIXELS), align=align)

    def _fetch(self, offset: int, limit: int) -> Sequence[tuple[int, Row]]:
        return self._lines[offset : offset + limit]

    def _count(self) -> int:
        return len(self._lines)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_link = self.link_at(self.indexAt(event.position().toPoint())) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENTER:
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and self.model() is not None:
            self._cells.restyle()


class TablePanel(QWidget):
    """A table in a card, made anew when its columns change, or a sentence where there is nothing to show."""

    opened = Signal(object)

    def __init__(self, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: LedgerView | None = None
        self.empty = empty
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, self._column = card(margin=1, spacing=0)
        self._column.addWidget(empty)
        outer.addWidget(frame)

    def show_table(self, table: Ledger, links: Links | None = None) -> None:
        """Show a table; without rows the sentence instead."""
        if self.view is None or self.view.ledger.columns != table.columns:
            self._make(table)
        if self.view is not None:
            self.view.show_ledger(table, links)
            self.view.setVisible(bool(table.rows))
        self.empty.setVisible(not table.rows)

    def _make(self, table: Ledger) -> None:
        if self.view is not None:
            self._column.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
        self.view = LedgerView(table, self)
        self.view.opened.connect(self.opened)
        self._column.addWidget(self.view)


def _text_of(place: int, line: tuple[int, Row]) -> str:
    return cell_text(line[1][place])


class GroupedHeader(QHeaderView):
    """A heading of two rows: common headings above, the titles of the columns below them."""

    def __init__(self, table: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = table
        self._groups = {
            place: (title, first, last)
            for title, first, last in table.groups()
            for place in range(first, last + 1)
        }

    @override
    def sizeHint(self) -> QSize:
        rows = 2 if self._table.grouped else 1
        return QSize(super().sizeHint().width(), rows * theme.ROW_HEIGHT)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        title, first, last = self._groups[logicalIndex]
        half = rect.height() // 2
        painter.save()
        painter.setFont(QFont(self.font()))
        if not title:
            self._paint_cell(painter, rect, self._table.columns[logicalIndex].title)
        else:
            left = self.sectionViewportPosition(first)
            right = self.sectionViewportPosition(last) + self.sectionSize(last)
            self._paint_cell(painter, QRect(left, rect.top(), right - left, half), title)
            lower = QRect(rect.left(), rect.top() + half, rect.width(), rect.height() - half)
            self._paint_cell(painter, lower, self._table.columns[logicalIndex].title)
        painter.restore()

    def _paint_cell(self, painter: QPainter, room: QRect, text: str) -> None:
        tokens = theme.tokens_of(self)
        painter.fillRect(room, QColor(tokens.raised))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomRight())
        painter.setPen(QColor(tokens.text_muted))
        inner = room.adjusted(theme.SPACE, 0, -theme.SPACE, 0)
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, CENTER if len(self._groups) > 1 else LEFT, shown)
