"""The menus of the real window: on every page each letter and each key means one thing."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.views.jobs import JobRunner
from desktop.views.main_window import MainWindow
from desktop.views.navigation import PAGES
from desktop.views.relay import ChangeRelay
from tests import desks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

_LETTER = re.compile(r"&([^&])")


@pytest.fixture
def window(office: Office, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on a desk with one case, which every page can show."""
    desks.registered(office)
    relay = ChangeRelay(office.store.announcer)
    memory = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    window = MainWindow(office, relay, JobRunner(office), memory)
    qtbot.addWidget(window)
    window.show()
    yield window
    relay.leave()


def twice(words: Iterable[str]) -> list[str]:
    return [word for word, number in Counter(words).items() if number > 1]


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_no_two_lines_of_a_menu_share_a_letter(window: MainWindow, key: str) -> None:
    window.pages.go(key)
    for menu in window.findChildren(QMenu):
        lines = [action.text() for action in menu.actions()]
        letters = [found[1].upper() for line in lines if (found := _LETTER.search(line))]
        assert not twice(letters), (menu.title(), lines)


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_no_two_actions_that_may_be_done_share_a_key(window: MainWindow, key: str) -> None:
    window.pages.go(key)
    page = window.pages.page
    assert page is not None
    narrow = (Qt.ShortcutContext.WidgetShortcut,)  # heard by one widget alone, while it holds the cursor
    reached = {*window.work_menu.actions(), *window.file_menu.actions(), *window.view_menu.actions()}
    reached.update(action for action in page.findChildren(QAction) if action.shortcutContext() not in narrow)
    keys = [keys.toString() for action in reached if action.isEnabled() for keys in action.shortcuts()]
    assert "Ctrl+N" in keys
    assert not twice(keys)
