"""Widgets set like words: side by side, and on the next line where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

from desktop.views.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayoutItem


class FlowLayout(QLayout):
    """Widgets at their own size, line by line, within the height its `FlowArea` gives it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def clear(self) -> None:
        """Let go of every widget."""
        for item in self._items:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._items.clear()
        self.invalidate()

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> Any:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def height_in(self, width: int) -> int:
        """Return how high the lines are in so many pixels."""
        return self._arranged(QRect(0, 0, width, 0), moves=False)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._items]
        heights = [item.sizeHint().height() for item in self._items]
        return QSize(max(widths, default=0), max(heights, default=0))

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arranged(rect, moves=True)

    def _arranged(self, rect: QRect, *, moves: bool) -> int:
        """Set the widgets, or only see how high they would stand."""
        left, top, height = rect.left(), rect.top(), 0
        for item in self._items:
            size = item.sizeHint()
            if left > rect.left() and left + size.width() > rect.right() + 1:
                left, top, height = rect.left(), top + height + GAP, 0
            if moves:
                item.setGeometry(QRect(QPoint(left, top), size))
            left, height = left + size.width() + GAP, max(height, size.height())
        return top + height - rect.top()


class FlowArea(QWidget):
    """As wide as it may be, and as high as its widgets need there; narrow before they were shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these in place of those shown before."""
        self._flow.clear()
        for widget in widgets:
            self._flow.addWidget(widget)
            widget.show()
        self.setFixedHeight(self._flow.height_in(self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._flow.height_in(self.width()))
