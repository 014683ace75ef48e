"""A tick list of values with how many rows hold each, and a box that looks for one among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.domain.listing import Facet
from desktop.domain.text import fold
from desktop.views import theme
from desktop.views.forms import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter

_VALUE = int(Qt.ItemDataRole.UserRole)
_NUMBER = _VALUE + 1
_COUNT_ROOM = 56  # pixels at the right of a line for its count
_CHECKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class FacetList(QWidget):
    """Everything is ticked at first, which asks for nothing; what is looked for limits what counts.

    While words stand in `search`, only the lines that hold them are shown, and only their ticks count.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_cut = False
        self.search = QLineEdit(self)
        self.every = QCheckBox("全选", self)
        self.list = QListWidget(self)
        self.number = label("", "small")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search.setPlaceholderText("在下列各项中查找")
        self.search.setAccessibleName("查找项目")
        self.every.setTristate(True)
        self.list.setAccessibleName("项目")
        self.list.setProperty("role", "facets")
        self.list.setItemDelegate(_Counted(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(3 * theme.ROW_HEIGHT)
        line = QHBoxLayout()
        line.setContentsMargins(theme.SPACE + 2, 0, 0, 0)
        line.addWidget(self.every)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.search)
        column.addLayout(line)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_searched)
        self.every.clicked.connect(self._on_every)
        self.list.itemChanged.connect(self._show_state)

    def offer(self, facets: Sequence[Facet], ticked: Sequence[str], *, is_cut: bool) -> None:
        """Show these values, the ticked ones of a filter ticked; all of them where it asks for none."""
        self._is_cut = is_cut
        chosen = frozenset(ticked)
        gone = chosen - {facet.value for facet in facets}
        with QSignalBlocker(self.list):
            for facet in (*facets, *(Facet(value, value, 0) for value in sorted(gone))):
                item = QListWidgetItem(facet.label, self.list)
                item.setData(_VALUE, facet.value)
                item.setData(_NUMBER, facet.number)
                item.setToolTip(facet.label)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(_CHECKED if not chosen or facet.value in chosen else _OPEN)
        self._show_state()

    def values(self) -> tuple[str, ...]:
        """Return the ticked values among those shown; none when all of them are ticked, or none is."""
        shown = tuple(self._shown())
        ticked = tuple(item.data(_VALUE) for item in shown if item.checkState() == _CHECKED)
        everything = len(ticked) == self.list.count()
        return () if everything else ticked

    def ask_for_a_tick(self) -> bool:
        """Whether lines are shown and none is ticked: then nothing would be left, and the foot says so."""
        shown = tuple(self._shown())
        lacks = bool(self.list.count()) and all(item.checkState() == _OPEN for item in shown)
        if lacks:
            self.number.setText("请至少勾选一项。" if shown else "没有这样的项目。")
        return lacks

    def go_to_list(self) -> None:
        """Put the cursor into the first line shown."""
        first = next(self._shown(), None)
        if first is not None:
            self.list.setCurrentItem(first)
            self.list.setFocus()

    def _shown(self) -> Iterator[QListWidgetItem]:
        items = (self.list.item(place) for place in range(self.list.count()))
        return (item for item in items if not item.isHidden())

    @Slot()
    def _show_state(self) -> None:
        shown = tuple(self._shown())
        ticked = sum(item.checkState() == _CHECKED for item in shown)
        partly, whole = Qt.CheckState.PartiallyChecked, len(shown) == ticked
        self.every.setCheckState(_OPEN if not ticked else _CHECKED if whole else partly)
        self.every.setEnabled(bool(shown))
        cut = "（只列最多的）" if self._is_cut else ""
        self.number.setText(f"{len(shown)} 项{cut}" if whole else f"已选 {ticked} / {len(shown)} 项{cut}")

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        wanted = fold(text)
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setHidden(wanted not in fold(item.text()))
        self._show_state()

    @Slot()
    def _on_every(self) -> None:
        state = _OPEN if self.every.checkState() == _OPEN else _CHECKED
        with QSignalBlocker(self.list):
            for item in self._shown():
                item.setCheckState(state)
        self.list.viewport().update()
        self._show_state()


class _Counted(QStyledItemDelegate):
    """Paints a line with its tick, and its count at the right."""

    @override
    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        tokens = theme.tokens_of(option.widget)
        room = QRect(option.rect)  # its own: the next lines change the rectangle of the option
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(tokens.accent_soft))
        option.rect = room.adjusted(0, 0, -_COUNT_ROOM, 0)
        super().paint(painter, option, index)
        painter.setPen(QColor(tokens.text_muted))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room.adjusted(0, 0, -theme.SPACE, 0), right, f"{index.data(_NUMBER):,}")
