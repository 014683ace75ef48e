"""What a page says when there is nothing to show yet: why, and what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views import theme
from desktop.views.forms import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


class EmptyState(QWidget):
    """A heading, a sentence and the buttons of the first steps, in the middle of a page."""

    def __init__(self, heading: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = label(heading, "heading")
        self._sentence = label(sentence, "muted")
        self._buttons = QHBoxLayout()
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addStretch(2)
        for each in (self._heading, self._sentence):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(each)
        column.addSpacing(theme.SPACE)
        self._buttons.setSpacing(theme.SPACE)
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._buttons)
        column.addStretch(3)

    def say(self, heading: str, sentence: str) -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)

    def add_button(self, made: QPushButton) -> None:
        """Offer one more first step, right of the others."""
        self._buttons.addWidget(made)
