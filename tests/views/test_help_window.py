"""The help: the page of what is open, turned to from anywhere by F1."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop import views
from desktop.casework import guide
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.help_key import DIALOGS, open_help
from desktop.views.help_window import HelpWindow
from desktop.views.navigation import PAGES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(parent: QWidget) -> HelpWindow:
    (found,) = parent.findChildren(HelpWindow)
    return found


def test_every_page_of_the_window_has_its_page_of_help() -> None:
    assert {entry.key for entry in PAGES} | set(DIALOGS.values()) <= set(guide.ORDER)


def test_every_dialog_named_here_exists() -> None:
    names: set[str] = set()
    for module in pkgutil.iter_modules(views.__path__):
        found = importlib.import_module(f"desktop.views.{module.name}")
        names |= {name for name, each in vars(found).items() if isinstance(each, type)}
    assert set(DIALOGS) <= names


def test_the_page_asked_for_is_shown_and_a_second_call_turns_to_it(window: QWidget) -> None:
    open_help(window, "ledger")
    help_window = shown(window)
    assert help_window.contents.currentItem().text() == "台账"
    assert "回收站" in help_window.text.toPlainText()
    open_help(window, "board")
    assert shown(window) is help_window
    assert help_window.contents.currentItem().text() == "工作台"


def test_a_link_leads_to_its_page_even_while_something_is_searched_for(window: QWidget) -> None:
    open_help(window)
    help_window = shown(window)
    help_window.search.setText("回收站")
    help_window.search.ask_now()
    assert help_window.contents.count() == 1
    help_window.text.anchorClicked.emit(QUrl("meetings"))
    assert help_window.contents.currentItem().text() == "三见面"
    assert help_window.contents.count() == len(guide.ORDER)


def test_words_that_stand_nowhere_are_told(window: QWidget) -> None:
    open_help(window)
    help_window = shown(window)
    assert not help_window.nothing.isVisible()
    help_window.search.setText("没有这样的词")
    help_window.search.ask_now()
    assert help_window.nothing.isVisible()


def test_f1_opens_the_help_over_a_dialog(qtbot: QtBot) -> None:
    dialog = DecisionDialog("登记", "登记")
    dialog.form.add("title", "案由(&T)", QLineEdit(dialog))
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    help_window = shown(dialog)
    assert help_window.contents.currentItem().text() == "开始使用"
    qtbot.keyClick(help_window, Qt.Key.Key_Escape)
    assert not dialog.findChildren(HelpWindow) or not shown(dialog).isVisible()
    assert isinstance(dialog, QDialog)
    assert dialog.isVisible()
