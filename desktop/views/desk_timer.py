"""A timer that belongs to a desk: whatever it wakes is never woken after the desk was closed or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.casework.office import Office


class DeskTimer(QTimer):
    """Emits `beat` every `interval` milliseconds (or `once`) while its desk is open, then rests for good.

    On a desk with accounts it rests as well once somebody else sits there than when it was made.
    """

    beat = Signal()

    def __init__(self, office: Office, interval: int, parent: QObject, *, once: bool = False) -> None:
        super().__init__(parent, interval=interval, singleShot=once)
        self._office = office
        self._seat = office.seat
        self.timeout.connect(self._on_timeout)

    @Slot()
    def _on_timeout(self) -> None:
        if self._office.is_closed or self._office.seat is not self._seat:
            self.stop()
        else:
            self.beat.emit()
