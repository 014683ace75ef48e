"""Cells of the 台账 written in place, filled down, pasted over: real cases change, one step to be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.casework import find, undo
from desktop.casework.office import open_office
from desktop.views import ledger_edits
from desktop.views.bulk_edit_dialog import BulkEditDialog
from desktop.views.import_dialog import ImportDialog
from desktop.views.ledger_writer import CellWriter
from tests import desks
from tests.views.case_desk import desk_of, press
from tests.views.ledger_desk import action, four_cases, go, numbers, opened, said_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QClipboard
    from PySide6.QtWidgets import QLineEdit
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.ledger_page import LedgerPage
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, office: Office) -> LedgerPage:
    """Return the 台账 with the cases 1, 3, 7 and 12."""
    four_cases(office)
    return opened(seat[0], qtbot)


@pytest.fixture
def pasted(qapp: QApplication) -> Iterator[QClipboard]:
    """Return the clipboard, emptied afterwards."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


def writer_of(page: LedgerPage) -> CellWriter:
    assert isinstance(page.table.writer, CellWriter)
    return page.table.writer


def line_of(page: LedgerPage) -> QLineEdit:
    line = writer_of(page).lineEdit()
    assert line is not None
    return line


def write(page: LedgerPage, text: str, keys: str = "Return") -> None:
    """Type over what stands in the cell, and press these keys."""
    line = line_of(page)
    line.selectAll()
    line.insert(text)
    press(keys, writer_of(page))


def category(office: Office, item_no: str) -> str:
    return find.by_number(office, item_no)[0].proposal.category


def test_f2_writes_in_the_cell_and_enter_goes_down(page: LedgerPage, office: Office, seat: Seat) -> None:
    go(page, 0, "内容分类")
    press("F2", page.table)
    assert line_of(page).selectedText() == category(office, "1")
    write(page, "城市管理")
    assert category(office, "1") == "城市管理"
    assert seat[1].said[-1] == "已修改 1 格；撤销按 Ctrl+Z。"
    assert page.table.writer is None
    assert page.table.currentIndex().row() == 1
    assert page.table.hasFocus()
    step = undo.undoable(office)
    assert step is not None
    undo.undo(office)
    assert category(office, "1") != "城市管理"


def test_what_is_typed_replaces_the_cell(page: LedgerPage, office: Office) -> None:
    page.show_columns(("item_no", "title", "category", "remark"))
    go(page, 1, "备注")
    QTest.keyClicks(page.table, "a")
    line = line_of(page)
    assert line.text() == "a"
    QTest.keyClicks(line, "b")
    press("Tab", writer_of(page))
    assert find.by_number(office, "3")[0].proposal.remark == "ab"
    assert page.table.currentIndex().row() == 1
    go(page, 1, "备注")
    QTest.keyClicks(page.table, "x")
    press("Shift+Tab", writer_of(page))
    assert page.rows.columns[page.table.currentIndex().column()].title == "内容分类"
    QTest.keyClicks(page.table, "z")
    press("Shift+Return", writer_of(page))
    assert page.table.currentIndex().row() == 0


def test_an_input_method_writes_too(page: LedgerPage, office: Office) -> None:
    go(page, 1, "内容分类")
    begun = QInputMethodEvent("chengjian", [])
    QApplication.sendEvent(page.table, begun)
    assert page.table.hasFocus()
    done = QInputMethodEvent()
    done.setCommitString("城建")
    QApplication.sendEvent(page.table, done)
    assert line_of(page).text() == "城建"
    press("Return", writer_of(page))
    assert category(office, "3") == "城建"
    QApplication.sendEvent(page.table, QInputMethodEvent())
    assert page.table.writer is None


def test_escape_leaves_the_cell_as_it_was(page: LedgerPage, office: Office) -> None:
    go(page, 0, "内容分类")
    before = category(office, "1")
    press("F2", page.table)
    press("F2", page.table)
    line_of(page).setText("别的")
    press("Escape", writer_of(page))
    assert page.table.writer is None
    assert category(office, "1") == before
    assert page.table.hasFocus()


def test_a_click_elsewhere_takes_the_words(page: LedgerPage, office: Office) -> None:
    go(page, 0, "内容分类")
    press("F2", page.table)
    line_of(page).setText("甲类")
    page.filter.text.setFocus()
    assert category(office, "1") == "甲类"
    go(page, 0, "内容分类")
    page.table.setFocus()
    press("F2", page.table)
    line_of(page).setText("乙类")
    page.table.horizontalScrollBar().setValue(0)
    assert category(office, "1") == "乙类"


