"""A search box that waits until a person has finished a word, also in an input method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.views import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QInputMethodEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

PATIENCE = 250  # milliseconds after the last committed character


class SearchBox(QLineEdit):
    """Emits `searched` with the words once typing pauses, at once on Enter, never while a word is composed.

    Esc empties it; the down key emits `left`, so that the list below can take the cursor.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = self.addAction(theme.icon("search", self), QLineEdit.ActionPosition.LeadingPosition)
        self._composing = False
        self._told = ""
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self.setProperty("role", "search")
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._on_text_changed)
        self._patience.timeout.connect(self._on_paused)

    def set_words(self, text: str) -> None:
        """Show words that are already searched for, without emitting anything."""
        self._told = text.strip()
        self.setText(text)
        self._patience.stop()

    def ask_now(self) -> None:
        """Emit the words at once, unless one is being composed or they were told already."""
        self._patience.stop()
        self._on_paused()

    @property
    def is_composing(self) -> bool:
        """Whether an input method has an unfinished word here."""
        return self._composing

    @Slot(str)
    def _on_text_changed(self, _text: str) -> None:
        self._patience.start()

    @Slot()
    def _on_paused(self) -> None:
        if not self._composing and self.text().strip() != self._told:
            self._told = self.text().strip()
            self.searched.emit(self._told)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._glyph.setIcon(theme.icon("search", self))

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.ask_now()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
