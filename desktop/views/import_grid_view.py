"""The dry run under the cursor: cells in the colours of what is odd, edited in place, rows left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPen, QPolygon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget
from typing_extensions import override

from desktop.views import clipboard, theme
from desktop.views.import_grid import GridModel
from desktop.views.table_dress import detach_titles, dress

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from desktop.casework.intake_headings import Field

_Index = QModelIndex | QPersistentModelIndex
_FIRST_WIDTH = 92
_SAMPLED = 60  # rows that are measured for the first widths
_NARROWEST, _WIDEST = 64, 300
_CORNER = 6  # pixels of the mark in the corner of a cell somebody wrote
_TEXT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GridView(QTableView):
    """Shows a `GridModel`; `moved` tells that the cursor or what lies under it changed.

    F2, Enter or typing edits a cell; `rows_dropped` gives the numbers of the selected rows (Del).
    """

    moved = Signal()
    rows_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = GridModel(self)
        self._kept = (0, 0)
        self._has_widths = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setModel(self.rows)
        dress(self)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setProperty("role", "ledger")
        self.setAccessibleName("核对表")
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        detach_titles(self)
        self._cells = GridDelegate(self)
        self.setItemDelegate(self._cells)
        numbers = self.verticalHeader()
        numbers.setFixedWidth(56)
        numbers.setHighlightSections(True)
        numbers.show()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _connect(self) -> None:
        self.rows.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.rows.modelReset.connect(self._on_reset)
        self.rows.dataChanged.connect(self._on_changed)
        self.selectionModel().currentChanged.connect(self._on_moved)

    @property
    def at(self) -> tuple[int, int]:
        """Line and column of the cursor; (-1, -1) when it is nowhere."""
        index = self.currentIndex()
        return index.row(), index.column()

    def go_to(self, place: int, column: int) -> None:
        """Put the cursor into a cell and bring it into sight."""
        index = self.rows.index(place, column)
        model = self.selectionModel()
        model.setCurrentIndex(index, model.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def go_to_problem(self, step: int) -> bool:
        """Go to the next cell to look at (1) or the last (-1), round the end; False when there is none."""
        place, column = self.at
        end = (0, -1) if step > 0 else (self.rows.rowCount() - 1, self.rows.columnCount())
        start = (place, column) if place >= 0 else end
        found = self.rows.next_problem(*start, step) or self.rows.next_problem(*end, step)
        if found:
            self.go_to(*found)
        return found is not None

    def chosen_rows(self) -> tuple[int, ...]:
        """Return the numbers in the file of the rows that are selected."""
        selection = self.selectionModel().selection()
        spans = map(selection.at, range(selection.count()))
        places = {place for each in spans for place in range(each.top(), each.bottom() + 1)}
        return tuple(map(self.rows.number_of, sorted(places)))

    def chosen_cells(self) -> set[tuple[int, Field] | None]:
        """Return row and field of the cells that are selected."""
        return {self.rows.key_at(each.row(), each.column()) for each in self.selectedIndexes()}

    @Slot()
    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        indexes = self.selectedIndexes()
        columns = sorted({each.column() for each in indexes})
        places = sorted({each.row() for each in indexes})
        if indexes:
            table = [[self._text(place, column) for column in columns] for place in places]
            QGuiApplication.clipboard().setMimeData(clipboard.copied(table))

    @Slot()
    def drop_rows(self) -> None:
        """Leave the selected rows out, or take them in again."""
        if rows := self.chosen_rows():
            self.rows_dropped.emit(rows)

    def _text(self, place: int, column: int) -> str:
        cell = self.rows.cell_at(place, column)
        return cell.raw if cell else self.rows.look_at(place, column).text

    def _set_widths(self) -> None:
        """Give every column the width of what it says in the first rows, within reason."""
        metrics, last = self.fontMetrics(), min(self.rows.rowCount(), _SAMPLED)
        self.setColumnWidth(0, _FIRST_WIDTH)
        for column in range(1, self.rows.columnCount()):
            texts = [str(self.rows.headerData(column, Qt.Orientation.Horizontal))]
            texts += [self.rows.look_at(place, column).text for place in range(last)]
            width = max(map(metrics.horizontalAdvance, texts)) + 3 * theme.SPACE
            self.setColumnWidth(column, min(max(width, _NARROWEST), _WIDEST))

    @Slot()
    def _on_about_to_reset(self) -> None:
        self._kept = (self.rows.number_of(self.currentIndex().row()), self.currentIndex().column())
        self._width_of = self.rows.columnCount()

    @Slot()
    def _on_reset(self) -> None:
        number, column = self._kept
        if self.rows.columnCount() != self._width_of:
            self._set_widths()
        place = self.rows.place_of(number)
        if place is not None:
            self.go_to(place, max(0, min(column, self.rows.columnCount() - 1)))
        self.moved.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.moved.emit()

    @Slot()
    def _on_moved(self) -> None:
        self.moved.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Delete and is_plain:
            self.drop_rows()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and is_plain:
            is_editing = self.state() is QAbstractItemView.State.EditingState  # its Enter comes here as well
            is_editable = self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable
            if is_editable and not is_editing:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._cells.restyle()


class GridDelegate(QStyledItemDelegate):
    """Paints the cells of a `GridView`: ground and ink of what is odd, a frame round the cursor."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._view = view
        self.restyle()

    def restyle(self) -> None:
        """Take the colours and the type of the view as they are now."""
        tokens = theme.tokens_of(self._view)
        self._text, self._faint = QColor(tokens.text), QColor(tokens.text_muted)
        self._accent = QColor(tokens.accent)
        self._selection = QColor(tokens.selection)
        inks = {tone: tokens.ink(tone) for tone in theme.GLYPHS}
        self._inks = {tone: (QColor(ink.fg), QColor(ink.bg)) for tone, ink in inks.items()}
        self._metrics = QFontMetrics(self._view.font())
        self._widest = self._metrics.horizontalAdvance("■")

    @override
    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        rect: QRect = option.rect
        look = self._view.rows.look_at(index.row(), index.column())
        plain = self._faint if look.is_faint else self._text
        ink, ground = self._inks[look.tone] if look.tone else (plain, None)
        if ground is not None:
            painter.fillRect(rect, ground)
        if self._view.selectionModel().isSelected(index):
            painter.fillRect(rect, self._selection)
        if look.text:
            room = rect.adjusted(theme.SPACE, 0, -theme.SPACE, 0)
            painter.setPen(ink)
            painter.drawText(room, _TEXT, self._shown(look.text, room.width()))
        if look.is_written:
            self._mark_corner(painter, rect)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(self._accent, 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _shown(self, text: str, width: int) -> str:
        """Return what of a text fits; a text too short to be too wide is not measured."""
        if len(text) * self._widest <= width:
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _mark_corner(self, painter: QPainter, rect: QRect) -> None:
        corner = rect.topRight()
        points = (corner, corner - QPoint(_CORNER, 0), corner + QPoint(0, _CORNER))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        painter.drawPolygon(QPolygon(list(points)))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    @override
    def createEditor(self, parent: QWidget, option: Any, index: _Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setProperty("role", "cell")
        heading = self._view.rows.headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(f"第{self._view.rows.number_of(index.row())}行 {heading}")
        return editor
