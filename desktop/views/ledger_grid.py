"""The grid of the 台账: cells are selected as in a workbook, by keys and mouse, and copied as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from typing_extensions import override

from desktop.views import clipboard
from desktop.views.cells import CellDelegate
from desktop.views.ledger_frozen import FreezeLine
from desktop.views.ledger_selection import (
    Block,
    cells_in,
    columns_in,
    covers_rows,
    places_in,
    rows_in,
    spans_of,
)
from desktop.views.ledger_table import LedgerTable
from desktop.views.table_dress import detach_titles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

    from desktop.views.tables import RowModel

Row = TypeVar("Row")
MOST_COPIED = 10_000  # rows on the clipboard; who needs more exports them
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NAVIGATION = frozenset(
    {
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right,
        Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip
_Flag = QItemSelectionModel.SelectionFlag


class LedgerGrid(LedgerTable[Row], Generic[Row]):
    """A `LedgerTable` of cells; the row the cursor is in keeps a tint of its own.

    `edit_wanted` asks for the current cell to be written: with the words typed so far (None by F2 and F4),
    and whether its words shall drop down. `told` is a sentence for the message line. `menu_wanted` asks for
    the menu of the cells at a place of the screen, `title_menu_wanted` for that of a title.
    """

    edit_wanted = Signal(object, bool)
    told = Signal(str)
    menu_wanted = Signal(QPoint)
    title_menu_wanted = Signal(int, QPoint)

    def __init__(self, model: RowModel[Row], parent: QWidget | None = None) -> None:
        self.writer: QWidget | None = None  # what a cell is written in, as long as it is
        super().__init__(model, parent)
        self.line = FreezeLine(self, self._frozen)
        self.line.let_go.connect(self.freeze)
        for view in (self, self._frozen):
            view.setSelectionBehavior(LedgerTable.SelectionBehavior.SelectItems)
            detach_titles(view)
            delegate = view.itemDelegate()
            if isinstance(delegate, CellDelegate):
                delegate.has_cells = True
            titles = view.horizontalHeader()
            titles.setSectionsMovable(True)
            titles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            titles.customContextMenuRequested.connect(self._on_title_menu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.line.settle()

    @property
    def selected_cells(self) -> int:
        """How many cells in sight are selected."""
        return cells_in(self.blocks, self.shown_columns)

    @property
    def selected_columns(self) -> list[int]:
        """The columns in sight that hold a selected cell, from left to right."""
        return columns_in(self.blocks, self.shown_columns)

    def places_of_column(self, column: int) -> list[int]:
        """Return the places of the rows in which a column is selected, from the top."""
        return list(places_in(self.blocks, column))

    def freeze_up_to(self, column: int) -> None:
        """Let the columns up to this one stay when the others scroll away."""
        shown = self.shown_columns
        self.freeze(shown.index(column) + 1 if column in shown else 0)

    def select_rows(self) -> None:
        """Select the rows touched as a whole."""
        last = self.rows.columnCount() - 1
        self._select(Block(top, bottom, 0, last) for top, bottom in spans_of(self.blocks))

    def select_columns(self) -> None:
        """Select the columns touched from the first row to the last."""
        last = self.rows.rowCount() - 1
        self._select(Block(0, last, column, column) for column in self.selected_columns)

    def toggle_row(self) -> None:
        """Take the row the cursor is in to those selected, as a whole, or away from them."""
        place = self.currentIndex().row()
        if place < 0:
            return
        last, shown = self.rows.columnCount() - 1, self.shown_columns
        row = QItemSelection(self.rows.index(place, 0), self.rows.index(place, last))
        held = sum(len(each.columns_in(shown)) for each in self.blocks if each.top <= place <= each.bottom)
        whole = held == len(shown)
        self.selectionModel().select(row, _Flag.Deselect if whole else _Flag.Select)

    def _select(self, blocks: Iterable[Block]) -> None:
        found = QItemSelection()
        for top, bottom, left, right in blocks:
            found.select(self.rows.index(top, left), self.rows.index(bottom, right))
        self.selectionModel().select(found, _Flag.ClearAndSelect)

    @override
    @Slot()
    def copy(self) -> None:
        """Put the selected cells on the clipboard; whole rows bring the titles along."""
        self._copy(titled=covers_rows(self.blocks, self.shown_columns))

    @Slot()
    def copy_with_titles(self) -> None:
        """Put the selected cells on the clipboard below the titles of their columns."""
        self._copy(titled=True)

    def _copy(self, *, titled: bool) -> None:
        blocks, columns = self.blocks, self.selected_columns
        number = rows_in(blocks)
        if number > MOST_COPIED:
            told = f"一次最多复制 {MOST_COPIED} 行，现在选中 {number} 行；请缩小选择，或按 Ctrl+E 导出。"
            self.told.emit(told)
        elif blocks:
            titles = [self.rows.columns[column].title for column in columns]
            table = [self._cells_of(place, columns, blocks) for place in places_in(blocks)]
            QGuiApplication.clipboard().setMimeData(clipboard.copied(table, titles if titled else ()))
            self.told.emit(f"已复制 {number} 行 {len(columns)} 列。")

    def _cells_of(self, place: int, columns: list[int], blocks: list[Block]) -> list[str]:
        """Return what a row says in these columns; blank where a cell is not selected."""
        here = [block for block in blocks if block.top <= place <= block.bottom]
        return [
            self.rows.text_at(place, column) if any(each.holds(place, column) for each in here) else ""
            for column in columns
        ]

    @Slot()
    def _on_row_changed(self) -> None:
        for view in (self, self._frozen):
            view.viewport().update()

    @Slot(QPoint)
    def _on_title_menu(self, at: QPoint) -> None:
        for view in (self, self._frozen):
            titles = view.horizontalHeader()
            if titles is self.sender():
                self.title_menu_wanted.emit(titles.logicalIndexAt(at), titles.mapToGlobal(at))

    @override
    def keyboardSearch(self, search: str) -> None:
        """Look for nothing: what is typed is written into the cell."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Space and keys in _SPACES:
            _SPACES[keys](self)
        elif event.key() == Qt.Key.Key_C and keys == _CONTROL | _SHIFT:
            self.copy_with_titles()
        elif event.key() in {Qt.Key.Key_F2, Qt.Key.Key_F4} and not keys:
            self.edit_wanted.emit(None, event.key() == Qt.Key.Key_F4)
        elif event.text().isprintable() and event.text() and keys in {Qt.KeyboardModifier.NoModifier, _SHIFT}:
            self.edit_wanted.emit(event.text(), False)
        else:
            super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Write into the cell what an input method brings; the cursor follows when it has finished."""
        if self.writer is None and (event.preeditString() or event.commitString()):
            self.edit_wanted.emit("", False)
        if self.writer is not None:
            QGuiApplication.sendEvent(self.writer, event)
            if not event.preeditString():
                self.writer.setFocus()

    @override
    def moveCursor(
        self, cursorAction: LedgerTable.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        at, shown = self.currentIndex(), self.shown_columns
        if modifiers & _CONTROL and at.isValid() and shown:
            move = LedgerTable.CursorAction
            edges = {
                move.MoveUp: (0, at.column()),
                move.MoveDown: (self.rows.rowCount() - 1, at.column()),
                move.MoveLeft: (at.row(), shown[0]),
                move.MoveRight: (at.row(), shown[-1]),
            }
            if cursorAction in edges:
                return self.rows.index(*edges[cursorAction])
        return super().moveCursor(cursorAction, modifiers)

    @override
    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        if isinstance(event, QKeyEvent) and event.key() in _NAVIGATION:  # Ctrl goes farther, nothing else
            event = QKeyEvent(event.type(), event.key(), event.modifiers() & ~_CONTROL)
        return super().selectionCommand(index, event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        at = self.currentIndex()
        if at.isValid() and not self.selectionModel().hasSelection():
            self.selectionModel().select(at, _Flag.Select)
        super().focusInEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        current = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and current.isValid():
            view = self.view_of(current.column())
            at = view.viewport().mapToGlobal(view.visualRect(current).bottomLeft())
        self.menu_wanted.emit(at)


_SPACES = {
    Qt.KeyboardModifier.NoModifier: LedgerGrid.toggle_row,
    _SHIFT: LedgerGrid.select_rows,
    _CONTROL: LedgerGrid.select_columns,
}
