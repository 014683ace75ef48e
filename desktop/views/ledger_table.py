"""The view of a ledger: first columns stay in sight, the selection outlives a refresh, rows can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.views import clipboard, theme
from desktop.views.cells import CellDelegate
from desktop.views.ledger_header import FilterHeader

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from PySide6.QtCore import QItemSelection
    from PySide6.QtGui import QAction, QFocusEvent, QResizeEvent

    from desktop.domain.filters import ListColumn
    from desktop.domain.listing import SortKey
    from desktop.views.tables import RowModel

Row = TypeVar("Row")
KEPT_SELECTION = 500  # more selected rows than this are not looked for again after a refresh
_Index = QModelIndex | QPersistentModelIndex


def dress(view: QTableView) -> None:
    """Give a table the habits of every table here: whole rows, one line each, scrolled by pixels."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setFrameShape(QFrame.Shape.NoFrame)
    rows, titles = view.verticalHeader(), view.horizontalHeader()
    rows.hide()
    rows.setMinimumSectionSize(theme.ROW_HEIGHT)
    rows.setDefaultSectionSize(theme.ROW_HEIGHT)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    titles.setHighlightSections(False)
    titles.setSectionsClickable(True)
    titles.setMinimumSectionSize(32)


def head(view: QTableView, model: RowModel[Any]) -> None:
    """Give a table titles with filters when its rows can be narrowed by a column."""
    if any(column.narrow for column in model.columns):
        view.setHorizontalHeader(FilterHeader(model, view))


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

    def __init__(self, model: RowModel[Row], parent: QWidget | None = None, *, frozen: int = 2) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        head(self, model)
        self._order = (0, Qt.SortOrder.AscendingOrder)
        self._kept: tuple[list[Hashable], Hashable | None, int] = ([], None, 0)
        self._cells = CellDelegate(model, self)
        self._frozen = FrozenColumns(self, frozen)
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
        self._frozen.doubleClicked.connect(self._on_opened)
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
    def current_row(self) -> Row | None:
        """The row the cursor is in, or None."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    @property
    def selected_count(self) -> int:
        """How many rows are selected; asks no row."""
        return sum(bottom - top + 1 for top, bottom in self._spans())

    def selected_places(self) -> Iterator[int]:
        """Give the places of the selected rows from the top."""
        return (place for top, bottom in sorted(self._spans()) for place in range(top, bottom + 1))

    def select_place(self, place: int) -> None:
        """Put the cursor into a row and bring it into sight."""
        index = self.rows.index(place, self._first_shown_column())
        model = self.selectionModel()  # asked itself: the view would heed a Ctrl key still held down
        model.setCurrentIndex(index, model.SelectionFlag.ClearAndSelect | model.SelectionFlag.Rows)
        self.scrollTo(index)

    def add_row_action(self, action: QAction) -> None:
        """Offer an action in the menu of the rows, on frozen columns as well."""
        for view in (self, self._frozen):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            view.addAction(action)

    @Slot()
    def copy(self) -> None:
        """Put the selected rows on the clipboard, columns as they are shown."""
        header = self.horizontalHeader()
        shown = [header.logicalIndex(place) for place in range(header.count())]
        shown = [column for column in shown if not self.isColumnHidden(column)]
        table = [[self.rows.text_at(place, column) for column in shown] for place in self.selected_places()]
        if table:
            QGuiApplication.clipboard().setMimeData(clipboard.copied(table))

    def layout_words(self) -> list[str]:
        """Return order and widths of the columns as they can be kept: title:width, from left to right."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [f"{self.rows.columns[column].title}:{header.sectionSize(column)}" for column in order]

    def restore_layout(self, words: list[str]) -> None:
        """Bring order and widths back; what no longer fits the columns is ignored."""
        titles = [column.title for column in self.rows.columns]
        header = self.horizontalHeader()
        for place, word in enumerate(words):
            title, _, width = word.rpartition(":")
            if title in titles and width.isdecimal():
                column = titles.index(title)
                header.moveSection(header.visualIndex(column), place)
                header.resizeSection(column, int(width))

    def restore_default_layout(self) -> None:
        """Give every column its own place and width again."""
        header = self.horizontalHeader()
        for place, column in enumerate(self.rows.columns):
            self.setColumnHidden(place, False)
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
        view = self._frozen if column in self._frozen.columns else self
        header = view.horizontalHeader()
        left = header.sectionViewportPosition(column)
        return QRect(left, 0, header.sectionSize(column), header.height())

    def _spans(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        return [(each.top(), each.bottom()) for each in map(selection.at, range(selection.count()))]

    def _first_shown_column(self) -> int:
        return self.horizontalHeader().logicalIndex(0)

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
        known: list[Hashable] = []
        if self.selected_count <= KEPT_SELECTION:
            rows = (self.rows.known_row(place) for place in self.selected_places())
            known = [self.rows.identity(row) for row in rows if row is not None]
        current = self.rows.known_row(self.currentIndex().row()) if self.currentIndex().isValid() else None
        at = None if current is None else self.rows.identity(current)
        self._kept = (known, at, self.verticalScrollBar().value())

    @Slot()
    def _on_reset(self) -> None:
        known, at, scrolled = self._kept
        self.verticalScrollBar().setValue(scrolled)
        places = self.rows.places_of([*known, at] if at is not None else known, scrolled // theme.ROW_HEIGHT)
        model, first = self.selectionModel(), self._first_shown_column()
        if at in places:
            model.setCurrentIndex(self.rows.index(places[at], first), model.SelectionFlag.NoUpdate)
        for identity in known:
            if identity in places:
                index = self.rows.index(places[identity], first)
                model.select(index, model.SelectionFlag.Select | model.SelectionFlag.Rows)
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
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frozen.settle()

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


class FrozenColumns(QTableView):
    """The first columns of a table laid over it, sharing rows and selection (Qt: frozen column example)."""

    def __init__(self, table: LedgerTable[Any], count: int) -> None:
        super().__init__(table)
        self._table = table
        self.columns = frozenset(range(count))
        self.setModel(table.rows)
        self.setSelectionModel(table.selectionModel())
        head(self, table.rows)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setProperty("role", "frozen")
        dress(self)
        self.setItemDelegate(CellDelegate(self._table.rows, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self._table)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSortIndicatorShown(not isinstance(self.horizontalHeader(), FilterHeader))
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column not in self.columns)
        self.setVisible(bool(self.columns))

    def _connect(self) -> None:
        self._table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(self._table.verticalScrollBar().setValue)
        self._table.horizontalHeader().sectionResized.connect(self._on_resized)
        self._table.horizontalHeader().sectionMoved.connect(self._on_moved)
        self.horizontalHeader().sectionResized.connect(self._on_own_resized)

    def settle(self) -> None:
        """Lie exactly over the columns of the table that are frozen."""
        width = sum(self.columnWidth(column) for column in self.columns) + 1  # the line at its edge
        bar = self._table.horizontalScrollBar()
        self.setGeometry(0, 0, width, self._table.height() - (bar.height() if bar.isVisible() else 0))

    @Slot(int, int, int)
    def _on_resized(self, column: int, _old: int, new: int) -> None:
        if column in self.columns:
            self.setColumnWidth(column, new)
            if self.isVisible():
                self.settle()

    @Slot(int, int, int)
    def _on_own_resized(self, column: int, _old: int, new: int) -> None:
        self._table.setColumnWidth(column, new)

    @Slot()
    def _on_moved(self) -> None:
        """Keep the frozen columns at the front, whatever was dragged past them."""
        header = self._table.horizontalHeader()
        for place, column in enumerate(sorted(self.columns)):
            if header.visualIndex(column) != place:
                header.moveSection(header.visualIndex(column), place)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        delegate = self.itemDelegate()
        if event.type() == QEvent.Type.PaletteChange and isinstance(delegate, CellDelegate):
            delegate.restyle()
