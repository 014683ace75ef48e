"""The columns of a table that stay in sight when the others scroll away, and the line that can be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QTableView, QWidget
from typing_extensions import override

from desktop.views import theme
from desktop.views.cells import CellDelegate
from desktop.views.ledger_header import FilterHeader
from desktop.views.table_dress import dress, head, shown_columns

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QPaintEvent

    from desktop.views.tables import RowModel

_LINE_ROOM = 7  # pixels around the line that can be seized
_MOST = 0.75  # of the width of a table that may be frozen; the rest must be left to scroll in


class FrozenColumns(QTableView):
    """The first columns in sight laid over a table, sharing rows and selection (Qt: frozen column example).

    What the mouse does to them is done to the table below, so that a selection can cross their edge.
    `settled` tells that they lie elsewhere now.
    """

    settled = Signal()

    def __init__(self, table: QTableView, rows: RowModel[Any], count: int) -> None:
        super().__init__(table)
        self._table = table
        self._rows = rows
        self._is_arranging = False
        self.count = count
        self.columns: frozenset[int] = frozenset()
        self.setModel(rows)
        self.setSelectionModel(table.selectionModel())
        head(self, rows)
        self._build()
        self._connect()
        self.arrange()

    def _build(self) -> None:
        self.setProperty("role", "frozen")
        dress(self)
        self.setItemDelegate(CellDelegate(self._rows, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self._table)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        titles = self.horizontalHeader()
        titles.setSortIndicatorShown(not isinstance(titles, FilterHeader))

    def _connect(self) -> None:
        self._table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(self._table.verticalScrollBar().setValue)
        self._table.horizontalHeader().sectionResized.connect(self._on_resized)
        self._table.horizontalHeader().sectionMoved.connect(self.arrange)
        self.horizontalHeader().sectionResized.connect(self._on_own_resized)
        self.horizontalHeader().sectionMoved.connect(self._on_own_moved)

    @Slot()
    def arrange(self) -> None:
        """Take the first columns in sight, in the order of the table, as many as there is room for."""
        if self._is_arranging:
            return
        self._is_arranging = True
        theirs, own = self._table.horizontalHeader(), self.horizontalHeader()
        for place in range(theirs.count()):
            column = theirs.logicalIndex(place)
            if own.visualIndex(column) != place:
                own.moveSection(own.visualIndex(column), place)
        self.columns = frozenset(self._chosen())
        for column in range(theirs.count()):
            self.setColumnHidden(column, column not in self.columns)
            if column in self.columns:
                self.setColumnWidth(column, self._table.columnWidth(column))
        self._is_arranging = False
        self.setVisible(bool(self.columns))
        self.settle()

    def _chosen(self) -> list[int]:
        chosen: list[int] = []
        left, columns = self.count, self._rows.columns
        for column in shown_columns(self._table):
            if not left and not (chosen and columns[column].stays):
                break
            chosen.append(column)
            left -= not columns[column].stays
        room = self._table.width() * _MOST
        while chosen and self._table.isVisible() and sum(map(self._table.columnWidth, chosen)) > room:
            chosen.pop()
        return chosen

    def settle(self) -> None:
        """Lie exactly over the columns of the table that are frozen."""
        width = sum(self.columnWidth(column) for column in self.columns) + 1  # the line at its edge
        bar = self._table.horizontalScrollBar()
        self.setGeometry(0, 0, width, self._table.height() - (bar.height() if bar.isVisible() else 0))
        self.settled.emit()

    @property
    def edge(self) -> int:
        """Where the frozen columns end, in pixels of the table; 0 when there are none."""
        return self.width() - 1 if self.columns else 0

    def below(self, event: QMouseEvent) -> QMouseEvent:
        """Return what the mouse did as the table below knows it: there, frozen columns have scrolled."""
        place = event.position()
        if place.x() < self.edge:
            place -= QPointF(self._table.horizontalScrollBar().value(), 0)
        buttons = (event.button(), event.buttons(), event.modifiers())
        return QMouseEvent(event.type(), place, event.globalPosition(), *buttons)

    @Slot(int, int, int)
    def _on_resized(self, column: int, old: int, new: int) -> None:
        if not old or not new:  # hidden, or shown again
            self.arrange()
        elif column in self.columns:
            self.setColumnWidth(column, new)
            self.settle()

    @Slot(int, int, int)
    def _on_own_resized(self, column: int, old: int, new: int) -> None:
        if not self._is_arranging and old and new:
            self._table.setColumnWidth(column, new)

    @Slot(int, int, int)
    def _on_own_moved(self, _column: int, old: int, new: int) -> None:
        if not self._is_arranging:
            self._table.horizontalHeader().moveSection(old, new)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._table.mousePressEvent(self.below(event))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._table.mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._table.mouseReleaseEvent(self.below(event))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._table.mouseDoubleClickEvent(self.below(event))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._table.contextMenuEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        delegate = self.itemDelegate()
        if event.type() == QEvent.Type.PaletteChange and isinstance(delegate, CellDelegate):
            delegate.restyle()


class FreezeLine(QWidget):
    """The edge of the frozen columns; dragged, it tells how many columns lie left of where it is `let_go`."""

    let_go = Signal(int)

    def __init__(self, table: QTableView, frozen: FrozenColumns) -> None:
        super().__init__(table)
        self._table = table
        self._frozen = frozen
        self._is_dragged = False
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setToolTip("拖动改变冻结的列")
        self.setAccessibleName("冻结线")
        frozen.settled.connect(self.settle)

    @Slot()
    def settle(self) -> None:
        """Lie over the edge, below the titles: there the edge widens the column."""
        if not self._is_dragged:
            self._lie_at(self._frozen.edge)

    def _lie_at(self, edge: int) -> None:
        top = self._table.horizontalHeader().height()
        self.setGeometry(max(edge - _LINE_ROOM // 2, 0), top, _LINE_ROOM, self._table.viewport().height())
        self.raise_()

    def _nearest(self, at: float) -> tuple[int, int]:
        """Return how many columns lie left of the edge of a column nearest to `at`, and where that is."""
        edges, edge = [0], 0
        for column in shown_columns(self._table):
            edge += self._table.columnWidth(column)
            edges.append(edge)
        number = min(range(len(edges)), key=lambda each: abs(edges[each] - at))
        return number, edges[number]

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_dragged = True
            self._table.horizontalScrollBar().setValue(0)
            self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_dragged:
            self._lie_at(self._nearest(self.mapToParent(event.position()).x())[1])

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_dragged:
            self._is_dragged = False
            self.let_go.emit(self._nearest(self.mapToParent(event.position()).x())[0])
            self.settle()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_dragged or self.underMouse():
            painter = QPainter(self)
            accent = QColor(theme.tokens_of(self).accent)
            painter.fillRect(min(_LINE_ROOM // 2, self._frozen.edge), 0, 2, self.height(), accent)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()
