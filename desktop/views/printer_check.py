"""The test page of a printer on the screen, to be printed and measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import printer_test
from desktop.views.letter_preview import LetterPreview

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk


class PrinterPage:
    """The page with rulers, faces and rare characters."""

    def name(self, _office: Office) -> str:
        """Return what it is called."""
        return printer_test.NAME

    def pdf(self, office: Office, _progress: Progress) -> bytes:
        """Return it on paper."""
        return printer_test.pdf(office)


def show_test_page(desk: Desk, parent: QWidget) -> LetterPreview:
    """Show the test page, to be printed from there."""
    dialog = LetterPreview(desk, PrinterPage(), parent)
    dialog.open()
    return dialog
