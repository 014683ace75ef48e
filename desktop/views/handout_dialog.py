"""The papers units receive with their cases, over the dialog that has just handed them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.cards import button
from desktop.views.forms import label
from desktop.views.print_handout import PrintHandout
from desktop.views.theme import BLOCK, MARGIN, PAGE

if TYPE_CHECKING:
    from desktop.views.page import Desk


class HandoutDialog(QDialog):
    """Shows the units of a session with what was handed to them: notices as PDF, the list as a workbook."""

    def __init__(self, desk: Desk, session_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("交办通知和清单")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.papers = PrintHandout(desk, self)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.close))
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, BLOCK, PAGE, BLOCK)
        column.setSpacing(MARGIN)
        column.addWidget(label("交办通知和清单", "heading"))
        column.addWidget(self.papers, 1)
        column.addLayout(foot)
        self.resize(1080, 620)
        self.papers.refresh()
        self.papers.sessions.choose(session_id)
        self.papers.setFocus()
