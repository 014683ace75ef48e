"""The menu 督办: the problem ledger, what the office did for all cases, and the papers that press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu

from desktop.views.menus import Command, fill

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow


class PressMenu(QMenu):
    """Opens each list over the window; what opens dialogs is only made when one is chosen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("督办(&P)", window)
        self._window = window
        fill(
            self,
            (
                Command("问题台账(&W)…", "Ctrl+Shift+P", self.show_faults),
                Command("工作记录(&J)…", "", self.show_events),
                Command("督办文书(&D)", "", self.show_papers),
            ),
        )

    @Slot()
    def show_faults(self) -> None:
        """Show what went wrong, unit by unit."""
        from desktop.views.faults_dialog import FaultsDialog

        FaultsDialog(self._window.desk, self._window).open()

    @Slot()
    def show_events(self) -> None:
        """Show trainings, briefings, visits and meetings."""
        from desktop.views.events_dialog import EventsDialog

        EventsDialog(self._window.desk, self._window).open()

    @Slot()
    def show_papers(self) -> None:
        """Turn to the papers that press, on the page 打印."""
        self._window.pages.go("print", "press")
