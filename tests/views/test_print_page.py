"""打印: a kind of paper, cases to tick, the paper itself, and the ways out — by keys, into real files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from desktop.casework import print_orders, print_records, prints
from desktop.casework.office import open_office
from desktop.domain.assignment import Role
from desktop.domain.kinds import Kind
from desktop.domain.print_record import PrintWay
from desktop.views import printer, theme
from desktop.views.letter_preview import LetterPreview
from desktop.views.print_page import PrintPage
from desktop.views.print_target import PRINT_NOW, ToPrint
from desktop.views.printer import PrintTask
from desktop.views.printer_dialog import PrinterDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import desk_of, press

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from desktop.views.print_centre import PrintCentre
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]


def opened(seat: Seat, qtbot: QtBot) -> PrintPage:
    page = PrintPage(seat[0])
    qtbot.addWidget(page)
    page.resize(1198, 644)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=10_000)
    return page


def until(qtbot: QtBot, happened: Callable[[], bool]) -> None:
    qtbot.waitUntil(happened, timeout=10_000)


def typed(line: QLineEdit, text: str) -> None:
    """Type into a line; the keyboard of the tests has no Chinese keys."""
    line.setText(text)
    line.textEdited.emit(text)


@pytest.fixture
def letters(office: Office) -> None:
    """Put two issued letters (1, 2), a signed one (3) and a case just registered (4) on the desk."""
    for number in ("1", "2"):
        desks.answered(office, desks.registered(office, number))
    case = desks.handed_out(office, desks.registered(office, "3"))
    desks.signed(office, desks.drafted(office, desks.met(office, case)))
    desks.registered(office, "4", replace(PAPER, kind=Kind.CPPCC_PROPOSAL, is_key=True))


def states(centre: PrintCentre) -> dict[str, str]:
    model = centre.cases.model
    return {model.text_at(place, 1): model.text_at(place, 4) for place in range(model.rowCount())}


@pytest.mark.usefixtures("letters")
def test_every_tab_fits_a_small_screen(seat: Seat, qtbot: QtBot) -> None:
    assert opened(seat, qtbot).minimumSizeHint().width() <= 1024 - 168


# --- what is missing ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("letters")
def test_each_case_says_what_it_lacks_and_each_kind_how_many_can_have_it(seat: Seat, qtbot: QtBot) -> None:
    centre = opened(seat, qtbot).centre
    assert states(centre) == {
        "建议1": "可出",
        "建议2": "可出",
        "建议3": "可出",
        "提案4": "没有已签发的答复",
    }
    assert centre.kinds.currentItem().data(Qt.ItemDataRole.AccessibleTextRole) == "答复函，3 件可出"
    centre.kinds.choose("notice")
    assert states(centre)["提案4"] == "还没有交办"
    centre.cases.only_able.click()
    assert list(states(centre)) == ["建议1", "建议2", "建议3"]


@pytest.mark.usefixtures("letters")
def test_the_list_is_narrowed_by_stage_unit_and_words(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    cases = page.centre.cases
    cases.stages.setCurrentIndex(cases.stages.findText("已印发"))
    assert list(states(page.centre)) == ["建议1", "建议2"]
    cases.stages.setCurrentIndex(cases.stages.findText("待印发"))
    assert list(states(page.centre)) == ["建议3"]
    cases.stages.setCurrentIndex(0)
    cases.units.setCurrentIndex(cases.units.findText("示例区教育局"))
    assert cases.unit == "示例区教育局"
    assert "提案4" not in states(page.centre)
    cases.refresh()
    assert cases.unit == "示例区教育局", "a refresh keeps the choice"
    assert page.focus_search()
    assert cases.search.hasFocus()
    cases.search.setText("没有这样的件")
    qtbot.waitUntil(cases.empty.isVisible)
    assert not cases.tick_all.isEnabled()
    assert not page.centre.outputs.ways["print"].isEnabled()


@pytest.mark.usefixtures("letters")
def test_a_line_opens_its_case(seat: Seat, qtbot: QtBot) -> None:
    centre = opened(seat, qtbot).centre
    centre.cases.table.setFocus()
    centre.cases.table.select_place(3)
    QTest.keyClick(centre.cases.table, Qt.Key.Key_Return)
    assert seat[1].opened == [4]


@pytest.mark.usefixtures("letters")
def test_ticks_are_set_by_keys_and_outlive_a_filter(seat: Seat, qtbot: QtBot) -> None:
    centre = opened(seat, qtbot).centre
    cases = centre.cases
    assert centre.outputs.about.text() == "将出光标所在的一件"
    cases.table.setFocus()
    cases.table.select_place(1)
    QTest.keyClick(cases.table, Qt.Key.Key_Space)
    assert cases.wanted() == (2,)
    cases.stages.setCurrentIndex(cases.stages.findText("待印发"))
    cases.tick_all.click()
    assert set(cases.wanted()) == {2, 3}
    assert centre.outputs.about.text() == "将出已勾选的 2 件"
    cases.untick_all.click()
    assert cases.wanted() == (3,), "the one the cursor is on"
    cases.stages.setCurrentIndex(0)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)
    cases.tick_all.click()
    assert cases.wanted() == (1, 2, 3), "only those that can have the paper, in the order of the list"


@pytest.mark.usefixtures("letters")
def test_the_boxes_follow_the_appearance(seat: Seat, qtbot: QtBot) -> None:
    table = opened(seat, qtbot).centre.cases.table
    beside = table.visualRect(table.ticks.index(1, 0)).bottomLeft()
    light = table.viewport().grab().toImage().pixelColor(beside)
    theme.apply(theme.Appearance.DARK)
    assert table.viewport().grab().toImage().pixelColor(beside).lightness() < light.lightness() / 2


# --- the paper itself -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("letters")
def test_the_paper_of_the_current_case_is_shown_and_turned_by_keys(seat: Seat, qtbot: QtBot) -> None:
    centre = opened(seat, qtbot).centre
    until(qtbot, lambda: centre.pane.is_shown)
    assert centre.pane.name.toolTip().startswith("第1号建议")
    centre.cases.table.setFocus()
    press("Alt+Down")
    until(qtbot, lambda: centre.pane.is_shown and centre.pane.name.toolTip().startswith("第2号建议"))
    press("Alt+Up")
    until(qtbot, lambda: centre.pane.is_shown and centre.pane.name.toolTip().startswith("第1号建议"))
    press("Alt+Up")
    assert centre.cases.table.current_row is not None
    assert centre.cases.table.current_row.id == 1, "there is nothing before the first"
    pages = centre.pane.view.page_count
    centre.outputs.options[next(iter(centre.outputs.options))].click()
    until(qtbot, lambda: centre.pane.is_shown and centre.pane.view.page_count > pages)


@pytest.mark.usefixtures("letters")
def test_a_case_without_the_paper_says_why_instead(seat: Seat, qtbot: QtBot) -> None:
    centre = opened(seat, qtbot).centre
    centre.cases.table.select_place(3)
    until(qtbot, lambda: "第4号提案：没有已签发的答复" in centre.pane.told.text())
    assert not centre.outputs.ways["docx"].isEnabled()


@pytest.mark.usefixtures("letters")
def test_joint_papers_are_shown_for_all_ticked_cases(seat: Seat, qtbot: QtBot) -> None:
    centre = opened(seat, qtbot).centre
    centre.kinds.choose("notice")
    centre.cases.tick_all.click()
    until(qtbot, lambda: centre.pane.is_shown and "交办通知" in centre.pane.name.toolTip())
    assert not centre.outputs.pattern.isEnabled()


# --- the ways out ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("letters")
def test_ticked_letters_become_one_pdf_and_a_record(
    seat: Seat, qtbot: QtBot, tmp_path: Path, office: Office
) -> None:
    page = opened(seat, qtbot)
    page.centre.cases.table.toggle([0, 1, 2, 3])
    page.centre.outputs.ways["pdf"].click()
    chooser = page.centre.findChildren(QFileDialog)[-1]
    assert chooser.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    path = tmp_path / "全部.pdf"
    chooser.fileSelected.emit(str(path))
    until(qtbot, lambda: "已生成答复函 3 份" in page.centre.banner.text)
    chooser.close()
    assert "1 件缺内容，已跳过：第4号提案（没有已签发的答复）；打印记录第 1 号" in page.centre.banner.text
    assert path.read_bytes().startswith(b"%PDF")
    (record,) = office.store.prints.newest(9)
    assert (record.way, record.case_ids) == (PrintWay.PDF, (1, 2, 3))
    page.tabs.setCurrentWidget(page.log)
    qtbot.waitUntil(lambda: page.log.table.rows.rowCount() == 1)


@pytest.mark.usefixtures("letters")
def test_every_letter_becomes_a_file_named_by_the_pattern(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    page = opened(seat, qtbot)
    outputs = page.centre.outputs
    page.centre.cases.tick_all.click()
    typed(outputs.pattern, "{编号}/{文号}")
    assert outputs.example.text().startswith("1")
    assert "/" not in outputs.example.text()
    outputs.ways["files"].click()
    chooser = page.centre.findChildren(QFileDialog)[-1]
    chooser.fileSelected.emit(str(folder))
    until(qtbot, lambda: "3 个文件" in page.centre.banner.text)
    chooser.close()
    assert outputs.example.text() in {path.name for path in folder.iterdir()}
    assert PrintPage(seat[0]).centre.outputs.pattern.text() == "{编号}/{文号}", "it is remembered"
    typed(outputs.pattern, "{错}")
    assert "没有“{错}”这个字段" in outputs.example.text()


@pytest.mark.usefixtures("letters")
def test_a_letter_becomes_a_word_document(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(seat, qtbot)
    until(qtbot, lambda: page.centre.pane.is_shown)
    page.centre.outputs.ways["docx"].click()
    chooser = page.centre.findChildren(QFileDialog)[-1]
    chooser.fileSelected.emit(str(tmp_path))
    until(qtbot, lambda: "1 个文件" in page.centre.banner.text)
    chooser.close()
    assert len(list(tmp_path.glob("*.docx"))) == 1


@pytest.mark.usefixtures("letters")
def test_ctrl_p_prints_what_is_chosen(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer, "names", lambda: ("示例打印机",))
    page = opened(seat, qtbot)
    page.visit(PRINT_NOW)
    until(qtbot, lambda: bool(page.centre.findChildren(PrinterDialog)))
    dialog = page.centre.findChildren(PrinterDialog)[-1]
    task = PrintTask("示例打印机", dpi=100, file=str(tmp_path / "纸.pdf"))
    dialog.print_wanted.emit(task)
    dialog.reject()
    until(qtbot, lambda: "已发送到打印机“示例打印机”" in page.centre.banner.text)
    (record,) = office.store.prints.newest(9)
    assert (record.way, record.place, record.case_ids) == (PrintWay.PRINTER, "示例打印机", (1,))
    with pypdfium2.PdfDocument(tmp_path / "纸.pdf") as document:
        assert len(document) == record.pages
    page.tabs.setCurrentWidget(page.log)
    page.visit(PRINT_NOW)
    assert page.tabs.currentWidget() is page.log, "there is nothing to print on that tab"


@pytest.mark.usefixtures("letters")
def test_batches_are_handed_to_the_system(
    seat: Seat, qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls: list[QUrl] = []
    answers = iter((False, True))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: (urls.append(url), next(answers))[1])
    page = opened(seat, qtbot)
    page.centre.outputs.ways["system"].click()
    until(qtbot, lambda: "没有打开 PDF 的程序" in page.centre.banner.text)
    assert office.store.prints.newest(9) == ()
    page.centre.outputs.ways["system"].click()
    until(qtbot, lambda: "已用系统程序打开" in page.centre.banner.text)
    assert urls[1].fileName() == "答复函.pdf"
    assert office.store.prints.newest(9)[0].way is PrintWay.SYSTEM


@pytest.mark.usefixtures("letters")
def test_what_cannot_be_written_is_told_in_the_banner(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    centre = opened(seat, qtbot).centre
    centre.outputs.ways["pdf"].click()
    chooser = centre.findChildren(QFileDialog)[-1]
    chooser.fileSelected.emit(str(tmp_path / "没有" / "全部.pdf"))
    chooser.close()
    until(qtbot, lambda: "没有写成" in centre.banner.text)
    centre.cases.table.select_place(3)
    centre.outputs.ways["print"].click()
    until(qtbot, lambda: "不能出答复函" in centre.banner.text)


@pytest.mark.usefixtures("letters")
def test_cases_brought_along_are_listed_alone(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page.tabs.setCurrentIndex(1)
    page.visit(ToPrint((3, 1)))
    cases = page.centre.cases
    assert list(states(page.centre)) == ["建议3", "建议1"]
    assert cases.wanted() == (3, 1)
    assert not cases.search.isEnabled()
    cases.list_all.click()
    assert len(states(page.centre)) == 4
    assert cases.search.isEnabled()


def test_a_desk_that_is_only_read_prints_without_a_record(
    office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    desks.answered(office, desks.registered(office, "1"))
    office.close()
    looked = open_office(office.directory, clock=office.clock, officer="x", read_only=True)
    desk, heard = desk_of(looked, tmp_path)
    page = opened((desk, heard), qtbot)
    page.centre.outputs.ways["pdf"].click()
    chooser = page.centre.findChildren(QFileDialog)[-1]
    chooser.fileSelected.emit(str(tmp_path / "只读.pdf"))
    chooser.close()
    until(qtbot, lambda: "办理台只读，没有留打印记录" in page.centre.banner.text)
    assert (tmp_path / "只读.pdf").exists()
    desk.jobs.stop()
    desk.relay.leave()
    looked.close()


# --- the other tabs -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("letters")
def test_the_test_page_is_shown(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page._show_test_page()
    preview = page.findChildren(LetterPreview)[-1]
    until(qtbot, lambda: preview.is_ready)
    assert preview.windowTitle() == "打印测试页 · 预览"
    preview.reject()


@pytest.mark.usefixtures("letters")
def test_the_ledger_shows_what_it_will_hold_and_writes_just_that(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(seat, qtbot)
    page.tabs.setCurrentIndex(1)
    ledger = page.ledger
    assert ledger.number.text().startswith("共 4 件")
    ledger.kinds.setCurrentIndex(ledger.kinds.findText("人大的件"))
    ledger.stages.setCurrentIndex(ledger.stages.findText("已答复"))
    assert ledger.number.text().startswith("共 2 件")
    ledger.write.click()
    chooser = ledger.findChildren(QFileDialog)[-1]
    path = tmp_path / "台账.xlsx"
    chooser.fileSelected.emit(str(path))
    qtbot.waitUntil(lambda: "已导出 2 件" in ledger.banner.text, timeout=10_000)
    said = {cell.value for row in load_workbook(path).active.iter_rows() for cell in row}
    assert {"编号", "标题/案由", "示例区教育局"} <= said
    chooser.close()
    (record,) = print_records.newest(seat[0].office, 1)
    assert (record.name, record.way, record.is_viewable) == ("办理台账", PrintWay.TABLE, False)
    assert f"打印记录第 {record.id} 号" in ledger.banner.text
    ready = print_records.unpack(seat[0].office, record.id, tmp_path)
    assert (ready.hidden / ready.files[0]).read_bytes() == path.read_bytes()
    saved = prints.move_in(seat[0].office, ready, tmp_path)
    assert saved is not None
    assert (saved.way, saved.again_of) == (PrintWay.TABLE, record.id)


@pytest.mark.usefixtures("letters")
def test_a_ledger_as_pdf_is_kept_and_can_be_looked_at(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(seat, qtbot)
    page.tabs.setCurrentIndex(1)
    page.ledger.write_to(str(tmp_path / "台账.pdf"))
    qtbot.waitUntil(lambda: "打印记录第" in page.ledger.banner.text, timeout=10_000)
    (record,) = print_records.newest(seat[0].office, 1)
    assert (record.way, record.pages > 0, record.is_viewable) == (PrintWay.PDF, True, True)


@pytest.mark.usefixtures("letters")
def test_registers_hold_the_period_asked_for(seat: Seat, qtbot: QtBot) -> None:
    centre = opened(seat, qtbot).centre
    outputs = centre.outputs
    assert not outputs.first.isVisible()
    centre.kinds.choose("correspondence")
    assert outputs.first.isVisible()
    until(qtbot, lambda: centre.pane.is_shown)
    outputs.first.set_value(date(2020, 1, 1))
    outputs.last.set_value(date(2020, 12, 31))
    office = seat[0].office
    (received, sent) = print_orders.batch(centre.order(), office).sheets
    assert (len(received.content.rows), len(sent.content.rows)) == (0, 0)
    outputs.last.set_value(None)
    (received, _) = print_orders.batch(centre.order(), office).sheets
    assert received.content.rows
    outputs.first.set_value(date(2026, 3, 1))
    outputs.last.set_value(date(2026, 2, 1))
    until(qtbot, lambda: "早于起始日期" in centre.pane.told.text())


@pytest.mark.usefixtures("letters")
def test_what_was_printed_of_one_case_is_listed(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    for case_id in (1, 2):
        prints.write_letters(office, (case_id,), tmp_path / f"{case_id}.pdf")
    page = opened(seat, qtbot)
    page.visit(ToPrint((2,)))
    page.centre.outputs.records.click()
    assert page.tabs.currentWidget() is page.log
    rows = page.log.table.rows
    assert [rows.text_at(place, 0) for place in range(rows.rowCount())] == ["2"]
    assert page.log.about.text() == "只列第2号建议的记录"
    page.log.list_all.click()
    assert rows.rowCount() == 2
    assert not page.log.list_all.isVisible()


def test_the_ledger_narrows_by_unit_and_key(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desks.handed_out(office, desks.registered(office, "1"), desks.draft(2, Role.SOLE))
    desks.registered(office, "2", replace(PAPER, is_key=True))
    page = opened(seat, qtbot)
    ledger = page.ledger
    ledger.units.setCurrentIndex(ledger.units.findText("示例区财政局"))
    assert ledger.number.text().startswith("共 1 件")
    ledger.refresh()
    assert ledger.units.currentText() == "示例区财政局"
    ledger.units.setCurrentIndex(0)
    ledger.key_only.setChecked(True)
    assert ledger.number.text().startswith("共 1 件")
    ledger.stages.setCurrentIndex(ledger.stages.findText("办结"))
    assert not ledger.write.isEnabled()


def test_a_ledger_that_cannot_be_written_says_so(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    desks.registered(office, "1")
    page = opened(seat, qtbot)
    page.ledger.write_to(str(tmp_path / "没有" / "台账.xlsx"))
    qtbot.waitUntil(lambda: "没有写成" in page.ledger.banner.text, timeout=10_000)
