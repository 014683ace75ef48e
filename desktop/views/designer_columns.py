"""Choosing the columns of a report: what can be shown on the left, what is on the right, its words below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.ledger import Align
from desktop.domain.report import ReportColumn
from desktop.domain.text import fold
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.fields import Choice
from desktop.views.forms import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_KEY = int(Qt.ItemDataRole.UserRole)
_BLANK = "空白栏（手填）"
_ALIGNS: tuple[tuple[str, Align | None], ...] = (
    ("默认", None),
    ("居左", Align.LEFT),
    ("居中", Align.CENTER),
    ("居右", Align.RIGHT),
)
_WIDEST = 120
_HERE = Qt.ShortcutContext.WidgetShortcut


class ColumnPicker(QWidget):
    """可选列 → 已选列, with buttons and keys; emits `changed` when columns or their looks are others."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Mapping[str, str] = {}
        self._columns: list[ReportColumn] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找栏目")
        self.search.setAccessibleName("查找栏目")
        self.search.setClearButtonEnabled(True)
        self.offered, self.chosen = _list("可选列", self), _list("已选列", self)
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE)
        for place, (text, buddy) in enumerate((("可选列(&A)", self.offered), ("已选列(&C)", self.chosen))):
            title = label(text, "muted")
            title.setBuddy(buddy)
            grid.addWidget(title, 0, 2 * place)
        grid.addWidget(self.search, 1, 0)
        grid.addWidget(self.offered, 2, 0)
        grid.addLayout(self._buttons(), 2, 1)
        grid.addWidget(self.chosen, 1, 2, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MARGIN, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(grid, 1)
        column.addLayout(self._details())
        column.addWidget(label("双击或回车加入；在已选列中 Delete 移除，Alt+↑、Alt+↓ 移动。", "small"))

    def _buttons(self) -> QVBoxLayout:
        self.add = button("加入 →", self.take)
        self.remove = button("← 移除", self.drop)
        self.up = button("上移", self.move_up)
        self.down = button("下移", self.move_down)
        self.blank = button("空白栏", self.take_blank)
        self.blank.setToolTip("加一栏留空，打印后手填")
        row = QVBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addStretch(1)
        for each in (self.add, self.remove, self.up, self.down, self.blank):
            row.addWidget(each)
        row.addStretch(1)
        return row

    def _details(self) -> QGridLayout:
        self.heading, self.group = QLineEdit(self), QLineEdit(self)
        self.width_box = QSpinBox(self)
        self.width_box.setRange(0, _WIDEST)
        self.width_box.setSpecialValueText("默认")
        self.width_box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.width_box.setToolTip("半角字数，一个汉字占两个；0 为默认")
        self.align: Choice[Align | None] = Choice(_ALIGNS, self)
        self.group.setPlaceholderText("相邻同名的合成一格")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE)
        for place, (text, field) in enumerate((
            ("表头(&H)", self.heading),
            ("上级表头(&G)", self.group),
            ("宽度(&W)", self.width_box),
            ("对齐(&L)", self.align),
        )):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            grid.addWidget(name, place // 2, place % 2 * 2)
            grid.addWidget(field, place // 2, place % 2 * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_searched)
        self.offered.itemActivated.connect(self.take)
        self.chosen.currentRowChanged.connect(self._show_details)
        self.heading.textEdited.connect(self._on_edited)
        self.group.textEdited.connect(self._on_edited)
        self.width_box.valueChanged.connect(self._on_edited)
        self.align.currentIndexChanged.connect(self._on_edited)
        QShortcut(QKeySequence("Down"), self.search, self._go_to_offered).setContext(_HERE)
        keys: tuple[tuple[str, QListWidget, Callable[[], None]], ...] = (
            ("Right", self.offered, self.take),
            ("Del", self.chosen, self.drop),
            ("Left", self.chosen, self.drop),
            ("Alt+Up", self.chosen, self.move_up),
            ("Alt+Down", self.chosen, self.move_down),
        )
        for name, where, verb in keys:
            QShortcut(QKeySequence(name), where, verb).setContext(_HERE)

    @property
    def columns(self) -> tuple[ReportColumn, ...]:
        """The columns chosen, from left to right."""
        return tuple(self._columns)

    def offer(self, facts: Mapping[str, str], columns: Sequence[ReportColumn]) -> None:
        """Offer these facts by their words, and show these columns as chosen."""
        self._facts = facts
        self._columns = list(columns)
        self.offered.clear()
        for key, word in facts.items():
            QListWidgetItem(word, self.offered).setData(_KEY, key)
        self.offered.setCurrentRow(0)
        self._on_searched(self.search.text())
        self._show_columns(0)

    @Slot()
    def take(self) -> None:
        """Put the current fact behind the current column."""
        place = self.offered.currentRow()
        if place >= 0 and not self.offered.item(place).isHidden():
            self._insert(ReportColumn(self.offered.item(place).data(_KEY)))
            self.offered.setCurrentRow(self._next_offered(place))

    @Slot()
    def take_blank(self) -> None:
        """Put a column behind the current one that is left to the pen."""
        self._insert(ReportColumn("", "备注"))
        self.heading.setFocus()
        self.heading.selectAll()

    @Slot()
    def drop(self) -> None:
        """Take the current column out."""
        place = self.chosen.currentRow()
        if place >= 0:
            del self._columns[place]
            self._show_columns(min(place, len(self._columns) - 1))
            self.changed.emit()

    @Slot()
    def move_up(self) -> None:
        """Move the current column one place to the left."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Move the current column one place to the right."""
        self._move(1)

    def _move(self, step: int) -> None:
        place = self.chosen.currentRow()
        if place >= 0 and 0 <= place + step < len(self._columns):
            self._columns.insert(place + step, self._columns.pop(place))
            self._show_columns(place + step)
            self.changed.emit()

    def _insert(self, column: ReportColumn) -> None:
        place = self.chosen.currentRow() + 1
        self._columns.insert(place, column)
        self._show_columns(place)
        self.changed.emit()

    def _next_offered(self, place: int) -> int:
        """Return the row of the next fact that is seen, or this one when it is the last."""
        rows = range(place + 1, self.offered.count())
        return next((row for row in rows if not self.offered.item(row).isHidden()), place)

    def _show_columns(self, place: int) -> None:
        with QSignalBlocker(self.chosen):
            self.chosen.clear()
            self.chosen.addItems([self._words(at, column) for at, column in enumerate(self._columns, 1)])
            self.chosen.setCurrentRow(place)
        self._show_details()

    def _words(self, place: int, column: ReportColumn) -> str:
        usual = self._facts.get(column.fact, _BLANK)
        title = column.title or usual
        above = f"{column.group}／" if column.group else ""
        meant = f"（{usual}）" if column.title and column.title != usual else ""
        return f"{place}. {above}{title}{meant}"

    @Slot()
    def _show_details(self) -> None:
        place = self.chosen.currentRow()
        column = self._columns[place] if 0 <= place < len(self._columns) else ReportColumn()
        fields = (self.heading, self.group, self.width_box, self.align)
        blockers = [QSignalBlocker(field) for field in fields]
        self.heading.setText(column.title)
        self.heading.setPlaceholderText(self._facts.get(column.fact, ""))
        self.group.setText(column.group)
        self.width_box.setValue(column.width)
        self.align.choose(column.align)
        for blocker in blockers:
            blocker.unblock()
        for field in (*fields, self.remove, self.up, self.down):
            field.setEnabled(0 <= place < len(self._columns))

    @Slot()
    def _on_edited(self) -> None:
        place = self.chosen.currentRow()
        self._columns[place] = replace(
            self._columns[place],
            title=self.heading.text().strip(),
            group=self.group.text().strip(),
            width=self.width_box.value(),
            align=self.align.value(),
        )
        self.chosen.item(place).setText(self._words(place + 1, self._columns[place]))
        self.changed.emit()

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        for item in map(self.offered.item, range(self.offered.count())):
            item.setHidden(fold(text) not in fold(item.text()))
        place = self.offered.currentRow()
        if place < 0 or self.offered.item(place).isHidden():
            self.offered.setCurrentRow(self._next_offered(-1))

    @Slot()
    def _go_to_offered(self) -> None:
        self.offered.setFocus()


def _list(name: str, parent: QWidget) -> QListWidget:
    made = QListWidget(parent)
    made.setAccessibleName(name)
    made.setProperty("role", "facets")
    made.setUniformItemSizes(True)
    return made
