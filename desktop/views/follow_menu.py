"""The menu 见面与落实: the lists and campaigns over many cases that follow meetings and replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu

from desktop.views.menus import Command, fill

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow


class FollowMenu(QMenu):
    """Opens each list over the window; what opens dialogs is only made when one is chosen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("见面与落实(&L)", window)
        self._window = window
        fill(self, (
            Command("尚缺面商名单(&M)…", "", self.show_lacking),
            Command("回头看(&H)…", "", self.look_back),
            Command("分类与落实交叉表(&C)…", "", self.ask_cross_table),
        ))  # fmt: skip

    @Slot()
    def look_back(self) -> None:
        """Look again at answered cases."""
        self._window.acts.following.look_back()

    @Slot()
    def ask_cross_table(self) -> None:
        """Ask where the table of classes and how far they are carried out shall lie."""
        self._window.acts.following.ask_cross_table()

    @Slot()
    def show_lacking(self) -> None:
        """Show who still lacks which meeting."""
        self._window.acts.following.lacking()
