"""The list of all keys: those of the menus, and those every dialog has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QMenu, QVBoxLayout, QWidget

from desktop.views import theme
from desktop.views.forms import Button, label, rule

if TYPE_CHECKING:
    from collections.abc import Iterable


_IN_DIALOGS = (
    ("完成（按钮上的动作）", "Ctrl+Enter"),
    ("保存并关闭（登记、答复稿）", "Ctrl+S"),
    ("取消", "Esc"),
    ("到下一栏、上一栏", "Tab / Shift+Tab"),
    ("到带该字母的栏或按钮", "Alt+字母"),
)


class KeysDialog(QDialog):
    """All keys that do something now, read from the menus themselves, then those of the dialogs."""

    def __init__(self, menus: Iterable[QMenu], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.PAGE)
        grid.setVerticalSpacing(theme.SPACE)
        for pair, menu in enumerate(menus):
            self._list(grid, menu, 2 * pair)
        close = Button("关闭(&C)", self)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addLayout(grid)
        column.addWidget(rule())
        column.addLayout(_of_dialogs())
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _list(self, grid: QGridLayout, menu: QMenu, column: int) -> None:
        grid.addWidget(label(_plain(menu.title()), "heading"), 0, column, 1, 2)
        keyed = [action for action in menu.actions() if not action.shortcut().isEmpty()]
        for line, action in enumerate(keyed, 1):
            grid.addWidget(label(_plain(action.text())), line, column)
            grid.addWidget(label(action.shortcut().toString(), "muted"), line, column + 1)
        grid.setRowStretch(grid.rowCount(), 1)


def _of_dialogs() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.PAGE)
    grid.setVerticalSpacing(theme.SPACE)
    grid.addWidget(label("对话框中", "heading"), 0, 0, 1, 2)
    for line, (words, keys) in enumerate(_IN_DIALOGS, 1):
        grid.addWidget(label(words), line, 0)
        grid.addWidget(label(keys, "muted"), line, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _plain(words: str) -> str:
    return words.split("(&", maxsplit=1)[0]
