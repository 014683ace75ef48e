"""The quiet line at the foot of a dialog: what to know at rest, and how far long work is while it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.views import theme
from desktop.views.forms import label

if TYPE_CHECKING:
    from desktop.views.jobs import JobRunner

PATIENCE = 250  # milliseconds; what is done sooner needs no words
_BAR_WIDTH = 160


class BusyLine(QWidget):
    """Shows the words of rest; `show_work` shows what goes on instead, once it has taken a moment."""

    def __init__(self, jobs: JobRunner, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rest, self._work = words, ""
        self._words = label(words, "small")
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self._patience.timeout.connect(self._on_waited)
        jobs.progressed.connect(self._on_progressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)

    @property
    def text(self) -> str:
        """What is read there now."""
        return self._words.text()

    def show_rest(self, words: str) -> None:
        """Say something else at rest."""
        self._rest = words
        if not self._work:
            self._words.setText(words)

    def show_work(self, words: str) -> None:
        """Say what goes on; "" when nothing does."""
        self._work = words
        if words:
            self._patience.start()
        else:
            self._patience.stop()
            self._bar.hide()
            self._words.setText(self._rest)

    @Slot()
    def _on_waited(self) -> None:
        self._bar.setRange(0, 0)
        self._bar.show()
        self._words.setText(f"{self._work}…")

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, text: str) -> None:
        if self._bar.isVisible():
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._words.setText(f"{text or self._work}…")
