"""Tables of the statistics: the two-row heading of the units, and what copying puts on the clipboard."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from desktop.views import clipboard, theme
from desktop.views.cells import CellDelegate
from desktop.views.forms import restyled
from desktop.views.table_dress import dress
from desktop.views.tables import CENTER, LEFT, RIGHT, Column, RowModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.ledger import Cell, Ledger, Row

_PIXELS = 9  # a ledger column is as wide as so many half-em characters; this makes pixels of them


def cell_text(cell: Cell) -> str:
    """Return a cell as it is shown; an empty place is empty."""
    return "" if cell is None else str(cell)


def copy_table(table: Ledger) -> None:
    """Put a ledger on the clipboard, its headings and its totals with it."""
    titles = [f"{column.group}{column.title}" for column in table.columns]
    rows = [*table.rows, *([table.totals] if table.totals else ())]
    lines = [titles, *([cell_text(cell) for cell in row] for row in rows)]
    QGuiApplication.clipboard().setMimeData(clipboard.copied(lines))


class LedgerView(QTableView):
    """Shows a `Ledger` of the statistics with its grouped heading; its totals are the first line."""

    def __init__(self, table: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._lines: Sequence[tuple[int, Row]] = ()
        columns = tuple(self._column(place) for place in range(len(table.columns)))
        self.rows: RowModel[tuple[int, Row]] = RowModel(
            columns, self._fetch, self._count, self, identity=itemgetter(0)
        )
        self._cells = CellDelegate(self.rows, self)
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
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        for place, column in enumerate(self.rows.columns):
            header.resizeSection(place, column.width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def show_ledger(self, table: Ledger) -> None:
        """Show other rows under the same headings."""
        self._table = table
        rows = [*([table.totals] if table.totals else ()), *table.rows]
        self._lines = list(enumerate(rows))
        self.rows.reload()

    def copy(self) -> None:
        """Put the whole table on the clipboard."""
        copy_table(self._table)

    def _column(self, place: int) -> Column[tuple[int, Row]]:
        column = self._table.columns[place]
        align = LEFT if place == 0 else RIGHT if column.kind == "number" else CENTER
        return Column(column.title, partial(_text_of, place), int(column.width * _PIXELS), align=align)

    def _fetch(self, offset: int, limit: int) -> Sequence[tuple[int, Row]]:
        return self._lines[offset : offset + limit]

    def _count(self) -> int:
        return len(self._lines)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and self.model() is not None:
            self._cells.restyle()


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
        return QSize(super().sizeHint().width(), 2 * theme.ROW_HEIGHT)

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
        painter.drawText(inner, CENTER if len(self._groups) > 1 else LEFT, text)
