"""今日提醒: few lines above the board on a working day, closed for the day by whoever has read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.casework import watch
from desktop.views import memory, theme
from desktop.views.board_numbers import ReminderLine
from desktop.views.cards import button
from desktop.views.flow import FlowArea
from desktop.views.forms import label

if TYPE_CHECKING:
    from desktop.views.page import Desk

CLOSED_ON = "board/reminders_closed"
WAKING_HOURS = range(6, 22)
"""The hours in which a person may be reminded: nobody is at night."""


class ReminderStrip(QFrame):
    """What is urgent today, each line a way to its cases; `opened` gives their criteria."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.lines: list[ReminderLine] = []
        self.close_button = button("今天不再显示(&X)", self.close_for_today, "quiet")
        self._build()

    def _build(self) -> None:
        self.setProperty("role", "card")
        self.setAccessibleName("今日提醒")
        self._words = FlowArea(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, theme.GAP, theme.GAP, theme.GAP)
        row.setSpacing(theme.SPACE)
        title = label("今日提醒", "muted")
        title.setFixedHeight(theme.ROW_HEIGHT)
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def renew(self, session_id: int | None) -> None:
        """Read again what there is to be reminded of; hidden when there is nothing, or nobody to be told."""
        office = self._desk.office
        is_closed = memory.word(self._desk.memory, CLOSED_ON) == office.today.isoformat()
        is_quiet = is_closed or office.now.hour not in WAKING_HOURS
        found = () if is_quiet else watch.reminders(office, session_id)
        self.lines = [ReminderLine(each, self._words) for each in found]
        for line, reminder in zip(self.lines, found, strict=True):
            if reminder.behind is not None:
                line.opened.connect(self.opened)
        self._words.show_widgets(self.lines)
        self.setVisible(bool(found))

    def close_for_today(self) -> None:
        """Take the panel away until tomorrow."""
        self._desk.memory.setValue(CLOSED_ON, self._desk.office.today.isoformat())
        self.hide()
