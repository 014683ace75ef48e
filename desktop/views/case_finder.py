"""A line that finds one case by its number, and says below which one it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.casework import find
from desktop.views.fields import lead_into
from desktop.views.forms import label
from desktop.views.theme import SPACE

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.views.page import Desk


class CaseFinder(QWidget):
    """Asks for a number such as 12; `found` brings the case it means, or None.

    Of several cases with that number the one of the same session as `near` is meant, then the newest.
    """

    found = Signal(object)

    def __init__(self, desk: Desk, near: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._near = near
        self.case: Case | None = None
        self._build()
        self.line.textChanged.connect(self._on_typed)

    def _build(self) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText("输入编号，如 12")
        self.line.setAccessibleName("并入哪一件")
        self._told = label("", "small")
        self._told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE)
        self._row.addWidget(self.line, 1)
        column.addLayout(self._row)
        column.addWidget(self._told)
        lead_into(self, self.line)

    def put_beside(self, widget: QWidget) -> None:
        """Put a button behind the line."""
        self._row.addWidget(widget)

    def show_case(self, case: Case) -> None:
        """Show a case as if its number had been typed."""
        self.line.setText(case.proposal.item_no)
        self._take(case)

    def clear(self) -> None:
        """Empty the line for the next one."""
        self.line.clear()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._take(self._meant(text.strip()))

    def _meant(self, number: str) -> Case | None:
        body = self._near.proposal.kind.body
        cases = [case for case in find.by_number(self._desk.office, number, body=body) if number]
        same = [case for case in cases if case.proposal.session_id == self._near.proposal.session_id]
        return next(reversed(same or cases), None)

    def _take(self, case: Case | None) -> None:
        self.case = case
        typed = self.line.text().strip()
        if case is not None:
            session = self._desk.office.session_of(case).text
            self._told.setText(f"{session} {case.proposal.number_phrase}《{case.proposal.title}》")
        else:
            self._told.setText(f"没有编号为“{typed}”的件" if typed else "")
        self.found.emit(case)
