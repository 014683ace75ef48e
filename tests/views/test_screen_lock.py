"""The locked screen: nothing readable, nothing lost, the cursor where it was (P-31)."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QWidget

from desktop import app
from desktop.casework import admit
from desktop.domain.account import AccountRole
from desktop.views.door import Door
from desktop.views.main_window import MainWindow
from desktop.views.register_dialog import RegisterDialog
from desktop.views.screen_lock import LOCKED, Cover, ScreenLock
from tests.casework.accounts_desk import ADMINISTRATOR, OTHER, Ticks, added, quick_hashes, verbs_of
from tests.desks import new_office, registered
from tests.views.case_desk import press, type_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.progress import Progress


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path / "desk")
    made.ticks = Ticks()
    registered(made)
    with quick_hashes():
        admit.turn_on(made, ADMINISTRATOR)
        added(made, "zhang", AccountRole.HANDLER)
        admit.sign_out(made)
        admit.sign_in(made, "zhang", OTHER)
        yield made
    made.close()


@pytest.fixture
def door(qtbot: QtBot, office: Office, tmp_path: Path) -> Iterator[Door]:
    memory = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    made = Door(office, partial(app.open_window, office, memory))
    made.open()
    yield made
    made.shut()
    assert made.shown is not None
    qtbot.addWidget(made.shown)
    made.shown.close()


def parts(door: Door) -> tuple[MainWindow, ScreenLock]:
    assert isinstance(door.shown, MainWindow)
    assert door.lock is not None
    return door.shown, door.lock


def readable(lock: ScreenLock) -> list[QWidget]:
    """Return the windows somebody could read something in besides the one that asks for the password."""
    windows = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    return [each for each in windows if each is not lock.dialog and not is_covered(each)]


def is_covered(window: QWidget) -> bool:
    """Whether a cover lies over all of a window, above everything else, and its title tells nothing."""
    covers = [each for each in window.children() if isinstance(each, Cover)]
    if not covers or window.windowTitle() != LOCKED:
        return False
    corners = (QPoint(1, 1), window.rect().center(), window.rect().bottomRight() - QPoint(1, 1))
    tops = (window.childAt(corner) for corner in corners)
    return all(top is covers[0] or covers[0].isAncestorOf(top) for top in tops if top is not None)


def unlock(lock: ScreenLock, password: str = OTHER) -> None:
    assert lock.dialog is not None
    lock.dialog.password.setText(password)
    lock.dialog.button.click()


def compose(widget: QWidget, text: str) -> None:
    """Let an input method show what it is composing."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def test_an_open_dialog_is_covered_in_the_middle_of_a_word_and_found_again(
    door: Door, qtbot: QtBot
) -> None:
    window, lock = parts(door)
    window.register()
    dialog = window.findChild(RegisterDialog)
    assert dialog is not None
    dialog.activateWindow()
    line = dialog.fields.title
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    type_text("关于增设公交站台的建议")
    for _ in range(3):
        press("Left", line)
    place = line.cursorPosition()
    compose(line, "shifan")
    lock.lock()
    assert lock.is_locked
    assert readable(lock) == []
    assert dialog.isVisible()
    unlock(lock)
    assert not lock.is_locked
    assert dialog.isVisible()
    assert dialog.windowTitle() != LOCKED
    assert not any(each.isVisible() for each in dialog.findChildren(Cover))
    qtbot.waitUntil(line.hasFocus)
    assert line.text() == "关于增设公交站台shifan的建议"
    assert line.cursorPosition() == place + len("shifan")
    dialog.done(0)


def test_nothing_of_the_window_shines_through(door: Door) -> None:
    window, lock = parts(door)
    window.pages.go("ledger")
    QApplication.processEvents()
    lock.lock()
    QApplication.processEvents()
    picture = window.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 3) for y in range(0, 60, 2)}
    assert seen == {QColor(picture.pixelColor(1, 1)).name()}


def test_it_locks_by_itself_after_idle_minutes(door: Door, office: Office) -> None:
    _, lock = parts(door)
    assert isinstance(office.ticks, Ticks)
    office.ticks.seconds += 9 * 60
    lock.look()
    assert not lock.is_locked
    QTest.keyClick(door.shown, Qt.Key.Key_Shift)
    office.ticks.seconds += 9 * 60
    lock.look()
    assert not lock.is_locked
    office.ticks.seconds += 60
    lock.look()
    assert lock.is_locked
    lock.look()
    assert list(verbs_of(office, 2)) == ["锁屏", "登录"]


def test_only_the_right_password_opens_it(door: Door) -> None:
    _, lock = parts(door)
    lock.lock()
    dialog = lock.dialog
    assert dialog is not None
    press("Escape", dialog)
    dialog.close()
    unlock(lock, "wrong")
    assert lock.is_locked
    assert dialog.isVisible()
    assert "用户名或密码不对" in dialog.banner.text
    assert dialog.password.text() == ""
    unlock(lock)
    assert not lock.is_locked


def test_a_window_that_opens_meanwhile_is_covered_as_well(door: Door, qtbot: QtBot) -> None:
    window, lock = parts(door)
    lock.lock()
    late = QDialog(window)
    late.setWindowTitle("示例张三的来件")
    QLabel("示例内容", late)
    late.show()
    box = QMessageBox(QMessageBox.Icon.NoIcon, "没有完成", "示例", parent=window)
    box.open()
    QApplication.processEvents()
    assert readable(lock) == []
    QTest.keyClick(box, Qt.Key.Key_Escape)
    QTest.mouseClick(late, Qt.MouseButton.LeftButton)
    assert box.isVisible()
    box.deleteLater()
    qtbot.wait(1)
    unlock(lock)
    assert late.windowTitle() == "示例张三的来件"


def test_a_running_job_goes_on_behind_it(door: Door, office: Office, qtbot: QtBot) -> None:
    window, lock = parts(door)
    go_on, done = Event(), []

    def writing(other: Office, _progress: Progress) -> str:
        assert go_on.wait(10)
        other.put_settings({"supervision_serial/x": "1"})
        return "完成"

    window.desk.jobs.run_writing("正在导入", writing, done.append)
    lock.lock()
    unlock(lock)
    assert not lock.is_locked
    lock.lock()
    go_on.set()
    qtbot.waitUntil(lambda: done == ["完成"])
    assert lock.is_locked
    unlock(lock)
    told = [verb for verb in verbs_of(office, 6) if verb != "设置"]
    assert told == ["解锁", "锁屏", "解锁", "锁屏", "登录"]
    assert office.store.journal.verify() is None


def test_the_keys_are_ctrl_l(door: Door) -> None:
    window, lock = parts(door)
    next(each for each in window.file_menu.actions() if each.text() == "锁屏(&L)").trigger()
    assert lock.is_locked
    lock.lock()
    unlock(lock)


def test_without_accounts_there_is_nothing_to_lock_with(door: Door, office: Office) -> None:
    window, _ = parts(door)
    idle = ScreenLock(window.desk, window)
    office.seat = None
    idle.lock()
    assert not idle.is_locked
    assert "单人模式没有密码" in window.status.currentMessage()
    idle.stop()
