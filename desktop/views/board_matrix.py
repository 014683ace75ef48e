"""单位办理情况: every unit by state, the most urgent first; each number opens the cases behind it."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QGuiApplication, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedLayout,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.casework import panels
from desktop.casework.panels import Column as State
from desktop.casework.panels import UnitLine
from desktop.domain.light import Tone
from desktop.views import clipboard, theme
from desktop.views.cards import button
from desktop.views.cells import CHIP_INSET
from desktop.views.charts import scaled
from desktop.views.empty_state import EmptyState
from desktop.views.forms import label, restyled
from desktop.views.table_dress import dress
from desktop.views.tables import CENTER, LEFT, Column, RowModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from desktop.casework.office import Office
    from desktop.casework.panels import Cell

TONES = {
    State.OVERDUE: Tone.OVERDUE,
    State.RED: Tone.RED,
    State.AMBER: Tone.AMBER,
    State.GREEN: Tone.GREEN,
    State.UNDATED: Tone.NONE,
    State.PAUSED: Tone.PAUSED,
    State.DONE: Tone.DONE,
}
_STATES = tuple(State)
_RARE = (State.UNDATED, State.PAUSED)  # columns that are left out while nothing stands in them
_UNIT, _FIRST, _TOTAL = 0, 1, len(_STATES) + 1
_LOUD = frozenset({Tone.OVERDUE, Tone.RED, Tone.AMBER})
_UNIT_WIDTH = 132
_Index = QModelIndex | QPersistentModelIndex


def cell_of(line: UnitLine, column: int) -> Cell:
    """Return the number in a column of the matrix; the unit's name stands for all of its tasks."""
    return line.cell(_STATES[column - _FIRST]) if _FIRST <= column < _TOTAL else line.total


def _shown(column: int, line: UnitLine) -> str:
    number = sum(line.numbers) if column == _TOTAL else line.numbers[column - _FIRST]
    return f"{number:,}" if number else "·"


def _columns() -> tuple[Column[UnitLine], ...]:
    states = (
        Column(f"{theme.GLYPHS[TONES[state]]} {state.label}", partial(_shown, place), align=CENTER)
        for place, state in enumerate(_STATES, _FIRST)
    )
    total = Column("合计", partial(_shown, _TOTAL), align=CENTER)
    return (Column("承办单位", attrgetter("unit.name"), _UNIT_WIDTH, align=LEFT), *states, total)


