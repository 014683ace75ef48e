"""The door of a desk: who has to sign in does so first, and gets a window made for this person."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence

from desktop.domain.account import Permission
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu, QWidget

    from desktop.casework.office import Office
    from desktop.domain.changes import Change
    from desktop.views.main_window import MainWindow
    from desktop.views.relay import ChangeRelay
    from desktop.views.screen_lock import ScreenLock

_QUIT = "Ctrl+Q"
_OF_CASES = ("Ctrl+F", "Ctrl+K")


class Door(QObject):
    """Shows the login window or the main window, and changes one for the other when somebody comes or goes.

    On a desk without accounts it opens the main window and is never seen again.
    """

    def __init__(self, office: Office, make: Callable[[], MainWindow]) -> None:
        super().__init__()
        self._office = office
        self._make = make
        self._relay: ChangeRelay | None = None
        self._is_called = False
        self.lock: ScreenLock | None = None
        self.shown: QWidget | None = None
        office.store.announcer.join(self._on_told)

    @Slot()
    def open(self) -> None:
        """Show the window somebody may have now, in the place of the one before."""
        before = self.shown
        if self.lock is not None:
            self.lock.stop()
            self.lock = None
        is_shut = self._office.is_guarded and self._office.seat is None
        self.shown = self._login() if is_shut else self._window()
        self.shown.show()
        self._is_called = False
        if before is not None:
            before.close()
            before.deleteLater()

    def shut(self) -> None:
        """Write down that who sat here left; called when the program ends."""
        self._office.store.announcer.leave(self._on_told)
        if self.lock is not None:
            self.lock.stop()
        with suppress(OfficeError):  # a full disk keeps nobody from leaving
            self._sign_out()

    @Slot()
    def leave(self) -> None:
        """Sign out and let the next person sign in."""
        try:
            self._sign_out()
        except OfficeError as error:
            if self.lock is not None:
                self.lock.say(error.message)
            return

    def _sign_out(self) -> None:
        if self._office.seat is not None:
            from desktop.casework import admit

            admit.sign_out(self._office)

    def _login(self) -> QWidget:
        from desktop.views.login_window import LoginWindow

        return LoginWindow(self._office)

    def _window(self) -> QWidget:
        window = self._make()
        self._relay = window.desk.relay
        if self._office.is_guarded:
            from desktop.views.screen_lock import ScreenLock

            self.lock = ScreenLock(window.desk, window)
            self._fill(window, self.lock)
            if not self._office.may(Permission.READ):
                _limit(window)
        return window

    def _fill(self, window: MainWindow, lock: ScreenLock) -> None:
        """Put what somebody who has signed in can do about it into the first menu, before the end."""
        menu = window.file_menu
        end = _action_of(menu, _QUIT)
        for words, keys, verb in (("锁屏(&L)", "Ctrl+L", lock.lock), ("退出登录(&O)", "", self.leave)):
            action = QAction(words, menu)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(verb)
            menu.insertAction(end, action)
        menu.insertSeparator(end)

    def _on_told(self, change: Change) -> None:
        """Make the window anew for whoever sits here now; the one before hears of nothing any more."""
        if Topic.SEAT in change.topics and not self._is_called:
            self._is_called = True
            if self._relay is not None:
                self._relay.leave()
                self._relay.blockSignals(True)  # this very change is already on its way to it
            QTimer.singleShot(0, self.open)


def _action_of(menu: QMenu, keys: str) -> QAction:
    return next(each for each in menu.actions() if each.shortcut() == QKeySequence(keys))


def _limit(window: MainWindow) -> None:
    """Take from a window whatever leads to cases: the bar, the menu of the work, the searches."""
    window.toolbar.hide()
    window.work_menu.menuAction().setVisible(False)
    for action in window.file_menu.actions():
        if action.text().split("(", 1)[0] not in {"锁屏", "退出登录", "退出"}:
            action.setVisible(False)
            action.setEnabled(False)
    for keys in _OF_CASES:
        action = _action_of(window.view_menu, keys)
        action.setVisible(False)
        action.setEnabled(False)
