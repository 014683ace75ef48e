"""A PDF on a printer: every page at its own size and at 100 %, and nothing of it when it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from typing_extensions import override

from desktop.documents import calibration, joined
from desktop.documents.page import MM
from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT, Cancelled, Progress
from desktop.views import printer
from desktop.views.printer import PrintTask
from desktop.views.printer_dialog import DPI, PRINTER, PrinterDialog
from tests.views.case_desk import shown

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.usefixtures("qapp")
BLACK = 128


def dark_run(line: list[int]) -> list[int]:
    """Return the lengths of the dark stretches of a line of pixels."""
    runs, length = [], 0
    for value in [*line, 255]:
        if value < BLACK:
            length += 1
        elif length:
            runs.append(length)
            length = 0
    return runs


def test_pages_are_printed_point_by_point_at_full_size(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "纸.pdf"
    page = calibration.render("示例办")
    assert printer.print_pdf(joined.pdf((page, page)), PrintTask(file=str(path)), office, SILENT) == 2
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 2
        assert document[1].get_size() == pytest.approx((210 * MM, 297 * MM), abs=1)
        picture = document[0].render(scale=300 / 72).to_pil().convert("L")
    widest = max(
        run
        for row in range(int(picture.height * 0.7), int(picture.height * 0.8))
        for run in dark_run([picture.getpixel((x, row)) for x in range(500, 2000)])
    )
    assert widest * 25.4 / 300 == pytest.approx(100, abs=0.4), "the control line is 100 mm long on paper"


def test_a_wide_sheet_stays_wide(office: Office, tmp_path: Path) -> None:
    wide = pypdfium2.PdfDocument.new()
    wide.new_page(420 * MM, 297 * MM)
    source, path = tmp_path / "宽.pdf", tmp_path / "纸.pdf"
    wide.save(source)
    wide.close()
    task = PrintTask(file=str(path), dpi=100, is_duplex=False, copies=2)
    assert printer.print_pdf(source.read_bytes(), task, office, SILENT) == 1
    with pypdfium2.PdfDocument(path) as document:
        assert document[0].get_size() == pytest.approx((420 * MM, 297 * MM), abs=1.5)


class StopsAtTheSecond(Progress):
    """Has had enough when the second page is sent."""

    @override
    def step(self, done: int, total: int, text: str = "") -> None:
        if done:
            raise Cancelled


def test_a_stopped_print_is_withdrawn(office: Office, tmp_path: Path) -> None:
    page = calibration.render("示例办")
    two, task = joined.pdf((page, page)), PrintTask(file=str(tmp_path / "纸.pdf"), dpi=100)
    with pytest.raises(Cancelled):
        printer.print_pdf(two, task, office, StopsAtTheSecond())


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_a_printer_that_takes_no_job_is_told(office: Office, tmp_path: Path) -> None:
    page, task = calibration.render("示例办"), PrintTask(file=str(tmp_path / "没有" / "纸.pdf"), dpi=100)
    with pytest.raises(OfficeError, match="没有接受打印任务"):
        printer.print_pdf(page, task, office, SILENT)


@pytest.fixture
def dialog(
    seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> PrinterDialog:
    monkeypatch.setattr(printer, "names", lambda: ("一号", "二号"))
    made = PrinterDialog(seat[0], "答复函", 33, host)
    shown(made, qtbot)
    return made


def test_the_dialog_tells_scale_and_duplex_and_remembers_the_printer(
    dialog: PrinterDialog, seat: tuple[Desk, Heard], host: QWidget
) -> None:
    assert "建议“用系统程序打开”" in dialog.banner.text
    tasks: list[PrintTask] = []
    dialog.print_wanted.connect(tasks.append)
    dialog.printers.choose("二号")
    dialog.copies.setValue(2)
    dialog.dpi.choose(400)
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert tasks == [PrintTask("二号", 2, 400, is_duplex=True)]
    assert (seat[0].memory.value(PRINTER), seat[0].memory.value(DPI)) == ("二号", "400")
    again = PrinterDialog(seat[0], "答复函", 2, host)
    assert (again.printers.value(), again.dpi.value()) == ("二号", 400)
    assert again.banner.text == ""
    again.close()


def test_the_system_can_be_asked_instead(dialog: PrinterDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.system_wanted):
        dialog.system.click()


def test_without_a_printer_the_way_out_is_named(
    seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot
) -> None:
    dialog = PrinterDialog(seat[0], "答复函", 2, host)
    shown(dialog, qtbot)
    assert printer.names() == ()
    assert not dialog.start.isEnabled()
    assert "没有可用的打印机" in dialog.banner.text
    dialog.reject()
