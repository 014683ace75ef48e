"""The switch 显示联系方式: off at first, told in the history when turned on, grey without the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox

from desktop.casework import reveal
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.views.page import Desk

FORBIDDEN = "没有“显示个人信息”的权限，或办理台以只读方式打开"


class RevealSwitch(QCheckBox):
    """Shows the phones of one list as long as it is on; `turned`: they are to be drawn anew."""

    turned = Signal()

    def __init__(self, desk: Desk, what: str, parent: QWidget | None = None) -> None:
        super().__init__("显示联系方式(&V)", parent)
        self._desk = desk
        self._what = what
        self.setAccessibleName("显示联系方式")
        may = reveal.may(desk.office)
        self.setEnabled(may)
        self.setToolTip("谁在何时查看会记入操作记录" if may else FORBIDDEN)
        self.toggled.connect(self._on_toggled)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        try:
            if on:
                reveal.contacts(self._desk.office, self._what)
        except OfficeError as error:
            self._desk.say(error.message)
            with QSignalBlocker(self):
                self.setChecked(False)
        self.turned.emit()
