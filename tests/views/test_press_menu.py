"""The menu 办理 › 督办: its lists open over the window, its papers on the page 打印; 台账 presses by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.views.events_dialog import EventsDialog
from desktop.views.faults_dialog import FaultsDialog
from desktop.views.ledger_page import LedgerPage
from desktop.views.main_window import MainWindow
from desktop.views.press_dialog import PressDialog
from desktop.views.press_menu import PressMenu
from desktop.views.print_page import PrintPage
from tests import desks
from tests.views.case_desk import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


def test_the_menu_opens_lists_and_papers(seat: tuple[Desk, Heard], office: Office, qtbot: QtBot) -> None:
    window = MainWindow(office, seat[0].relay, seat[0].jobs, seat[0].memory)
    qtbot.addWidget(window)
    window.show()
    (menu,) = window.findChildren(PressMenu)
    for action in menu.actions():
        action.trigger()
    assert len(window.findChildren(FaultsDialog)) == 1
    assert len(window.findChildren(EventsDialog)) == 1
    page = window.pages.page
    assert isinstance(page, PrintPage)
    assert page.tabs.currentWidget() is page.press
    window.close()


def test_a_selection_of_the_ledger_is_pressed_by_key(
    seat: tuple[Desk, Heard], office: Office, qtbot: QtBot
) -> None:
    for number in "123":
        desks.handed_out(office, desks.registered(office, number))
    page = LedgerPage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    page.table.selectAll()
    press("Ctrl+Shift+U", page.table)
    (dialog,) = page.findChildren(PressDialog)
    assert dialog.verb_button.text() == "催办 3 项"
