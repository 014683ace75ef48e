"""The 台账: narrowed, sorted, walked and exported by keys, always as the desk is now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop.casework import find, register
from desktop.casework.office import open_office
from desktop.domain.kinds import Kind, Origin
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria, SortField
from desktop.domain.proposal import Filing, Submitter
from desktop.domain.stage import OWING, Stage
from desktop.views import ledger_actions
from desktop.views.batch_assign_dialog import BatchAssignDialog
from desktop.views.batch_classify_dialog import BatchClassifyDialog
from desktop.views.ledger_columns import ledger_columns
from desktop.views.ledger_page import LAYOUT, LedgerPage
from tests import desks
from tests.samples import PAPER
from tests.views import ledger_desk
from tests.views.case_desk import desk_of
from tests.views.ears import Ear
from tests.views.ledger_desk import action, four_cases, numbers

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]


def opened(seat: Seat, qtbot: QtBot) -> LedgerPage:
    page = ledger_desk.opened(seat[0], qtbot)
    page.table.setCurrentIndex(QModelIndex())
    return page


def summary_of(page: LedgerPage) -> list[str]:
    told: Ear[str] = Ear()
    told_by = page.summary_changed.connect(told.hear)
    page.refresh()
    page.disconnect(told_by)
    return told[-1].split(" | ")


@pytest.fixture
def four(office: Office) -> None:
    """Put the cases 1, 3, 7 and 12 on the desk."""
    four_cases(office)


def test_an_empty_desk_says_how_to_begin(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    words = " ".join(each.text() for each in page.empty.findChildren(QLabel))
    assert page.empty.isVisible()
    assert "Ctrl+N" in words
    assert "Ctrl+I" in words
    desks.registered(seat[0].office)
    qtbot.waitUntil(page.table.isVisible)
    page.visit(Criteria(text="没有这样的词"))
    assert page.empty.isVisible()
    assert any("清除" in each.text() for each in page.empty.findChildren(QLabel))


@pytest.mark.usefixtures("four")
def test_every_case_stands_in_the_order_of_numbers(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    assert numbers(page) == ["1", "3", "7", "12"]
    assert summary_of(page)[0] == "共 4 件"


@pytest.mark.usefixtures("four")
def test_each_filter_narrows_the_list(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    row = page.filter
    for box, words, left in (
        (row.kind, "书面意见", ["7"]),
        (row.stage, "待反馈", ["1"]),
        (row.stage, "尚未答复", ["3", "7", "12"]),
        (row.unit, "示例区财政局", ["3"]),
        (row.due, "已逾期", []),
    ):
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())
        assert numbers(page) == left, words
        row.clear_button.click()
        assert numbers(page) == ["1", "3", "7", "12"]
        assert not row.clear_button.isEnabled()
    row.key_only.click()
    assert numbers(page) == ["3"]
    row.clear_button.click()
    page.focus_search()
    qtbot.waitUntil(row.text.hasFocus)
    row.text.setText("停车")
    qtbot.keyClick(row.text, Qt.Key.Key_Return)
    assert numbers(page) == ["3"]
    qtbot.keyClick(row.text, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    assert page.table.currentIndex().row() == 0


@pytest.mark.usefixtures("four")
def test_a_filter_made_elsewhere_is_shown(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot)
    late = Criteria(
        session_id=1,
        stages=(Stage.IN_HAND, Stage.REGISTERED),
        due_from=date(2026, 1, 1),
        due_until=date(2027, 1, 1),
        sort=SortField.DUE_ON,
        descending=True,
    )
    page.visit(late)
    row = page.filter
    assert row.criteria() == late
    assert row.stage.currentText() == "所选2个环节"
    assert row.due.currentText() == "所选时段"
    assert row.session.currentText() == office.store.sessions.get(1).text
    assert page.table.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    page.visit(Criteria(stages=tuple(stage for stage in Stage if stage in OWING), origin=Origin.INTERSESSION))
    assert row.stage.currentText() == "尚未答复"
    assert row.criteria().origin is Origin.INTERSESSION
    page.visit("什么也不是")
    assert row.criteria().origin is Origin.INTERSESSION


@pytest.mark.usefixtures("four")
def test_a_click_on_a_title_sorts_in_the_desk(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page.table.horizontalHeader().sectionClicked.emit(0)
    assert numbers(page) == ["12", "7", "3", "1"]
    assert page.criteria == Criteria(descending=True)


@pytest.mark.usefixtures("four")
def test_what_others_change_is_seen(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot)
    page.table.select_place(1)
    desks.registered(office, "2")
    qtbot.waitUntil(lambda: page.rows.rowCount() == 5)
    assert page.table.current_row is not None
    assert page.table.current_row.item_no == "3"
    page.hide()
    with qtbot.waitSignal(seat[0].relay.changed):
        desks.registered(office, "20")
    assert page.rows.rowCount() == 5
    page.show()
    assert page.rows.rowCount() == 6


@pytest.mark.usefixtures("four")
def test_enter_opens_the_case_and_the_choice_is_told(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    with qtbot.waitSignal(page.case_chosen) as chosen:
        page.table.select_place(1)
    row = page.table.current_row
    assert row is not None
    assert chosen.args == [row.id]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    action(page, "打开").trigger()
    assert seat[1].opened == [row.id, row.id]


@pytest.mark.usefixtures("four")
def test_the_foot_counts_what_is_late_and_what_comes(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot)
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    due = next(row.due_on for row in (page.rows.row_at(3),) if row and row.due_on)
    clock.turn((due - office.today).days - 5)
    page.table.clearSelection()
    assert summary_of(page) == ["共 4 件", "逾期 0", "7日内 2"]
    clock.turn(8)
    assert summary_of(page) == ["共 4 件", "逾期 2", "7日内 0"]
    page.grab()
    page.table.selectAll()
    assert "已选 4 件" in summary_of(page)
    page.visit(Criteria(due_until=due + timedelta(days=30), due_from=due + timedelta(days=1)))
    assert summary_of(page) == ["共 0 件", "逾期 0", "7日内 0"]


@pytest.mark.usefixtures("four")
def test_f9_walks_through_what_is_late(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot)
    assert not page.go_to_next_overdue()
    assert seat[1].said == ["这些件中没有逾期的。"]
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    clock.turn(400)
    walked = []
    for _ in range(3):
        qtbot.keyClick(page.table, Qt.Key.Key_F9)
        row = page.table.current_row
        walked.append(row.item_no if row else "")
    assert walked == ["3", "12", "3"]


def test_no_two_lines_of_a_menu_share_a_letter_or_a_key(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    menus = (page.deeds.cell_menu.actions(), page.deeds.title_menu.actions(), page.actions())
    for lines in ([each for each in actions if each.text()] for actions in menus):
        letters = [each.text().partition("(&")[2][:1] for each in lines]
        assert all(letters)
        assert sorted(letters) == sorted(set(letters))
        keys = [each.shortcut().toString() for each in lines if not each.shortcut().isEmpty()]
        assert len(keys) == len(set(keys))


@pytest.mark.usefixtures("four")
def test_the_same_unit_is_one_step_away(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page.table.setCurrentIndex(QModelIndex())
    for words in ("只看同一主办单位", "打开"):
        action(page, words).trigger()
    assert page.rows.rowCount() == 4
    assert seat[1].opened == []
    page.table.select_place(1)
    action(page, "只看同一主办单位").trigger()
    assert numbers(page) == ["3"]
    page.visit(Criteria(kinds=(Kind.WRITTEN_OPINION,)))
    page.table.select_place(0)
    action(page, "只看同一主办单位").trigger()
    assert numbers(page) == ["7"]


@pytest.mark.usefixtures("four")
def test_what_is_shown_is_exported(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(seat, qtbot)
    page.visit(Criteria(key_only=True))
    target = tmp_path / "台账.xlsx"
    qtbot.keyClick(page.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChildren(QFileDialog)[0]
    assert dialog.isVisible()
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(lambda: bool(seat[1].said), timeout=20_000)
    assert seat[1].said == ["已导出 1 件到 台账.xlsx。"]
    cells = [str(cell.value) for line in load_workbook(target).active.iter_rows() for cell in line]
    assert "关于增设示例路停车泊位的建议" in cells


@pytest.mark.usefixtures("four")
def test_what_is_due_is_exported_for_a_calendar(
    seat: Seat, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    case = desks.handed_out(office, desks.registered(office, "77"))
    page = opened(seat, qtbot)
    page.export_to(str(tmp_path / "期限.ics"))
    qtbot.waitUntil(lambda: bool(seat[1].said), timeout=20_000)
    assert seat[1].said[-1].endswith("个期限到 期限.ics。")
    text = (tmp_path / "期限.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    assert "第77号建议" in text
    assert case.due is not None
    assert f"{case.due.on:%Y%m%d}" in text


def test_widths_are_remembered(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page.table.setColumnWidth(1, 411)
    page.remember()
    assert "案由:411" in seat[0].memory.value(LAYOUT)
    again = opened(seat, qtbot)
    assert again.table.columnWidth(1) == 411
    again.restore_default_layout()
    assert again.table.columnWidth(1) == again.rows.columns[1].width


def test_the_columns_say_how_urgent_a_case_is(seat: Seat, qtbot: QtBot, office: Office) -> None:
    people = (Submitter("示例甲"), Submitter("示例乙"))
    joint = replace(PAPER, submitters=people, co_submitter_count=1)
    case = desks.handed_out(office, desks.registered(office, "1", joint))
    desks.registered(office, "2", replace(PAPER, filing=Filing.NOT_FILED, filing_reason="重复"))
    late = desks.handed_out(office, desks.registered(office, "3"))
    due, clock = case.due, office.clock
    assert due is not None
    assert isinstance(clock, desks.Clock)
    clock.turn((due.on - office.today).days)
    desks.answered(office, case)
    clock.turn(3)
    page = opened(seat, qtbot)
    column = {each.title: place for place, each in enumerate(ledger_columns(office))}

    def cell(place: int, title: str) -> tuple[str, Tone | None]:
        return page.rows.text_at(place, column[title]), page.rows.tone_at(place, column[title])

    assert cell(0, "领衔人")[0] == "示例甲等2人"
    assert cell(0, "期限情况") == ("按期答复", Tone.DONE)
    assert cell(0, "当前环节") == ("待反馈", Tone.GREEN)
    assert cell(1, "期限情况") == ("", Tone.NONE)
    assert cell(1, "当前环节") == ("不予立案", Tone.DONE)
    assert cell(2, "期限情况") == ("逾期3天", Tone.OVERDUE)
    assert cell(2, "当前环节") == ("办理中", Tone.NONE)
    desks.answered(office, late)
    page.refresh()
    assert cell(2, "期限情况") == ("逾期3天答复", Tone.DONE)


def test_a_key_case_has_a_star(seat: Seat, qtbot: QtBot, office: Office) -> None:
    register.proposal(office, replace(PAPER, is_key=True))
    page = opened(seat, qtbot)
    assert page.rows.text_at(0, 2) == "★"


@pytest.mark.usefixtures("four")
def test_a_row_is_chosen_while_ctrl_is_still_held_down(seat: Seat, qtbot: QtBot) -> None:
    table = opened(seat, qtbot).table
    qtbot.keyPress(table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    for place in (1, 2):
        table.select_place(place)
        assert list(table.selected_places()) == [place]
    qtbot.keyRelease(table, Qt.Key.Key_Control)


@pytest.mark.usefixtures("four")
def test_selected_cases_are_classified_and_handed_out_by_keys(
    seat: Seat, qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(seat, qtbot)
    page.table.clearSelection()
    qtbot.keyClick(page.table, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert seat[1].said == ["请先选中要办理的件；Ctrl+A 全选。"]
    page.table.setCurrentIndex(page.rows.index(0, 0))
    page.table.selectAll()
    for key, kind in ((Qt.Key.Key_L, BatchClassifyDialog), (Qt.Key.Key_J, BatchAssignDialog)):
        qtbot.keyClick(page.table, key, Qt.KeyboardModifier.ControlModifier)
        dialog = page.findChildren(kind)[-1]
        assert [find.case(office, each).proposal.item_no for each in dialog.chosen.ids] == numbers(page)
        dialog.reject()
    monkeypatch.setattr(ledger_actions, "MOST_AT_ONCE", 3)
    page.deeds.hand_out_selected()
    page.deeds.classify_selected()
    assert seat[1].said[1:] == ["一次最多批量办理 3 件，现在选中 4 件；请先缩小范围。"] * 2


def test_where_one_may_only_look_there_is_no_batch(tmp_path: Path, office: Office, qtbot: QtBot) -> None:
    reader = open_office(office.directory, clock=desks.Clock(), officer="示例领导", read_only=True)
    desk, _heard = desk_of(reader, tmp_path)
    page = LedgerPage(desk)
    qtbot.addWidget(page)
    assert not any("批量" in each.text() for each in page.actions())
    desk.relay.leave()
    reader.close()
