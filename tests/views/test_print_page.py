"""打印: what is ticked becomes PDF, what is filtered becomes a workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.domain.assignment import Role
from desktop.domain.kinds import Kind
from desktop.views import theme
from desktop.views.letter_preview import LetterPreview
from desktop.views.print_page import PrintPage
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]


def opened(seat: Seat, qtbot: QtBot) -> PrintPage:
    page = PrintPage(seat[0])
    qtbot.addWidget(page)
    page.resize(1198, 644)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def letters(office: Office) -> None:
    """Put two issued letters (1, 2), a signed one (3) and a case just registered (4) on the desk."""
    for number in ("1", "2"):
        desks.answered(office, desks.registered(office, number))
    case = desks.handed_out(office, desks.registered(office, "3"))
    desks.signed(office, desks.drafted(office, desks.met(office, case)))
    desks.registered(office, "4", replace(PAPER, kind=Kind.CPPCC_PROPOSAL, is_key=True))


def numbers(page: PrintPage) -> list[str]:
    model = page.letters.model
    return [model.text_at(place, 1) for place in range(model.rowCount())]


@pytest.mark.usefixtures("letters")
def test_every_tab_fits_a_small_screen(seat: Seat, qtbot: QtBot) -> None:
    assert opened(seat, qtbot).minimumSizeHint().width() <= 1024 - 168


@pytest.mark.usefixtures("letters")
def test_only_what_has_a_letter_is_listed(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    assert numbers(page) == ["建议1", "建议2"]
    page.letters.states.setCurrentIndex(1)
    assert numbers(page) == ["建议3"]
    assert page.letters.model.text_at(0, 4) == "未印发（预览）"
    page.letters.states.setCurrentIndex(2)
    assert numbers(page) == ["建议1", "建议2", "建议3"]
    assert page.focus_search()
    assert page.letters.search.hasFocus()
    page.letters.search.setText("没有这样的件")
    qtbot.waitUntil(page.letters.empty.isVisible)
    assert not page.letters.tick_all.isEnabled()


@pytest.mark.usefixtures("letters")
def test_ticks_are_set_by_space_click_and_all_and_outlive_a_filter(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    table, model = page.letters.table, page.letters.model
    assert not page.letters.merged.isEnabled()
    table.setFocus()
    table.select_place(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.ticked == (1,)
    assert model.data(model.index(0, 0), Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.data(model.index(1, 0), Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    box = table.visualRect(model.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert model.ticked == (1, 2)
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(model.index(1, 2)).center()
    )
    assert model.ticked == (1, 2)
    page.letters.states.setCurrentIndex(1)
    page.letters.tick_all.click()
    assert model.ticked == (1, 2, 3)
    assert page.letters.ticked.text() == "已勾选 3 件"
    table.setFocus()
    table.select_place(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.ticked == (1, 2)
    page.letters.untick_all.click()
    assert model.ticked == ()
    assert not page.letters.merged.isEnabled()


@pytest.mark.usefixtures("letters")
def test_the_box_of_a_ticked_line_is_filled(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    table, model = page.letters.table, page.letters.model
    at = table.visualRect(model.index(0, 0)).center()
    before = table.viewport().grab().toImage().pixelColor(at)
    table.toggle([0])
    assert table.viewport().grab().toImage().pixelColor(at) != before


@pytest.mark.usefixtures("letters")
def test_the_boxes_follow_the_appearance(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    table = page.letters.table
    beside = table.visualRect(table.ticks.index(1, 0)).bottomLeft()
    light = table.viewport().grab().toImage().pixelColor(beside)
    theme.apply(theme.Appearance.DARK)
    assert table.viewport().grab().toImage().pixelColor(beside).lightness() < light.lightness() / 2


@pytest.mark.usefixtures("letters")
def test_ticked_letters_become_one_pdf(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(seat, qtbot)
    page.letters.tick_all.click()
    page.letters.merged.click()
    chooser = page.letters.findChildren(QFileDialog)[-1]
    assert chooser.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    path = tmp_path / "全部.pdf"
    chooser.fileSelected.emit(str(path))
    qtbot.waitUntil(lambda: "已生成 2 封" in page.letters.banner.text, timeout=10_000)
    assert path.read_bytes().startswith(b"%PDF")
    assert seat[1].said == ["已生成 2 封答复函"]
    chooser.close()


@pytest.mark.usefixtures("letters")
def test_every_ticked_letter_becomes_a_file(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    page = opened(seat, qtbot)
    page.letters.tick_all.click()
    page.letters.files.click()
    chooser = page.letters.findChildren(QFileDialog)[-1]
    assert chooser.fileMode() is QFileDialog.FileMode.Directory
    chooser.fileSelected.emit(str(folder))
    qtbot.waitUntil(lambda: "2 个文件" in page.letters.banner.text, timeout=10_000)
    assert len(list(folder.glob("*.pdf"))) == 2
    chooser.close()


@pytest.mark.usefixtures("letters")
def test_what_cannot_be_written_is_told_in_the_banner(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(seat, qtbot)
    page.letters.table.toggle([0])
    page.letters.merge_into(str(tmp_path / "没有" / "全部.pdf"))
    qtbot.waitUntil(lambda: "没有写成" in page.letters.banner.text, timeout=10_000)


def test_cases_without_a_text_are_named(seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    desks.answered(office, desks.registered(office, "1"))
    bare = desks.answered(office, desks.registered(office, "2"))
    with office.store.transaction():
        reply = replace(bare.replies[0], text="", letter_id=None)
        office.store.cases.save(replace(bare, replies=(reply,)), office.note("导入"))
    page = opened(seat, qtbot)
    page.letters.tick_all.click()
    page.letters.merge_into(str(tmp_path / "全部.pdf"))
    qtbot.waitUntil(lambda: "已生成 1 封" in page.letters.banner.text, timeout=10_000)
    assert "1 件没有答复正文，已跳过：第2号建议" in page.letters.banner.text


@pytest.mark.usefixtures("letters")
def test_the_current_line_is_previewed_and_opened(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page.letters._on_preview()
    assert seat[1].said == ["请先选中一件再预览。"]
    page.letters.table.setFocus()
    page.letters.table.select_place(1)
    page.letters.preview.click()
    preview = page.findChildren(LetterPreview)[-1]
    qtbot.waitUntil(lambda: preview.is_ready, timeout=10_000)
    preview.reject()
    QTest.keyClick(page.letters.table, Qt.Key.Key_Return)
    assert seat[1].opened == [2]


@pytest.mark.usefixtures("letters")
def test_the_ledger_shows_what_it_will_hold_and_writes_just_that(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(seat, qtbot)
    page.tabs.setCurrentIndex(1)
    ledger = page.ledger
    assert ledger.number.text() == "共 4 件 38 列"
    ledger.kinds.setCurrentIndex(ledger.kinds.findText("人大的件"))
    ledger.stages.setCurrentIndex(ledger.stages.findText("已答复"))
    assert ledger.number.text() == "共 2 件 38 列"
    ledger.write.click()
    chooser = ledger.findChildren(QFileDialog)[-1]
    path = tmp_path / "台账.xlsx"
    chooser.fileSelected.emit(str(path))
    qtbot.waitUntil(lambda: "已导出 2 件" in ledger.banner.text, timeout=10_000)
    said = {cell.value for row in load_workbook(path).active.iter_rows() for cell in row}
    assert {"编号", "案由", "示例区教育局"} <= said
    chooser.close()


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
