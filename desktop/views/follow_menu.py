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
        fill(self, (Command("尚缺面商名单(&M)…", "", self.show_lacking),))

    @Slot()
    def show_lacking(self) -> None:
        """Show who still lacks which meeting."""
        self._window.acts.following.lacking()
