"""The line at the foot of the window: counts, messages, and which desk this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStatusBar, QWidget
from typing_extensions import override

from desktop.casework import place, timekeeping
from desktop.views.desk_timer import DeskTimer
from desktop.views.forms import label

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.casework.office import Office

SHOWN_FOR = 12_000  # milliseconds a message stays
BETWEEN_LOOKS = 60_000  # milliseconds between two looks at the clock


class StatusBar(QStatusBar):
    """Counts at the left (a message covers them for a while); officer and desk at the right."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.summary = label("")
        self.addWidget(self.summary, 1)
        self.doubt = label("", "warning")
        self.addPermanentWidget(self.doubt)
        self.look_at_clock()
        timer = DeskTimer(office, BETWEEN_LOOKS, self)
        timer.beat.connect(self.look_at_clock)
        timer.start()
        self.setSizeGripEnabled(False)
        if office.is_read_only:
            self.addPermanentWidget(label("只读", "mark"))
            self.say("本办理台以只读方式打开：可以查看和打印，不能改动。")
        if why := place.fault(office.directory):
            told = f"办理台所在的文件夹{why}。请退出程序，把整个文件夹移到本机硬盘上不同步的位置。"
            warning = label("存放位置不安全", "warning")
            warning.setToolTip(told)
            self.addPermanentWidget(warning)
            self.say(told)
        if office.is_demo:
            self.addPermanentWidget(label("演示", "mark"))
        self._word = "经办" if office.seat is None else "登录"
        self.officer = label("")
        self.addPermanentWidget(self.officer)
        self.show_officer(office.officer)
        if office.seat is not None:
            self.role = label(office.seat.account.role_text, "mark")
            self.role.setToolTip("已登录的角色；Ctrl+L 锁屏")
            self.addPermanentWidget(self.role)
        folder = label(f"办理台：{office.directory.name}")
        folder.setToolTip(str(office.directory))
        self.addPermanentWidget(folder)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Cover the counts with what was said before the window came; Qt covers only what is seen."""
        super().showEvent(event)
        if told := self.currentMessage():
            self.clearMessage()
            self.say(told)

    def show_officer(self, name: str) -> None:
        """Show who acts."""
        self.officer.setText(f"{self._word}：{name}")

    @Slot()
    def look_at_clock(self) -> None:
        """Say so where the clock of the computer cannot be right: every date is counted from it."""
        told = timekeeping.doubt(self._office)
        self.doubt.setText(told)
        self.doubt.setVisible(bool(told))

    @Slot(str)
    def show_summary(self, text: str) -> None:
        """Show the counts of the open page."""
        self.summary.setText(text.replace(" | ", "　|　"))

    def say(self, text: str) -> None:
        """Show a message for a while."""
        self.showMessage(text, SHOWN_FOR)
