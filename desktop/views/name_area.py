"""Lines of names that are completed from those known: by characters, or by the initials of their pinyin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextCursor
from typing_extensions import override

from desktop.views.fields import TextArea
from desktop.views.found_words import FoundWords

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QAbstractItemView

BETWEEN = re.compile(r"[\n、，,；;]+")
_LIST_KEYS = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab))
_LIST_WIDTH = 320


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a text, each once, as 、 and line breaks part them."""
    return tuple(dict.fromkeys(name.strip() for name in BETWEEN.split(text) if name.strip()))


class NameArea(TextArea):
    """Offers the known names that fit what was typed since the last 、 or line break; Enter takes one.

    Nothing is offered while an input method composes: its letters are no text yet.
    """

    name_taken = Signal(str)

    def __init__(self, lines: int, placeholder: str = "") -> None:
        super().__init__(lines, placeholder)
        self._names: tuple[str, ...] = ()
        self._found = FoundWords(self)
        self._found.setWidget(self)
        self._found.activated.connect(self._on_taken)
        self._is_taking = False
        self.textChanged.connect(self._on_typed)

    def offer(self, names: Iterable[str]) -> None:
        """Offer these names from now on; of those that fit equally well the first."""
        self._names = tuple(names)

    def popup(self) -> QAbstractItemView:
        """The list that drops down."""
        return self._found.popup()

    def offered(self) -> tuple[str, ...]:
        """The names that drop down now."""
        if not self._found.popup().isVisible():
            return ()
        model = self._found.completionModel()
        return tuple(str(model.index(row, 0).data()) for row in range(model.rowCount()))

    def _piece(self) -> str:
        """Return what was typed since the last separator before the cursor."""
        before = self.toPlainText()[: self.textCursor().position()]
        return BETWEEN.split(before)[-1].strip()

    @Slot()
    def _on_typed(self) -> None:
        piece = "" if self._is_taking or not self.hasFocus() else self._piece()
        found = self._found.find(self._names, piece)
        if not found or found == [piece]:
            self._found.popup().hide()
            return
        place = self.cursorRect()
        place.setWidth(_LIST_WIDTH)
        self._found.complete(place)
        self._found.popup().setCurrentIndex(self._found.completionModel().index(0, 0))

    @Slot(str)
    def _on_taken(self, name: str) -> None:
        """Put the name in the place of what was typed of it."""
        self._is_taking = True
        cursor = self.textCursor()
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._piece())
        )
        cursor.insertText(name)
        self.setTextCursor(cursor)
        self._is_taking = False
        self.name_taken.emit(name)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._found.popup().isVisible() and event.key() in _LIST_KEYS and not event.modifiers():
            event.ignore()  # the list takes it: its line is chosen, or it closes
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._found.popup().hide()
