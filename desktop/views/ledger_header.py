"""The titles of a ledger: each with a small arrow that opens its filter, and marks of what is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from desktop.views import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QTableView

    from desktop.domain.filters import ListColumn
    from desktop.domain.listing import SortField, SortKey
    from desktop.views.tables import Column, RowModel

ARROW_WIDTH = 18  # pixels at the right of a title that open the filter
_GRIP = 4  # pixels at its edge that still widen the column
_FUNNEL = ((-5, -4), (5, -4), (1.2, 0.4), (1.2, 4.4), (-1.2, 3.2), (-1.2, 0.4))
_WEDGE = ((-3.5, -1.5), (0, 2), (3.5, -1.5))


class FilterHeader(QHeaderView):
    """Emits `filter_wanted` (a column) when the arrow of a title is clicked; elsewhere a click sorts.

    A narrowed column bears a funnel, a sorted one a chevron and, when there are several, its place among
    them. `extends` says whether Shift was held at the last click.
    """

    filter_wanted = Signal(int)

    def __init__(self, model: RowModel[Any], table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._columns: tuple[Column[Any], ...] = model.columns
        self._narrowed: frozenset[ListColumn] = frozenset()
        self._sorts: dict[SortField, tuple[int, bool]] = {}
        self._current = -1
        self.extends = False
        self.setProperty("role", "filter")
        table.selectionModel().currentColumnChanged.connect(self._on_current_changed)

    def mark(self, sorts: Iterable[SortKey], narrowed: Iterable[ListColumn]) -> None:
        """Show by what the rows are sorted, in this order, and which columns narrow them."""
        self._sorts = {key.field: (place, key.descending) for place, key in enumerate(sorts, 1)}
        self._narrowed = frozenset(narrowed)
        self.viewport().update()

    def is_narrowed(self, column: int) -> bool:
        """Whether the title of a column bears the funnel."""
        return self._columns[column].narrow in self._narrowed

    def arrow_of(self, column: int) -> QRect:
        """Return where the arrow of a title is, in pixels of the viewport."""
        right = self.sectionViewportPosition(column) + self.sectionSize(column) - _GRIP
        return QRect(right - ARROW_WIDTH + _GRIP, 0, ARROW_WIDTH - _GRIP, self.height())

    @Slot(QModelIndex)
    def _on_current_changed(self, current: QModelIndex) -> None:
        self._current = current.column()
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        column = self.logicalIndexAt(place)
        self.extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and column >= 0 and self._columns[column].narrow and self.arrow_of(column).contains(place):
            self.filter_wanted.emit(column)
        else:
            super().mousePressEvent(event)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        column = self._columns[logicalIndex]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column.narrow:
            self._paint_arrow(painter, rect, is_narrowed=column.narrow in self._narrowed)
        if column.sort in self._sorts:
            self._paint_chevron(painter, rect, column)
        if logicalIndex == self._current and column.narrow:
            mark = QColor(theme.tokens_of(self).accent)
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, mark)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, rect: QRect, *, is_narrowed: bool) -> None:
        tokens = theme.tokens_of(self)
        at = QPointF(rect.right() - ARROW_WIDTH / 2, rect.center().y() + 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if is_narrowed else tokens.text_muted))
        shape = _FUNNEL if is_narrowed else _WEDGE
        painter.drawPolygon(QPolygonF([at + QPointF(*each) for each in shape]))

    def _paint_chevron(self, painter: QPainter, rect: QRect, column: Column[Any]) -> None:
        place, descending = self._sorts[column.sort] if column.sort else (0, False)
        at = QPointF(self._end_of_title(rect, column) + theme.SPACE, rect.center().y() + 0.5)
        rise = 2 if descending else -2
        painter.setPen(QPen(QColor(theme.tokens_of(self).accent), 1.6))
        painter.drawPolyline([at + QPointF(-3.5, -rise), at + QPointF(0, rise), at + QPointF(3.5, -rise)])
        if len(self._sorts) > 1:
            small = painter.font()
            small.setPointSizeF(small.pointSizeF() - 3)
            painter.setFont(small)
            painter.drawText(at + QPointF(5, 4), str(place))

    def _end_of_title(self, rect: QRect, column: Column[Any]) -> float:
        """Return where the words of a title end."""
        width = self.fontMetrics().horizontalAdvance(column.title)
        if column.align & Qt.AlignmentFlag.AlignHCenter:
            return rect.left() + (rect.width() - ARROW_WIDTH + theme.SPACE + width) / 2
        return rect.left() + theme.SPACE + width
