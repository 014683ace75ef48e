"""A desk for pages and dialogs without the window around them: it keeps what they say and where they go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from desktop.views.jobs import JobRunner
from desktop.views.page import Desk
from desktop.views.relay import ChangeRelay

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog, QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.listing import Criteria
    from desktop.domain.procedure import Act


@dataclass
class Heard:
    """What a page or dialog asked the window for."""

    said: list[str] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    started: list[tuple[Act, int, int | None]] = field(default_factory=list)
    shown: list[Criteria] = field(default_factory=list)

    def start(self, act: Act, case_id: int, unit_id: int | None) -> None:
        """Take in the wish to start an act."""
        self.started.append((act, case_id, unit_id))


def desk_of(office: Office, folder: Path) -> tuple[Desk, Heard]:
    """Return a desk over this office, and what it hears."""
    heard = Heard()
    verbs = (heard.opened.append, heard.start, heard.said.append, heard.shown.append)
    memory = QSettings(str(folder / "layout.ini"), QSettings.Format.IniFormat)
    return Desk(office, ChangeRelay(office.store.announcer), JobRunner(office), *verbs, memory=memory), heard


def shown(dialog: QDialog, qtbot: QtBot) -> QDialog:
    """Open a dialog over a window of its own and return it once it has the cursor."""
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: (cursor := QApplication.focusWidget()) is not None and cursor.window() is dialog)
    return dialog


def press(keys: str, widget: QWidget | None = None) -> None:
    """Press keys such as Ctrl+Return, where the cursor is unless a widget is named."""
    combination = QKeySequence(keys)[0]
    QTest.keyClick(widget or focus(), combination.key(), combination.keyboardModifiers())


def type_text(text: str) -> None:
    """Type a text where the cursor is, as an input method commits it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)


def fill(letter: str, text: str) -> None:
    """Go to the field with that letter in its label, and type over what stands there."""
    press(f"Alt+{letter}")
    press("Ctrl+A")
    press("Delete")
    type_text(text)


def focus() -> QWidget:
    """Return the widget the cursor is in."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the cursor"
    return widget


def words_of(widget: QWidget) -> str:
    """Return every word a person reads on a widget, one label or button a line."""
    seen = widget.findChildren(QLabel) + widget.findChildren(QAbstractButton)
    return "\n".join(each.text() for each in seen if each.isVisibleTo(widget))
