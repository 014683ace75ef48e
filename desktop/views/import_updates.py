"""The step of an import that decides which cells of cases already there a newer list may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.casework.intake import Plan
    from desktop.views.page import Desk


class UpdatesPage(QWidget):
    """Shows every cell of a known case that the list says otherwise, old and new, with a tick before each.

    Emits `decided` with the new `Decisions`; whoever embeds it decides the plan again and shows it here.
    """

    decided = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._plan: Plan | None = None

    @property
    def changes(self) -> int:
        """How many cells of known cases differ, taken over or not."""
        return len(self._plan.updates) if self._plan else 0

    def show_plan(self, plan: Plan) -> None:
        """Show the changed cells of a plan and what is decided about them."""
        self._plan = plan
