"""Ctrl+P anywhere: the cases chosen there come along to 打印; on 打印 itself it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.views import printer
from desktop.views.jobs import JobRunner
from desktop.views.ledger_page import LedgerPage
from desktop.views.main_window import MainWindow
from desktop.views.print_page import PrintPage
from desktop.views.printer_dialog import PrinterDialog
from desktop.views.relay import ChangeRelay
from tests import desks
from tests.views.case_desk import press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office


@pytest.fixture
def window(office: Office, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    from PySide6.QtCore import QSettings

    for number in ("1", "2", "3"):
        desks.answered(office, desks.registered(office, number))
    relay, jobs = ChangeRelay(office.store.announcer), JobRunner(office)
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = MainWindow(office, relay, jobs, kept)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def listed(window: MainWindow) -> tuple[int, ...]:
    page = window.pages.page
    assert isinstance(page, PrintPage)
    return page.centre.cases.ids()


def test_the_case_shown_comes_along(window: MainWindow) -> None:
    window.open_case(2)
    press("Ctrl+P", window)
    assert listed(window) == (2,)


def test_the_cases_selected_in_the_ledger_come_along(window: MainWindow) -> None:
    page = window.pages.go("ledger")
    assert isinstance(page, LedgerPage)
    page.table.setFocus()
    page.table.selectAll()
    assert set(page.chosen_cases()) == {1, 2, 3}
    press("Ctrl+P", window)
    assert set(listed(window)) == {1, 2, 3}


def test_without_a_choice_the_page_opens_as_it_was(window: MainWindow) -> None:
    window.pages.go("settings")
    press("Ctrl+P", window)
    assert window.pages.key == "print"
    assert len(listed(window)) == 3


def test_on_the_page_itself_it_prints(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer, "names", lambda: ("示例打印机",))
    page = window.pages.go("print")
    assert isinstance(page, PrintPage)
    qtbot.waitUntil(page.centre.outputs.ways["print"].isEnabled)
    press("Ctrl+P", window)
    qtbot.waitUntil(lambda: bool(page.centre.findChildren(PrinterDialog)), timeout=10_000)
    page.centre.findChildren(PrinterDialog)[-1].reject()
    qtbot.waitUntil(lambda: not window.desk.jobs.is_busy, timeout=10_000)
