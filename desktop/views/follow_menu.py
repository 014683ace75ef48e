"""The menu 见面与落实: the lists and campaigns over many cases that follow meetings and replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu

from desktop.views.menus import Command, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.views.following import FollowDesk


class FollowMenu(QMenu):
    """Opens each list over the window; `following` makes what opens dialogs when one is chosen."""

    def __init__(self, following: Callable[[], FollowDesk], window: QWidget) -> None:
        super().__init__("见面与落实(&V)", window)
        self._following = following
        fill(self, (
            Command("尚缺面商名单(&M)…", "", self.show_lacking),
            Command("跨年度事项(&Y)…", "", self.show_carried),
            Command("回头看(&H)…", "", self.look_back),
            Command("分类与落实交叉表(&C)…", "", self.ask_cross_table),
            None,
            Command("立卷归档(&A)…", "", self.archive),
        ))  # fmt: skip

    @Slot()
    def look_back(self) -> None:
        """Look again at answered cases."""
        self._following().look_back()

    @Slot()
    def show_carried(self) -> None:
        """Show what goes on over the end of a year."""
        self._following().carried()

    @Slot()
    def ask_cross_table(self) -> None:
        """Ask where the table of classes and how far they are carried out shall lie."""
        self._following().ask_cross_table()

    @Slot()
    def archive(self) -> None:
        """Put closed cases away, or take dossiers along."""
        self._following().archive()

    @Slot()
    def show_lacking(self) -> None:
        """Show who still lacks which meeting."""
        self._following().lacking()
