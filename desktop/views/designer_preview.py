"""A report on the screen as it will be printed: set anew in the worker thread a moment after a change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework import designer, preview
from desktop.views.desk_timer import DeskTimer
from desktop.views.page_view import DPI, PageView
from desktop.views.presence import Presence

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.listing import Criteria
    from desktop.domain.progress import Progress
    from desktop.domain.report import Report
    from desktop.views.page import Desk

PAUSE = 350
"""Milliseconds without a change before a report is set anew."""


class _Shown(NamedTuple):
    """The first sheets as pictures, and how many rows and columns the whole report has."""

    pages: tuple[QImage, ...]
    rows: int
    columns: int


class ReportPreview(QWidget):
    """Shows the first sheets of a report; emits `shown` (rows, columns) or `refused` (a sentence)."""

    shown = Signal(int, int)
    refused = Signal(str)

    def __init__(self, desk: Desk, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._most = most
        self._wanted: tuple[Report, Criteria] | None = None
        self._is_busy = False
        self._presence = Presence(self)
        self.view = PageView(self)
        self._pause = DeskTimer(desk.office, PAUSE, self, once=True)
        self._pause.beat.connect(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_report(self, report: Report, chosen: Criteria, *, at_once: bool = False) -> None:
        """Show this report of these cases, after a pause in which nothing else is asked for."""
        self._wanted = report, chosen
        if at_once:
            self._start()
        else:
            self._pause.start()

    @Slot()
    def _start(self) -> None:
        if self._wanted is None or self._is_busy:
            return
        (report, chosen), self._wanted = self._wanted, None
        self._is_busy = True
        verb = partial(_pictures, report, chosen, self._most)
        self._desk.jobs.run("正在排版", verb, self._on_done, self._on_failed, quiet=True)

    def _on_done(self, found: _Shown) -> None:
        if self._presence.is_over:
            return
        self._is_busy = False
        self.view.show_pages(found.pages)
        self.shown.emit(found.rows, found.columns)
        self._start()

    def _on_failed(self, error: OfficeError) -> None:
        if self._presence.is_over:
            return
        self._is_busy = False
        self.refused.emit(error.message)
        self._start()


def _pictures(
    report: Report, chosen: Criteria, most: int, office: Office, progress: Progress
) -> _Shown:
    found = designer.sheets(office, report, chosen, most, progress)
    pages = [
        QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()
        for page in preview.page_images(found.pdf, DPI)
    ]
    return _Shown(tuple(pages), found.rows, found.columns)
