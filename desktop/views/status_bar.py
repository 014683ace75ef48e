"""The line at the foot of the window: counts, messages, and which desk this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStatusBar, QWidget

from desktop.views.forms import label

if TYPE_CHECKING:
    from desktop.casework.office import Office

SHOWN_FOR = 12_000  # milliseconds a message stays


class StatusBar(QStatusBar):
    """Counts at the left (a message covers them for a while); officer and desk at the right."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = label("")
        self.addWidget(self.summary, 1)
        self.setSizeGripEnabled(False)
        if office.is_read_only:
            self.addPermanentWidget(label("只读", "mark"))
            self.say("本办理台以只读方式打开：可以查看和打印，不能改动。")
        if office.is_demo:
            self.addPermanentWidget(label("演示", "mark"))
        self.officer = label("")
        self.addPermanentWidget(self.officer)
        self.show_officer(office.officer)
        place = label(f"办理台：{office.directory.name}")
        place.setToolTip(str(office.directory))
        self.addPermanentWidget(place)

    def show_officer(self, name: str) -> None:
        """Show who acts."""
        self.officer.setText(f"经办：{name}")

    @Slot(str)
    def show_summary(self, text: str) -> None:
        """Show the counts of the open page."""
        self.summary.setText(text.replace(" | ", "　|　"))

    def say(self, text: str) -> None:
        """Show a message for a while."""
        self.showMessage(text, SHOWN_FOR)
