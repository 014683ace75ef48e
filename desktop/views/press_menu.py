"""The menu 督办: the problem ledger, what the office did for all cases, and the papers that press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu

from desktop.views.menus import Command, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.views.page import Desk

PRESS = "press"
"""What a visitor of the page 打印 asks for who wants the papers that press."""


class PressMenu(QMenu):
    """Opens each list over a window, made when it is chosen; `show_papers` turns to the papers."""

    def __init__(self, desk: Desk, show_papers: Callable[[], object], window: QWidget) -> None:
        super().__init__("督办(&P)", window)
        self._desk = desk
        self._window = window
        fill(
            self,
            (
                Command("问题台账(&W)…", "Ctrl+Shift+P", self.show_faults),
                Command("工作记录(&J)…", "", self.show_events),
                Command("督办文书(&D)", "", show_papers),
            ),
        )

    @Slot()
    def show_faults(self) -> None:
        """Show what went wrong, unit by unit."""
        from desktop.views.faults_dialog import FaultsDialog

        FaultsDialog(self._desk, self._window).open()

    @Slot()
    def show_events(self) -> None:
        """Show trainings, briefings, visits and meetings."""
        from desktop.views.events_dialog import EventsDialog

        EventsDialog(self._desk, self._window).open()