class MatrixTable(QTableView):
    """Units by state with a cursor that goes from number to number; emits `opened` with a `Cell`.

    Enter or a click opens the number under the cursor, Ctrl+C copies the table, a title sorts by its column,
    the title of the units brings the urgent ones to the top again. A zero opens nothing.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[UnitLine] = ()
        self._given: Sequence[UnitLine] = ()
        self.sorted_by = _UNIT
        self.rows: RowModel[UnitLine] = RowModel(
            _columns(), self._fetch, self._count, self, identity=attrgetter("unit.id")
        )
        self._build()

    def _build(self) -> None:
        self.setModel(self.rows)
        restyled(self, role="ledger")
        dress(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_NumberDelegate(self))
        self.setAccessibleName("各单位办理情况")
        self.setMouseTracking(True)
        titles = self.horizontalHeader()
        titles.setSectionResizeMode(_UNIT, QHeaderView.ResizeMode.Stretch)
        titles.sectionClicked.connect(self.sort_by)
        titles.setToolTip("单击一列按它排序，单击“承办单位”按紧急程度排序")

    @property
    def current_state(self) -> State | None:
        """The state the cursor is on; None on the unit and its total."""
        column = self.currentIndex().column()
        return _STATES[column - _FIRST] if _FIRST <= column < _TOTAL else None

    @property
    def current_line(self) -> UnitLine | None:
        """The unit the cursor is on."""
        return self.rows.row_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def show_lines(self, lines: Sequence[UnitLine]) -> None:
        """Show these units in their order, or in the one a person chose; the cursor stays on its number."""
        self._given = lines
        for state in _RARE:
            column = _STATES.index(state) + _FIRST
            self.setColumnHidden(column, not any(line.numbers[column - _FIRST] for line in lines))
        self._arrange()

    @Slot(int)
    def sort_by(self, column: int) -> None:
        """Sort by the numbers of a column, the greatest first; by urgency for that of the units."""
        self.sorted_by = column
        self._arrange()

    def _arrange(self) -> None:
        held, column = self.current_line, self.currentIndex().column()
        self._lines = list(self._given)
        if self.sorted_by != _UNIT:
            self._lines.sort(key=lambda line: -cell_of(line, self.sorted_by).number)
        self.rows.reload()
        titles = self.horizontalHeader()
        titles.setSortIndicatorShown(self.sorted_by != _UNIT)
        titles.setSortIndicator(self.sorted_by, Qt.SortOrder.DescendingOrder)
        places = [line.unit.id for line in self._lines]
        if held is not None and held.unit.id in places:
            self.setCurrentIndex(self.rows.index(places.index(held.unit.id), column))

    def open_current(self) -> None:
        """Open the number under the cursor."""
        line = self.current_line
        if line is not None and (cell := cell_of(line, self.currentIndex().column())).number:
            self.opened.emit(cell)

    def copy(self) -> None:
        """Put the whole table on the clipboard."""
        shown = [place for place in range(self.rows.columnCount()) if not self.isColumnHidden(place)]
        titles = [self.rows.columns[place].title for place in shown]
        lines = [[_plain(self.rows.text_at(row, place)) for place in shown] for row in range(self._count())]
        QGuiApplication.clipboard().setMimeData(clipboard.copied([titles, *lines]))

    def fit(self) -> None:
        """Make columns and lines as wide and high as the type asks."""
        height = scaled(self, theme.ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(height)
        for place in range(_FIRST, _TOTAL + 1):
            words = self.fontMetrics().horizontalAdvance(self.rows.columns[place].title)
            self.setColumnWidth(place, max(words, scaled(self, 32)) + 2 * theme.SPACE + 2)

    def _fetch(self, offset: int, limit: int) -> Sequence[UnitLine]:
        return self._lines[offset : offset + limit]

    def _count(self) -> int:
        return len(self._lines)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & _MODIFIED:
            self.open_current()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self._lines:
            self.setCurrentIndex(self.rows.index(0, _FIRST))
        super().focusInEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = self.rows.row_at(index.row()) if index.column() >= _FIRST else None
        is_link = line is not None and cell_of(line, index.column()).number > 0
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        )
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.column() >= _FIRST:
            self.open_current()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


_MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def _plain(text: str) -> str:
    return "0" if text == "·" else text


class _NumberDelegate(QStyledItemDelegate):
    """Paints a number on the soft ground of its state; a zero recedes, the cursor is framed."""

    def __init__(self, table: MatrixTable) -> None:
        super().__init__(table)
        self._table = table

    @override
    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        tokens, rect = theme.tokens_of(self._table), option.rect
        current = self._table.currentIndex()
        has_cursor = self._table.hasFocus() and current.row() == index.row()
        if has_cursor:
            painter.fillRect(rect, QColor(tokens.accent_soft))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = self._table.rows.text_at(index.row(), index.column())
        tone = self._tone(index.column()) if text != "·" else None
        if tone in _LOUD:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.ink(tone).bg))
            chip = QRectF(rect).adjusted(CHIP_INSET, CHIP_INSET - 0.5, -CHIP_INSET, -CHIP_INSET)
            painter.drawRoundedRect(chip, theme.RADIUS, theme.RADIUS)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(self._ink(tokens, text, tone))
        align = self._table.rows.columns[index.column()].align
        room = rect.adjusted(theme.SPACE, 0, -theme.SPACE, -1)
        shown = self._table.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, align, shown)
        if has_cursor and current.column() == index.column():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _tone(self, column: int) -> Tone | None:
        return TONES[_STATES[column - _FIRST]] if _FIRST <= column < _TOTAL else None

    def _ink(self, tokens: theme.Tokens, text: str, tone: Tone | None) -> QColor:
        if text == "·":
            return QColor(tokens.line_strong)
        return QColor(tokens.text if tone is None or tone is Tone.DONE else tokens.ink(tone).fg)


class MatrixPanel(QWidget):
    """The matrix under its title; `opened` gives a `Cell`, `press_wanted` is about the unit at the cursor."""

    opened = Signal(object)
    press_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = MatrixTable(self)
        self.note = label("", "muted")
        self.calm = EmptyState("还没有交办的件", "交办后，这里按承办单位显示逾期、红、黄、绿各有多少件。")
        self._build()
        self.table.opened.connect(self.opened)

    def _build(self) -> None:
        self.head = QHBoxLayout()
        self.head.setContentsMargins(theme.MARGIN, theme.SPACE, theme.SPACE, theme.SPACE)
        self.head.setSpacing(theme.SPACE)
        self.head.addWidget(label("各单位办理情况", "heading"))
        self.head.addWidget(self.note)
        self.head.addStretch(1)
        self.press = button("催办单位(&U)…", self.press_wanted.emit, "quiet")
        self.head.addWidget(self.press)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.calm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addLayout(self._stack, 1)

    def show_matrix(self, office: Office, session_id: int | None) -> tuple[UnitLine, ...]:
        """Count every unit again, and return their lines, the most urgent first."""
        found = panels.matrix(office, session_id)
        self.table.show_lines(found.lines)
        self._stack.setCurrentWidget(self.table if found.lines else self.calm)
        self.press.setEnabled(bool(found.lines) and not office.is_read_only)
        self.note.setText(f"{len(found.lines)}个单位，{sum(found.totals):,}件次" if found.lines else "")
        self.note.setToolTip("主办、协办都计入；一件由几个单位承办的，每个单位各计一次")
        return found.lines

    def menu_of(self, line: UnitLine) -> QMenu:
        """Return what is offered for a unit and the column of the cursor."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = self.table.currentIndex().column()
        title = self.table.rows.columns[column].title
        for words, verb in (
            (f"查看{line.unit.name}的全部{line.total.number}件", partial(self.opened.emit, line.total)),
            (f"按“{title}”排序", partial(self.table.sort_by, column)),
            ("按紧急程度排序", partial(self.table.sort_by, _UNIT)),
            (f"催办{line.unit.name}…", self.press_wanted.emit),
            ("复制表格", self.table.copy),
        ):
            action = QAction(words, menu)
            action.triggered.connect(verb)
            menu.addAction(action)
        return menu

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if (line := self.table.current_line) is not None:
            self.menu_of(line).popup(event.globalPos())