def test_f4_drops_the_known_words_down(page: LedgerPage, office: Office) -> None:
    go(page, 0, "重点")
    press("F4", page.table)
    writer = writer_of(page)
    assert [writer.itemText(place) for place in range(writer.count())] == ["是", "否"]
    assert writer.view().isVisible()
    writer.hidePopup()
    press("Escape", writer_of(page))
    go(page, 2, "重点")
    press("F2", page.table)
    write(page, "是")
    assert said_in(page, 2, "重点") == "" or find.by_number(office, "7")[0].proposal.is_key


def test_what_does_not_fit_is_refused_in_one_sentence(page: LedgerPage, seat: Seat, office: Office) -> None:
    go(page, 2, "重点")
    press("F2", page.table)
    write(page, "也许")
    assert "看不懂" in seat[1].said[-1]
    assert page.table.writer is not None
    press("Escape", writer_of(page))
    go(page, 2, "承办人")
    QTest.keyClicks(page.table, "q")
    press("Return", writer_of(page))
    assert "尚未交办" in seat[1].said[-1]
    page.filter.text.setFocus()
    assert page.table.writer is None
    assert find.by_number(office, "7")[0].lead is None


def test_what_the_procedure_says_is_not_written(page: LedgerPage, seat: Seat) -> None:
    go(page, 0, "办结时限")
    press("F2", page.table)
    told = "“办结时限”由办理过程得出，不能在台账中直接改；按 Enter 打开这一件办理。"
    assert seat[1].said[-1] == told
    QTest.keyClicks(page.table, "5")
    assert seat[1].said == [told, told]
    assert page.table.writer is None
    page.table.setCurrentIndex(page.rows.index(-1, -1))
    press("F2", page.table)
    assert seat[1].said == [told, told]


def test_ctrl_enter_writes_every_selected_cell(page: LedgerPage, office: Office) -> None:
    go(page, 0, "内容分类")
    press("Shift+Down", page.table)
    press("Shift+Down", page.table)
    press("F2", page.table)
    write(page, "同一类", "Ctrl+Return")
    assert [category(office, each) for each in ("1", "3", "7")] == ["同一类"] * 3
    step = undo.undoable(office)
    assert step is not None
    assert step.cases == 3


def test_ctrl_d_fills_down_in_one_step(page: LedgerPage, office: Office, seat: Seat) -> None:
    go(page, 0, "内容分类")
    press("F2", page.table)
    write(page, "上一格", "Return")
    go(page, 0, "内容分类")
    for _ in range(3):
        press("Shift+Down", page.table)
    press("Ctrl+D", page.table)
    assert [category(office, each) for each in numbers(page)] == ["上一格"] * 4
    assert seat[1].said[-1] == "已修改 3 格；撤销按 Ctrl+Z。"
    undo.undo(office)
    assert category(office, "12") != "上一格"
    page.refresh()
    go(page, 1, "内容分类")
    press("Ctrl+D", page.table)
    assert category(office, "3") == "上一格"


