"""Completing fields and values: it follows what is typed, never takes the cursor, and leaves Enter alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget

from desktop.views.query_completer import QueryCompleter
from desktop.views.search_box import SearchBox
from tests import desks
from tests.views.case_desk import press, type_text
from tests.views.ears import Ear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office


@pytest.fixture
def box(office: Office, qtbot: QtBot) -> Iterator[SearchBox]:
    desks.registered(office)
    host = QWidget()
    made, other = SearchBox("查找", host), QLineEdit(host)
    column = QVBoxLayout(host)
    column.addWidget(made)
    column.addWidget(other)
    column.addStretch()
    host.resize(600, 400)
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    made.setFocus()
    yield made
    host.hide()


@pytest.fixture
def completer(box: SearchBox, office: Office) -> QueryCompleter:
    return QueryCompleter(box, office)


def test_a_field_and_then_its_values_are_taken_with_tab(box: SearchBox, completer: QueryCompleter) -> None:
    type_text("电梯 单")
    assert completer.offered == ("单位:",)
    press("Tab")
    assert box.text() == "电梯 单位:"
    assert set(completer.offered) == {"示例区教育局", "示例区财政局", "示例区交通局（港航中心）"}
    type_text("jt")
    assert completer.offered == ("示例区交通局（港航中心）",)
    press("Tab")
    assert box.text() == "电梯 单位:示例区交通局（港航中心） "
    assert not completer.is_open
    assert box.hasFocus()


def test_enter_takes_only_what_was_chosen(box: SearchBox, completer: QueryCompleter) -> None:
    heard: Ear[str] = Ear()
    box.searched.connect(heard.hear)
    type_text("环节:")
    press("Return")
    assert (heard, completer.is_open) == (["环节:"], False)
    type_text("办")
    press("Down")
    press("Down")
    press("Up")
    press("Return")
    assert box.text() == "环节:办理中 "
    assert heard == ["环节:"]


def test_the_arrows_go_around(box: SearchBox, completer: QueryCompleter) -> None:
    type_text("重点:")
    press("Up")
    press("Return")
    assert box.text() == "重点:否 "
    assert not completer.is_open


def test_escape_hides_the_list_and_keeps_the_text(box: SearchBox, completer: QueryCompleter) -> None:
    type_text("单")
    press("Escape")
    assert (box.text(), completer.offered) == ("单", ())
    press("Escape")
    assert box.text() == ""


def test_keys_with_others_held_are_not_for_the_list(box: SearchBox, completer: QueryCompleter) -> None:
    type_text("单")
    press("Ctrl+Down")
    assert completer.is_open
    assert box.text() == "单"


def test_a_composed_word_and_leaving_hide_the_list(box: SearchBox, completer: QueryCompleter) -> None:
    type_text("单")
    QApplication.sendEvent(box, QInputMethodEvent("wei", []))
    assert not completer.is_open
    QApplication.sendEvent(box, QInputMethodEvent("", []))
    box.clear()
    type_text("单")
    assert completer.is_open
    box.nextInFocusChain().setFocus()
    assert not completer.is_open


def test_a_click_takes_a_line(box: SearchBox, completer: QueryCompleter, qtbot: QtBot) -> None:
    type_text("逾期:")
    shown = box.window().findChild(QListWidget)
    assert shown is not None
    assert shown.accessibleName() == "可补全的内容"
    qtbot.mouseClick(
        shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.visualItemRect(shown.item(0)).center()
    )
    assert box.text() == "逾期:是 "
    assert not completer.is_open


def test_values_are_read_anew_when_the_cursor_comes_back(
    box: SearchBox, completer: QueryCompleter, office: Office
) -> None:
    from dataclasses import replace

    from tests.samples import PAPER

    type_text("分类:")
    assert completer.offered == ("城建交通",)
    desks.registered(office, "13", replace(PAPER, category="教育"))
    box.nextInFocusChain().setFocus()
    box.setFocus()
    box.clear()
    type_text("分类:")
    assert set(completer.offered) == {"城建交通", "教育"}


def test_nothing_is_offered_to_a_box_without_the_cursor(box: SearchBox, completer: QueryCompleter) -> None:
    box.nextInFocusChain().setFocus()
    box.setText("单")
    completer.refresh()
    assert completer.offered == ()
