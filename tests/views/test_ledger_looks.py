"""Columns chosen and coloured, kept with a view; the recycle bin, and the way back out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox

from desktop.casework import export, find, saved_views, undo
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria
from desktop.domain.view import ColourRule, SavedView
from desktop.views import ledger_colours, theme
from desktop.views.discard_dialog import DiscardCasesDialog
from desktop.views.ledger_colour_dialog import ColourDialog
from desktop.views.ledger_columns_dialog import ColumnsDialog
from desktop.views.ledger_page import LAYOUT, LedgerPage
from desktop.views.name_dialog import NameDialog
from desktop.views.recycle_dialog import RecycleDialog
from tests import desks
from tests.views.case_desk import press
from tests.views.ledger_desk import action, column_of, four_cases, go, numbers, opened, said_in

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
KEY = ColourRule(ColumnFilter(ListColumn.IS_KEY, ("1",)), Tone.AMBER, "重点件")
PARKING = ColourRule(ColumnFilter(ListColumn.TITLE, contains="停车"), Tone.GREEN, "停车")


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, office: Office) -> LedgerPage:
    """Return the 台账 with the cases 1, 3 (key), 7 and 12."""
    four_cases(office)
    return opened(seat[0], qtbot)


def columns_dialog(page: LedgerPage, qtbot: QtBot) -> ColumnsDialog:
    press("Ctrl+Shift+L", page.table)
    dialog = page.findChildren(ColumnsDialog)[-1]
    activate(dialog, qtbot)
    return dialog


def activate(dialog: QDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)


def keep_as(page: LedgerPage, name: str) -> None:
    page.views.ask_to_save()
    dialog = page.findChildren(NameDialog)[-1]
    dialog.name.setText(name)
    dialog.accept()


def pick(page: LedgerPage, name: str) -> None:
    place = next(at for at in range(page.views.box.count()) if page.views.box.itemText(at).startswith(name))
    page.views.box.setCurrentIndex(place)
    page.views.box.activated.emit(place)


def test_columns_are_ticked_and_moved_by_keys(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = columns_dialog(page, qtbot)
    assert dialog.number.text() == f"显示 21 / {len(page.rows.columns) - 1} 栏"
    assert dialog.focusWidget() is dialog.search
    dialog.search.setText("备注")
    press("Down", dialog.search)
    assert dialog.focusWidget() is dialog.list
    press("Space", dialog.list)
    dialog.search.clear()
    for _ in range(40):
        press("Alt+Up", dialog.list)
    press("Alt+Down", dialog.list)
    dialog.accept()
    assert page.places.keys[:3] == ("item_no", "remark", "title")
    assert len(page.places.keys) == 22
    assert page.table.isColumnHidden(column_of(page, "标色"))
    assert page.table.frozen_columns == {0, column_of(page, "备注")}


def test_moving_in_a_search_goes_past_what_is_not_seen(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = columns_dialog(page, qtbot)
    dialog.search.setText("日期")
    dialog.list.setCurrentRow(dialog.keys.index("replied_on"))
    dialog.up.click()
    assert dialog.keys.index("replied_on") < dialog.keys.index("assigned_on")
    dialog.down.click()
    assert dialog.keys.index("replied_on") > dialog.keys.index("assigned_on")
    dialog.search.setText("没有这一栏")
    press("Down", dialog.search)
    dialog.usual.click()
    assert dialog.search.text() == ""
    assert dialog.keys == page.places.keys
    dialog.reject()


def test_no_column_at_all_is_refused(page: LedgerPage, qtbot: QtBot) -> None:
    dialog = columns_dialog(page, qtbot)
    for place in range(dialog.list.count()):
        dialog.list.item(place).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    assert dialog.banner.text == "没有改动：至少要显示一栏。"
    dialog.reject()


def test_what_is_shown_and_how_wide_is_kept(page: LedgerPage, seat: Seat, qtbot: QtBot) -> None:
    page.show_columns(("item_no", "remark", "title"))
    page.table.setColumnWidth(column_of(page, "备注"), 321)
    page.remember()
    assert "备注:321" in seat[0].memory.value(LAYOUT)
    again = opened(seat[0], qtbot)
    assert again.places.keys == ("item_no", "remark", "title")
    assert again.table.columnWidth(column_of(again, "备注")) == 321
    again.restore_default_layout()
    assert len(again.places.keys) == 21


def test_a_view_keeps_columns_widths_and_colours(page: LedgerPage, office: Office) -> None:
    page.show_columns(("item_no", "title", "remark"))
    page.table.setColumnWidth(column_of(page, "备注"), 222)
    page.show_colours((KEY, PARKING))
    keep_as(page, "彩色")
    kept = saved_views.find(office, "彩色")
    assert kept is not None
    assert (kept.columns, kept.colours) == (("item_no", "title", "remark"), (KEY, PARKING))
    assert kept.widths[2] == 222
    pick(page, "全部")
    page.restore_default_layout()
    assert page.colours.rules == ()
    assert len(page.places.keys) == 21
    assert page.table.isColumnHidden(column_of(page, "标色"))
    pick(page, "彩色")
    assert page.colours.rules == (KEY, PARKING)
    assert page.table.columnWidth(column_of(page, "备注")) == 222
    assert page.views.box.currentText() == "彩色"
    page.show_colours((KEY,))
    assert page.views.box.currentText() == "彩色（已修改*）"


def test_a_rule_colours_the_row_and_says_why(page: LedgerPage) -> None:
    page.show_colours((KEY, PARKING))
    assert said_in(page, 1, "标色") == f"{theme.GLYPHS[Tone.AMBER]} 重点件"
    assert page.rows.tone_at(1, column_of(page, "标色")) is Tone.AMBER
    assert said_in(page, 0, "标色") == ""
    assert page.rows.tone_at(0, column_of(page, "标色")) is None
    assert not page.table.isColumnHidden(column_of(page, "标色"))
    assert page.table.frozen_columns == {0, 1, column_of(page, "标色")}
    assert page.table.frozen_count == 2
    action(page, "取消冻结").trigger()
    assert page.table.frozen_columns == frozenset()
    page.table.freeze_up_to(column_of(page, "重点"))
    assert page.table.frozen_count == 3
    tip = page.rows.data(page.rows.index(1, 1), Qt.ItemDataRole.ToolTipRole)
    assert tip == "关于增设示例路停车泊位的建议\n标色：重点件"
    assert page.rows.rule_at(99) is None
    page.table.clearSelection()
    go(page, 3, "编号")
    picture = page.table.grab().toImage()
    row = page.table.horizontalHeader().height() + page.table.rowViewportPosition(1) + 4
    assert picture.pixelColor(1000, row) == QColor(theme.LIGHT.amber.bg)
    page.show_colours(())
    assert page.table.isColumnHidden(column_of(page, "标色"))


def test_a_rule_is_judged_once_a_row(
    page: LedgerPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_colours, "_KEPT", 2)
    colours = ledger_colours.LedgerColours(office)
    rows = [row for place in range(4) if (row := page.rows.row_at(place)) is not None]
    assert [colours.rule_of(row) for row in rows] == [None] * 4
    colours.put((PARKING,))
    assert [colours.rule_of(row) for row in rows] == [None, PARKING, None, None]
    colours.put(())
    assert colours.rule_of(rows[1]) is None


def test_rules_are_made_changed_and_moved_by_keys(page: LedgerPage, seat: Seat, qtbot: QtBot) -> None:
    go(page, 1, "案由")
    press("Ctrl+Shift+O", page.table)
    dialog = page.findChildren(ColourDialog)[-1]
    activate(dialog, qtbot)
    assert not dialog.rule.isEnabled()
    dialog.ask_when()
    assert dialog.popup is None
    dialog.add.click()
    dialog.accept()
    assert dialog.rule.problem_of("when") == "还没有设定条件"
    dialog.when.click()
    assert dialog.popup is not None
    dialog.popup.contains.setText("停车")
    dialog.popup.take()
    assert dialog.rules[0] == ColourRule(PARKING.when, Tone.OVERDUE, "案由：含“停车”")
    dialog.words.setText("停车")
    dialog.words.textEdited.emit("停车")
    dialog.tone.choose(Tone.GREEN)
    dialog.tone.activated.emit(dialog.tone.currentIndex())
    assert dialog.rules == (PARKING,)
    dialog.add.click()
    dialog.column.choose(ListColumn.IS_KEY)
    dialog.column.activated.emit(dialog.column.currentIndex())
    dialog._on_when(KEY.when)
    dialog.up.click()
    dialog.list.setFocus()
    assert [rule.when.column for rule in dialog.rules] == [ListColumn.IS_KEY, ListColumn.TITLE]
    press("Alt+Up", dialog.list)
    press("Alt+Down", dialog.list)
    assert dialog.rules[0] == PARKING
    assert dialog.would_lose()
    dialog.list.setCurrentRow(1)
    dialog.drop.click()
    dialog.accept()
    assert page.colours.rules == (PARKING,)
    assert seat[1].said[-1].startswith("已按 1 条条件标色")
    press("Ctrl+Shift+O", page.table)
    again = page.findChildren(ColourDialog)[-1]
    again.drop.click()
    again.drop_rule()
    again.accept()
    assert page.colours.rules == ()
    assert seat[1].said[-1].startswith("已取消标色")


def test_colours_are_exported_as_they_are_seen(page: LedgerPage, office: Office, tmp_path: Path) -> None:
    page.show_colours((PARKING,))
    export.view(office, page.seen, tmp_path / "台账.xlsx")
    lines = list(load_workbook(tmp_path / "台账.xlsx").active.iter_rows())
    start = next(place for place, line in enumerate(lines) if line[0].value == "编号")
    assert [cell.value for cell in lines[start]][-1] == "标色"
    marked = {line[0].value: line[-1].value for line in lines[start + 1 : start + 5]}
    assert marked["3"] == "停车"
    assert not marked["12"]


def test_del_puts_cases_into_the_bin_in_one_step(page: LedgerPage, office: Office, seat: Seat) -> None:
    go(page, 1, "编号")
    press("Shift+Down", page.table)
    press("Del", page.table)
    dialog = page.findChildren(DiscardCasesDialog)[-1]
    assert dialog.verb_button.text() == "移入回收站 2 件"
    assert not dialog.would_lose()
    dialog.accept()
    assert dialog.form.problem_of("reason") == "未填原因"
    dialog.reason.setCurrentText("重复登记")
    assert dialog.would_lose()
    dialog.accept()
    page.refresh()
    assert numbers(page) == ["1", "12"]
    assert seat[1].said[-1] == "已将 2 件移入回收站；撤销按 Ctrl+Z。"
    assert [row.item_no for row in find.discarded(office, 9)] == ["7", "3"]
    step = undo.undoable(office)
    assert step is not None
    assert step.cases == 2
    undo.undo(office)
    assert find.discarded(office, 9) == ()


def test_what_lies_in_the_bin_comes_back(page: LedgerPage, seat: Seat) -> None:
    action(page, "回收站(").trigger()
    empty = page.findChildren(RecycleDialog)[-1]
    assert empty.told.text().startswith("回收站是空的")
    assert not empty.verb_button.isEnabled()
    empty.reject()
    for place in (0, 0):
        go(page, place, "编号")
        press("Del", page.table)
        dialog = page.findChildren(DiscardCasesDialog)[-1]
        dialog.reason.setCurrentText("登记有误")
        dialog.accept()
        page.refresh()
    page.deeds.show_bin()
    bin_ = page.findChildren(RecycleDialog)[-1]
    texts = [[bin_.table.rows.text_at(place, column) for column in (0, 3, 4, 5)] for place in range(2)]
    assert texts == [[each, "2026-03-02 09:00", "示例经办", "登记有误"] for each in ("1", "3")]
    assert bin_.told.text().startswith("共 2 件")
    bin_.table.selectAll()
    assert bin_.verb_button.text() == "恢复 2 件"
    bin_.accept()
    page.refresh()
    assert numbers(page) == ["1", "3", "7", "12"]
    assert seat[1].said[-1] == "已从回收站恢复 2 件。"


def test_the_last_case_put_away_leaves_no_cell(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desks.registered(office, "1")
    page = opened(seat[0], qtbot)
    page.visit(Criteria(text="没有这样的词"))
    page.deeds.discard_selected()
    assert seat[1].said[-1] == "请先选中要办理的件；Ctrl+A 全选。"


def test_a_wider_column_is_no_other_view() -> None:
    assert not SavedView("甲", widths=(1,)).differs(SavedView("乙", widths=(2,)))


def test_the_name_of_a_changed_view_is_shortened_and_its_mark_is_not(page: LedgerPage) -> None:
    box = page.views.box
    box.setItemText(0, "一个名称很长很长的视图（已修改*）")
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    shown: str = option.currentText  # type: ignore[attr-defined]
    assert shown.endswith("…（已修改*）")
    assert box.fontMetrics().horizontalAdvance(shown) < box.width()
    box.setItemText(0, "全部")
    box.initStyleOption(option)
    assert option.currentText == "全部"  # type: ignore[attr-defined]


def test_the_cursor_never_stays_in_a_column_out_of_sight(page: LedgerPage) -> None:
    page.show_columns(("item_no", "title", "remark"))
    go(page, 1, "备注")
    page.show_columns(("item_no", "title"))
    at = page.table.currentIndex()
    assert (at.row(), at.column()) == (1, column_of(page, "编号"))
    page.show_columns(("item_no", "title", "remark"))
    go(page, 2, "备注")
    page.restore_default_layout()
    assert not page.table.isColumnHidden(page.table.currentIndex().column())
    assert page.table.selected_cells == 1
