"""The view of a ledger: first columns stay in sight, the selection outlives a refresh, rows can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from desktop.views import clipboard
from desktop.views.cells import CellDelegate
from desktop.views.ledger_frozen import FrozenColumns
from desktop.views.ledger_header import FilterHeader
from desktop.views.ledger_kept import KeptPlaces
from desktop.views.ledger_selection import Block, blocks_of, places_in, rows_in
from desktop.views.table_dress import dress, head, shown_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QAction, QFocusEvent, QMouseEvent, QResizeEvent, QShowEvent

    from desktop.domain.filters import ListColumn
    from desktop.domain.listing import SortKey
    from desktop.views.tables import RowModel

Row = TypeVar("Row")
HIDDEN = "-"  # before the title of a column out of sight, where the columns are kept as words
_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag


class LedgerTable(QTableView, Generic[Row]):
    """Shows a `RowModel`; emits `opened` (Enter or double click) and `chosen` (the current row or None).

    `counted` gives how many rows are selected. The first `frozen` columns stay when the others scroll away.
    Where columns can be narrowed, `filter_wanted` names one (its arrow, or Alt+Down), and `order_added` the
    `SortField` of a title clicked with Shift.
    """

    opened = Signal(object)
    chosen = Signal(object)
    counted = Signal(int)
    filter_wanted = Signal(int)
    order_added = Signal(object)
    _forced: QItemSelectionModel.SelectionFlag | None = None  # Qt asks before the table is built

    def __init__(self, model: RowModel[Row], parent: QWidget | None = None, *, frozen: int = 2) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        head(self, model)
        self._order = (0, Qt.SortOrder.AscendingOrder)
        self._kept = KeptPlaces(self, model, self.put_cursor)
        self._cells = CellDelegate(model, self)
        self._frozen = FrozenColumns(self, model, frozen)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setProperty("role", "ledger")
        dress(self)
        self.setItemDelegate(self._cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.horizontalHeader().setSectionsMovable(True)
        self.horizontalHeader().setSortIndicatorShown(not self._filter_headers)
        self.show_order(0, Qt.SortOrder.AscendingOrder)
        self.restore_default_layout()

    def _connect(self) -> None:
        self.rows.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.rows.modelReset.connect(self._on_reset)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_opened)
        for header in (self.horizontalHeader(), self._frozen.horizontalHeader()):
            header.sectionClicked.connect(self._on_title_clicked)
        for each in self._filter_headers:
            each.filter_wanted.connect(self.filter_wanted)

    @property
    def _filter_headers(self) -> list[FilterHeader]:
        headers = (self.horizontalHeader(), self._frozen.horizontalHeader())
        return [each for each in headers if isinstance(each, FilterHeader)]

    @property
    def frozen_columns(self) -> frozenset[int]:
        """The columns that stay in sight."""
        return self._frozen.columns

    @property
    def frozen_count(self) -> int:
        """How many columns stay, as far as there is room for them; what stays with them is not counted."""
        return self._frozen.count

    @property
    def shown_columns(self) -> list[int]:
        """The columns that are not hidden, from left to right."""
        return shown_columns(self)

    @property
    def current_row(self) -> Row | None:
        """The row the cursor is in, or None."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    @property
    def blocks(self) -> list[Block]:
        """The rectangles selected, from the top."""
        return blocks_of(self.selectionModel().selection())

    @property
    def selected_count(self) -> int:
        """How many rows are selected, wholly or in part; asks no row."""
        return rows_in(self.blocks)

    def selected_places(self) -> Iterator[int]:
        """Give the places of the selected rows from the top."""
        return places_in(self.blocks)

    def freeze(self, number: int) -> None:
        """Let so many columns, from the left of those in sight, stay when the others scroll away."""
        first = (self.rows.columns[column] for column in self.shown_columns[:number])
        self._frozen.count = sum(not column.stays for column in first)
        self._frozen.arrange()

    def select_place(self, place: int) -> None:
        """Put the cursor into a row and bring it into sight."""
        index = self.rows.index(place, self._first_shown_column())
        self.put_cursor(index, _Flag.ClearAndSelect | _Flag.Rows)
        self.scrollTo(index)

    def put_cursor(self, index: QModelIndex, command: QItemSelectionModel.SelectionFlag) -> None:
        """Put the cursor into a cell and select as told, whatever keys are held down.

        What Shift extends later begins there.
        """
        self._forced = command
        self.setCurrentIndex(index)
        self._forced = None

    def add_row_action(self, action: QAction) -> None:
        """Offer an action in the menu of the rows."""
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.addAction(action)

    @Slot()
    def copy(self) -> None:
        """Put the selected rows on the clipboard, columns as they are shown."""
        shown = self.shown_columns
        table = [[self.rows.text_at(place, column) for column in shown] for place in self.selected_places()]
        if table:
            QGuiApplication.clipboard().setMimeData(clipboard.copied(table))

    def layout_words(self) -> list[str]:
        """Return the columns as they can be kept, from left to right: title:width, -title:width if hidden."""
        header, words = self.horizontalHeader(), []
        for place in range(header.count()):
            column = header.logicalIndex(place)
            made = self.rows.columns[column]
            hidden = self.isColumnHidden(column)
            width = made.width if hidden else header.sectionSize(column)
            words.append(f"{HIDDEN if hidden else ''}{made.title}:{width}")
        return words

    def restore_layout(self, words: list[str]) -> None:
        """Bring order and widths back; what no longer fits the columns is ignored."""
        titles = [column.title for column in self.rows.columns]
        header = self.horizontalHeader()
        for place, word in enumerate(words):
            title, _, width = word.rpartition(":")
            plain = title.removeprefix(HIDDEN)
            if plain in titles and width.isdecimal():
                column = titles.index(plain)
                header.moveSection(header.visualIndex(column), place)
                self.setColumnHidden(column, plain != title)
                header.resizeSection(column, int(width))

    def restore_default_layout(self) -> None:
        """Give every column its own place and width again; spare ones are out of sight."""
        header = self.horizontalHeader()
        for place, column in enumerate(self.rows.columns):
            self.setColumnHidden(place, column.is_spare)
            header.moveSection(header.visualIndex(place), place)
            header.resizeSection(place, column.width)

    def show_order(self, column: int, order: Qt.SortOrder) -> None:
        """Show in the titles by which column the rows are sorted."""
        self._order = (column, order)
        for header in (self.horizontalHeader(), self._frozen.horizontalHeader()):
            header.setSortIndicator(column, order)

    def show_question(self, sorts: Iterable[SortKey], narrowed: Iterable[ListColumn]) -> None:
        """Show in the titles by what the rows are sorted, in this order, and which columns narrow them."""
        keys, columns = tuple(sorts), frozenset(narrowed)
        for header in self._filter_headers:
            header.mark(keys, columns)

    def title_place(self, column: int) -> QRect:
        """Return where a title is, in pixels of the table."""
        header = self.view_of(column).horizontalHeader()
        left = header.sectionViewportPosition(column)
        return QRect(left, 0, header.sectionSize(column), header.height())

    def view_of(self, column: int) -> QTableView:
        """Return the view in which a column is seen: the frozen columns, or the table itself."""
        return self._frozen if column in self._frozen.columns else self

    def _first_shown_column(self) -> int:
        return next(iter(self.shown_columns), 0)

    @Slot(int)
    def _on_title_clicked(self, column: int) -> None:
        field = self.rows.columns[column].sort
        if field is None:
            self.show_order(*self._order)
            return
        clicked = self.sender()
        if isinstance(clicked, FilterHeader) and clicked.extends:
            self.order_added.emit(field)
            return
        sorted_by, now = self._order  # what the titles show is turned by the click itself
        again = 0 <= sorted_by < len(self.rows.columns) and self.rows.columns[sorted_by].sort is field
        ascending = now == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if again and ascending else Qt.SortOrder.AscendingOrder
        self.show_order(column, order)
        self.rows.sort(column, order)

    @Slot()
    def _on_about_to_reset(self) -> None:
        self._kept.take()

    @Slot()
    def _on_reset(self) -> None:
        self._kept.give_back()
        self.counted.emit(self.selected_count)
        self.chosen.emit(self.current_row)

    @Slot()
    def _on_selection_changed(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self.counted.emit(self.selected_count)

    @Slot()
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self.rows.row_at(current.row()) if current.isValid() else None)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        if (row := self.rows.row_at(index.row())) is not None:
            self.opened.emit(row)

    @override
    def selectionCommand(
        self, index: _Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return super().selectionCommand(index, event) if self._forced is None else self._forced

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over_frozen = event.position().x() < self._frozen.edge
        self.setAutoScroll(not over_frozen)  # what is under the frozen columns shall stay there
        super().mouseMoveEvent(self._frozen.below(event))
        self.setAutoScroll(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.filter_wanted.emit(self.currentIndex().column())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & _MODIFIED:
            self._on_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())  # a cursor nobody sees would open who knows what

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._frozen.arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frozen.arrange()

    @override
    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if index.column() in self._frozen.columns:
            scrolled = self.horizontalScrollBar().value()
            super().scrollTo(index, hint)
            self.horizontalScrollBar().setValue(scrolled)
        else:
            super().scrollTo(index, hint)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._cells.restyle()


_MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
