"""Printing what presses (督办文书): notices of units, the circular of a period, briefs for leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.supervision import SupervisionLevel
from desktop.views import theme
from desktop.views.fields import Choice
from desktop.views.forms import label
from desktop.views.press_briefs import PressBriefs
from desktop.views.press_circular import PressCircular
from desktop.views.press_notices import PressNotices
from desktop.views.session_choice import SessionChoice

if TYPE_CHECKING:
    from desktop.views.page import Desk


Pane = PressNotices | PressCircular | PressBriefs
_NAMES = ("催办通知书", "督办通知书", "通报", "一页简报")


class PrintPress(QWidget):
    """One paper is chosen, and below stands what it can be about; emits `counted` with what is shown."""

    counted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.urging = PressNotices(self._desk, SupervisionLevel.URGE, self)
        self.supervising = PressNotices(self._desk, SupervisionLevel.SUPERVISE, self)
        self.circular = PressCircular(self._desk, self)
        self.briefs = PressBriefs(self._desk, self)
        self.panes: tuple[Pane, ...] = (self.urging, self.supervising, self.circular, self.briefs)
        self.papers: Choice[Pane] = Choice(list(zip(_NAMES, self.panes, strict=True)))
        self._stack = QStackedWidget(self)
        for pane in self.panes:
            self._stack.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MARGIN, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._choice_row())
        column.addWidget(self._stack, 1)

    def _choice_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for text, field in (("文书(&K)", self.papers), ("届次(&S)", self.sessions)):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            row.addWidget(name)
            row.addWidget(field)
            row.addSpacing(theme.SPACE)
        self.about = label("", "small")
        self.about.setWordWrap(True)
        row.addWidget(self.about, 1)
        return row

    def _connect(self) -> None:
        self.papers.currentIndexChanged.connect(self._show_pane)
        self.sessions.session_changed.connect(self._show_pane)
        for pane in self.panes:
            pane.counted.connect(self._on_counted)

    def refresh(self) -> None:
        """Read sessions and what the chosen paper can be about again."""
        self.sessions.renew(self._desk.office)
        self._show_pane()

    @Slot()
    def _show_pane(self) -> None:
        pane = self.papers.value()
        self._stack.setCurrentWidget(pane)
        self.about.setText(pane.ABOUT)
        pane.show_session(self.sessions.value())

    @Slot(str)
    def _on_counted(self, counts: str) -> None:
        if self.sender() is self.papers.value():
            self.counted.emit(counts)
