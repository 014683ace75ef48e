"""The search box: it waits for a pause, for Enter, and for the end of a composed word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop.views.search_box import SearchBox
from tests.views.ears import Ear

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def box(qtbot: QtBot) -> SearchBox:
    made = SearchBox("查找")
    qtbot.addWidget(made)
    made.show()
    return made


def compose(box: SearchBox, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(box, event)


def test_typing_is_heard_once_after_a_pause(box: SearchBox, qtbot: QtBot) -> None:
    heard: Ear[str] = Ear()
    box.searched.connect(heard.hear)
    with qtbot.waitSignal(box.searched):
        qtbot.keyClicks(box, "road 12 ")
        assert heard == []
    assert heard == ["road 12"]


def test_enter_does_not_wait_and_says_nothing_twice(box: SearchBox, qtbot: QtBot) -> None:
    heard: Ear[str] = Ear()
    box.searched.connect(heard.hear)
    qtbot.keyClicks(box, "12")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert heard == ["12"]


def test_a_word_being_composed_is_not_searched_for(box: SearchBox, qtbot: QtBot) -> None:
    heard: Ear[str] = Ear()
    box.searched.connect(heard.hear)
    box.setText("旧")
    compose(box, "tingche")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert heard == []
    compose(box, "", "停车")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert heard == ["旧停车"]


def test_escape_empties_and_down_leaves(box: SearchBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "12")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    with qtbot.waitSignal(box.left):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def test_words_set_from_outside_are_not_searched_for_again(box: SearchBox, qtbot: QtBot) -> None:
    box.set_words("停车")
    with qtbot.assertNotEmitted(box.searched, wait=300):
        qtbot.keyClick(box, Qt.Key.Key_Return)
