"""The kinds of papers of the print centre: grouped, each with how many of the listed cases can have it."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QWidget
from typing_extensions import override

from desktop.views import theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
    from PySide6.QtGui import QPainter

    from desktop.casework.papers import PaperKind

WIDTH = 172
_ENTRY, _GROUP = 32, 30
_MARK = 3
_COUNT = Qt.ItemDataRole.UserRole + 1


class KindList(QListWidget):
    """Chooses one kind of paper; emits `kind_chosen` with it."""

    kind_chosen = Signal(object)

    def __init__(self, kinds: Sequence[PaperKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[str, QListWidgetItem] = {}
        self._kinds = {kind.key: kind for kind in kinds}
        self.setAccessibleName("文书种类")
        self.setProperty("role", "entries")
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Entry(self))
        self._fill()
        self.currentItemChanged.connect(self._on_current_changed)

    def _fill(self) -> None:
        kinds = tuple(self._kinds.values())
        for group, found in groupby(kinds, key=attrgetter("group")):
            self._add_group(group, tuple(found))
        if kinds:
            self.choose(kinds[0].key)

    def renew(self, kinds: Sequence[PaperKind]) -> None:
        """Offer these kinds; the one chosen stays chosen, and nothing is emitted, where it is still there."""
        if [each.key for each in kinds] == list(self._kinds):
            self._kinds = {kind.key: kind for kind in kinds}
            return
        former = self.kind.key
        with QSignalBlocker(self):
            self.clear()
            self._entries = {}
            self._kinds = {kind.key: kind for kind in kinds}
            self._fill()
            self.choose(former)
        if self.kind.key != former:
            self.kind_chosen.emit(self.kind)

    def _add_group(self, group: str, kinds: Sequence[PaperKind]) -> None:
        heading = QListWidgetItem(group, self)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setSizeHint(QSize(0, _GROUP))
        for kind in kinds:
            entry = QListWidgetItem(kind.name, self)
            entry.setSizeHint(QSize(0, _ENTRY))
            entry.setData(Qt.ItemDataRole.UserRole, kind.key)
            entry.setToolTip(kind.name)
            self._entries[kind.key] = entry

    @property
    def kind(self) -> PaperKind:
        """The kind that is chosen."""
        return self._kinds[str(self.currentItem().data(Qt.ItemDataRole.UserRole))]

    def choose(self, key: str) -> None:
        """Choose a kind by its key; one that is not known leaves the choice as it is."""
        if key in self._entries:
            self.setCurrentItem(self._entries[key])

    def show_counts(self, counts: Mapping[str, int] | None) -> None:
        """Show how many cases can have each; None while nobody knows."""
        for key, entry in self._entries.items():
            number = counts.get(key, 0) if counts is not None else None
            entry.setData(_COUNT, "" if number is None else str(number))
            told = "" if number is None else f"，{number} 件可出"
            entry.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text()}{told}")

    @Slot()
    def _on_current_changed(self) -> None:
        if self.currentItem() is not None:
            self.kind_chosen.emit(self.kind)


class _Entry(QStyledItemDelegate):
    """Paints a group quietly, a kind with its number at the right, the chosen one marked at its left edge."""

    @override
    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        tokens = theme.tokens_of(option.widget)
        room: QRect = option.rect
        is_group = not index.flags() & Qt.ItemFlag.ItemIsSelectable
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(tokens.selection))
            painter.fillRect(room.left(), room.top(), _MARK, room.height(), QColor(tokens.accent))
        line = room.adjusted(theme.MARGIN if not is_group else theme.SPACE, 0, -theme.SPACE, 0)
        if is_group:
            line.setTop(line.top() + theme.SPACE)
        count = str(index.data(_COUNT) or "")
        side = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.text_muted))
        painter.drawText(line, side | Qt.AlignmentFlag.AlignRight, count)
        line.setRight(line.right() - option.fontMetrics.horizontalAdvance(count) - theme.GAP)
        is_quiet = is_group or count == "0"
        painter.setPen(QColor(tokens.text_muted if is_quiet else tokens.text))
        words = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, side | Qt.AlignmentFlag.AlignLeft, words)
