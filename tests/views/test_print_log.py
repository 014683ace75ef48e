"""打印记录: what was printed is listed, looked at, checked, saved and printed again as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.casework import print_orders, prints
from desktop.casework.prints import Making
from desktop.views import printer
from desktop.views.letter_preview import LetterPreview
from desktop.views.print_log import PrintLog
from desktop.views.printer import PrintTask
from desktop.views.printer_dialog import PrinterDialog
from tests import desks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]


def until(qtbot: QtBot, happened: Callable[[], bool]) -> None:
    qtbot.waitUntil(happened, timeout=10_000)


@pytest.fixture
def log(seat: Seat, office: Office, qtbot: QtBot, tmp_path: Path) -> PrintLog:
    """Return the list of one PDF (record 1) and of one Word document (record 2)."""
    for number in ("1", "2"):
        desks.answered(office, desks.registered(office, number))
    prints.write_letters(office, (1, 2), tmp_path / "全部.pdf")
    order = print_orders.Order(print_orders.kind("letter"), (1,))
    words = tmp_path / "word"
    words.mkdir()
    making = Making(ending="docx")
    prints.move_in(office, prints.as_files(office, print_orders.batch(order, office), words, making), words)
    made = PrintLog(seat[0])
    qtbot.addWidget(made)
    made.resize(1150, 500)
    made.refresh()
    made.show()
    return made


def choose(log: PrintLog, record: int) -> None:
    rows = log.table.rows
    log.table.select_place(next(p for p in range(rows.rowCount()) if rows.text_at(p, 0) == str(record)))


def test_the_newest_stands_first_with_who_when_what_and_how_many(log: PrintLog) -> None:
    rows = log.table.rows
    assert [rows.text_at(place, 0) for place in range(rows.rowCount())] == ["2", "1"]
    told = [rows.text_at(1, column) for column in range(1, 8)]
    assert told[1:5] == ["示例经办", "答复函", "2", "2"]
    assert told[6] == "合并 PDF"
    assert not log.look.isEnabled(), "a Word document is not looked at here"


def test_records_are_found_by_words(log: PrintLog, qtbot: QtBot) -> None:
    log.search.setText("全部.pdf")
    QTest.keyClick(log.search, Qt.Key.Key_Return)
    until(qtbot, lambda: log.table.rows.rowCount() == 1)
    log.search.setText("没有这样的")
    QTest.keyClick(log.search, Qt.Key.Key_Return)
    until(qtbot, log.empty.isVisible)
    assert not log.again.isEnabled()


def test_a_print_is_looked_at_as_it_was(log: PrintLog, qtbot: QtBot) -> None:
    choose(log, 1)
    log.look.click()
    preview = log.findChildren(LetterPreview)[-1]
    until(qtbot, lambda: preview.is_ready)
    assert preview.windowTitle() == "答复函（第 1 号打印记录） · 预览"
    preview.reject()


def test_the_content_is_checked(log: PrintLog, office: Office) -> None:
    choose(log, 1)
    log.check.click()
    assert "内容完整，与打印时一致" in log.banner.text
    place = office.store.prints.files.place_of(office.store.prints.get(1).sha256)
    place.unlink()
    log.check.click()
    assert "留存的文件缺失" in log.banner.text


def test_a_print_is_printed_again_as_it_was(
    log: PrintLog, qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer, "names", lambda: ("示例打印机",))
    choose(log, 1)
    log.again.click()
    until(qtbot, lambda: bool(log.findChildren(PrinterDialog)))
    dialog = log.findChildren(PrinterDialog)[-1]
    dialog.print_wanted.emit(PrintTask("示例打印机", dpi=100, file=str(tmp_path / "纸.pdf")))
    dialog.reject()
    until(qtbot, lambda: "打印记录第 3 号" in log.banner.text)
    again = office.store.prints.get(3)
    assert (again.again_of, again.sha256) == (1, office.store.prints.get(1).sha256)
    log.refresh()
    assert log.table.rows.text_at(0, 3) == "答复函（重印第 1 号）"


def test_a_print_is_saved_byte_for_byte(log: PrintLog, qtbot: QtBot, tmp_path: Path) -> None:
    choose(log, 1)
    log.keep.click()
    chooser = log.findChildren(QFileDialog)[-1]
    chooser.fileSelected.emit(str(tmp_path / "再存.pdf"))
    chooser.close()
    assert (tmp_path / "再存.pdf").read_bytes() == (tmp_path / "全部.pdf").read_bytes()
    folder = tmp_path / "再存"
    folder.mkdir()
    choose(log, 2)
    log.keep.click()
    chooser = log.findChildren(QFileDialog)[-1]
    chooser.fileSelected.emit(str(folder))
    chooser.close()
    until(qtbot, lambda: "1 个文件" in log.banner.text)
    (again,), (first,) = folder.iterdir(), (tmp_path / "word").iterdir()
    assert again.read_bytes() == first.read_bytes()


def test_what_was_lost_is_told_and_nothing_is_written(
    log: PrintLog, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.store.prints.files.place_of(office.store.prints.get(1).sha256).unlink()
    choose(log, 1)
    log._keep_file(1, str(tmp_path / "再存.pdf"))
    assert "留存的文件缺失，没有重印" in log.banner.text
    assert not (tmp_path / "再存.pdf").exists()
    log.banner.clear()
    log.again.click()
    until(qtbot, lambda: "留存的文件缺失，没有重印" in log.banner.text)
