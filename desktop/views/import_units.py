"""The step of an import that decides on unit names the desk does not know: known, alias, new, or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.casework.intake import Plan
    from desktop.views.page import Desk


class UnitsPage(QWidget):
    """Shows every spelling that is not plainly a known unit and takes one decision on each.

    Emits `decided` with the new `Decisions`; whoever embeds it decides the plan again and shows it here.
    """

    decided = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._plan: Plan | None = None

    @property
    def open_questions(self) -> int:
        """How many spellings nobody decided on yet."""
        return sum(not each.is_decided for each in self._plan.units) if self._plan else 0

    def show_plan(self, plan: Plan) -> None:
        """Show the spellings of a plan and what is decided about them."""
        self._plan = plan
