"""A due date as every screen shows it: the day, its light in words, and on demand how it was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.light import Tone
from desktop.views.cards import ToneChip, button, words
from desktop.views.theme import BLOCK, GAP, MARGIN, SPACE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.deadlines import DueDate
    from desktop.views.case_view import CaseView

_WIDTH = 380


class DueRow(QWidget):
    """The light of one due date beside the day, with a button that explains the day.

    `done_word` says what being done means here: a reply is 办复 long before its case is 办结.
    """

    def __init__(self, heading: str, done_word: str = "办结", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = heading
        self._done_word = done_word
        self._due: DueDate | None = None
        self._build()

    def _build(self) -> None:
        self.chip = ToneChip(parent=self)
        self._day = words("")
        self._explain = button("如何计算", self.explain, "quiet")
        self._explain.setAccessibleName(f"{self._heading}如何计算")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._day)
        row.addWidget(self.chip)
        row.addWidget(self._explain)

    def show_due(self, view: CaseView, due: DueDate | None, done_on: date | None = None) -> None:
        """Show a due date as it stands today; `done_on` is when the matter was done."""
        light = view.light(due, done_on)
        self._due = due
        provisional = "（暂定）" if due and due.provisional else ""
        self._day.setText(f"{self._heading} {shown_day(due.on)}{provisional}" if due else "")
        self._day.setVisible(due is not None)
        self.chip.show_tone(light.tone, light.text.replace(Tone.DONE.label, self._done_word))
        self._explain.setVisible(due is not None and bool(due.steps))

    @Slot()
    def explain(self) -> None:
        """Show below how the day was computed; Esc or a click beside it closes that again."""
        if self._due is None:
            return
        panel = DueExplanation(self._heading, self._due, self)
        panel.move(self.mapToGlobal(QPoint(self.width() - _WIDTH, self.height() + GAP)))
        panel.show()


class DueExplanation(QFrame):
    """The computation of a due date, step by step, and where the rule is written."""

    def __init__(self, heading: str, due: DueDate, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(f"{heading}如何计算")
        column = QVBoxLayout(self)
        column.setContentsMargins(BLOCK, MARGIN, BLOCK, MARGIN)
        column.setSpacing(SPACE)
        column.addWidget(words(f"{heading} {shown_day(due.on)}", "heading"))
        for number, step in enumerate(due.steps, 1):
            column.addWidget(words(f"{number}. {step}", wraps=True))
        if due.source:
            column.addWidget(words(f"依据：{due.source}", "small", wraps=True))
