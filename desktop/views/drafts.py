"""What is typed into an open form, kept every few seconds, so that a crash or a power cut costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from desktop.casework import keep
from desktop.views.desk_timer import DeskTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.casework.office import Office

INTERVAL = 4_000  # milliseconds: with the time it takes to write, no crash costs more than five seconds
_KEPT_AT = "kept_at"


class DraftKeeper(QObject):
    """Keeps what a form holds under a key of its own while the form is open, whenever it has changed."""

    def __init__(
        self, office: Office, key: str, content: Callable[[], Mapping[str, Any]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._key = key
        self._content = content
        self._begun: dict[str, Any] = {}
        self._kept: dict[str, Any] = {}
        self._timer = DeskTimer(office, INTERVAL, self)
        self._timer.beat.connect(self.keep)

    def start(self) -> None:
        """Begin to watch the form as it is filled now; only what differs from this is worth keeping."""
        self._begun = self._kept = dict(self._content())
        if not self._office.is_read_only:
            self._timer.start()

    def has_changed(self) -> bool:
        """Whether the form holds something else than when it was begun."""
        return dict(self._content()) != self._begun

    def found(self) -> tuple[dict[str, Any], str] | None:
        """Return what was kept of a form never finished, and when (03-05 14:32); None for nothing."""
        draft = keep.draft(self._office, self._key)
        if not draft:
            return None
        kept_at = str(draft.pop(_KEPT_AT, ""))
        return draft, kept_at

    @Slot()
    def keep(self) -> None:
        """Keep what the form holds, if it has changed; while another thread writes, the next time."""
        if self._office.is_lent:
            return
        content = dict(self._content())
        if content != self._kept:
            self._kept = content
            at = self._office.now.strftime("%m-%d %H:%M")
            keep.keep_draft(self._office, self._key, {**content, _KEPT_AT: at})

    def drop(self) -> None:
        """Stop watching and forget what was kept: the form was saved or given up."""
        self._timer.stop()
        is_kept = self._office.is_lent or self._office.is_read_only
        if not is_kept and keep.draft(self._office, self._key) is not None:
            keep.drop_draft(self._office, self._key)
