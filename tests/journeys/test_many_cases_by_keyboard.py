"""A pile of new cases through the real window with nothing but keys: classified, handed out, told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop.casework import find
from desktop.domain.assignment import Role
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage
from desktop.views.batch_assign_dialog import BatchAssignDialog
from desktop.views.batch_classify_dialog import BatchClassifyDialog
from desktop.views.board_clerk import ClerkView
from desktop.views.board_page import BoardPage
from desktop.views.jobs import JobRunner
from desktop.views.ledger_page import LedgerPage
from desktop.views.main_window import MainWindow
from desktop.views.print_page import PrintPage
from desktop.views.relay import ChangeRelay
from tests import desks
from tests.views.case_desk import fill, press, type_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = desks.new_office(tmp_path / "desk")
    for number in ("1", "2", "3"):
        desks.registered(office, number)
    desks.answered(office, desks.registered(office, "4"))
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
    """Return the dialog over the window once it has the cursor."""

    def has_cursor() -> bool:
        dialog, cursor = QApplication.activeModalWidget(), QApplication.focusWidget()
        return isinstance(dialog, kind) and cursor is not None and cursor.window() is dialog

    qtbot.waitUntil(has_cursor)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def done(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the dialog is gone and what it changed is shown."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QApplication.processEvents()


def test_a_pile_is_classified_handed_out_and_told_to_the_units(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    board = window.pages.page
    assert isinstance(board, BoardPage)
    assert isinstance(board.view, ClerkView)
    qtbot.waitUntil(lambda: bool(board.view.todo.lines))
    waiting = next(each for each in board.view.todo.lines if each.text().startswith("待交办"))
    waiting.setFocus()
    press("Space")
    ledger = window.pages.page
    assert isinstance(ledger, LedgerPage)
    assert ledger.rows.rowCount() == 3
    press("Ctrl+A")
    press("Ctrl+L")
    shown(BatchClassifyDialog, qtbot)
    fill("G", "社会民生")
    press("Ctrl+Return")
    done(window, qtbot)
    rows = find.page(office, Criteria(stages=(Stage.REGISTERED,)), 0, 9)
    assert [row.category for row in rows] == ["社会民生"] * 3
    press("Ctrl+A", ledger.table)
    press("Ctrl+J", ledger.table)
    shown(BatchAssignDialog, qtbot)
    for unit in ("教育", "财政"):
        press("Alt+U")
        type_text(unit)
        press("Return")
    fill("L", "示例区长")
    press("Ctrl+Return")
    assert QApplication.activeModalWidget() is not None, "the lead unit has no leader yet"
    dialog = shown(BatchAssignDialog, qtbot)
    assert "示例区教育局缺责任领导" in dialog.banner.text  # type: ignore[attr-defined]
    fill("L", "示例区长")
    press("Ctrl+Return")
    done(window, qtbot)
    assert find.count(office, Criteria(stages=(Stage.REGISTERED,))) == 0
    assert [task.role for task in find.case(office, 1).assignments] == [Role.LEAD, Role.CO]
    assert ledger.empty.isVisible()
    press("Alt+5", ledger)
    page = window.pages.page
    assert isinstance(page, PrintPage)
    page.centre.kinds.choose("notice")
    press("Alt+A", page)
    pane = page.centre.pane
    qtbot.waitUntil(lambda: pane.is_shown and "交办通知" in pane.name.toolTip(), timeout=10_000)
    assert "示例区教育局" in pane.name.toolTip()
    done(window, qtbot)
    window.close()
