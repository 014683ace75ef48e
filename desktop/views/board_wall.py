"""The board on the wall: the whole screen, larger type, a clock; read again every minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework.office import OFFICE_NAME
from desktop.views import theme
from desktop.views.board_supervisor import SupervisorView
from desktop.views.desk_timer import DeskTimer
from desktop.views.forms import label
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.domain.listing import Criteria
    from desktop.views.page import Desk

BEAT = 5_000  # milliseconds between two looks at the clock
_TYPE = """
QWidget {{ font-size: {0}pt; }}
QLabel[role="heading"] {{ font-size: {1}pt; }}
QLabel[role="title"], QLabel[role="clock"] {{ font-size: {2}pt; }}
"""
_PER_POINT = 77  # pixels of height for each point of type: 14 pt on a screen of 1080 lines
_SMALLEST, _LARGEST = 9, 18
_HEADING, _TITLE = 1.15, 1.55


class Wall(QWidget):
    """A window of its own over the whole screen; Esc or F11 leaves it, opening a number does too.

    `opened` gives the criteria of a number, after the window is gone.
    """

    opened = Signal(object)

    def __init__(self, desk: Desk, session_id: int | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._desk = desk
        self._session_id = session_id
        self._build()
        self._connect()
        self.renew()
        self.setFocus()

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("工作台")
        self._points = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clock, self.title = label("", "clock"), label("", "title")
        self.view = SupervisorView(self._desk, self, on_wall=True)
        row = QHBoxLayout()
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(label("按 Esc 返回", "muted"))
        row.addSpacing(theme.PAGE)
        row.addWidget(self.clock)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.timer = DeskTimer(self._desk.office, BEAT, self)
        self.timer.beat.connect(self._on_beat)
        self.timer.start()
        self._desk.relay.changed.connect(self.renew)
        self.view.opened.connect(self._on_opened)

    @Slot()
    def renew(self) -> None:
        """Read everything again and show the time."""
        office = self._desk.office
        self.title.setText(f"{office.setting(OFFICE_NAME)}　建议提案办理情况".strip())
        self.clock.setText(f"{shown_day(office.today)}  {office.now:%H:%M}")
        self.view.renew(self._session_id)

    @Slot()
    def _on_beat(self) -> None:
        if not self.clock.text().endswith(f"{self._desk.office.now:%H:%M}"):
            self.renew()

    @Slot(object)
    def _on_opened(self, criteria: Criteria) -> None:
        self.close()
        self.opened.emit(criteria)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        points = max(_SMALLEST, min(self.height() // _PER_POINT, _LARGEST))
        if points != self._points:
            self._points = points
            self.setStyleSheet(_TYPE.format(points, round(points * _HEADING), round(points * _TITLE)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F11}:
            self.close()
        else:
            super().keyPressEvent(event)
