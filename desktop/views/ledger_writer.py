"""Writing a cell of the 台账 in its place: a line over the cell, with the words known for it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from typing_extensions import override

from desktop.views.word_finder import FindingWordBox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QTableView

_NARROWEST = 148  # pixels; words of a narrow column are still read while they are written


class Step(Enum):
    """Where the cursor goes once a cell is written."""

    STAY = auto()
    DOWN = auto()
    UP = auto()
    RIGHT = auto()
    LEFT = auto()
    EVERY = auto()  # nowhere: the words go into every selected cell of the column


_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_PRESSED = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_FOR_A_WHILE = frozenset(
    {
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    }
)
"""Why the cursor goes and comes back: until then the cell stays open."""
_PLAIN = Qt.KeyboardModifier.NoModifier
_STEPS = {
    (Qt.Key.Key_Return, _PLAIN): Step.DOWN,
    (Qt.Key.Key_Return, _SHIFT): Step.UP,
    (Qt.Key.Key_Return, _CONTROL): Step.EVERY,
    (Qt.Key.Key_Tab, _PLAIN): Step.RIGHT,
    (Qt.Key.Key_Backtab, _SHIFT): Step.LEFT,
    (Qt.Key.Key_Tab, _SHIFT): Step.LEFT,
}


class CellWriter(FindingWordBox):
    """Lies over a cell until it is `taken` (the words, a `Step`) or left with Esc; a click elsewhere takes.

    `left` tells that it is gone, whatever became of the words.
    """

    taken = Signal(str, object)
    left = Signal()

    def __init__(self, view: QTableView, index: QModelIndex, offered: Iterable[str]) -> None:
        super().__init__(offered, view.viewport())
        self._is_left = False
        self.setAccessibleName(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        self.setProperty("role", "cell")
        room = view.visualRect(index)
        room.setWidth(max(room.width(), _NARROWEST))
        room.moveLeft(max(min(room.left(), view.viewport().width() - room.width()), 0))
        self.setGeometry(room)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    def begin(self, text: str, *, is_typed: bool) -> None:
        """Show it with these words: typed over what stood there, or that itself to be changed."""
        self.setCurrentText(text)
        line = self.lineEdit()
        if line is not None and not is_typed:
            line.selectAll()
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Go without taking the words."""
        if not self._is_left:
            self._is_left = True
            self.left.emit()
            self.hide()
            self.deleteLater()

    def _take(self, step: Step) -> None:
        if not self._is_left:
            self.taken.emit(self.text(), step)

    def _on_scrolled(self) -> None:
        self._take(Step.STAY)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in _PRESSED:
            key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else event.key()
            keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            step = _STEPS.get((Qt.Key(key), keys))
            if step is not None or key == Qt.Key.Key_Escape:
                event.accept()  # before any menu takes it for its own
                if event.type() == QEvent.Type.KeyPress:
                    self._on_key(step)
                return True
        return super().event(event)

    def _on_key(self, step: Step | None) -> None:
        if step is None:
            self.leave()
        else:
            self._take(step)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _FOR_A_WHILE and not self.view().isVisible():
            self._take(Step.STAY)
