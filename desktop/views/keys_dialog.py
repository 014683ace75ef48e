"""The list of all keys: those of the menus, and those every dialog has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QMenu, QVBoxLayout, QWidget

from desktop.views import theme
from desktop.views.forms import Button, label, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_IN_DIALOGS = (
    ("完成（按钮上的动作）", "Ctrl+Enter"),
    ("保存并关闭（登记、答复稿）", "Ctrl+S"),
    ("取消", "Esc"),
    ("到下一栏、上一栏", "Tab / Shift+Tab"),
    ("到带该字母的栏或按钮", "Alt+字母"),
)
_IN_GRID = (
    ("改单元格", "F2 或直接输入"),
    ("打开可选的词", "F4"),
    ("改完向下、向右", "Enter / Tab"),
    ("填入所有选中的格", "Ctrl+Enter"),
    ("向下填充", "Ctrl+D"),
    ("复制、连同列名", "Ctrl+C / Ctrl+Shift+C"),
    ("粘贴（行则先核对再导入）", "Ctrl+V"),
    ("选一片", "Shift+方向键"),
    ("整行、整列、全部", "Shift+空格 / Ctrl+空格 / Ctrl+A"),
    ("加选或去掉本行", "空格"),
    ("到头、到尾", "Ctrl+方向键"),
    ("列筛选", "Alt+↓"),
)
_ACROSS = 3


class KeysDialog(QDialog):
    """All keys that do something now, read from the menus themselves, then those of the dialogs."""

    def __init__(self, menus: Iterable[QMenu], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.PAGE)
        grid.setVerticalSpacing(theme.GAP)
        for pair, menu in enumerate(menus):
            self._list(grid, menu, 2 * pair)
        close = Button("关闭(&C)", self)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addLayout(grid)
        column.addWidget(rule())
        column.addLayout(_of_place("台账表格中", _IN_GRID))
        column.addWidget(rule())
        column.addLayout(_of_place("对话框中", _IN_DIALOGS))
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _list(self, grid: QGridLayout, menu: QMenu, column: int) -> None:
        grid.addWidget(label(_plain(menu.title()), "heading"), 0, column, 1, 2)
        keyed = [action for action in menu.actions() if not action.shortcut().isEmpty()]
        for line, action in enumerate(keyed, 1):
            grid.addWidget(label(_plain(action.text())), line, column)
            grid.addWidget(label(action.shortcut().toString(), "muted"), line, column + 1)
        grid.setRowStretch(grid.rowCount(), 1)


def _of_place(title: str, keys: Sequence[tuple[str, str]]) -> QGridLayout:
    """Return the keys that work in one place only, in three columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.PAGE)
    grid.setVerticalSpacing(theme.GAP)
    grid.addWidget(label(title, "heading"), 0, 0, 1, 2)
    for number, (words, key) in enumerate(keys):
        line, pair = divmod(number, _ACROSS)
        grid.addWidget(label(words), line + 1, 2 * pair)
        grid.addWidget(label(key, "muted"), line + 1, 2 * pair + 1)
    grid.setColumnStretch(2 * _ACROSS - 1, 1)
    return grid


def _plain(words: str) -> str:
    return words.split("(&", maxsplit=1)[0]
