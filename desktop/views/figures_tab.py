"""What every tab of the statistics shares: its question, its table, cases to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.views import theme

if TYPE_CHECKING:
    from desktop.domain.ledger import Ledger
    from desktop.views.figures_scope import Question
    from desktop.views.page import Desk


class FiguresTab(QWidget):
    """A tab that reads only when it is in front; `opened` asks for the cases behind a number."""

    opened = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, theme.MARGIN, 0, 0)
        self.column.setSpacing(theme.MARGIN)

    def ask(self, question: Question) -> None:
        """Read and show what is asked; every tab does this its own way."""
        raise NotImplementedError

    def table(self) -> Ledger | None:
        """Return what is shown as a table, or None before anything was asked."""
        raise NotImplementedError


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a widget in an area that scrolls when it is larger than the page."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
