"""Feeds the search index in the pauses of the window, a few cases at a time, until none waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.views.desk_timer import DeskTimer

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.views.relay import ChangeRelay

PAUSE = 200  # milliseconds between two mouthfuls
MOUTHFUL = 10  # cases; they take about as long as a key press may wait


class Feeder(QObject):
    """Wakes when cases change and sleeps when none waits; what waits is found all the same, only slower."""

    def __init__(self, office: Office, relay: ChangeRelay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._timer = DeskTimer(office, PAUSE, self)
        self._timer.beat.connect(self.feed)
        relay.changed.connect(self._on_changed)
        if not office.is_read_only:
            self._timer.start()

    @property
    def is_resting(self) -> bool:
        """Whether nothing waits to be fed."""
        return not self._timer.isActive()

    @Slot()
    def feed(self) -> None:
        """Take in a few of the waiting cases; not while another thread writes."""
        if self._office.is_lent:
            return
        from desktop.casework import search

        try:
            waiting = search.feed(self._office, MOUTHFUL)
        except OfficeError:  # no room, or no longer writable: whoever writes next is told; searching goes on
            waiting = 0
        if not waiting:
            self._timer.stop()

    @Slot(frozenset)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.CASES in topics and not self._office.is_read_only:
            self._timer.start()
