"""The list of all keys, read from the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QMenu, QWidget

from desktop.views import theme
from desktop.views.forms import label

if TYPE_CHECKING:
    from collections.abc import Iterable


class KeysDialog(QDialog):
    """All keys that do something now, read from the menus themselves."""

    def __init__(self, menus: Iterable[QMenu], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        grid.setHorizontalSpacing(theme.PAGE)
        grid.setVerticalSpacing(theme.SPACE)
        for pair, menu in enumerate(menus):
            self._list(grid, menu, 2 * pair)

    def _list(self, grid: QGridLayout, menu: QMenu, column: int) -> None:
        grid.addWidget(label(_plain(menu.title()), "heading"), 0, column, 1, 2)
        keyed = [action for action in menu.actions() if not action.shortcut().isEmpty()]
        for line, action in enumerate(keyed, 1):
            grid.addWidget(label(_plain(action.text())), line, column)
            grid.addWidget(label(action.shortcut().toString(), "muted"), line, column + 1)
        grid.setRowStretch(grid.rowCount(), 1)


def _plain(words: str) -> str:
    return words.split("(&", maxsplit=1)[0]
