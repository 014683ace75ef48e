"""A PDF on a printer: every page at its own size and at 100 %, whatever the printer would prefer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMarginsF, QPointF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.casework import preview
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.documents.pages import PageImage
    from desktop.domain.progress import Progress

RESOLUTIONS = (300, 400)
"""Dots an inch; more is not seen on paper and takes minutes."""
_POINTS = 72
_REFUSED = "打印机“{}”没有接受打印任务，没有打印；请检查打印机是否开机、在线，或改用“用系统程序打开”。"


class PrintTask(NamedTuple):
    """Where and how a PDF is printed; a `file` prints into that PDF instead of a printer's paper."""

    printer: str = ""
    copies: int = 1
    dpi: int = RESOLUTIONS[0]
    is_duplex: bool = True
    file: str = ""


def names() -> tuple[str, ...]:
    """Return the printers of this computer, the usual one first."""
    found = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(found, key=lambda name: name != usual))


def print_pdf(pdf: bytes, task: PrintTask, _office: Office, progress: Progress) -> int:
    """Print a PDF page by page, point by point; return how many pages. Runs in the worker thread.

    Raises `OfficeError` when the printer takes no job. When it is cancelled the job is withdrawn.
    """
    printer = _printer(task)
    painter = QPainter()
    number, is_done = 0, False
    try:
        for page in preview.page_images(pdf, task.dpi):
            progress.step(number, 0, f"正在发送第 {number + 1} 页")
            printer.setPageLayout(_layout(page, task.dpi))
            if not (painter.isActive() or painter.begin(printer)) or (number and not printer.newPage()):
                raise OfficeError(_REFUSED.format(task.printer))
            _draw(painter, page)
            number += 1
        is_done = True
    finally:
        if not is_done:
            printer.abort()
        if painter.isActive():
            painter.end()
    return number


def _printer(task: PrintTask) -> QPrinter:
    printer = QPrinter()
    if task.printer:
        printer.setPrinterName(task.printer)
    if task.file:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(task.file)
    printer.setFullPage(True)
    printer.setResolution(task.dpi)
    printer.setCopyCount(task.copies)
    printer.setCollateCopies(True)
    sides = QPrinter.DuplexMode.DuplexLongSide if task.is_duplex else QPrinter.DuplexMode.DuplexNone
    printer.setDuplex(sides)
    return printer


def _layout(page: PageImage, dpi: int) -> QPageLayout:
    """Return the sheet a page asks for; the printer adds no margins of its own."""
    width, height = (pixels * _POINTS / dpi for pixels in (page.width, page.height))
    is_wide = width > height
    upright = QSizeF(min(width, height), max(width, height))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turn = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, turn, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _draw(painter: QPainter, page: PageImage) -> None:
    image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
    painter.drawImage(QPointF(0, 0), image)
