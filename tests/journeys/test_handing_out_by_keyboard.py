"""Cases handed out at a meeting with nothing but keys: suggested, confirmed, issued, returned, handed on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.casework import change, dispatch, find, undo
from desktop.domain.assignment import Consent, Role
from desktop.domain.dispatch import Dispatch
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage
from desktop.views.assign_dialog import ProposeDialog
from desktop.views.case_page import CasePage
from desktop.views.change_dialogs import AskDialog, RulingDialog
from desktop.views.dispatch_dialog import DispatchDialog
from desktop.views.dispatch_form import DispatchForm
from desktop.views.dispatch_pick import DispatchPickDialog, DispatchPutDialog
from desktop.views.jobs import JobRunner
from desktop.views.main_window import MainWindow
from desktop.views.objection_dialog import ObjectionDialog
from desktop.views.relay import ChangeRelay
from desktop.views.transfer_dialog import TransferDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import fill, press, type_text, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QDialog, QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
PEOPLE = (("L", "示例区长"), ("G", "示例副局长"), ("W", "增设站台"), ("M", "勘察选址"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = desks.new_office(tmp_path / "desk")
    desks.registered(office, "1", replace(PAPER, suggested_units=("示例区教育局",)))
    desks.registered(office, "2", replace(PAPER, title="关于加大教育投入的建议"))
    yield office
    office.close()


@pytest.fixture
def window(office: Office, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    memory = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    window = MainWindow(office, ChangeRelay(office.store.announcer), JobRunner(office), memory)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window).__enter__()
    return window


def shown(kind: type[QDialog], qtbot: QtBot) -> QDialog:
    """Return the dialog of that kind once it lies on top and has the cursor."""

    def has_cursor() -> bool:
        dialog, cursor = QApplication.activeModalWidget(), QApplication.focusWidget()
        if isinstance(dialog, kind) and not dialog.isActiveWindow():
            dialog.activateWindow()
        return isinstance(dialog, kind) and cursor is not None and cursor.window() is dialog

    qtbot.waitUntil(has_cursor)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def pressed(widget: QWidget, name: str) -> None:
    """Go to the button of that accessible name and press the space bar."""
    buttons = widget.findChildren(QAbstractButton)
    (found,) = (each for each in buttons if each.accessibleName() == name and each.isVisibleTo(widget))
    found.setFocus()
    press("Space", found)


def add_unit(name: str) -> None:
    press("Alt+U")
    type_text(name)
    press("Return")
    for letter, text in PEOPLE:
        fill(letter, text)


def fill_batch(window: MainWindow, qtbot: QtBot) -> DispatchDialog:
    """Make a batch for the meeting, put every case into it and return the dialog."""
    press("Ctrl+Shift+D", window)
    batches = shown(DispatchDialog, qtbot)
    assert isinstance(batches, DispatchDialog)
    press("Alt+N", batches)
    shown(DispatchForm, qtbot)
    fill("N", "例政办〔2026〕3号")
    press("Ctrl+Return")
    shown(DispatchDialog, qtbot)
    press("Alt+A")
    pick = shown(DispatchPickDialog, qtbot)
    assert isinstance(pick, DispatchPickDialog)
    press("Alt+A")
    qtbot.waitUntil(lambda: pick.verb_button.text() == "列入 2 件")
    press("Ctrl+Return")
    shown(DispatchDialog, qtbot)
    return batches


def draft_units(batches: DispatchDialog, office: Office, qtbot: QtBot) -> None:
    """Take the suggestion for one case by its key, and draft the other by hand."""
    qtbot.waitUntil(lambda: len(batches.cases.suggestions.found) == 1)
    assert find.case(office, 1).proposed == ()
    press("Alt+1")
    qtbot.waitUntil(lambda: bool(find.case(office, 1).proposed))
    batches.cases.table.setFocus()
    press("Down")
    press("Return")
    shown(ProposeDialog, qtbot)
    add_unit("财政")
    press("Ctrl+Return")
    shown(DispatchDialog, qtbot)


def hear_units(batches: DispatchDialog, office: Office, qtbot: QtBot) -> None:
    """Let one unit object and the other confirm."""
    press("Alt+U")
    press("Alt+O")
    shown(ObjectionDialog, qtbot)
    fill("R", "属交通部门职责")
    fill("U", "示例区交通局（港航中心）")
    press("Ctrl+Return")
    shown(DispatchDialog, qtbot)
    batches.units.units.setFocus()
    press("Down")
    press("Alt+L")
    qtbot.waitUntil(lambda: bool(find.case(office, 2).proposed[0].confirmation))
    said = find.case(office, 2).proposed[0].confirmation
    assert said is not None
    assert said.consent is Consent.CONFIRMED


def complete_and_issue(batches: DispatchDialog, office: Office, qtbot: QtBot) -> None:
    """Go to what is missing, give way to the objection, and issue."""
    press("Alt+I")
    assert "示例区教育局有异议，尚未调整" in str(batches.issuing.table.rows.index(0, 2).data())
    batches.issuing.table.setFocus()
    press("Return")
    shown(ProposeDialog, qtbot)
    press("Alt+E")
    qtbot.wait(150)
    add_unit("交通")
    press("Ctrl+Return")
    shown(DispatchDialog, qtbot)
    qtbot.waitUntil(lambda: batches.issuing.issue_button.text() == "印发交办 2 件(&G)")
    press("Alt+G")
    qtbot.waitUntil(lambda: "已印发交办 2 件" in batches.banner.text)
    assert find.count(office, Criteria(stages=(Stage.IN_HAND,))) == 2
    press("Escape")


def return_case(window: MainWindow, qtbot: QtBot) -> CasePage:
    """Let the unit pass the case on inside, ask to return it, and agree; return the page."""
    window.open_case(1)
    window.activateWindow()
    page = window.pages.page
    assert isinstance(page, CasePage)
    page.header.tab_bar.setCurrentIndex(1)
    pressed(page, "示例区交通局（港航中心）内部转办")
    shown(TransferDialog, qtbot)
    fill("K", "规划科")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "内部转办 1 次" in words_of(page))
    pressed(page, "示例区交通局（港航中心）申请退改")
    shown(AskDialog, qtbot)
    fill("R", "站台由教育部门统筹")
    fill("P", "示例区教育局")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: page.header.step_button.text() == "处理申请")
    press("Return", page.header.step_button)
    shown(RulingDialog, qtbot)
    fill("W", "示例主任")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "均已处理" in words_of(page))
    return page


def test_a_meeting_s_cases_go_out_and_one_comes_back(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    batches = fill_batch(window, qtbot)
    draft_units(batches, office, qtbot)
    hear_units(batches, office, qtbot)
    complete_and_issue(batches, office, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert undo.undo(office).label == "撤销 下达交办 2件"
    undo.redo(office)
    page = return_case(window, qtbot)
    case = find.case(office, 1)
    assert [(task.unit_name, task.role) for task in case.assignments] == [("示例区教育局", Role.SOLE)]
    held = [(each.holder, each.level, each.how) for each in change.trail(office, case)]
    assert held == [
        ("示例区教育局", 0, "异议调整→示例区交通局（港航中心）"),
        ("示例区交通局（港航中心）", 0, "退回→示例区教育局"),
        ("规划科", 1, "内部转办"),
        ("示例区教育局", 0, "独办"),
    ]
    assert "在单位间流转 2 次，内部转办 1 次" in words_of(page)


def test_cases_selected_in_the_ledger_go_into_a_batch(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    batch = dispatch.save(office, Dispatch(1, office.today, "关于交办的通知"))
    window.show_cases(Criteria())
    ledger = window.pages.page
    assert ledger is not None
    table = ledger.table  # type: ignore[attr-defined]
    press("Ctrl+A", table)
    press("Ctrl+Shift+J", table)
    shown(DispatchPutDialog, qtbot)
    press("Ctrl+Return")
    dialog = shown(DispatchDialog, qtbot)
    assert "2026-03-02 交办会" in words_of(dialog)
    assert find.count(office, Criteria(dispatch_id=batch.id)) == 2
    press("Escape")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
