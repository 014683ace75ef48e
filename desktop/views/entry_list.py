"""A list whose entries have two lines: what it is, and below, quieter, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QWidget
from typing_extensions import override

from desktop.domain.light import Tone
from desktop.views import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
    from PySide6.QtGui import QPainter

HEIGHT = 52
WARNING = "▲"
_MARK_WIDTH = 3


class EntryList(QListWidget):
    """Shows entries of two lines each; a second line that bears ▲ is a warning."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("role", "entries")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_TwoLines(self))

    def show_entries(self, entries: Iterable[str]) -> None:
        """Show these entries; the cursor stays in its line as long as there is one."""
        current = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for text in entries:
            self._size(QListWidgetItem(text, self))
        self.setCurrentRow(min(current, self.count() - 1))
        self.blockSignals(False)

    def _size(self, entry: QListWidgetItem) -> None:
        entry.setSizeHint(QSize(0, HEIGHT))
        entry.setToolTip(entry.text())


class _TwoLines(QStyledItemDelegate):
    """Paints an entry: both lines cut where the room ends, the chosen one marked at its left edge."""

    @override
    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        tokens = theme.tokens_of(option.widget)
        room: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(tokens.selection))
            painter.fillRect(room.left(), room.top(), _MARK_WIDTH, room.height(), QColor(tokens.accent))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        first, _, second = str(index.data()).partition("\n")
        quiet = tokens.ink(Tone.AMBER).fg if WARNING in second else tokens.text_muted
        half = (room.height() - 2 * theme.GAP) // 2
        for place, (text, colour) in enumerate(((first, tokens.text), (second, quiet))):
            line = room.adjusted(theme.SPACE, theme.GAP + place * half, -theme.SPACE, 0)
            line.setHeight(half)
            painter.setPen(QColor(colour))
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
