"""The columns of a list to be mapped: above each a drop-down of what it means, below it the first rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QStringListModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework.intake_columns import cell_text
from desktop.casework.intake_headings import Field
from desktop.casework.intake_source import Certainty
from desktop.views import theme
from desktop.views.fields import Choice
from desktop.views.forms import label, restyled
from desktop.views.import_grid import one_line
from desktop.views.table_dress import dress
from desktop.views.tables import LEFT, RIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.casework.intake_sheet import ListSheet
    from desktop.casework.intake_source import ColumnMap, SourceColumn

SHOWN_ROWS = 40
_MEANINGS: tuple[Field | None, ...] = (None, *(each for each in Field if each is not Field.UNUSED))
_WORDS = ["不取用" if each is None else each.value for each in _MEANINGS]
_CERTAINTIES = {
    Certainty.KNOWN: ("✓ 已识别", "small"),
    Certainty.REMEMBERED: ("✓ 沿用上次", "small"),
    Certainty.GUESSED: ("▲ 推测，请确认", "warning"),
    Certainty.UNKNOWN: ("▲ 没有认出", "warning"),
}
_DOUBTS = frozenset({Certainty.GUESSED, Certainty.UNKNOWN})
_BY_HAND, _DROPPED = ("✓ 已指定", "small"), ("○ 不取用", "small")
_NARROWEST, _WIDEST = 128, 240
_MARK_HEIGHT = 20
_FIELD_HEIGHT = 30
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FieldChoice(Choice[Field | None]):
    """What one column means; the wheel scrolls past it, and `entered` tells that the cursor came in."""

    entered = Signal()

    def share(self, words: QStringListModel, values: Sequence[Field | None]) -> None:
        """Offer these values under words that other drop-downs offer too."""
        self._values = list(values)
        self.setModel(words)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class SheetModel(QAbstractTableModel):
    """The first rows of a sheet, only the columns that are offered; those of the heading stand out."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._rows: list[list[str]] = []
        self._columns: tuple[SourceColumn, ...] = ()
        self._heading = range(0)

    def show_sheet(self, sheet: ListSheet, mapping: ColumnMap, columns: tuple[SourceColumn, ...]) -> None:
        """Show the first rows of a sheet."""
        self.beginResetModel()
        self._columns = columns
        self._heading = range(mapping.top, mapping.below)
        first = sheet.rows[: max(SHOWN_ROWS, mapping.below + SHOWN_ROWS // 2)]
        self._rows = [[one_line(cell_text(row, each.index)) for each in columns] for row in first]
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._rows[index.row()][index.column()]
        tokens = theme.tokens_of(self._view)
        if role == Qt.ItemDataRole.BackgroundRole and index.row() in self._heading:
            return QBrush(QColor(tokens.accent_soft))
        if role == Qt.ItemDataRole.ForegroundRole and index.row() < self._heading.start:
            return QBrush(QColor(tokens.text_muted))
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if orientation == Qt.Orientation.Horizontal else RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return f"表头 {section + 1}" if section in self._heading else str(section + 1)
        return self._columns[section].heading if section < len(self._columns) else None


class ColumnsView(QWidget):
    """A table with a drop-down over each column that scrolls with it.

    `field_chosen` gives index and field (None: not read) where a person chose; `entered` the `SourceColumn`
    the cursor came to.
    """

    field_chosen = Signal(int, object)
    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[SourceColumn, ...] = ()
        self._by_hand: set[int] = set()
        self.choices: list[FieldChoice] = []
        self._marks: list[QLabel] = []
        self._words = QStringListModel(_WORDS, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.table = QTableView(self)
        self.model = SheetModel(self.table)
        self.table.setModel(self.model)
        dress(self.table)
        self.table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.table.setShowGrid(True)
        self.table.setProperty("role", "sheet")
        self.table.setAccessibleName("来表的前几行")
        self.table.setTabKeyNavigation(False)
        rows = self.table.verticalHeader()
        rows.setFixedWidth(68)
        rows.show()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._fields = QWidget(self)
        self._fields.setFixedHeight(_FIELD_HEIGHT + _MARK_HEIGHT + theme.SPACE + theme.GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._fields)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.table.horizontalScrollBar().valueChanged.connect(self._settle)
        self.table.horizontalHeader().sectionResized.connect(self._settle)

    def show_sheet(self, sheet: ListSheet, mapping: ColumnMap, columns: tuple[SourceColumn, ...]) -> None:
        """Show a sheet with these columns and what they mean."""
        self._columns = columns
        self._by_hand.clear()
        self.model.show_sheet(sheet, mapping, columns)
        self._put_up()
        metrics = self.table.fontMetrics()
        for place, each in enumerate(columns):
            texts = [each.heading, *each.samples[:3]]
            width = max(map(metrics.horizontalAdvance, texts)) + 3 * theme.SPACE
            self.table.setColumnWidth(place, min(max(width, _NARROWEST), _WIDEST))
        self.show_fields(mapping)
        self._settle()

    def show_fields(self, mapping: ColumnMap) -> None:
        """Show what the columns mean, and how sure that is."""
        for column, choice, mark in zip(self._columns, self.choices, self._marks, strict=True):
            field = mapping.field_of(column.index)
            choice.choose(None if field is Field.UNUSED else field)
            words, role = self._certainty(column, field)
            mark.setText(words)
            restyled(mark, role=role)

    def _certainty(self, column: SourceColumn, field: Field | None) -> tuple[str, str]:
        """Return how sure it is that a column means this, in words and the role of their label."""
        is_known = column.index in self._by_hand or column.certainty not in _DOUBTS
        if field is None:
            return _DROPPED if is_known else _CERTAINTIES[Certainty.UNKNOWN]
        if field is Field.UNUSED:
            return _DROPPED
        return _BY_HAND if column.index in self._by_hand else _CERTAINTIES[column.certainty]

    def first_doubt(self) -> FieldChoice | None:
        """Return the drop-down of the first column nobody is sure of, else the first, if there is any."""
        pairs = zip(self._columns, self.choices, strict=True)
        found = next((choice for column, choice in pairs if column.certainty in _DOUBTS), None)
        return found or (self.choices[0] if self.choices else None)

    def _put_up(self) -> None:
        for old in (*self.choices, *self._marks):
            old.hide()
            old.deleteLater()
        self.choices, self._marks = [], []
        for place, column in enumerate(self._columns):
            choice = FieldChoice((), self._fields)
            choice.share(self._words, _MEANINGS)
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            choice.setAccessibleName(f"{column.heading}对应的栏目")
            choice.setMaxVisibleItems(16)
            choice.activated.connect(partial(self._on_chosen, place))
            choice.entered.connect(partial(self._on_entered, place))
            mark = label("", "small")
            mark.setParent(self._fields)
            choice.show()
            mark.show()
            self.choices.append(choice)
            self._marks.append(mark)

    @Slot()
    def _settle(self) -> None:
        """Put every drop-down over its column, as far as it is in sight."""
        header, left = self.table.horizontalHeader(), self.table.verticalHeader().width()
        for place, (choice, mark) in enumerate(zip(self.choices, self._marks, strict=True)):
            at = left + header.sectionViewportPosition(place)
            width = header.sectionSize(place) - theme.GAP
            choice.setGeometry(QRect(at + 2, theme.SPACE, width, _FIELD_HEIGHT))
            mark.setGeometry(QRect(at + theme.SPACE, theme.SPACE + _FIELD_HEIGHT, width, _MARK_HEIGHT))

    def _on_chosen(self, place: int, _chosen: int) -> None:
        self._by_hand.add(self._columns[place].index)
        self.field_chosen.emit(self._columns[place].index, self.choices[place].value())

    def _on_entered(self, place: int) -> None:
        self.table.scrollTo(self.model.index(0, place))
        self._settle()
        self.entered.emit(self._columns[place])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()
