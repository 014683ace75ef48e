"""A due date as every screen shows it: the day, its light in words, and on demand how it was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.casework import clock
from desktop.domain.deadlines import explain
from desktop.domain.light import Tone
from desktop.domain.milestones import milestones
from desktop.views.cards import ToneChip, button, facts, words
from desktop.views.theme import BLOCK, GAP, MARGIN, SPACE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.domain.deadlines import DueDate
    from desktop.views.case_view import CaseView

_WIDTH = 380
_TEXT_WIDTH = _WIDTH - 2 * BLOCK


class DueRow(QWidget):
    """The light of one due date beside the day, with a button that explains the day.

    `done_word` says what being done means here: a reply is 办复 long before its case is 办结. One that
    `tells_all` explains beside its own day every other date of the case and its milestones.
    """

    def __init__(
        self, heading: str, done_word: str = "办结", parent: QWidget | None = None, *, tells_all: bool = False
    ) -> None:
        super().__init__(parent)
        self._heading = heading
        self._tells_all = tells_all
        self._view: CaseView | None = None
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
        self._due, self._view = due, view
        provisional = "（暂定）" if due and due.provisional else ""
        self._day.setText(f"{self._heading} {shown_day(due.on)}{provisional}" if due else "")
        self._day.setVisible(due is not None)
        self.chip.show_tone(light.tone, light.text.replace(Tone.DONE.label, self._done_word))
        self._explain.setVisible(due is not None)

    @Slot()
    def explain(self) -> None:
        """Show below how the day was computed; Esc or a click beside it closes that again."""
        if self._due is None:
            return
        panel = DueExplanation(self._heading, self._due, self)
        if self._tells_all and self._view is not None:
            panel.add_dates(self._view)
        panel.move(self.mapToGlobal(QPoint(self.width() - panel.width(), self.height() + GAP)))
        panel.show()


class DueExplanation(QFrame):
    """The computation of a due date, step by step, and where the rule is written."""

    def __init__(self, heading: str, due: DueDate, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(f"{heading}如何计算")
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(BLOCK, MARGIN, BLOCK, MARGIN)
        self._columns.setSpacing(2 * BLOCK)
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        self._columns.addLayout(column)
        column.addWidget(words(f"{heading} {shown_day(due.on)}", "heading"))
        numbers = iter(range(1, len(due.steps) + 1))
        for line in explain(due):
            is_step = line in due.steps
            column.addWidget(
                _wrapped(f"{next(numbers)}. {line}" if is_step else line, "" if is_step else "small")
            )
        column.addStretch(1)

    def add_dates(self, view: CaseView) -> None:
        """Put beside it every date of the case and its milestones, each with how it stands."""
        beside = QVBoxLayout()
        beside.setSpacing(SPACE)
        beside.addWidget(words("本件各项时限", "heading"))
        beside.addWidget(facts(_dates(view), columns=1))
        if view.stage.owes_reply:
            beside.addWidget(words("节点计划", "heading"))
            beside.addWidget(facts(_plan(view), columns=1))
        beside.addStretch(1)
        self._columns.addLayout(beside)
        self.setFixedWidth(2 * _WIDTH)


def _wrapped(text: str, role: str = "") -> QLabel:
    """Return a line as high as its words need in the width of a column."""
    line = words(text, role, wraps=True)
    line.setFixedWidth(_TEXT_WIDTH)
    line.setFixedHeight(line.heightForWidth(_TEXT_WIDTH))
    return line


def _dates(view: CaseView) -> Iterator[tuple[str, str]]:
    for each in clock.dates(view.office, view.case):
        state = f"（{each.done_on.isoformat()} 完成）" if each.done_on else ""
        yield each.label, f"{shown_day(each.due.on)}{state}"


def _plan(view: CaseView) -> Iterator[tuple[str, str]]:
    for each in milestones(view.case, view.scheme, view.office.calendar, view.office.today):
        state = f"逾期{each.days_late}天完成" if each.days_late else each.state.label
        yield each.label, f"{shown_day(each.due_on)}　{state}"
