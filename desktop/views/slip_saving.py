"""Asking where the slip of a reply (审签单) shall lie, and writing it there in the worker thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.casework import find, review_sheet
from desktop.views.file_choice import Saving, ask_save

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.errors import OfficeError
    from desktop.views.page import Desk


class SlipSaving(QObject):
    """Saves the slip of a unit's reply as PDF, the list of points behind it, and says so."""

    def __init__(
        self, desk: Desk, case_id: int, unit_id: int, parent: QWidget, *, later: bool = False
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self._case_id = case_id
        self._unit_id = unit_id
        self._later = later

    @Slot()
    def ask(self) -> None:
        """Ask for the file."""
        case = find.case(self._desk.office, self._case_id)
        name = f"{case.proposal.number_phrase}审签单"
        ask_save(self._desk, self._window, Saving("保存审签单", name, ("pdf",)), self.write)

    @Slot(str)
    def write(self, path: str) -> None:
        """Write it to that file."""
        write = review_sheet.write_later if self._later else review_sheet.write
        verb = partial(write, self._case_id, self._unit_id, Path(path))
        self._desk.jobs.run("正在生成审签单", verb, self._on_written, self._on_failed)

    def _on_written(self, path: Path) -> None:
        self._desk.say(f"已保存 {path.name}")

    def _on_failed(self, error: OfficeError) -> None:
        self._desk.say(error.message)
