"""Changes brought from whichever thread committed them to the thread of the window, one signal a turn."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from desktop.domain.changes import Announcer, Change, Topic


class ChangeRelay(QObject):
    """Listens to an announcer and emits `changed` (a frozenset of `Topic`) in its own thread.

    All changes announced before the event loop comes round are one signal, so a page refreshes once.
    """

    changed = Signal(frozenset)
    _woken = Signal()

    def __init__(self, announcer: Announcer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._announcer = announcer
        self._lock = Lock()
        self._pending: frozenset[Topic] = frozenset()
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)
        announcer.join(self._take)

    def leave(self) -> None:
        """Stop listening; changes not yet told are dropped."""
        self._announcer.leave(self._take)
        with self._lock:
            self._pending = frozenset()

    def _take(self, change: Change) -> None:
        """Collect a change; called in the thread that committed it."""
        with self._lock:
            is_first = not self._pending
            self._pending |= change.topics
        if is_first and change.topics:
            self._woken.emit()

    @Slot()
    def _on_woken(self) -> None:
        with self._lock:
            topics, self._pending = self._pending, frozenset()
        if topics:
            self.changed.emit(topics)
