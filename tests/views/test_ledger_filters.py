"""The filters in the titles of the 台账, the order by several columns, and the views that keep both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop.casework import saved_views
from desktop.casework.office import open_office
from desktop.domain.filters import ColumnFilter, ListColumn, Mark, Span
from desktop.domain.kinds import Kind
from desktop.domain.listing import Criteria, SortField, SortKey
from desktop.domain.task_state import TaskSpan, TaskState
from desktop.domain.view import SavedView
from desktop.views.filter_words import words_of
from desktop.views.ledger_header import FilterHeader
from desktop.views.ledger_page import LAYOUT, LedgerPage
from desktop.views.name_dialog import NameDialog
from tests import desks
from tests.views import ledger_desk
from tests.views.case_desk import desk_of, focus, press, type_text
from tests.views.ledger_desk import column_of, four_cases, numbers

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.ledger_popup import FilterPopup
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
OPEN, TICKED = Qt.CheckState.Unchecked, Qt.CheckState.Checked


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, office: Office) -> LedgerPage:
    """Return the 台账 with four cases: two handed out, one written opinion with nobody, one answered."""
    four_cases(office)
    made = ledger_desk.opened(seat[0], qtbot)
    made.table.select_place(0)
    return made


def opened(page: LedgerPage, title: str) -> FilterPopup:
    """Open the filter of a column by keys: the cursor in the column, Alt+Down."""
    table = page.table
    table.setFocus()
    table.setCurrentIndex(page.rows.index(0, column_of(page, title)))
    press("Alt+Down", table)
    assert page.question.popup is not None
    assert page.question.popup.isVisible()
    return page.question.popup


def lines(popup: FilterPopup) -> list[str]:
    items = (popup.ticks.list.item(place) for place in range(popup.ticks.list.count()))
    return [item.text() for item in items if not item.isHidden()]


def due(page: LedgerPage) -> date:
    row = page.rows.row_at(3)
    assert row is not None
    assert row.due_on is not None
    return row.due_on


def test_a_value_is_picked_by_keys(page: LedgerPage) -> None:
    popup = opened(page, "主办单位")
    assert lines(popup) == ["示例区教育局", "示例区财政局", "（空白）"]
    assert popup.ticks.number.text() == "3 项"
    assert focus() is popup.ticks.search
    type_text("财政")
    assert lines(popup) == ["示例区财政局"]
    press("Return")
    assert numbers(page) == ["3"]
    assert page.table.hasFocus()
    assert [chip.text() for chip in page.line.chips] == ["主办单位：示例区财政局  ×"]
    headers = page.table.findChildren(FilterHeader)
    assert all(each.is_narrowed(column_of(page, "主办单位")) for each in headers)
    page.grab()
    page.line.chips[0].setFocus()
    press("Return")
    assert numbers(page) == ["1", "3", "7", "12"]
    assert not page.line.isVisible()


def test_ticks_are_taken_away_and_given_by_keys(page: LedgerPage) -> None:
    popup = opened(page, "类型")
    press("Down")
    assert focus() is popup.ticks.list
    press("Space")
    assert popup.ticks.number.text() == "已选 1 / 2 项"
    press("Return")
    assert numbers(page) == ["7"]
    again = opened(page, "类型")
    states = [again.ticks.list.item(place).checkState() for place in range(2)]
    assert states == [OPEN, TICKED]
    again.ticks.every.setFocus()
    press("Space")
    press("Return")
    assert numbers(page) == ["1", "3", "7", "12"]


def test_no_tick_at_all_is_refused_in_the_popup(page: LedgerPage) -> None:
    popup = opened(page, "类型")
    popup.ticks.every.setFocus()
    press("Space")
    assert popup.ticks.every.checkState() == OPEN
    press("Return")
    assert popup.isVisible()
    assert popup.ticks.number.text() == "请至少勾选一项。"
    popup.ticks.search.setFocus()
    type_text("没有这样的")
    press("Return")
    assert popup.ticks.number.text() == "没有这样的项目。"
    press("Down")
    press("Escape")
    assert not popup.isVisible()
    assert page.table.hasFocus()
    assert page.criteria == Criteria()


def test_words_blanks_and_their_opposite(page: LedgerPage) -> None:
    popup = opened(page, "案由")
    popup.contains.setFocus()
    type_text("停车")
    press("Return")
    assert numbers(page) == ["3"]
    again = opened(page, "案由")
    assert again.contains.text() == "停车"
    again.negated.setFocus()
    press("Space")
    press("Return")
    assert numbers(page) == ["1", "7", "12"]
    opened(page, "案由").clear_button.click()
    for box, left in (("blank", ["7"]), ("filled", ["1", "3", "12"])):
        popup = opened(page, "主办单位")
        getattr(popup, box).setFocus()
        press("Space")
        assert popup.blank.isChecked() is not popup.filled.isChecked()
        press("Return")
        assert numbers(page) == left


def test_days_are_asked_by_span_or_from_to(page: LedgerPage) -> None:
    clock, day = page.desk.office.clock, due(page)
    assert isinstance(clock, desks.Clock)
    clock.turn((day - page.desk.office.today).days + 1)
    popup = opened(page, "期限情况")
    overdue, today = popup._spans.button(0), popup._spans.button(1)
    assert overdue.text() == "逾期"
    today.click()
    overdue.click()
    assert not today.isChecked()
    press("Return", popup.ticks.search)
    assert page.criteria.filters == (ColumnFilter(ListColumn.OWED_ON, span=Span.OVERDUE),)
    assert numbers(page) == ["3", "12"]
    popup = opened(page, "期限情况")
    assert popup._spans.button(0).isChecked()
    popup.first.setFocus()
    type_text(day.isoformat())
    assert popup._spans.checkedButton() is None
    popup.last.setFocus()
    type_text(day.isoformat())
    press("Return")
    assert page.criteria.filters == (ColumnFilter(ListColumn.OWED_ON, first=day, last=day),)
    popup = opened(page, "期限情况")
    popup._spans.button(2).click()
    assert popup.first.value() is None
    popup.cancel_button.click()
    assert numbers(page) == ["3", "12"]


def test_the_arrow_opens_and_a_click_elsewhere_sorts(page: LedgerPage, qtbot: QtBot) -> None:
    header = page.table.horizontalHeader()
    assert isinstance(header, FilterHeader)
    column = column_of(page, "类型")
    with qtbot.waitSignal(page.table.filter_wanted) as wanted:
        qtbot.mouseClick(header.viewport(), LEFT, pos=header.arrow_of(column).center())
    assert wanted.args == [column]
    assert page.criteria.sort is SortField.NUMBER
    popup = page.question.popup
    page.table.setFocus()
    assert popup is not None
    assert not popup.isVisible()
    place = QPoint(header.sectionViewportPosition(column) + 20, 10)
    qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    assert page.criteria.sort is SortField.KIND


def test_several_columns_sort_with_shift(page: LedgerPage) -> None:
    header = page.table.horizontalHeader()

    def click(title: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = QPoint(header.sectionViewportPosition(column_of(page, title)) + 20, 10)
        QTest.mouseClick(header.viewport(), LEFT, keys, at)

    click("类型")
    click("办结时限", SHIFT)
    click("办结时限", SHIFT)
    assert page.criteria.sorts == (SortKey(SortField.KIND), SortKey(SortField.DUE_ON, descending=True))
    page.grab()
    popup = opened(page, "主办单位")
    popup._orders.itemAt(2).widget().click()
    assert [key.field for key in page.criteria.sorts][-1] is SortField.LEAD_UNIT
    popup = opened(page, "编号")
    popup._orders.itemAt(1).widget().click()
    assert page.criteria.sorts == (SortKey(SortField.NUMBER, descending=True),)
    assert numbers(page) == ["12", "7", "3", "1"]
    assert opened(page, "下一步")._orders.count() == 0
    click("期限情况")
    click("期限情况")
    assert page.criteria.sorts == (SortKey(SortField.DUE_ON, descending=True),)


def test_the_list_is_narrowed_to_the_cell(page: LedgerPage) -> None:
    for title, row, left in (("主办单位", 1, ["3"]), ("办结时限", 2, ["7"]), ("重点", 1, ["3"])):
        page.table.setCurrentIndex(page.rows.index(row, column_of(page, title)))
        press("Ctrl+Shift+K", page.table)
        assert numbers(page) == left, title
        page.filter.clear_button.click()
    page.table.setCurrentIndex(page.rows.index(3, column_of(page, "办结时限")))
    day = due(page)
    press("Ctrl+Shift+K", page.table)
    assert page.criteria.filters == (ColumnFilter(ListColumn.DUE_ON, first=day, last=day),)


def test_what_the_filter_named_stays_named_when_no_row_holds_it(page: LedgerPage) -> None:
    page.visit(Criteria(filters=(ColumnFilter(ListColumn.LEAD_UNIT, ("示例区财政局", "撤并的局")),)))
    popup = opened(page, "主办单位")
    assert lines(popup)[-1] == "撤并的局"
    assert popup.ticks.number.text() == "已选 2 / 4 项"
    assert popup.wanted().values == ("示例区财政局", "撤并的局")
    page.question.open_filter(column_of(page, "编号"))
    assert not popup.isVisible()
    page.question.open_filter(-1)


def test_what_a_filter_asks_is_said_in_words(page: LedgerPage) -> None:
    day = due(page)
    unit = ListColumn.LEAD_UNIT
    for asked, words in (
        (ColumnFilter(unit, ("甲局", "乙局", "丙局")), "主办单位：甲局、乙局 等3项"),
        (ColumnFilter(unit, contains="局", is_not=True), "主办单位：除去 含“局”"),
        (ColumnFilter(unit, is_empty=False), "主办单位：非空"),
        (ColumnFilter(ListColumn.DUE_ON, span=Span.OVERDUE), "办结时限：已过"),
        (ColumnFilter(ListColumn.DUE_ON, first=day), f"办结时限：{day} 起"),
        (ColumnFilter(ListColumn.DUE_ON, last=day), f"办结时限：至 {day}"),
        (ColumnFilter(ListColumn.DUE_ON, first=day, last=day.replace(year=2030)), f"办结时限：{day} 至 2030"),
    ):
        assert words_of(asked).startswith(words)


def test_what_the_board_asked_stands_in_the_line_and_can_be_lifted(page: LedgerPage) -> None:
    day = page.desk.office.today
    open_since = TaskSpan(first=day, last=day, answers=False)
    for asked, words in (
        (Criteria(unit_id=1, task=open_since), f"该单位协办：在办，时限 {day}"),
        (Criteria(unit_id=1, task=TaskSpan(answers=True, is_undated=True)), "该单位主办：在办，无时限"),
        (Criteria(unit_id=1, task=TaskSpan(tuple(TaskState))), "该单位：全部"),
        (Criteria(still_since=day), f"{day} 以来没有进展"),
        (Criteria(check_until=day), f"{day} 前须复查"),
    ):
        page.visit(asked)
        (chip,) = page.line.chips
        assert words in chip.toolTip()
        chip.click()
        assert page.line.chips == []
        assert page.criteria == replace(asked, task=None, still_since=None, check_until=None)


def test_marks_stand_in_the_line_too(page: LedgerPage) -> None:
    page.visit(
        Criteria(marks=(Mark.SEVERAL_UNITS,), filters=(ColumnFilter(ListColumn.TITLE, contains="示"),))
    )
    assert [chip.text() for chip in page.line.chips] == ["案由：含“示”  ×", "多单位联办  ×"]
    page.line.chips[1].click()
    assert page.criteria.marks == ()
    assert len(page.line.chips) == 1


def pick(page: LedgerPage, name: str) -> None:
    page.views.box.setFocus()
    place = [page.views.box.itemText(each) for each in range(page.views.box.count())].index(name)
    page.views.box.setCurrentIndex(place)
    page.views.box.activated.emit(place)


def do(page: LedgerPage, words: str) -> None:
    page.views.menu.aboutToShow.emit()
    action = next(each for each in page.views.menu.actions() if each.text().startswith(words))
    assert action.isEnabled(), words
    action.trigger()


def test_shipped_views_are_one_choice_away(page: LedgerPage) -> None:
    names = [page.views.box.itemText(place) for place in range(page.views.box.count())]
    assert names == [
        "全部", "本周到期", "逾期", "缺面商", "等协办意见", "多单位联办", "待审", "待签", "待寄", "待反馈",
        "待归档", "重点", "跨年度",
    ]  # fmt: skip
    pick(page, "重点")
    assert numbers(page) == ["3"]
    assert page.filter.key_only.isChecked()
    page.filter.key_only.click()
    assert page.views.box.currentText() == "重点（已修改*）"
    pick(page, "重点（已修改*）")
    assert (numbers(page), page.views.box.currentText()) == (["3"], "重点")
    page.visit(saved_views.views(page.desk.office)[2].criteria)
    assert page.views.box.currentText() == "逾期"
    page.visit(Criteria(text="停车"))
    assert page.views.box.currentText() == "全部（已修改*）"


def test_a_view_is_kept_changed_renamed_and_deleted(page: LedgerPage, office: Office, seat: Seat) -> None:
    page.visit(Criteria(kinds=(Kind.WRITTEN_OPINION,)))
    do(page, "另存为视图")
    dialog = page.findChildren(NameDialog)[-1]
    dialog.name.setText("逾期")
    press("Return", dialog.name)
    assert dialog.banner.text == "“逾期”是自带的视图，没有保存；请换一个名称。"
    dialog.name.setText("书面的")
    press("Return", dialog.name)
    assert page.views.box.currentText() == "书面的"
    kept = saved_views.find(office, "书面的")
    assert kept is not None
    assert kept.columns[:2] == ("item_no", "title")
    page.filter.key_only.click()
    assert page.views.box.currentText() == "书面的（已修改*）"
    do(page, "保存修改")
    assert page.views.box.currentText() == "书面的"
    do(page, "重命名")
    dialog = page.findChildren(NameDialog)[-1]
    dialog.name.setText("书面重点")
    press("Return", dialog.name)
    assert page.views.box.currentText() == "书面重点"
    do(page, "删除")
    box = page.views.findChildren(QMessageBox)[-1]
    next(each for each in box.buttons() if each.text() == "删除").click()
    assert page.views.box.currentText() == "全部（已修改*）"
    assert [each for each in saved_views.views(office) if not each.is_shipped] == []
    assert seat[1].said[-1] == "已删除视图“书面重点”。"
    page.views.menu.aboutToShow.emit()
    assert [each.isEnabled() for each in page.views.menu.actions()[:4]] == [False, True, False, False]


def test_a_view_brings_its_columns_and_gives_them_back(page: LedgerPage, office: Office, seat: Seat) -> None:
    saved_views.save(office, SavedView("三列", columns=("item_no", "title", "stage", "lead_unit")))
    page.refresh()
    own = page.table.layout_words()
    pick(page, "三列")
    assert page.places.keys == ("item_no", "title", "stage", "lead_unit")
    assert page.views.box.currentText() == "三列"
    header = page.table.horizontalHeader()
    header.moveSection(3, 2)
    assert page.views.box.currentText() == "三列（已修改*）"
    page.remember()
    assert seat[0].memory.value(LAYOUT) == own
    pick(page, "全部")
    assert page.table.layout_words() == own
    pick(page, "三列")
    page.restore_default_layout()
    assert len(page.places.keys) == sum(not column.is_spare for column in page.rows.columns)


def test_what_is_seen_is_what_is_exported(
    page: LedgerPage, office: Office, seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    saved_views.save(office, SavedView("三列", columns=("item_no", "title", "lead_unit", "owed_on")))
    page.refresh()
    pick(page, "三列")
    led = ColumnFilter(ListColumn.LEAD_UNIT, is_empty=False)
    page.question.ask(Criteria(descending=True, filters=(led,)))
    press("Ctrl+E", page.table)
    dialog = page.findChildren(QFileDialog)[-1]
    assert [kind.rpartition(".")[2] for kind in dialog.nameFilters()] == ["xlsx)", "csv)", "pdf)", "ics)"]
    dialog.reject()
    page.export_to(str(tmp_path / "台账.xlsx"))
    qtbot.waitUntil(lambda: seat[1].said[-1:] == ["已导出 3 件到 台账.xlsx。"], timeout=20_000)
    found = [
        [cell.value for cell in line] for line in load_workbook(tmp_path / "台账.xlsx").active.iter_rows()
    ]
    start = next(place for place, line in enumerate(found) if line[0] == "编号")
    assert found[start][:4] == ["编号", "案由", "主办单位", "期限情况"]
    assert [line[0] for line in found[start + 1 : start + 4]] == ["12", "3", "1"]


def test_where_one_may_only_look_views_are_only_chosen(tmp_path: Path, office: Office, qtbot: QtBot) -> None:
    reader = open_office(office.directory, clock=desks.Clock(), officer="示例领导", read_only=True)
    desk, _heard = desk_of(reader, tmp_path)
    page = LedgerPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.views.box.isVisible()
    assert not page.views.more.isVisible()
    desk.relay.leave()
    reader.close()
