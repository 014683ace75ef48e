"""The choice of a session at the top of a page: all of them, or one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot

from desktop.casework import keep
from desktop.views.fields import Choice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office

ALL_SESSIONS = "全部届次"


class SessionChoice(Choice["int | None"]):
    """Offers every session of the desk, newest first, behind 全部届次 (if wanted); tells of a new choice."""

    session_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, offers_all: bool = True) -> None:
        super().__init__(parent=parent)
        self._first: list[tuple[str, int | None]] = [(ALL_SESSIONS, None)] if offers_all else []
        self.setAccessibleName("届次")
        self.setMinimumWidth(220)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentIndexChanged.connect(self._on_index_changed)

    def renew(self, office: Office) -> None:
        """Offer the sessions as they are now; the chosen one stays chosen while it is there."""
        chosen = self.value() if self.count() else None
        with QSignalBlocker(self):
            sessions = ((session.text, session.id) for session in keep.sessions(office))
            self.offer([*self._first, *sessions])
            self.choose(chosen)

    @Slot(int)
    def _on_index_changed(self, _index: int) -> None:
        self.session_changed.emit()
