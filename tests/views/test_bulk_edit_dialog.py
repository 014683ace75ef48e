"""Putting one value into many cases by keyboard: seen before, ticked, written in one step, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.casework import edit, find, undo
from desktop.casework.edit import EditField
from desktop.views.bulk_edit_dialog import BulkEditDialog
from desktop.views.long_decision import AT_ONCE
from tests import desks
from tests.views.case_desk import fill, focus, press, shown, type_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def cases(office: Office) -> tuple[Case, ...]:
    """Return three cases, the first two handed out."""
    made = [desks.registered(office, number) for number in ("1", "2", "3")]
    return (*(desks.handed_out(office, case) for case in made[:2]), made[2])


@pytest.fixture
def dialog(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], host: QWidget, qtbot: QtBot
) -> BulkEditDialog:
    dialog = BulkEditDialog(seat[0], cases, host)
    shown(dialog, qtbot)
    return dialog


def lines(dialog: BulkEditDialog) -> list[tuple[bool, str, str, str]]:
    """Return for each line whether it is ticked, and what its last three columns say."""
    model = dialog.model
    last = model.columnCount()
    return [
        (model.is_ticked(row), *(model.text_at(row, column) for column in range(last - 3, last)))  # type: ignore[misc]
        for row in range(model.rowCount())
    ]


def choose_field(dialog: BulkEditDialog, field: EditField) -> None:
    """Go to the choice of fields and step down to the one wanted."""
    press("Alt+F")
    press("Home")
    while dialog.field.value() is not field:
        press("Down")


def test_what_is_typed_is_seen_old_to_new_and_written_in_one_step(
    dialog: BulkEditDialog, office: Office, seat: tuple[Desk, Heard]
) -> None:
    assert focus() is dialog.value.words
    assert not dialog.verb_button.isEnabled()
    assert not dialog.would_lose()
    type_text("社会民生")
    assert lines(dialog) == [(True, "城建交通", "社会民生", "")] * 3
    assert dialog.verb_button.text() == "修改 3 件"
    press("Ctrl+Return")
    assert not dialog.isVisible()
    assert {find.case(office, each).proposal.category for each in (1, 2, 3)} == {"社会民生"}
    assert seat[1].said == ["已修改 3 件；撤销按 Ctrl+Z"]
    step = undo.undoable(office)
    assert step is not None
    assert step.label == "撤销 批量归类 3件"
    undo.undo(office)
    assert {find.case(office, each).proposal.category for each in (1, 2, 3)} == {"城建交通"}


def test_what_is_barred_or_idle_is_told_and_only_ticked_lines_are_written(
    dialog: BulkEditDialog, office: Office
) -> None:
    choose_field(dialog, EditField.HANDLER)
    fill("V", "示例承办")
    barred = "▲ 尚未交办，没有承办单位"
    assert lines(dialog) == [
        (False, "示例承办", "示例承办", "不改动"),
        (False, "示例承办", "示例承办", "不改动"),
        (False, "（空）", "示例承办", barred),
    ]
    assert not dialog.verb_button.isEnabled()
    fill("V", "示例新手")
    assert [line[0] for line in lines(dialog)] == [True, True, False]
    assert "2 项；▲ 1 项不能修改" in dialog.told.text()
    dialog.table.setFocus()
    dialog.table.select_place(1)
    press("Space")
    assert [line[0] for line in lines(dialog)] == [True, False, False]
    dialog.table.select_place(2)
    press("Space")
    assert [line[0] for line in lines(dialog)] == [True, False, False], "what is barred is never ticked"
    fill("V", "示例老手")
    assert [line[0] for line in lines(dialog)] == [True, False, False], "left out stays left out"
    press("Ctrl+Return")
    handlers = [task.handler for each in (1, 2) for task in find.case(office, each).assignments]
    assert handlers == ["示例老手", "示例承办"]


def test_a_field_of_few_words_is_a_choice_and_a_day_a_day(dialog: BulkEditDialog, office: Office) -> None:
    choose_field(dialog, EditField.PUBLICITY)
    press("Alt+V")
    assert focus() is dialog.value.choice
    assert not dialog.verb_button.isEnabled()
    press("Down")
    press("Down")
    assert dialog.value.value() == "主动公开"
    choose_field(dialog, EditField.RECEIVED_ON)
    fill("V", "305")
    assert lines(dialog)[0] == (True, "（空）", "2026-03-05", "")
    press("Ctrl+Return")
    received = find.case(office, 3).proposal.received_on
    assert received is not None
    assert received.isoformat() == "2026-03-05"


def test_a_field_is_emptied_only_when_said_so(dialog: BulkEditDialog, office: Office, qtbot: QtBot) -> None:
    press("Ctrl+Return")
    assert dialog.banner.text == "尚未修改：未填改为什么；要清空请勾选“清空”。"
    choose_field(dialog, EditField.DELEGATION)
    press("Alt+X")
    qtbot.waitUntil(dialog.value.blank.isChecked)
    assert lines(dialog) == [(True, "第一代表团", "（空）", "")] * 3
    press("Ctrl+Return")
    assert {find.case(office, each).proposal.delegation for each in (1, 2, 3)} == {""}


def test_known_words_are_found_by_their_initials(dialog: BulkEditDialog) -> None:
    type_text("cj")
    completer = dialog.value.words.completer()
    assert completer is not None
    found = completer.model()
    words = [str(found.index(row, 0).data()) for row in range(found.rowCount())]
    assert "城建交通" in words


def test_changes_made_ready_elsewhere_are_shown_with_their_fields(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    changes = (
        *edit.preview(office, (1, 2), EditField.REMARK, "催办"),
        *edit.preview(office, (1,), EditField.TITLE, "关于示例三路的建议"),
        *edit.preview(office, (3,), EditField.SECTION, "办公室"),
    )
    dialog = BulkEditDialog(seat[0], cases, host, changes=changes)
    shown(dialog, qtbot)
    assert dialog.windowTitle() == "核对改动"
    assert not dialog.form.isVisibleTo(dialog)
    assert [dialog.model.text_at(row, 3) for row in range(4)] == ["备注", "备注", "案由", "承办科室"]
    assert dialog.verb_button.text() == "修改 2 件"
    press("Escape")
    (question,) = dialog.findChildren(QMessageBox)
    question.reject()
    dialog.accept()
    assert find.case(office, 1).proposal.title == "关于示例三路的建议"
    step = undo.undoable(office)
    assert step is not None
    assert step.label == "撤销 批量修改台账 2件"


def test_a_case_changed_meanwhile_is_refused_whole(dialog: BulkEditDialog, office: Office) -> None:
    type_text("社会民生")
    edit.apply(office, edit.preview(office, (2,), EditField.CATEGORY, "城乡建设"))
    press("Ctrl+Return")
    assert "刚被改动过，3件均未改动" in dialog.banner.text
    assert find.case(office, 1).proposal.category == "城建交通"


def test_many_changes_are_written_without_holding_the_window_up(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    many = [desks.registered(office, str(number)) for number in range(AT_ONCE + 1)]
    dialog = BulkEditDialog(seat[0], many, host)
    shown(dialog, qtbot)
    type_text("社会民生")
    edit.apply(office, edit.preview(office, (2,), EditField.CATEGORY, "城乡建设"))
    press("Ctrl+Return")
    assert dialog.banner.text == "正在写入，请稍候……"
    qtbot.waitUntil(lambda: "刚被改动过" in dialog.banner.text)
    assert dialog.verb_button.isEnabled()
    dialog.accept()
    dialog.accept()
    assert dialog.banner.text == "上一项工作还没有结束，请稍候再试。"
    qtbot.waitUntil(lambda: "刚被改动过" in dialog.banner.text)
    undo.undo(office)
    again = BulkEditDialog(seat[0], [find.case(office, case.id) for case in many], host)
    shown(again, qtbot)
    type_text("社会民生")
    with qtbot.waitSignal(again.accepted):
        press("Ctrl+Return")
    assert find.case(office, many[-1].id).proposal.category == "社会民生"
    assert seat[1].said == [f"已修改 {AT_ONCE + 1} 件；撤销按 Ctrl+Z"]
