"""Whether a dialog is still there when a job it started has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Presence:
    """Knows whether a dialog is still there when a job it started has ended."""

    def __init__(self, dialog: QWidget) -> None:
        self.is_over = False
        dialog.destroyed.connect(self._on_destroyed)

    def _on_destroyed(self) -> None:
        self.is_over = True
