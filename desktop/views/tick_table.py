"""A table with a tick box before each row: what is ticked stays ticked however the list is filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from desktop.views import theme
from desktop.views.cells import CellDelegate
from desktop.views.ledger_table import LedgerTable
from desktop.views.tables import Column, RowModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

TICK_WIDTH = 44
_BOX = 16.0
_NO_TEXT = ""
_Index = QModelIndex | QPersistentModelIndex


class Identified(Protocol):
    """A row that can be told from the others."""

    @property
    def id(self) -> int:
        """What tells it."""
        raise NotImplementedError


Row = TypeVar("Row", bound=Identified)


class TickModel(RowModel[Row], Generic[Row]):
    """Rows behind a column of ticks; `ticked` holds ids in the order they were ticked."""

    ticks_changed = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[int, int], Sequence[Row]],
        count: Callable[[], int],
    ) -> None:
        ticks: Column[Row] = Column("选", lambda _row: _NO_TEXT, TICK_WIDTH)
        super().__init__((ticks, *columns), fetch, count)
        self._ticked: dict[int, None] = {}

    @property
    def ticked(self) -> tuple[int, ...]:
        """The ids of the ticked rows."""
        return tuple(self._ticked)

    def is_ticked(self, place: int) -> bool:
        """Whether the row in that line is ticked."""
        row = self.row_at(place)
        return row is not None and row.id in self._ticked

    def tick(self, ids: Iterable[int], *, on: bool) -> None:
        """Tick rows, or take their ticks away."""
        for each in ids:
            if on:
                self._ticked[each] = None
            else:
                self._ticked.pop(each, None)
        last = max(self.rowCount() - 1, 0)
        self.dataChanged.emit(self.index(0, 0), self.index(last, 0), [Qt.ItemDataRole.CheckStateRole])
        self.ticks_changed.emit(len(self._ticked))

    def clear(self) -> None:
        """Take every tick away."""
        self.tick(self.ticked, on=False)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            ticked = self.is_ticked(index.row())
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)


class TickTable(LedgerTable[Row], Generic[Row]):
    """Space or a click on the box ticks; the title of the boxes is no order."""

    def __init__(self, model: TickModel[Row], parent: QWidget | None = None) -> None:
        super().__init__(model, parent, frozen=0)
        self.ticks = model
        self._boxes = TickBox(model, self)
        self.setItemDelegateForColumn(0, self._boxes)
        self.clicked.connect(self._on_clicked)

    def toggle(self, places: Iterable[int]) -> None:
        """Tick these lines, or untick them when all of them are ticked."""
        rows = [row for place in places if (row := self.ticks.row_at(place)) is not None]
        ids = [row.id for row in rows]
        self.ticks.tick(ids, on=not set(ids) <= set(self.ticks.ticked))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggle([index.row()])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle(self.selected_places())
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._boxes.restyle()


class TickBox(CellDelegate):
    """Paints the box of a line, filled and ticked or open."""

    def __init__(self, model: TickModel[Any], view: TickTable[Any]) -> None:
        super().__init__(model, view)
        self._ticks = model
        self._table = view

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        tokens = theme.tokens_of(self._table)
        room = QRectF(option.rect)  # type: ignore[attr-defined]
        box = QRectF(0, 0, _BOX, _BOX)
        box.moveCenter(room.center() - QPointF(0, 0.5))
        ticked = self._ticks.is_ticked(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if ticked else tokens.line_strong), 1))
        painter.setBrush(QColor(tokens.accent if ticked else tokens.surface))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(QColor(tokens.on_accent), 1.8))
            at = box.center()
            painter.drawPolyline([at + QPointF(-4, 0), at + QPointF(-1, 3), at + QPointF(4.2, -3)])
        painter.restore()