def test_filling_down_has_its_limits(
    page: LedgerPage, seat: Seat, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(page, 0, "案由")
    press("Shift+Down", page.table)
    press("Ctrl+D", page.table)
    assert seat[1].said[-1].startswith("“案由”不能向下填充")
    go(page, 0, "内容分类")
    press("Ctrl+D", page.table)
    assert len(seat[1].said) == 1
    monkeypatch.setattr(ledger_edits, "MOST_AT_ONCE", 2)
    press("Ctrl+Space", page.table)
    press("Ctrl+D", page.table)
    assert seat[1].said[-1].startswith("一次最多修改 2 件，现在选中 4 件")
    assert undo.undoable(office) is not None


def test_many_cells_or_barred_ones_are_looked_at_first(
    page: LedgerPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_edits, "_UNSEEN", 2)
    before = category(office, "12")
    go(page, 0, "内容分类")
    press("Ctrl+Space", page.table)
    press("Ctrl+D", page.table)
    dialog = page.findChildren(BulkEditDialog)[-1]
    assert dialog.isVisible()
    assert category(office, "12") == before
    dialog.close()
    go(page, 1, "承办人")
    press("Shift+Down", page.table)
    press("Shift+Down", page.table)
    press("Ctrl+D", page.table)
    assert page.findChildren(BulkEditDialog)[-1] is not dialog
    page.findChildren(BulkEditDialog)[-1].close()


def test_one_pasted_cell_goes_into_the_selected_ones(
    page: LedgerPage, office: Office, pasted: QClipboard
) -> None:
    pasted.setText("'=丙类\n")
    go(page, 0, "内容分类")
    press("Ctrl+V", page.table)
    assert category(office, "1") == "=丙类"
    press("Shift+Down", page.table)
    pasted.setText("丁类")
    press("Ctrl+V", page.table)
    dialog = page.findChildren(BulkEditDialog)[-1]
    assert category(office, "1") == "=丙类"
    dialog.accept()
    assert [category(office, each) for each in ("1", "3")] == ["丁类", "丁类"]


def test_a_pasted_column_goes_into_a_column_of_that_length(
    page: LedgerPage, office: Office, pasted: QClipboard
) -> None:
    pasted.setText("甲\r\n乙\r\n")
    go(page, 0, "内容分类")
    press("Shift+Down", page.table)
    press("Ctrl+V", page.table)
    page.findChildren(BulkEditDialog)[-1].accept()
    assert [category(office, each) for each in ("1", "3")] == ["甲", "乙"]


def test_a_pasted_column_goes_down_from_one_cell(
    page: LedgerPage, office: Office, pasted: QClipboard
) -> None:
    pasted.setText('甲\r\n"乙\n""二"""\r\n')
    go(page, 1, "内容分类")
    press("Ctrl+V", page.table)
    dialog = page.findChildren(BulkEditDialog)[-1]
    assert category(office, "3") != "甲", "it is looked at first"
    dialog.accept()
    below = said_in(page, 2, "编号")
    assert [category(office, each) for each in ("3", below)] == ["甲", '乙\n"二"']
    go(page, 3, "内容分类")
    press("Ctrl+V", page.table)
    assert page.findChildren(ImportDialog), "there are not so many rows below"


def test_a_pasted_block_goes_over_one_as_large(page: LedgerPage, office: Office, pasted: QClipboard) -> None:
    page.show_columns(("item_no", "title", "category", "remark", "due_on"))
    pasted.setText("甲\t急\r\n乙\t缓\r\n")
    go(page, 0, "内容分类")
    press("Shift+Down", page.table)
    press("Shift+Right", page.table)
    press("Ctrl+V", page.table)
    page.findChildren(BulkEditDialog)[-1].accept()
    assert [category(office, each) for each in ("1", "3")] == ["甲", "乙"]
    assert [find.by_number(office, each)[0].proposal.remark for each in ("1", "3")] == ["急", "缓"]
    go(page, 0, "备注")
    press("Shift+Down", page.table)
    press("Shift+Right", page.table)
    press("Ctrl+V", page.table)
    assert page.findChildren(ImportDialog), "a date that follows from the work is not written over"


def test_what_the_paper_itself_says_is_changed_where_it_was_registered(page: LedgerPage, seat: Seat) -> None:
    for title in ("领衔人", "类型"):
        go(page, 0, title)
        press("F2", page.table)
        assert seat[1].said[-1] == f"“{title}”在登记表中改：按 Enter 打开这一件，再按 F2 修改登记。"


def test_what_cannot_be_pasted_says_why(page: LedgerPage, seat: Seat, pasted: QClipboard) -> None:
    pasted.setText(" ")
    press("Ctrl+V", page.table)
    assert seat[1].said[-1] == "剪贴板中没有可以粘贴的文字。"
    pasted.setText("2026-01-01")
    go(page, 0, "办结时限")
    press("Ctrl+V", page.table)
    assert seat[1].said[-1].startswith("“办结时限”由办理过程得出")
    assert page.findChildren(ImportDialog) == []


def test_pasted_rows_are_looked_at_before_they_come_in(page: LedgerPage, pasted: QClipboard) -> None:
    pasted.setText("编号\t案由\t领衔人\n50\t关于修缮示例桥的建议\t示例丙\n")
    press("Ctrl+V", page.table)
    dialog = page.findChildren(ImportDialog)[-1]
    assert dialog.isVisible()
    assert len(numbers(page)) == 4
    dialog.reject()


def test_a_desk_only_read_is_not_written(tmp_path: Path, office: Office, qtbot: QtBot) -> None:
    desks.registered(office, "1")
    reader = open_office(office.directory, clock=desks.Clock(), officer="示例领导", read_only=True)
    desk, heard = desk_of(reader, tmp_path)
    page = opened(desk, qtbot)
    go(page, 0, "内容分类")
    press("F2", page.table)
    page.edits.fill_down()
    assert heard.said == ["本办理台以只读方式打开，不能修改。"] * 2
    lines = [each.text() for each in page.deeds.cell_menu.actions()]
    assert not any("回收站(&X)" in line or "粘贴" in line for line in lines)
    assert any("复制" in line for line in lines)
    desk.jobs.stop()
    desk.relay.leave()
    reader.close()


def test_the_menu_writes_as_the_key_does(page: LedgerPage) -> None:
    go(page, 0, "内容分类")
    action(page, "编辑单元格").trigger()
    assert writer_of(page).accessibleName() == "内容分类"
    assert writer_of(page).hasFocus()
    press("Escape", writer_of(page))
    QTest.keyClick(page.table, Qt.Key.Key_Shift)
    assert page.table.writer is None
