"""The dialog that chooses the columns of the 台账 and their order (选择栏目)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from desktop.domain.errors import Problem, refuse_if
from desktop.domain.text import fold
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.forms import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_KEY = int(Qt.ItemDataRole.UserRole)
_CHECKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_SIZE = (420, 580)


class ColumnLine(NamedTuple):
    """A column to choose: its key and title, and whether it is shown."""

    key: str
    title: str
    is_shown: bool


class ColumnsDialog(DecisionDialog):
    """A tick list of columns in order; `take` gets the keys of those to be shown, from left to right."""

    def __init__(
        self,
        shown: Sequence[ColumnLine],
        usual: Sequence[ColumnLine],
        take: Callable[[Sequence[str]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("选择栏目", "确定", parent)
        self._usual = usual
        self._take = take
        self._build()
        self._connect()
        self._offer(shown)

    def _build(self) -> None:
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找栏目")
        self.search.setAccessibleName("查找栏目")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("栏目")
        self.list.setProperty("role", "facets")
        self.list.setUniformItemSizes(True)
        self.up = button("上移(&U)", self.move_up)
        self.down = button("下移(&W)", self.move_down)
        self.usual = button("恢复默认(&R)", self.restore_usual, "quiet")
        self.up.setToolTip("Alt+↑")
        self.down.setToolTip("Alt+↓")
        self.number = label("", "small")
        self.form.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for each in (self.up, self.down, self.usual):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.number)
        self.body.setSpacing(theme.SPACE)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(label("勾选的栏目按此顺序从左到右显示；Alt+↑、Alt+↓ 移动。", "small"))
        self.body.addLayout(row)
        self.resize(*_SIZE)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_searched)
        self.list.itemChanged.connect(self._count)
        for keys, verb in (("Alt+Up", self.move_up), ("Alt+Down", self.move_down)):
            QShortcut(QKeySequence(keys), self).activated.connect(verb)
        QShortcut(QKeySequence("Down"), self.search, self._go_to_list).setContext(_HERE)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the ticked columns, from left to right."""
        items = map(self.list.item, range(self.list.count()))
        return tuple(item.data(_KEY) for item in items if item.checkState() == _CHECKED)

    def _offer(self, lines: Sequence[ColumnLine]) -> None:
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(line.title, self.list)
            item.setData(_KEY, line.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECKED if line.is_shown else _OPEN)
        self.list.setCurrentRow(0)
        self._on_searched(self.search.text())
        self._count()

    @override
    def decide(self) -> None:
        refuse_if([] if self.keys else [Problem("", "至少要显示一栏")], "没有改动")
        self._take(self.keys)

    @Slot()
    def move_up(self) -> None:
        """Move the current column one place to the left."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Move the current column one place to the right."""
        self._move(1)

    @Slot()
    def restore_usual(self) -> None:
        """Offer the columns again as they are at first."""
        self.search.clear()
        self._offer(self._usual)

    def _move(self, step: int) -> None:
        """Move past the next column that is seen in the list."""
        at = self.list.currentRow()
        to = at + step
        while 0 <= to < self.list.count() and self.list.item(to).isHidden():
            to += step
        if at >= 0 and 0 <= to < self.list.count():
            item = self.list.takeItem(at)
            self.list.insertItem(to, item)
            self.list.setCurrentRow(to)

    @Slot()
    def _go_to_list(self) -> None:
        items = map(self.list.item, range(self.list.count()))
        first = next((item for item in items if not item.isHidden()), None)
        if first is not None:
            self.list.setCurrentItem(first)
            self.list.setFocus()

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        for item in map(self.list.item, range(self.list.count())):
            item.setHidden(fold(text) not in fold(item.text()))

    @Slot()
    def _count(self) -> None:
        self.number.setText(f"显示 {len(self.keys)} / {self.list.count()} 栏")


_HERE = Qt.ShortcutContext.WidgetShortcut
